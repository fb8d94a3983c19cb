//! Points told from another day: "yesterday", "last week", "two years ago", "the previous day", "a week later".

use super::absolute;
use super::count::Count;
use super::durations;
use super::lexer::Words;
use super::meaning::{Base, Calendar, From, Meaning, Point, Which};
use super::periods;
use crate::knowledge::times::{Part, Sense, Unit};
use crate::resolve::TimeKind;

/// A relative point that starts at `at`.
pub(super) fn relative(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    day(words, at)
        .or_else(|| within(words, at))
        .or_else(|| determined(words, at))
        .or_else(|| shifted(words, at))
}

fn shift(unit: Unit, by: i64, from: From) -> Meaning {
    Meaning::point(Base::Shift { unit, by, from })
}

fn day_part(by: i64, part: Part) -> Meaning {
    Meaning::Point(Point {
        base: Base::Shift { unit: Unit::Day, by, from: From::Reference },
        clock: None,
        part: Some(part),
    })
}

/// "today", "tonight", "yesterday", "the day before yesterday", "overnight".
fn day(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let by = match words.lower(at) {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        "tonight" => return Some((at + 1, day_part(0, Part::Night))),
        "overnight"
            if !words.small(at + 1)
                || words.is(at + 1, &["and", "by", "in", "after", "on", "from", "to", "into", "as"]) =>
        {
            return Some((at + 1, day_part(0, Part::Night)));
        }
        "day" => {
            let end = at + 3;
            return match (words.lower(at + 1), words.lower(at + 2)) {
                ("before", "yesterday") => Some((end, shift(Unit::Day, -2, From::Reference))),
                ("after", "tomorrow") => Some((end, shift(Unit::Day, 2, From::Reference))),
                _ => None,
            };
        }
        "the" if words.lower(at + 1) == "day" => return day(words, at + 1),
        _ => return None,
    };
    Some((at + 1, shift(Unit::Day, by, From::Reference)))
}

/// "earlier in the week", "later in the day", "later that month" is read after "later".
fn within(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    if !words.is(at, &["earlier", "later", "early", "late"]) {
        return None;
    }
    let the = at + 1 + usize::from(words.is(at + 1, &["in", "on"]));
    if the == at + 1 || !words.is(the, &["the", "that", "this"]) {
        return None;
    }
    let Some(Sense::Unit(
        unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century),
    )) = words.sense_at(the + 1)
    else {
        return None;
    };
    let from = if words.lower(the) == "this" { From::Reference } else { near(unit) };
    Some((the + 2, shift(unit, 0, from)))
}

/// What "the day" is counted from: a day of the story, but weeks and years are those of writing.
fn near(unit: Unit) -> From {
    if unit == Unit::Day { From::Story } else { From::Reference }
}

/// "this week", "last November", "the next day", "the past two years", "that night", "the weekend".
fn determined(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let the = words.is(at, &["the", "its", "his", "her", "their", "our", "these", "those"]);
    let start = at + usize::from(the);
    let mut word = words.lower(start);
    let mut next = start + 1;
    // "this past week", "this coming Friday", "this same day"
    if word == "this" && words.is(next, &["past", "last", "coming", "next", "same", "very"]) {
        let shifted = match words.lower(next) {
            "coming" | "next" => "next",
            "past" | "last"
                if matches!(words.sense_at(next + 1), Some(Sense::Weekday(_) | Sense::Month(_))) =>
            {
                "last"
            }
            _ => "this",
        };
        if let Some(found) = counted(words, start + 1) {
            return Some(found);
        }
        word = shifted;
        next += 1;
    }
    if word == "weekend" && the {
        return Some((next, Meaning::point(Base::Weekend { which: Which::Bare })));
    }
    if let Some(found) = counted(words, start) {
        return Some(found);
    }
    let which = match word {
        "this" | "current" => Which::This,
        "last" | "past" => Which::Last,
        "next" | "coming" => Which::Next,
        "following" => Which::After,
        "previous" | "preceding" | "prior" => Which::Before,
        "that" | "same" => return story(words, next),
        _ => return None,
    };
    if word == "past" && !the && words.lower(start) == "past" {
        return None;
    }
    // "the next Tuesday" follows on the story, "next Tuesday" on the day of writing.
    let of_day = which == Which::Next && the && matches!(words.sense_at(next), Some(Sense::Weekday(_)));
    let named_which = if of_day { Which::After } else { which };
    named(words, next, named_which).or_else(|| unit(words, next, which, the))
}

