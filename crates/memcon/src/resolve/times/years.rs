//! Years alone, and what is longer: "2015", "FY2019", "2013-14", "508 BC", "the 1960s", "the 21st century".

use super::absolute::year;
use super::guard;
use super::lexer::{Kind, Words};
use super::meaning::Meaning;
use crate::knowledge::times::{Sense, Unit};

/// Words before a number that only fit a year, even one long ago.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "by", "until", "till", "of", "from", "to", "before", "after", "during", "around", "about",
    "circa", "c", "year", "through", "late", "early", "mid", "between", "and", "or", "for", "summer",
    "winter", "spring", "autumn", "fall", "election", "born", "died", "b",
];

/// A year, decade or century that starts at `at`.
pub(super) fn years(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let at = at + usize::from(words.lower(at) == "the");
    let read = fiscal(words, at)
        .or_else(|| era(words, at))
        .or_else(|| decade(words, at))
        .or_else(|| century(words, at));
    if let Some((end, value)) = read {
        return Some((end, Meaning::date(value)));
    }
    let at = at + usize::from(words.lower(at) == "year");
    plain(words, at)
}

/// "2015", "2013-14".
fn plain(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let (end, number) = year(words, at)?;
    let before = words.before(at);
    let circa =
        words.sign(at.wrapping_sub(1)) == Some('.') && words.is(at.wrapping_sub(2), &["c", "ca", "b", "d"]);
    let bracket = circa
        || at == 0 && words.dash(end)
        || matches!(words.sign(at.wrapping_sub(1)), Some('(' | '[' | '–' | '—' | '-'));
    let usual = (1900..2100).contains(&number);
    // "the 1836 assault", "Mexico's 1829 decree"
    let modifier = (1500..1900).contains(&number)
        && words.is(at.wrapping_sub(1), &["the", "this", "its", "'s", "’s", "a", "an"])
        && words.small(end);
    if guard::marked_number(words, at) || guard::zone(words, end) || words.sign(at) == Some('\'') && !usual {
        return None;
    }
    // Money and measures: "2015 votes", "2000m", "2,015".
    // "a 2015 police sweep" cannot be 2,015 of anything.
    let one = words.is(at.wrapping_sub(1), &["a", "an"]);
    let things = guard::counted(words, end) && !one
        || words.sign(end).is_some_and(|sign| matches!(sign, ',' | '.' | ':' | '/'))
            && words.glued(end)
            && words.glued(end + 1)
            && words.whole(end + 1).is_some()
        || words.glued(end)
            && words.tokens.get(end).is_some_and(|token| token.kind == Kind::Word)
            && !after_glued(words, end);
    if things {
        return None;
    }
    if !usual && !BEFORE_YEAR.contains(&before) && !bracket && !modifier {
        return None;
    }
    // An old year is rare in the news and a count is not: "by 1200 troops".
    if !usual
        && words.small(end)
        && words.lower(end).ends_with('s')
        && !words.is(end, &["was", "is", "has", "as", "this"])
    {
        return None;
    }
    if let Some((end, second)) = second_half(words, end, number) {
        return Some((end, Meaning::date(format!("{number:04}/{second:04}"))));
    }
    Some((end, Meaning::date(format!("{number:04}"))))
}

/// "– 72" after 1871, set apart by spaces: the year, in full.
pub(super) fn short_year(words: &Words, at: usize) -> Option<(usize, String)> {
    let first: i64 = words.lower(at.checked_sub(1)?).parse().ok()?;
    let (last, 2) = words.whole(at + 1)? else { return None };
    let clear = !words.glued(at + 2) || matches!(words.sign(at + 2), Some(')' | ',' | '.' | ';'));
    let apart = words.dash(at) && clear && !guard::counted(words, at + 2);
    (apart && last > first % 100).then(|| (at + 2, format!("{}", first / 100 * 100 + last)))
}

/// What may follow a year without a space: "2015's".
fn after_glued(words: &Words, at: usize) -> bool {
    words.is(at, &["'s", "’s"])
}

/// "-14" after "2013": a season, school year or fiscal year.
pub(super) fn second_half(words: &Words, at: usize, first: i16) -> Option<(usize, i16)> {
    let joined = words.dash(at) || words.sign(at) == Some('/');
    if !joined || !words.glued(at) || !words.glued(at + 1) {
        return None;
    }
    let (last, 2) = words.whole(at + 1)? else { return None };
    let second = first / 100 * 100 + last as i16;
    let clear = words.sign(at + 2) != words.sign(at) || !words.glued(at + 2);
    (second > first && clear).then_some((at + 2, second))
}

