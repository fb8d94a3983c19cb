//! What the joining promises, on articles made by hand.

use proptest::prelude::*;

use super::sample::{Told, with_events};
use super::*;

const SUMMIT: &str =
    "Envoys Holm and Batu discussed fishing quotas at the Ulaanbaatar summit, where Holm praised Batu.";
const HARBOUR: &str = "Gunmen stormed the harbour of Portvale; the Portvale garrison drove the gunmen off.";

fn summit<'a>(status: &'a str, time: &'a str) -> Told<'a> {
    let kind = if status == "planned" { "AGREE" } else { "CONSULT" };
    (kind, status, &["Vera Holm/JPN"], &["Batu Dorj/MNG"], "Ulaanbaatar", time, false)
}

/// Ten articles, each in words of its own but for the copy: a summit that is planned, held, remembered; a raid with two dates; a copy; one of another year.
fn articles() -> Vec<Record> {
    let long: String = (0..60).map(|number| format!("{SUMMIT} Paragraph {number}. ")).collect();
    vec![
        with_events("plan", "2023-05-01", SUMMIT, &[summit("planned", "2023-05-10")]),
        with_events(
            "held",
            "2023-05-11",
            &format!("{SUMMIT} It is over."),
            &[summit("happened", "2023-05-10")],
        ),
        with_events("held2", "2023-05-12", &long, &[summit("happened", "2023-05-10")]),
        with_events("copy", "2023-05-13", &format!("{long} Edited."), &[summit("happened", "2023-05-10")]),
        with_events(
            "later",
            "2025-01-01",
            "A look back at years of talks.",
            &[
                (
                    "CONSULT",
                    "happened",
                    &["Vera Holm/JPN"],
                    &["Batu Dorj/MNG"],
                    "Ulaanbaatar",
                    "2023-05-10",
                    true,
                ),
                ("CONSULT", "happened", &["Vera Holm/JPN"], &["Batu Dorj/MNG"], "Darkhan", "2019", true),
            ],
        ),
        with_events(
            "raid",
            "2023-06-01",
            HARBOUR,
            &[("ASSAULT", "happened", &["gunmen"], &["garrison"], "Portvale", "2023-05-31", false)],
        ),
        with_events(
            "raid2",
            "2023-06-02",
            &format!("{HARBOUR} Officials confirmed it."),
            &[("ASSAULT", "happened", &["gunmen"], &["garrison"], "Portvale", "2023-06-01", false)],
        ),
        with_events(
            "raid3",
            "2023-06-02",
            &format!("{HARBOUR} Nobody was caught."),
            &[("ASSAULT", "happened", &["rebels"], &["garrison"], "Portvale", "", false)],
        ),
        with_events(
            "other",
            "2022-06-01",
            &format!("{HARBOUR} It was their first."),
            &[("ASSAULT", "happened", &["gunmen"], &["garrison"], "Portvale", "2022-05-31", false)],
        ),
        with_events("dull", "2023-05-11", "Nothing of note.", &[]),
    ]
}

fn of<'a>(incidents: &'a [Incident], article: &str) -> Vec<&'a Incident> {
    incidents
        .iter()
        .filter(|incident| incident.reports.iter().any(|report| report.article == article))
        .collect()
}

#[test]
fn a_plan_comes_about_and_a_copy_has_no_voice() {
    let incidents = incidents(&articles());
    let summit = of(&incidents, "plan")[0];
    let reports: Vec<_> = summit.reports.iter().map(|r| (r.article.as_str(), r.copy, r.background)).collect();
    assert_eq!(
        reports,
        [
            ("plan", false, false),
            ("held", false, false),
            ("held2", false, false),
            ("copy", true, false),
            ("later", false, true)
        ]
    );
    assert_eq!((summit.kind.as_str(), summit.status.as_str(), summit.publishers), ("CONSULT", "happened", 5));
    let history: Vec<_> =
        summit.history.iter().map(|change| (change.status.as_str(), change.article.as_str())).collect();
    assert_eq!(history, [("planned", "plan"), ("happened", "held")]);
    assert_eq!(summit.days, Some(("2023-05-10".to_owned(), "2023-05-10".to_owned())));
    assert_eq!(
        (summit.sources.as_slice(), summit.targets.as_slice()),
        (&["Vera Holm".to_owned()][..], &["Batu Dorj".to_owned()][..])
    );
}

#[test]
fn an_old_happening_is_never_dated_today() {
    let incidents = incidents(&articles());
    let old: Vec<_> = of(&incidents, "later").into_iter().filter(|incident| incident.background).collect();
    assert_eq!(old.len(), 1);
    assert_eq!(old[0].days.as_ref().unwrap().0, "2019-01-01");
    assert_eq!(old[0].headline, None);
}

#[test]
fn other_times_are_other_incidents_and_differences_are_kept() {
    let incidents = incidents(&articles());
    let raid = of(&incidents, "raid")[0];
    assert_eq!(raid.reports.len(), 3, "{raid:#?}");
    assert_eq!(of(&incidents, "other")[0].reports.len(), 1);
    let fields: Vec<_> =
        raid.disagreements.iter().map(|one| (one.field.as_str(), one.values.len())).collect();
    assert_eq!(fields, [("time", 2), ("sources", 2)]);
    assert_eq!(raid.disagreements[1].values[0].value, "gunmen");
    assert_eq!(raid.time.as_deref(), Some("2023-06-01"));
}

#[test]
fn every_event_is_in_one_incident() {
    let records = articles();
    let mut reports: Vec<_> = incidents(&records)
        .into_iter()
        .flat_map(|incident| incident.reports)
        .map(|report| (report.article, report.event))
        .collect();
    reports.sort();
    reports.dedup();
    assert_eq!(reports.len(), records.iter().map(|record| record.events.len()).sum::<usize>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_articles_does_not_matter(order in Just((0..10).collect::<Vec<usize>>()).prop_shuffle()) {
        let records = articles();
        let shuffled: Vec<Record> = order.iter().map(|number| records[*number].clone()).collect();
        prop_assert_eq!(incidents(&shuffled), incidents(&records));
    }
}
