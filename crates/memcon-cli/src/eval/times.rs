//! Date expressions: found, and resolved to the right day, month or year.

use std::path::Path;

use memcon::Memcon;
use memcon::record::TimeRecord;
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::pairing::{overlap, pair};
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    dates: Vec<Date>,
}

/// A date of the gold file; those with a range in place of `when` are scored as found only.
#[derive(Debug, Deserialize)]
struct Date {
    start: usize,
    end: usize,
    when: Option<String>,
}

/// Scores DATE and TIME expressions; gold of this form has no durations and no sets.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let mut found = Vec::new();
    let mut exact = Vec::new();
    let mut values = Vec::new();
    let mut both = Vec::new();
    for (text, record) in texts.iter().zip(&records) {
        let dates = &text.gold.dates;
        let given: Vec<&TimeRecord> =
            record.times.iter().filter(|time| matches!(time.kind.as_str(), "DATE" | "TIME")).collect();
        let same_words =
            |g: usize, p: usize| dates[g].start == given[p].start && dates[g].end == given[p].end;
        let touched =
            |g: usize, p: usize| overlap((dates[g].start, dates[g].end), (given[p].start, given[p].end));
        let right_value = |g: usize, p: usize| given[p].value.is_some() && given[p].value == dates[g].when;
        let count = |fits: &dyn Fn(usize, usize) -> bool| Found {
            right: pair(dates.len(), given.len(), fits).len(),
            given: given.len(),
            gold: dates.len(),
        };
        found.push(count(&touched));
        exact.push(count(&same_words));
        let valued: Vec<(usize, usize)> = pair(dates.len(), given.len(), touched)
            .into_iter()
            .filter(|(g, _)| dates[*g].when.is_some())
            .collect();
        let right = valued.iter().filter(|(g, p)| right_value(*g, *p)).count();
        values.push((right, valued.len()));
        both.push((right, dates.iter().filter(|date| date.when.is_some()).count()));
    }
    let mut measures = Measure::found("found", &found).to_vec();
    measures.push(Measure::f1("found, same words", &exact));
    measures.push(Measure::new("value right, of found", values));
    measures.push(Measure::new("value right, of all", both));
    Ok(Scored { measures, records })
}