/// "fiscal year 2019", "FY2019", "FY19", "fiscal 2019".
fn fiscal(words: &Words, at: usize) -> Option<(usize, String)> {
    let start = match words.lower(at) {
        "fy" => at + 1,
        "fiscal" | "financial" => at + 1 + usize::from(words.lower(at + 1) == "year"),
        _ => return None,
    };
    let (number, digits) = words.whole(start)?;
    let number = match digits {
        4 => number,
        2 => 2000 + number,
        _ => return None,
    };
    let end = second_half(words, start + 1, number as i16).map_or(start + 1, |(end, _)| end);
    Some((end, format!("FY{number}")))
}

/// "508 BC", "AD 842", "394 AD".
fn era(words: &Words, at: usize) -> Option<(usize, String)> {
    if words.lower(at) == "ad" && words.capital(at) {
        let (number, _) = words.whole(at + 1)?;
        return Some((at + 2, format!("{number:04}")));
    }
    let (number, digits) = words.whole(at)?;
    let end = at + 2;
    if digits > 4 || !words.capital(at + 1) {
        return None;
    }
    match words.lower(at + 1) {
        "bc" | "bce" => Some((end, format!("BC{number:04}"))),
        "ad" | "ce" => Some((end, format!("{number:04}"))),
        _ => None,
    }
}

/// "1960s", "1930’s", "'60s", "the sixties"; "1600s" are a century.
fn decade(words: &Words, at: usize) -> Option<(usize, String)> {
    if let Some(Sense::Decade(year)) = words.sense_at(at) {
        let framed =
            words.is(at.wrapping_sub(1), &["the", "early", "late", "mid"]) || words.dash(at.wrapping_sub(1));
        return framed.then(|| (at + 1, format!("{:03}", year / 10)));
    }
    let quoted = matches!(words.sign(at), Some('\'' | '’' | '‘')) && words.glued(at + 1);
    let start = at + usize::from(quoted);
    let (number, digits) = words.whole(start)?;
    let framed = quoted
        || words.is(start.wrapping_sub(1), &["the", "early", "late", "mid", "later"])
        || words.dash(start.wrapping_sub(1));
    let s = match words.lower(start + 1) {
        "s" if words.glued(start + 1) => start + 2,
        // "2030's goals" is a possessive.
        "'s" | "’s" if framed => start + 2,
        _ => return None,
    };
    match digits {
        4 if number % 100 == 0 && number != 2000 => Some((s, format!("{:02}", number / 100))),
        4 if number % 10 == 0 => Some((s, format!("{:03}", number / 10))),
        // "in his 60s" is an age.
        2 if number % 10 == 0
            && (quoted || words.is(start.wrapping_sub(1), &["the", "early", "late", "mid"]))
            && !words.is(start.wrapping_sub(2), &["his", "her", "their", "my", "our", "your"]) =>
        {
            let century = if number >= 30 { 19 } else { 20 };
            Some((s, format!("{century}{}", number / 10)))
        }
        _ => None,
    }
}

/// "21st century", "seventeenth-century", "7th century BC".
fn century(words: &Words, at: usize) -> Option<(usize, String)> {
    let (mut at, nth) = ordinal(words, at)?;
    at += usize::from(words.dash(at));
    if !matches!(words.sense_at(at), Some(Sense::Unit(Unit::Century))) || !(1..=30).contains(&nth) {
        return None;
    }
    if words.is(at + 1, &["bc", "bce"]) {
        return Some((at + 2, format!("BC{:02}", nth - 1)));
    }
    Some((at + 1, format!("{:02}", nth - 1)))
}

/// "21st", "third", "twenty-first": one past it. "second" counts here.
pub(super) fn ordinal(words: &Words, at: usize) -> Option<(usize, u32)> {
    match (words.tokens.get(at)?.kind, words.sense_at(at)) {
        (Kind::Ordinal(number), _) => Some((at + 1, number)),
        (_, Some(Sense::Ordinal(number))) => Some((at + 1, number)),
        (_, Some(Sense::Unit(Unit::Second))) if words.lower(at) == "second" => Some((at + 1, 2)),
        (_, Some(Sense::Number(tens))) if (20.0..100.0).contains(&tens) && words.dash(at + 1) => {
            match words.sense_at(at + 2)? {
                Sense::Ordinal(number) if number < 10 => Some((at + 3, tens as u32 + number)),
                Sense::Unit(Unit::Second) => Some((at + 3, tens as u32 + 2)),
                _ => None,
            }
        }
        _ => None,
    }
}
