//! Dates by the calendar: "10 May 2023", "May 10", "Tuesday, May 10", "10/05/2023", "May 2018", "Tuesday".

use super::guard;
use super::lexer::Words;
use super::meaning::{Calendar, Which};
use crate::knowledge::times::{Sense, Unit};

/// A date by the calendar that starts at token `at`: one past its last token, and its fields.
pub(super) fn date(words: &Words, at: usize) -> Option<(usize, Calendar)> {
    numeric(words, at)
        .or_else(|| weekday_first(words, at))
        .or_else(|| month_first(words, at))
        .or_else(|| day_first(words, at))
}

/// "January", "Jan", "Jan.": one past it, dot included.
pub(super) fn month(words: &Words, at: usize) -> Option<(usize, i8)> {
    match words.sense_at(at)? {
        Sense::Month(month) if words.capital(at) => Some((at + 1, month)),
        Sense::MonthShort(month) if words.capital(at) => {
            let dotted = words.sign(at + 1) == Some('.') && words.glued(at + 1);
            Some((at + 1 + usize::from(dotted), month))
        }
        _ => None,
    }
}

/// "Tuesday", "Tues.": one past it. Short forms only before a date: "Sun" and "Sat" are other words too.
pub(super) fn weekday(words: &Words, at: usize) -> Option<(usize, i8)> {
    match words.sense_at(at)? {
        Sense::Weekday(day) if words.capital(at) && !words.lower(at).ends_with("days") => Some((at + 1, day)),
        Sense::WeekdayShort(day) if words.capital(at) => {
            let after = words.skip(words.skip(at + 1, '.'), ',');
            let dated = month(words, after).is_some() || day_of_month(words, after).is_some();
            (after > at + 1 || dated).then_some(()).filter(|()| dated)?;
            Some((words.skip(at + 1, '.'), day))
        }
        _ => None,
    }
}

/// A number from 1 to 31, with or without "th".
pub(super) fn day_of_month(words: &Words, at: usize) -> Option<(usize, i8)> {
    let number = match words.tokens.get(at)?.kind {
        super::lexer::Kind::Ordinal(number) => i64::from(number),
        _ => words.whole(at).filter(|(_, digits)| *digits <= 2)?.0,
    };
    (1..=31).contains(&number).then_some((at + 1, number as i8))
}

/// A year of four digits, or of two after an apostrophe.
pub(super) fn year(words: &Words, at: usize) -> Option<(usize, i16)> {
    if matches!(words.sign(at), Some('\'' | '’' | '‘')) && words.glued(at + 1) {
        let (year, 2) = words.whole(at + 1)? else { return None };
        return Some((at + 2, if year <= 30 { 2000 + year as i16 } else { 1900 + year as i16 }));
    }
    let (year, 4) = words.whole(at)? else { return None };
    (1000..2200).contains(&year).then_some((at + 1, year as i16))
}

/// ", 2015", "2015", "of 2015", "last year", "of this year" after a day or month: the year it belongs to.
pub(super) fn year_after(words: &Words, at: usize) -> (usize, Option<i16>, Which) {
    let comma = words.skip(at, ',');
    let of = at + usize::from(words.is(at, &["of", "in"]));
    if let Some((end, year)) = year(words, comma).or_else(|| year(words, of)) {
        // "On May 5 2,000 people" has a comma in its number, "March 1 1800 GMT" is a clock.
        if !guard::counted(words, end) && !guard::zone(words, end) {
            return (end, Some(year), Which::Bare);
        }
    }
    for start in [comma, of] {
        if words.lower(start + 1) == "year" {
            let shift = match words.lower(start) {
                "last" | "past" => Some(-1),
                "this" => Some(0),
                "next" => Some(1),
                _ => None,
            };
            if let Some(shift) = shift {
                return (start + 2, None, Which::Year(shift));
            }
        }
    }
    (at, None, Which::Bare)
}

