//! How many: "12", "twenty-five", "two and a half", "several", "a couple of".

use super::guard;
use super::lexer::{Kind, Words};
use crate::knowledge::times::Sense;

/// How many: none when it is only "some".
pub(super) type Count = Option<f64>;

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