/// "that night", "the same day", "that year", "the same month": what the text is at.
fn story(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    match words.sense_at(at)? {
        Sense::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade)) => {
            (!words.lower(at).ends_with('s')).then(|| (at + 1, shift(unit, 0, From::Story)))
        }
        Sense::Part(part) => {
            let point = Point {
                base: Base::Shift { unit: Unit::Day, by: 0, from: From::Story },
                clock: None,
                part: Some(part),
            };
            Some((at + 1, Meaning::Point(point)))
        }
        Sense::Weekday(_) if words.capital(at) => {
            let (end, calendar) = absolute::date(words, at)?;
            Some((end, Meaning::point(Base::Calendar(Calendar { which: Which::Week(0), ..calendar }))))
        }
        Sense::Season(season) => {
            Some((at + 1, Meaning::point(Base::Season { season, year: None, which: Which::Bare })))
        }
        _ => None,
    }
}

/// "Tuesday", "November", "summer", "weekend", "night" after "last" and its like.
fn named(words: &Words, at: usize, which: Which) -> Option<(usize, Meaning)> {
    if words.is(at, &["weekend", "weekends"]) {
        return Some((at + 1, Meaning::point(Base::Weekend { which })));
    }
    if let Some((end, base)) = periods::period(words, at, which) {
        return Some((end, Meaning::point(base)));
    }
    if absolute::weekday(words, at).is_some() || absolute::month(words, at).is_some() {
        let (end, date) = absolute::date(words, at)?;
        let which = if date.year.is_some() || date.which != Which::Bare { date.which } else { which };
        return Some((end, Meaning::point(Base::Calendar(Calendar { which, ..date }))));
    }
    let Some(Sense::Part(part)) = words.sense_at(at) else { return None };
    let (by, from) = match which {
        Which::This => (0, From::Reference),
        Which::Last => (-1, From::Reference),
        Which::Next => (1, From::Reference),
        Which::After => (1, From::Story),
        Which::Before => (-1, From::Story),
        _ => return None,
    };
    let point = Point { base: Base::Shift { unit: Unit::Day, by, from }, clock: None, part: Some(part) };
    Some((at + 1, Meaning::Point(point)))
}

/// "week", "year", "quarter" after "last" and its like.
fn unit(words: &Words, at: usize, which: Which, the: bool) -> Option<(usize, Meaning)> {
    let Sense::Unit(unit) = words.sense_at(at)? else { return None };
    if words.lower(at).ends_with('s') {
        // "the coming weeks": some.
        let some = matches!(which, Which::Last | Which::Next) && unit >= Unit::Minute;
        return some.then(|| (at + 1, Meaning::duration(durations::written(None, unit))));
    }
    if unit < Unit::Day {
        let hour = unit >= Unit::Minute && the && matches!(which, Which::Last | Which::Next);
        return hour.then(|| (at + 1, Meaning::duration(durations::written(Some(1.0), unit))));
    }
    let by = match which {
        Which::This => 0,
        Which::Last | Which::Before => -1,
        Which::Next | Which::After => 1,
        _ => return None,
    };
    // "over the next year", "in the last month": a length; "the next day" and "last month" are points.
    let before = at.checked_sub(2).map_or("", |at| words.before(at));
    let stretch = matches!(which, Which::Last | Which::Next)
        && the
        && unit > Unit::Day
        && (which == Which::Last
            || ["over", "in", "within", "during", "for", "throughout", "through"].contains(&before));
    if stretch {
        return Some((at + 1, Meaning::duration(durations::written(Some(1.0), unit))));
    }
    let story = matches!(which, Which::After | Which::Before) || the && which == Which::Next;
    Some((at + 1, shift(unit, by, if story { From::Story } else { From::Reference })))
}

/// "past two years", "next few days", "first three years": lengths.
fn counted(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    let stretch = words
        .is(at, &["past", "last", "next", "coming", "previous", "following", "preceding", "first", "final"]);
    if !stretch || words.is(at + 1, &["a", "an", "half"]) {
        return None;
    }
    let (end, number, unit) = durations::length(words, at + 1)?;
    let or_so = words.lower(end) == "or" && words.is(end + 1, &["so", "two", "three"]);
    Some((end + 2 * usize::from(or_so), Meaning::duration(durations::written(number, unit))))
}