/// "May 10, 2015", "May 10th", "May the 10th", "May 2015", "May of 2015", "May".
fn month_first(words: &Words, at: usize) -> Option<(usize, Calendar)> {
    let (after, month) = month(words, at)?;
    let the = after + usize::from(words.lower(after) == "the");
    if let Some((end, day)) = day_of_month(words, words.skip(the, ',')) {
        let clock = words.sign(end) == Some(':') || guard::meridiem(words, end) || guard::counted(words, end);
        let decimal = words.sign(end) == Some('%');
        if !clock && !decimal && (end == the + 1 || words.sign(the) != Some(',')) {
            let (end, year, which) = year_after(words, end);
            return Some((end, Calendar { year, month: Some(month), day: Some(day), weekday: None, which }));
        }
    }
    let (end, year, which) = year_after(words, after);
    if end == after && guard::no_month(words, at, after) {
        return None;
    }
    Some((end, Calendar { year, month: Some(month), day: None, weekday: None, which }))
}

/// "10 May 2015", "10th of May".
fn day_first(words: &Words, at: usize) -> Option<(usize, Calendar)> {
    let (after, day) = day_of_month(words, at)?;
    let of = after + usize::from(words.lower(after) == "of");
    let of = of + usize::from(words.dash(of) && words.glued(of));
    let (after, month) = month(words, of)?;
    let dash = words.dash(after) && words.glued(after) && year(words, after + 1).is_some();
    let (end, year, which) = year_after(words, after + usize::from(dash));
    Some((end, Calendar { year, month: Some(month), day: Some(day), weekday: None, which }))
}

/// "Tuesday, May 10", "Tuesday the 10th of May", "Tuesday last week", "Tuesday".
fn weekday_first(words: &Words, at: usize) -> Option<(usize, Calendar)> {
    let (after, weekday) = weekday(words, at)?;
    let comma = words.skip(after, ',');
    let the = comma + usize::from(words.lower(comma) == "the");
    let dated = month_first(words, the).filter(|(_, date)| date.day.is_some());
    if let Some((end, date)) = dated.or_else(|| day_first(words, the)).or_else(|| numeric(words, the)) {
        return Some((end, Calendar { weekday: Some(weekday), ..date }));
    }
    let (end, which) = week_after(words, after);
    Some((end, Calendar { weekday: Some(weekday), which, ..Calendar::default() }))
}

/// "last week", "of this week", "next week" after a weekday.
fn week_after(words: &Words, at: usize) -> (usize, Which) {
    let of = at + usize::from(words.lower(at) == "of");
    let week = matches!(words.sense_at(of + 1), Some(Sense::Unit(Unit::Week)));
    match words.lower(of) {
        "last" if week => (of + 2, Which::Week(-1)),
        "this" if week => (of + 2, Which::Week(0)),
        "next" if week => (of + 2, Which::Week(1)),
        // "Friday week": a week after the coming one.
        "week" if of == at && !words.small(of + 1) => (of + 1, Which::Next),
        _ => (at, Which::Bare),
    }
}

/// "2023-05-10", "10/05/2023", "10.05.23".
fn numeric(words: &Words, at: usize) -> Option<(usize, Calendar)> {
    let (first, first_digits) = words.whole(at)?;
    let sign = words.sign(at + 1).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let same = words.sign(at + 3) == Some(sign);
    if !same
        || !(1..5).all(|step| words.glued(at + step))
        || words.glued(at + 5) && words.sign(at + 5) == Some(sign)
    {
        return None;
    }
    let (second, second_digits) = words.whole(at + 2)?;
    let (third, third_digits) = words.whole(at + 4)?;
    let (year, month, day) = match (first_digits, second_digits, third_digits) {
        (4, 1..=2, 1..=2) => (first, second, third),
        (1..=2, 1..=2, 2 | 4) => {
            let year = match third {
                0..=30 => third + 2000,
                31..=99 => third + 1900,
                _ => third,
            };
            // Only one order can be right when a number is above 12, and both are when they are the same.
            let clear = if first > 12 || first == second {
                Some(true)
            } else if second > 12 {
                Some(false)
            } else {
                words.day_first
            };
            let Some(day_first) = clear else {
                // The year is all that is sure.
                return Some((at + 5, Calendar { year: Some(year as i16), ..Calendar::default() }));
            };
            if day_first { (year, second, first) } else { (year, first, second) }
        }
        _ => return None,
    };
    jiff::civil::Date::new(year as i16, month as i8, day as i8).ok()?;
    let date = Calendar {
        year: Some(year as i16),
        month: Some(month as i8),
        day: Some(day as i8),
        weekday: None,
        which: Which::Bare,
    };
    Some((at + 5, date))
}
