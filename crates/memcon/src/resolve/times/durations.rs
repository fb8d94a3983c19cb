//! Lengths of time: "two years", "18-month", "several weeks", "for decades".

use super::count::{Count, count};
use super::guard;
use super::lexer::Words;
use super::meaning::Meaning;
use super::sets::rate;
use crate::knowledge::times::{Sense, Unit};

/// Words before "a year" that make it a length and not a rate.
pub(super) const BEFORE_LENGTH: &[&str] = &[
    "for",
    "in",
    "within",
    "after",
    "over",
    "about",
    "almost",
    "nearly",
    "than",
    "just",
    "only",
    "of",
    "spent",
    "took",
    "takes",
    "take",
    "last",
    "lasted",
    "lasting",
    "half",
    "around",
    "at",
    "least",
    "barely",
    "under",
    "roughly",
    "through",
    "be",
    "been",
    "exactly",
    "to",
    "and",
    "with",
    "wait",
    "serve",
    "served",
    "serving",
    "spend",
    "approximately",
    "some",
    "more",
    "up",
    "during",
    "quite",
    "once",
    "by",
    "extended",
    "not",
];

/// A count and a unit that starts at `at`: one past it, the count and the unit.
pub(super) fn length(words: &Words, at: usize) -> Option<(usize, Count, Unit)> {
    let (mut end, mut number) = count(words, at)?;
    // "8–10 years" and "two or three years": the larger.
    if (words.dash(end) || words.is(end, &["or", "to"]))
        && !words.is(end + 1, &["a", "an"])
        && let Some((after, larger)) = count(words, end + 1)
        && unit(words, after).is_some()
    {
        (end, number) = (after, larger);
    }
    while words.is(
        end,
        &[
            "more",
            "full",
            "straight",
            "consecutive",
            "long",
            "whole",
            "successive",
            "additional",
            "short",
            "further",
            "other",
            "solid",
            "calendar",
            "working",
            "business",
        ],
    ) {
        end += 1;
    }
    if words.dash(end) && words.glued(end) {
        end += 1;
    }
    let joined = words.dash(end.wrapping_sub(1));
    let (mut end, unit) = unit(words, end)?;
    // "World Cup 2018 day five" has no 2,018 days.
    let singular = !words.lower(end - 1).ends_with('s') && !joined;
    if singular && number.is_some_and(|number| number > 1000.0) {
        return None;
    }
    if words.lower(end) == "and" && words.lower(end + 1) == "a" && words.lower(end + 2) == "half" {
        number = number.map(|number| number + 0.5);
        end += 3;
    }
    Some((end, number, unit))
}

/// A unit that can be counted; "second" alone is an ordinal, "quarter" a part.
fn unit(words: &Words, at: usize) -> Option<(usize, Unit)> {
    match words.sense_at(at)? {
        Sense::Unit(Unit::Second) if words.lower(at) == "second" && !words.dash(at.wrapping_sub(1)) => None,
        Sense::Unit(Unit::Quarter) if words.lower(at + 1) == "of" => None,
        Sense::Unit(unit) => Some((at + 1, unit)),
        _ => None,
    }
}

/// A duration that starts at `at`; an age is nothing.
pub(super) fn duration(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    if let Some((end, number, unit)) = length(words, at) {
        if guard::age(words, end) || words.is(at.wrapping_sub(1), &["aged", "age"]) {
            return Some((end, Meaning::Nothing));
        }
        let one = words.is(at, &["a", "an"]) && end == at + 2;
        if one {
            // "$15 an hour" is a wage.
            if unit == Unit::Hour && (at.saturating_sub(2)..at).any(|at| words.sign(at) == Some('$')) {
                return None;
            }
            if rate(words, at) {
                return Some((end, Meaning::set(written(Some(1.0), unit))));
            }
            if !BEFORE_LENGTH.contains(&words.before(at)) || words.lower(end) == "of" && unit == Unit::Day {
                return None;
            }
        }
        return Some((end, Meaning::duration(written(number, unit))));
    }
    // "weeks", "months-long": some.
    let Some(Sense::Unit(unit)) = words.sense_at(at) else { return None };
    let plural = words.lower(at).ends_with('s');
    let long = words.dash(at + 1) && words.lower(at + 2) == "long";
    if long {
        let number = if plural { None } else { Some(1.0) };
        return Some((at + 3, Meaning::duration(written(number, unit))));
    }
    let framed = words.is(
        at.wrapping_sub(1),
        &[
            "for",
            "in",
            "after",
            "of",
            "within",
            "over",
            "recent",
            "past",
            "coming",
            "last",
            "spent",
            "took",
            "take",
            "through",
            "preceding",
        ],
    );
    let age = words.lower(at + 1) == "old" || guard::age(words, at + 1);
    (plural && framed && !age && unit >= Unit::Minute)
        .then(|| (at + 1, Meaning::duration(written(None, unit))))
}

/// A length as ISO 8601 and TIMEX3 write it: "P2Y", "PT24H", "PXW".
pub(super) fn written(number: Count, unit: Unit) -> String {
    let (mark, factor) = match unit {
        Unit::Second => ("TS", 1.0),
        Unit::Minute => ("TM", 1.0),
        Unit::Hour => ("TH", 1.0),
        Unit::Day => ("D", 1.0),
        Unit::Week => ("W", 1.0),
        Unit::Fortnight => ("W", 2.0),
        Unit::Month => ("M", 1.0),
        Unit::Quarter => ("M", 3.0),
        Unit::Year => ("Y", 1.0),
        Unit::Decade => ("Y", 10.0),
        Unit::Century => ("Y", 100.0),
    };
    let (time, mark) = match mark.strip_prefix('T') {
        Some(mark) => ("T", mark),
        None => ("", mark),
    };
    match number {
        // "half an hour"
        Some(number) if unit == Unit::Hour && number.fract() != 0.0 => {
            format!("PT{}M", (number * 60.0).round())
        }
        Some(number) => format!("P{time}{}{mark}", number * factor),
        None => format!("P{time}X{mark}"),
    }
}