/// "two years ago", "a day later", "the day after", "three days before".
fn shifted(words: &Words, at: usize) -> Option<(usize, Meaning)> {
    // "the day before", "the day after", when nothing follows that it is the day before of.
    if words.lower(at) == "the"
        && let Some(Sense::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year))) =
            words.sense_at(at + 1)
        && words.is(at + 2, &["before", "after"])
        && ends_there(words, at + 3)
    {
        let by = if words.lower(at + 2) == "after" { 1 } else { -1 };
        return Some((at + 3, shift(unit, by, From::Story)));
    }
    let (end, number, unit) = length_or_units(words, at)?;
    // "[Ten] years ago", "2 weeks ago today"
    let (end, sign, from) = match words.lower(end) {
        "ago" => (end + 1, -1, From::Reference),
        "back" if !words.is(end + 1, &["to", "into", "in", "from", "at", "on", "home"]) => {
            (end + 1, -1, From::Reference)
        }
        "earlier" | "previously" | "beforehand" => (end + 1, -1, From::Story),
        "later" | "afterwards" | "afterward" | "thereafter" => (end + 1, 1, From::Story),
        "before" if ends_there(words, end + 1) => (end + 1, -1, From::Story),
        "after" if ends_there(words, end + 1) => (end + 1, 1, From::Story),
        "from" if words.is(end + 1, &["now", "today"]) => (end + 2, 1, From::Reference),
        "hence" => (end + 1, 1, From::Reference),
        _ => return None,
    };
    Some((end, moved(number, unit, sign, from)))
}

/// "two years", or "years" alone.
fn length_or_units(words: &Words, at: usize) -> Option<(usize, Count, Unit)> {
    durations::length(words, at).or_else(|| match words.sense_at(at)? {
        Sense::Unit(unit) if words.lower(at).ends_with('s') => Some((at + 1, None, unit)),
        _ => None,
    })
}

/// The point `number` units from `from`; hours are too fine to move a day, and "some years" too vague.
fn moved(number: Count, unit: Unit, sign: i64, from: From) -> Meaning {
    let Some(number) = number else {
        return Meaning::date(if sign < 0 || from == From::Story { "PAST_REF" } else { "FUTURE_REF" });
    };
    let whole = |number: f64| number.round() as i64 * sign;
    let (unit, by) = match unit {
        Unit::Second | Unit::Minute if from == From::Reference => (Unit::Day, 0),
        Unit::Hour if from == From::Reference => (Unit::Day, (number / 24.0).trunc() as i64 * sign),
        Unit::Second | Unit::Minute | Unit::Hour => {
            return Meaning::duration(durations::written(Some(number), unit));
        }
        Unit::Year if number > 5000.0 => {
            return Meaning::Ready {
                kind: TimeKind::Duration,
                value: durations::written(Some(number), unit),
            };
        }
        Unit::Year if number.fract() != 0.0 => (Unit::Month, whole(number * 12.0)),
        Unit::Month if number.fract() != 0.0 => (Unit::Day, whole(number * 30.4)),
        Unit::Week if number.fract() != 0.0 => (Unit::Day, whole(number * 7.0)),
        // Half a century ago is a year, not a century.
        Unit::Decade => (Unit::Year, whole(number * 10.0)),
        Unit::Century => (Unit::Year, whole(number * 100.0)),
        Unit::Fortnight => (Unit::Day, whole(number * 14.0)),
        // Counted weeks keep the day: a week ago is seven days ago.
        Unit::Week => (Unit::Day, whole(number * 7.0)),
        Unit::Quarter => (Unit::Month, whole(number * 3.0)),
        _ => (unit, whole(number)),
    };
    shift(unit, by, from)
}

/// True when the clause ends at `at`, so that "before" there has no object.
fn ends_there(words: &Words, at: usize) -> bool {
    at >= words.tokens.len()
        || words.sign(at).is_some_and(|sign| !matches!(sign, '"' | '“' | '(' | '\'' | '‘'))
        || words.is(at, &["in", "at", "and", "when", "that", "but", "by", "with", "to"])
}
