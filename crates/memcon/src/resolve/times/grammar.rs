//! Reads a sentence from left to right and takes the first rule that fits, the most specific first.

use super::durations;
use super::lexer::Words;
use super::meaning::{Base, Found, From, Meaning};
use super::ranges;
use super::relative;
use super::sets;
use super::timed;
use super::years;
use crate::knowledge::times::{Phrase, Sense, Unit};
use crate::resolve::TimeKind;

/// Every temporal expression of a sentence, in order, none overlapping.
pub(super) fn read(words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() {
        let before = found.len();
        at = expression(words, at, &mut found).filter(|_| found.len() > before).unwrap_or(at + 1).max(at + 1);
    }
    ranges::share_years(words, &mut found);
    found.retain(|found: &Found| found.meaning != Meaning::Nothing);
    found
}

/// Reads one expression at `at` into `found` and returns one past it.
fn expression(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    if let Some((end, phrase)) = words.phrase(at)
        && let Some(meaning) = fixed(words, at, end, phrase)
    {
        found.push(Found { first: at, last: end, meaning });
        return Some(end);
    }
    if let Some(end) = ranges::days_of_month(words, at, found) {
        return Some(end);
    }
    let (end, meaning) = modified(words, at).or_else(|| core(words, at))?;
    let year = matches!(&meaning, Meaning::Ready { kind: TimeKind::Date, value } if value.len() == 4);
    found.push(Found { first: at, last: end, meaning });
    // "1871 – 72"
    if year && let Some((last, value)) = years::short_year(words, end) {
        found.push(Found { first: end + 1, last, meaning: Meaning::date(value) });
        return Some(last);
    }
    Some(end)
}

/// "now", "daily" and names. A capitalised "Daily" inside a sentence is part of a name.
fn fixed(words: &Words, at: usize, end: usize, phrase: &Phrase) -> Option<Meaning> {
    match phrase {
        Phrase::Name => Some(Meaning::Nothing),
        Phrase::Holiday(_) => None,
        Phrase::Fixed(kind, value) => {
            // "in the past 35 years" is a length.
            let counted = words.is(end.wrapping_sub(1), &["past", "future"])
                && (durations::length(words, end).is_some()
                    || matches!(words.sense_at(end), Some(Sense::Unit(_))));
            if counted || words.is(at, &["great"]) && words.small(at) {
                return None;
            }
            let named = words.capital(at)
                && (at > 0 || words.capital(end))
                && words.is(at, &["daily", "weekly", "monthly", "annual", "quarterly", "nightly"]);
            if named {
                return Some(Meaning::Nothing);
            }
            Some(Meaning::Ready {
                kind: match kind.as_str() {
                    "SET" => TimeKind::Set,
                    "DURATION" => TimeKind::Duration,
                    "TIME" => TimeKind::Time,
                    _ => TimeKind::Date,
                },
                value: value.clone(),
            })
        }
    }
}

/// Any expression without words that soften it.
fn core(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    if let Some(found) = sets::set(words, at) {
        return Some(found);
    }
    if let Some((end, point)) = timed::point(words, at) {
        return Some((end, Meaning::Point(point)));
    }
    relative::relative(words, at)
        .or_else(|| years::years(words, at))
        .or_else(|| durations::duration(words, at))
}

/// "early June", "mid-January", "nearly two years ago", "shortly after 3 a.m.", "the end of March".
fn modified(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let mut start = at + usize::from(words.lower(at) == "the");
    let edge = words.is(
        start,
        &[
            "end",
            "beginning",
            "start",
            "middle",
            "close",
            "rest",
            "remainder",
            "turn",
            "course",
            "height",
            "eve",
            "month",
            "week",
            "year",
            "evening",
            "weekend",
        ],
    ) && words.lower(start + 1) == "of";
    if edge {
        let of = start + 2;
        if let Some(found) =
            modified(words, of).or_else(|| core(words, of)).filter(|(_, meaning)| is_point(meaning))
        {
            return Some(found);
        }
        // "the end of the year": the year of writing.
        if words.is(of, &["the"])
            && let Some(Sense::Unit(
                unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century),
            )) = words.sense_at(of + 1)
            && !words.lower(of + 1).ends_with('s')
            && words.lower(start) != "turn"
        {
            return Some((of + 2, Meaning::point(Base::Shift { unit, by: 0, from: From::Reference })));
        }
        return None;
    }
    let soft = words.is(
        start,
        &[
            "early",
            "late",
            "mid",
            "middle",
            "earlier",
            "later",
            "about",
            "around",
            "nearly",
            "almost",
            "just",
            "roughly",
            "approximately",
            "exactly",
            "shortly",
            "soon",
            "only",
            "barely",
            "immediately",
        ],
    );
    if !soft {
        return None;
    }
    let first = start;
    start += 1;
    start += usize::from(words.dash(start));
    start += usize::from(
        words.is(first, &["shortly", "soon", "just", "immediately"])
            && words.is(start, &["after", "before", "over", "under"]),
    );
    start += usize::from(
        words.is(first, &["early", "late", "earlier", "later", "soon"]) && words.is(start, &["on", "in"]),
    );
    modified(words, start).or_else(|| core(words, start)).filter(|(_, meaning)| *meaning != Meaning::Nothing)
}

fn is_point(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Point(_) | Meaning::Ready { kind: TimeKind::Date, .. })
}
