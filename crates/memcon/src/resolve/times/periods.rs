//! Seasons, quarters, halves of a year and holidays: "summer of 2012", "the third quarter", "last Christmas".

use super::absolute::{year, year_after};
use super::lexer::Words;
use super::meaning::{Base, Which};
use super::years::{ordinal, second_half};
use crate::knowledge::times::{Phrase, Sense, Unit};

/// A season, quarter, half or holiday that starts at `at`.
pub(super) fn period(words: &Words, at: usize, which: Which) -> Option<(usize, Base)> {
    season(words, at, which).or_else(|| quarter(words, at, which)).or_else(|| holiday(words, at, which))
}

/// The year named after a period, or the `which` said before it.
fn of_year(words: &Words, at: usize, which: Which) -> (usize, Option<i16>, Which) {
    let (end, year, after) = year_after(words, at);
    if let Some(year) = year {
        // "the winter of 1776-77"
        let end = second_half(words, end, year).map_or(end, |(end, _)| end);
        return (end, Some(year), Which::Bare);
    }
    (end, None, if after == Which::Bare { which } else { after })
}

fn season(words: &Words, at: usize, which: Which) -> Option<(usize, Base)> {
    let Sense::Season(season) = words.sense_at(at)? else { return None };
    let (end, year, of) = of_year(words, at + 1, which);
    // "spring" and "fall" are verbs, too, and "Summer" is a name.
    let framed = which != Which::Bare || year.is_some() || of != which;
    let before = words.is(
        at.wrapping_sub(1),
        &[
            "the", "in", "during", "by", "until", "since", "early", "late", "mid", "of", "through", "before",
            "after",
        ],
    ) || words.dash(at.wrapping_sub(1)) && words.is(at.wrapping_sub(2), &["mid"]);
    let sure = !words.is(at, &["fall", "spring", "sunset"])
        || words.is(at.wrapping_sub(1), &["in", "the", "early", "late", "mid"]);
    let named = words.capital(at) && words.capital(end) && end == at + 1;
    if !framed && (!before || !sure || named)
        || words.is(end, &["of", "from", "in", "to"]) && words.is(at, &["fall"]) && !framed
    {
        return None;
    }
    Some((end, Base::Season { season, year, which: of }))
}

fn quarter(words: &Words, at: usize, which: Which) -> Option<(usize, Base)> {
    let (end, nth, half) = match words.lower(at) {
        "q" | "h" if words.capital(at) && words.glued(at + 1) => {
            let (nth, 1) = words.whole(at + 1)? else { return None };
            (at + 2, nth as u32, words.lower(at) == "h")
        }
        "final" if words.lower(at + 1) == "quarter" => (at + 2, 4, false),
        _ => {
            let (end, nth) = ordinal(words, at)?;
            let dash = end + usize::from(words.dash(end));
            match words.lower(dash) {
                "quarter" => (dash + 1, nth, false),
                "half" if words.lower(dash + 1) == "of" => (dash + 1, nth, true),
                _ => return None,
            }
        }
    };
    let short = end == at + 2 && words.glued(at + 1);
    if !(1..=if half { 2 } else { 4 }).contains(&nth) {
        return None;
    }
    let the = match (words.lower(end), words.lower(end + 1), words.sense_at(end + 2)) {
        ("of", "the", Some(Sense::Unit(Unit::Year))) => Some(end + 3),
        _ => None,
    };
    let (end, year, of) = match the {
        Some(end) => (end, None, which),
        None => of_year(words, end, which),
    };
    // "Q1" alone is a quartile or a question.
    let told = words.is(at.wrapping_sub(1), &["in", "of", "for", "the", "during", "by", "since", "until"]);
    if short && year.is_none() && of == which && !told {
        return None;
    }
    if half && the.is_none() && year.is_none() && of == which
        || short && words.lower(at) == "h" && year.is_none()
    {
        return None;
    }
    Some((end, Base::Quarter { nth: nth as u8, half, year, which: of }))
}

fn holiday(words: &Words, at: usize, which: Which) -> Option<(usize, Base)> {
    let (end, Phrase::Holiday(number)) = words.phrase(at)? else { return None };
    // "easter" in small letters is left to those who mean it; figures have no capitals.
    if words.small(at) {
        return None;
    }
    // "2014 Christmas"
    if let Some((_, year)) = at.checked_sub(1).and_then(|before| year(words, before)) {
        return Some((end, Base::Holiday { number: *number, year: Some(year), which: Which::Bare }));
    }
    let (end, year, which) = of_year(words, end, which);
    Some((end, Base::Holiday { number: *number, year, which }))
}
