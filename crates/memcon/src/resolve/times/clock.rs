//! Times of day: "3 a.m.", "15:11 GMT", "8.30pm", "noon", "half past nine", "the early hours".

use super::guard;
use super::lexer::{Kind, Words};
use super::meaning::Clock;
use crate::knowledge::times::Sense;

/// A time of day that starts at `at`: one past its last token.
pub(super) fn clock(words: &Words, at: usize) -> Option<(usize, Clock)> {
    let (end, clock) = named(words, at).or_else(|| digits(words, at))?;
    Some((zone(words, end), clock))
}

/// "noon", "midnight".
fn named(words: &Words, at: usize) -> Option<(usize, Clock)> {
    let hour = match words.lower(at) {
        "noon" | "midday" | "noontime" => 12,
        "midnight" => 0,
        _ => return None,
    };
    Some((at + 1, Clock { hour, minute: Some(0) }))
}

fn digits(words: &Words, at: usize) -> Option<(usize, Clock)> {
    if guard::marked_number(words, at) {
        return None;
    }
    // "8.30pm" is one number to the lexer.
    if let Kind::Number { value, digits: 1..=2, plain: false } = words.tokens.get(at)?.kind {
        let minute = ((value - value.trunc()) * 100.0).round() as i8;
        return half(words, at + 1, value as i8).and_then(|(end, hour)| made(end, hour, minute));
    }
    let (hour, digits) = words.whole(at)?;
    if words.sign(at + 1) == Some(':') && words.glued(at + 1) && words.glued(at + 2) {
        let (minute, 2) = words.whole(at + 2)? else { return None };
        let mut end = at + 3;
        if words.sign(end) == Some(':')
            && words.glued(end)
            && words.whole(end + 1).is_some_and(|(_, digits)| digits == 2)
        {
            end += 2;
        }
        if digits > 2 {
            return None;
        }
        if let Some((end, hour)) = half(words, end, hour as i8) {
            return made(end, hour, minute as i8);
        }
        // "Corinthians 9:25" and a score of 21:15 are no times of day.
        let told = guard::zone(words, end)
            || at == 0
            || words.sign(at - 1).is_some_and(|sign| matches!(sign, '(' | ',' | '–' | '-' | '—'))
            || words.is(
                at - 1,
                &[
                    "at", "by", "until", "till", "around", "about", "from", "to", "since", "before", "after",
                    "between", "and",
                ],
            )
            || matches!(words.sense_at(at - 1), Some(Sense::Weekday(_) | Sense::Month(_) | Sense::Part(_)));
        if !told {
            return None;
        }
        return made(end, hour as i8, minute as i8);
    }
    if digits == 4 && guard::zone(words, at + 1) {
        return made(at + 1, (hour / 100) as i8, (hour % 100) as i8);
    }
    if digits > 2 {
        return None;
    }
    if words.is(at + 1, &["o'clock", "o’clock"]) {
        let (end, hour) = half(words, at + 2, hour as i8).unwrap_or((at + 2, hour as i8));
        return made(end, hour, 0);
    }
    let (end, hour) = half(words, at + 1, hour as i8)?;
    Some((end, Clock { hour, minute: Some(0) })).filter(|_| (0..24).contains(&hour))
}

/// "a.m." or "p.m." at `at` after `hour`: one past it, and the hour of 24.
fn half(words: &Words, at: usize, hour: i8) -> Option<(usize, i8)> {
    let dash = at + usize::from(words.dash(at) && words.glued(at));
    if !guard::meridiem(words, dash) || !(1..=12).contains(&hour) {
        return None;
    }
    let hour = match (words.lower(dash).starts_with('p'), hour) {
        (true, 12) => 12,
        (true, _) => hour + 12,
        (false, 12) => 0,
        (false, _) => hour,
    };
    Some((dash + 1, hour))
}

fn made(end: usize, hour: i8, minute: i8) -> Option<(usize, Clock)> {
    ((0..=24).contains(&hour) && (0..60).contains(&minute))
        .then_some((end, Clock { hour, minute: Some(minute) }))
}

/// One past the zone that stands at `at`, if one does.
fn zone(words: &Words, at: usize) -> usize {
    if !guard::zone(words, at) {
        return at;
    }
    match words.lower(at) {
        "local" => at + 2,
        "hours" if words.is(at + 1, &["gmt", "utc"]) => at + 2,
        "hours" if words.lower(at + 1) == "local" => at + 2 + usize::from(words.lower(at + 2) == "time"),
        _ => at + 1,
    }
}
