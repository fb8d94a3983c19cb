//! What looks like a time and is none: names, counts, ages, money.

use super::lexer::{Kind, Words};
use crate::knowledge::times::{Sense, Unit};

/// Words before a month that only fit a time.
const BEFORE_MONTH: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "through",
    "during",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "every",
    "each",
    "previous",
    "following",
    "coming",
    "past",
    "throughout",
    "ending",
    "around",
    "beginning",
    "starting",
    "circa",
];

/// Words before a month that fit a time and a person alike.
const BEFORE_EITHER: &[&str] =
    &["of", "by", "from", "to", "between", "and", "before", "after", "for", "or", "on"];

/// True when the month at `at..after`, with neither day nor year, is a name or a verb: "Theresa May", "April Ryan".
pub(super) fn no_month(words: &Words, at: usize, after: usize) -> bool {
    let before = words.before(at);
    let dash = at.checked_sub(1).is_some_and(|at| words.dash(at));
    let named = words.tokens.get(after).is_some_and(|token| token.kind == Kind::Word)
        && words.capital(after)
        && !matches!(words.sense_at(after), Some(Sense::Month(_) | Sense::Weekday(_)));
    let beside_month = |other: Option<usize>| {
        other.is_some_and(|at| matches!(words.sense_at(at), Some(Sense::Month(_) | Sense::MonthShort(_))))
    };
    if matches!(words.sense_at(at), Some(Sense::MonthShort(_))) {
        return !BEFORE_MONTH.contains(&before) && !dash;
    }
    match words.lower(at) {
        "may" | "march" => {
            let range = beside_month(at.checked_sub(2)) || beside_month(Some(after + 1));
            let edge = BEFORE_EITHER.contains(&before)
                && words.lower(after) != "'s"
                && (range
                    || before == "of"
                        && words.is(
                            at.wrapping_sub(2),
                            &["end", "beginning", "start", "middle", "month", "half"],
                        ));
            !(BEFORE_MONTH.contains(&before) && !possessive(words, after) || edge || dash && !named)
        }
        // First names too.
        "april" | "june" | "august" => {
            !BEFORE_MONTH.contains(&before)
                && !BEFORE_EITHER.contains(&before)
                && !dash
                && (named || person_before(words, at))
        }
        _ => false,
    }
}

fn possessive(words: &Words, at: usize) -> bool {
    words.is(at, &["'s", "’s"])
}

/// True when the word before is a capitalised one that does not begin the sentence: "Ms June".
fn person_before(words: &Words, at: usize) -> bool {
    at >= 1 && words.capital(at - 1) && words.is(at - 1, &["mr", "mrs", "ms", "miss", "dr", "sen", "rep"])
}

/// True when the word at `at` is a thing that is counted: the number before it is no year and no day.
pub(super) fn counted(words: &Words, at: usize) -> bool {
    match words.sense_at(at) {
        Some(Sense::Counted) => true,
        Some(Sense::Number(number)) => number >= 100.0,
        Some(Sense::Unit(unit)) => unit != Unit::Second || words.lower(at).ends_with('s'),
        // "schoolchildren", "policemen"
        _ if ["children", "men", "people", "women", "workers"]
            .iter()
            .any(|end| words.lower(at).ends_with(end)) =>
        {
            true
        }
        _ => matches!(words.sign(at), Some('%' | '€' | '$' | '£' | '°')),
    }
}

/// "a.m.", "pm".
pub(super) fn meridiem(words: &Words, at: usize) -> bool {
    words.is(at, &["am", "pm", "a.m.", "p.m.", "a.m", "p.m"])
}

/// "GMT", "local time", "hours" after four digits.
pub(super) fn zone(words: &Words, at: usize) -> bool {
    words.is(at, &["gmt", "utc", "bst", "cet", "cest", "est", "edt", "et", "pst", "pdt", "ist", "msk", "hrs"])
        || words.lower(at) == "local" && words.lower(at + 1) == "time"
        || words.lower(at) == "hours" && (words.is(at + 1, &["gmt", "utc", "local", "on"]))
}

/// True when money, a sign or a title before `at` says that the number there is no time.
pub(super) fn marked_number(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let glued = words.glued(at);
    match words.sign(before) {
        Some('$' | '€' | '£' | '¥' | '₹' | '#') => true,
        // "F-2000", "/2015", "1.2015"
        Some('-') if glued => {
            words.glued(before)
                && !words.is(
                    before.wrapping_sub(1),
                    &["mid", "pre", "post", "early", "late", "since", "re", "then", "ex"],
                )
                && words.tokens.get(before.wrapping_sub(1)).is_some_and(|token| token.kind == Kind::Word)
                && !matches!(
                    words.sense_at(before.wrapping_sub(1)),
                    Some(Sense::Month(_) | Sense::MonthShort(_))
                )
        }
        // "c.1818"
        Some('.') if words.is(before.wrapping_sub(1), &["c", "ca"]) => false,
        Some('/' | '.' | ':' | '+' | '@' | '_' | '&' | '=') if glued => words.glued(before),
        Some(_) => false,
        None => {
            glued && !words.is(before, &["fy", "ad"])
                || words.is(
                    before,
                    &["no", "nos", "number", "channel", "room", "flight", "route", "highway", "page"],
                )
                || matches!(words.sense_at(before), Some(Sense::Number(_)))
        }
    }
}

/// True when a duration that ends at `at` is an age: "12 years old", "19-year-old", "years of age".
pub(super) fn age(words: &Words, at: usize) -> bool {
    let dash = at + usize::from(words.dash(at));
    words.is(dash, &["old", "olds", "older", "younger"])
        || words.lower(at) == "of" && words.lower(at + 1) == "age"
}
