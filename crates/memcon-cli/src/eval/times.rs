//! Date expressions: found, and resolved to the right day, month or year.
//!
//! The gold is GUM's: expressions with the date that a reader worked out, as one date (`when`), as a stretch (`from` and
//! `to`) or as bounds of something vaguer (`notBefore`, `notAfter`). memcon writes TIMEX3. They are compared so:
//!
//! - **Found**: an expression of GUM's that shares a character with a DATE or TIME of ours. GUM also tags a length of time
//!   ("the past five years") when the text shows when it was; TIMEX3 calls that a DURATION, so a DURATION or SET of ours
//!   counts as found where no DATE or TIME does. GUM leaves other lengths of time alone, so those are never held against us.
//! - **Value**, of one date: the same days. "2018-05-10TEV" is right for 2018-05-10, for GUM has no time of day; a month
//!   is wrong for one of its days, and a day for its month.
//! - **Value**, of a stretch: ours begins with its first day and ends with its last, as 197 does for 1970-01-01 to
//!   1979-12-31. Of several expressions of ours inside it ("between May and June") the first begins and the last ends. GUM
//!   gives seasons by months, and ends them with either of two; TIMEX3 by name: 2010-SU is right for both.
//! - Bounds are no value, and neither is a DURATION a date: such expressions are scored as found only. So is a stretch
//!   whose beginning or end GUM leaves open.

use std::path::Path;

use memcon::Memcon;
use memcon::record::TimeRecord;
use serde::Deserialize;

use super::intervals::{days, season, timex};
use super::measure::{Found, Measure};
use super::pairing::{overlap, pair};
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    dates: Vec<Date>,
}

/// An expression of the gold file; bounds are left unread.
#[derive(Debug, Deserialize)]
struct Date {
    start: usize,
    end: usize,
    when: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl Date {
    fn touches(&self, time: &TimeRecord) -> bool {
        overlap((self.start, self.end), (time.start, time.end))
    }

    fn has_value(&self) -> bool {
        self.when.is_some() || self.from.is_some() && self.to.is_some()
    }

    /// `own`: our expressions that share characters with this one, in text order.
    fn is_value_of(&self, own: &[&TimeRecord]) -> bool {
        let values: Vec<&str> = own.iter().filter_map(|time| time.value.as_deref()).collect();
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return false };
        if let Some(when) = self.when.as_deref().map(timex) {
            return values
                .iter()
                .any(|value| *value == when || days(&when).is_some_and(|when| days(value) == Some(when)));
        }
        let (Some(from), Some(to)) = (self.from.as_deref().map(timex), self.to.as_deref().map(timex)) else {
            return false;
        };
        let whole = || Some((days(first)?.0, days(last)?.1));
        let wanted = || Some((days(&from)?.0, days(&to)?.1));
        season(&from, &to).is_some_and(|season| season == *first) || wanted().is_some() && whole() == wanted()
    }
}

/// Scores what the module says.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let mut found = Vec::new();
    let mut exact = Vec::new();
    let mut values = Vec::new();
    let mut both = Vec::new();
    for (text, record) in texts.iter().zip(&records) {
        let wanted = &text.gold.dates;
        let dated: Vec<&TimeRecord> =
            record.times.iter().filter(|time| matches!(time.kind.as_str(), "DATE" | "TIME")).collect();
        let undated = |date: &&Date| !dated.iter().any(|time| date.touches(time));
        let lengths = record.times.iter().filter(|time| matches!(time.kind.as_str(), "DURATION" | "SET"));
        let lengths = lengths.filter(|time| wanted.iter().filter(undated).any(|date| date.touches(time)));
        let given: Vec<&TimeRecord> = dated.iter().copied().chain(lengths).collect();
        let same_words =
            |g: usize, p: usize| wanted[g].start == given[p].start && wanted[g].end == given[p].end;
        let touched = |g: usize, p: usize| wanted[g].touches(given[p]);
        let count = |fits: &dyn Fn(usize, usize) -> bool| Found {
            right: pair(wanted.len(), given.len(), fits).len(),
            given: given.len(),
            gold: wanted.len(),
        };
        found.push(count(&touched));
        exact.push(count(&same_words));
        let own = |date: &Date| -> Vec<&TimeRecord> {
            dated.iter().copied().filter(|time| date.touches(time)).collect()
        };
        let valued: Vec<&Date> = wanted.iter().filter(|date| date.has_value()).collect();
        let right = valued.iter().filter(|date| date.is_value_of(&own(date))).count();
        values.push((right, valued.iter().filter(|date| !own(date).is_empty()).count()));
        both.push((right, valued.len()));
    }
    let mut measures = Measure::found("found", &found).to_vec();
    measures.push(Measure::f1("found, same words", &exact));
    measures.push(Measure::new("value right, of found", values));
    measures.push(Measure::new("value right, of all", both));
    Ok(Scored { measures, records })
}

#[cfg(test)]
mod tests {
    use super::Date;
    use memcon::record::TimeRecord;

    #[test]
    fn dates_stretches_and_seasons() {
        let one = |when: &str| Date { start: 0, end: 9, when: Some(when.to_owned()), from: None, to: None };
        let stretch = |from: &str, to: &str| Date {
            start: 0,
            end: 9,
            when: None,
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
        };
        for (gold, ours, right) in [
            (one("2018-05-10"), &["2018-05-10TEV"][..], true),
            (one("2018-05-10"), &["2018-05"], false),
            (one("2018-05"), &["2018-05-10"], false),
            (one("500"), &["0500"], true),
            (one("500"), &["500"], false),
            (one("--04"), &["2018-04"], false),
            (stretch("1970-01-01", "1979-12-31"), &["197"], true),
            (stretch("1970", "1979"), &["197"], true),
            (stretch("1970", "1975"), &["197"], false),
            (stretch("1981-05", "1981-06"), &["1981-05", "1981-06"], true),
            (stretch("1981-05", "1981-06"), &["1981-05"], false),
            (stretch("2010-06", "2010-09"), &["2010-SU"], true),
            (stretch("--06", "--09"), &["2010-SU"], false),
            (stretch("2018-05-07", "2018-05-13"), &["2018-W19"], true),
        ] {
            let ours: Vec<TimeRecord> = ours
                .iter()
                .map(|value| TimeRecord {
                    start: 0,
                    end: 9,
                    kind: "DATE".to_owned(),
                    value: Some((*value).to_owned()),
                    anchor: None,
                })
                .collect();
            assert_eq!(gold.is_value_of(&ours.iter().collect::<Vec<_>>()), right, "{gold:?} {ours:?}");
        }
    }
}
