//! What recurs: "every year", "each Tuesday", "per day", "twice a week", "Mondays".

use super::durations::{BEFORE_LENGTH, length, written};
use super::lexer::{Kind, Words};
use super::meaning::Meaning;
use super::value;
use crate::knowledge::times::Sense;

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
        return (plural || head).then(|| (at + 1, Meaning::set(format!("XXXX-{}", value::season(season)))));
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
        Some(Sense::Season(season)) => format!("XXXX-{}", value::season(season)),
        Some(Sense::Part(part)) => format!("XXXX-XX-XX{}", value::part(part)),
        _ if words.lower(next) == "weekend" => "XXXX-WXX-WE".to_owned(),
        _ => {
            let (end, number, unit) = length(words, next)?;
            return Some((end, Meaning::set(written(number, unit))));
        }
    };
    Some((next + 1, Meaning::set(value)))
}

/// True when "a year" at `at` comes after an amount: "60,000 deaths a year", "twice a week", "$5 a day".
pub(super) fn rate(words: &Words, at: usize) -> bool {
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
