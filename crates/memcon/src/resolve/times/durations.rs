//! Lengths of time, and what recurs: "two years", "18-month", "several weeks"; "every year", "twice a week".

use super::guard;
use super::lexer::{Kind, Words};
use super::meaning::Meaning;
use crate::knowledge::times::{Part, Sense, Unit};

/// How many: none when it is only "some".
pub(super) type Count = Option<f64>;

/// Words before "a year" that make it a length and not a rate.
const BEFORE_LENGTH: &[&str] = &[
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

/// A number, in digits or words: one past it. `half` counts as 0.5.
pub(super) fn count(words: &Words, at: usize) -> Option<(usize, Count)> {
    if let Kind::Number { value, .. } = words.tokens.get(at)?.kind {
        if guard::marked_number(words, at)
            && !matches!(words.sense_at(at.wrapping_sub(1)), Some(Sense::Number(_)))
        {
            return None;
        }
        return Some(fraction(words, at + 1, value));
    }
    if let Some(Sense::Number(_)) = words.sense_at(at) {
        return Some(spelled(words, at));
    }
    // "[Ten] years ago", as editors mend quotations.
    if words.sign(at) == Some('[') {
        let (end, number) = count(words, at + 1)?;
        return (words.sign(end) == Some(']')).then_some((end + 1, number));
    }
    match words.lower(at) {
        "several" | "few" | "many" | "some" | "numerous" | "countless" | "multiple" => Some((at + 1, None)),
        "dozens" | "scores" | "hundreds" | "thousands" | "tens" if words.lower(at + 1) == "of" => {
            let more = at + 2 + 2 * usize::from(words.is(at + 2, &["hundreds", "thousands", "millions"]));
            Some((more, None))
        }
        "dozen" => Some((at + 1, Some(12.0))),
        "half" => {
            let a = at + 1 + usize::from(words.is(at + 1, &["a", "an"]));
            let dash = a + usize::from(words.dash(a));
            (dash > at + 1).then_some((dash, Some(0.5)))
        }
        "a" | "an" => match words.lower(at + 1) {
            "few" | "good" | "number" | "series" | "matter" => {
                let of = at + 2 + usize::from(words.lower(at + 2) == "of");
                Some((of, None))
            }
            "couple" => Some((at + 2 + usize::from(words.lower(at + 2) == "of"), Some(2.0))),
            "dozen" => Some((at + 2, Some(12.0))),
            "half" => Some((at + 2, Some(0.5))),
            "quarter" if words.lower(at + 2) == "of" && words.lower(at + 3) == "a" => {
                Some((at + 4, Some(0.25)))
            }
            "hundred" => Some((at + 2, Some(100.0))),
            "thousand" => Some((at + 2, Some(1000.0))),
            "full" | "whole" | "single" => Some((at + 2, Some(1.0))),
            _ => Some((at + 1, Some(1.0))),
        },
        _ => None,
    }
}

/// "twenty-five", "one hundred", "two and a half", from the number word at `at`.
fn spelled(words: &Words, at: usize) -> (usize, Count) {
    let mut at = at;
    let (mut total, mut part) = (0.0, 0.0);
    while let Some(Sense::Number(number)) = words.sense_at(at) {
        if number >= 1000.0 {
            total += f64::max(part, 1.0) * number;
            part = 0.0;
        } else if number == 100.0 {
            part = f64::max(part, 1.0) * 100.0;
        } else {
            part += number;
        }
        at += 1;
        let more = matches!(words.sense_at(at + 1), Some(Sense::Number(_)));
        if words.dash(at) && more || words.lower(at) == "and" && more && part >= 100.0 {
            at += 1;
        }
    }
    fraction(words, at, total + part)
}

/// "1/2", "½", "and a half", "million" after a number.
fn fraction(words: &Words, at: usize, value: f64) -> (usize, Count) {
    if let Some(Sense::Number(power)) = words.sense_at(at)
        && power >= 100.0
    {
        return (at + 1, Some(value * power));
    }
    if words.sign(at) == Some('½') {
        return (at + 1, Some(value + 0.5));
    }
    if words.whole(at) == Some((1, 1))
        && words.sign(at + 1) == Some('/')
        && words.whole(at + 2) == Some((2, 1))
    {
        return (at + 3, Some(value + 0.5));
    }
    let dash = at + usize::from(words.dash(at));
    if words.lower(dash) == "and" {
        let a = dash + 1 + usize::from(words.dash(dash + 1));
        let half = a + 1 + usize::from(words.dash(a + 1));
        if words.lower(a) == "a" && words.lower(half) == "half" {
            return (half + 1, Some(value + 0.5));
        }
    }
    (at, Some(value))
}

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

/// True when "a year" at `at` comes after an amount: "60,000 deaths a year", "twice a week", "$5 a day".
fn rate(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = words.lower(before);
    if words.is(before, &["twice", "once", "times", "percent", "cent", "%", "hours", "days", "weeks"]) {
        return true;
    }
    let number_near = (at.saturating_sub(4)..at).any(|at| {
        matches!(words.tokens[at].kind, Kind::Number { .. })
            || matches!(words.sense_at(at), Some(Sense::Number(_)))
    });
    let noun = words.small(before) && !BEFORE_LENGTH.contains(&word) && word.len() > 2;
    let amount = matches!(words.tokens[before].kind, Kind::Number { .. })
        || matches!(words.sense_at(before), Some(Sense::Number(_)))
        || matches!(words.sign(before), Some('%' | '€' | '£'));
    amount || number_near && noun && !words.is(before, &["was", "is", "after", "had", "has", "that"])
}

/// What recurs, starting at `at`: "every year", "each Tuesday", "per day", "Mondays".
pub(super) fn set(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    if let Some(Sense::Weekday(day)) = words.sense_at(at)
        && words.lower(at).ends_with("days")
        && words.capital(at)
    {
        return Some((at + 1, Meaning::set(format!("XXXX-WXX-{day}"))));
    }
    // "Summers are hot", and "Summer can be hot" at the head of a sentence: any summer.
    if let Some(Sense::Season(season)) = words.sense_at(at) {
        let plural = words.lower(at).ends_with('s');
        let head = at == 0 && words.small(1) && words.is(1, &["is", "can", "and", "may", "brings", "tends"]);
        return (plural || head)
            .then(|| (at + 1, Meaning::set(format!("XXXX-{}", super::value::season(season)))));
    }
    if words.lower(at) == "per" {
        let Some(Sense::Unit(unit)) = words.sense_at(at + 1) else { return None };
        return Some((at + 2, Meaning::set(written(Some(1.0), unit))));
    }
    if !words.is(at, &["every", "each"]) {
        return None;
    }
    let next = at + 1 + usize::from(words.is(at + 1, &["single", "passing", "given", "other"]));
    let every = if words.lower(at + 1) == "other" { 2.0 } else { 1.0 };
    let value = match words.sense_at(next) {
        Some(Sense::Unit(unit)) => written(Some(every), unit),
        Some(Sense::Weekday(day)) => format!("XXXX-WXX-{day}"),
        Some(Sense::Month(month)) if words.capital(next) => format!("XXXX-{month:02}"),
        Some(Sense::Season(season)) => format!("XXXX-{}", super::value::season(season)),
        Some(Sense::Part(part)) => format!("XXXX-XX-XX{}", part_mark(part)),
        _ if words.lower(next) == "weekend" => "XXXX-WXX-WE".to_owned(),
        _ => {
            let (end, number, unit) = length(words, next)?;
            return Some((end, Meaning::set(written(number, unit))));
        }
    };
    Some((next + 1, Meaning::set(value)))
}

fn part_mark(part: Part) -> &'static str {
    super::value::part(part)
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
