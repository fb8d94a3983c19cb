//! What the reports of one incident disagree on.

use std::collections::BTreeMap;

use super::likeness::agreement;
use super::shape::{Disagreement, Version};
use super::story::{Party, Sketch};
use super::summary::Account;

/// Disagreements between reports, by field. A report that says more than another does not disagree with it: a day lies in
/// its month, a town in its country, an official acts for a state.
pub(super) fn disagreements(voices: &[Account<'_>]) -> Vec<Disagreement> {
    let parties = |side: fn(&Sketch) -> &Vec<Party>| {
        move |sketch: &Sketch| {
            let names: Vec<&str> = side(sketch).iter().map(|party| party.actor.id.as_str()).collect();
            (!names.is_empty()).then(|| names.join(" | "))
        }
    };
    let no_one_shared = |side: fn(&Sketch) -> &Vec<Party>| {
        move |a: &Sketch, b: &Sketch| {
            !side(a).iter().any(|one| side(b).iter().any(|other| agreement(one, other) >= 0.5))
        }
    };
    let fields: [(&str, Field<'_>, Field2<'_>); 5] = [
        ("time", Box::new(|sketch| sketch.time.as_ref().map(|time| time.0.clone())), Box::new(other_days)),
        (
            "place",
            Box::new(|sketch| sketch.place.as_ref().map(|place| place.name.clone())),
            Box::new(other_place),
        ),
        ("sources", Box::new(parties(|s| &s.sources)), Box::new(no_one_shared(|s| &s.sources))),
        ("targets", Box::new(parties(|s| &s.targets)), Box::new(no_one_shared(|s| &s.targets))),
        ("status", Box::new(|sketch| Some(sketch.status.clone())), Box::new(denied_by_one)),
    ];
    fields
        .into_iter()
        .filter_map(|(field, value, differ)| disagreement(voices, field, &value, &differ))
        .collect()
}

/// What a report says of a field, if anything.
type Field<'a> = Box<dyn Fn(&Sketch) -> Option<String> + 'a>;

/// Whether two reports cannot both be right.
type Field2<'a> = Box<dyn Fn(&Sketch, &Sketch) -> bool + 'a>;

fn disagreement(
    voices: &[Account<'_>],
    field: &str,
    value: &Field<'_>,
    differ: &Field2<'_>,
) -> Option<Disagreement> {
    let mut accounts: BTreeMap<String, Vec<&Account<'_>>> = BTreeMap::new();
    for voice in voices {
        if let Some(value) = value(voice.sketch()) {
            accounts.entry(value).or_default().push(voice);
        }
    }
    // One report of each value stands for the others that say the same.
    let firsts: Vec<&Sketch> = accounts.values().map(|reports| reports[0].sketch()).collect();
    let disagree = firsts.iter().enumerate().any(|(number, a)| firsts[..number].iter().any(|b| differ(a, b)));
    if !disagree {
        return None;
    }
    let mut values: Vec<Version> = accounts
        .into_iter()
        .map(|(value, reports)| Version {
            value,
            reports: reports.iter().map(|report| report.id()).collect(),
        })
        .collect();
    values.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then(a.value.cmp(&b.value)));
    Some(Disagreement { field: field.to_owned(), values })
}

fn other_days(a: &Sketch, b: &Sketch) -> bool {
    match (a.days(), b.days()) {
        (Some(one), Some(other)) => one.0 > other.1 || other.0 > one.1,
        _ => false,
    }
}

fn other_place(a: &Sketch, b: &Sketch) -> bool {
    match (&a.place, &b.place) {
        (Some(one), Some(other)) => {
            let contains = one.kind != other.kind && one.country == other.country;
            one.name != other.name && !contains
        }
        _ => false,
    }
}

/// Plans come about; only a denial contradicts.
fn denied_by_one(a: &Sketch, b: &Sketch) -> bool {
    (a.status == "denied") != (b.status == "denied")
}
