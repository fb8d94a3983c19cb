//! Reads a sentence from left to right and takes the first rule that fits, the most specific first.

use super::absolute;
use super::clock;
use super::durations;
use super::lexer::Words;
use super::meaning::{Base, Calendar, Found, From, Meaning, Point, Which};
use super::periods;
use super::relative;
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
    share_years(words, &mut found);
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
    if let Some(end) = days_of_month(words, at, found) {
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
    if let Some(found) = durations::set(words, at) {
        return Some(found);
    }
    if let Some((end, point)) = point(words, at) {
        return Some((end, Meaning::Point(point)));
    }
    relative::relative(words, at)
        .or_else(|| years::years(words, at))
        .or_else(|| durations::duration(words, at))
}

/// A point of any kind, with the time of day that is said before or after it.
fn point(words: &Words, at: usize) -> Option<(usize, Point)> {
    if let Some((end, point)) = timed_first(words, at) {
        return Some((end, point));
    }
    let (end, point) = day_point(words, at)?;
    Some(time_after(words, end, point))
}

/// A point told by calendar, period or relation.
fn day_point(words: &Words, at: usize) -> Option<(usize, Point)> {
    if let Some((end, calendar)) = absolute::date(words, at) {
        return Some((end, Point::of(Base::Calendar(calendar))));
    }
    let the = at + usize::from(words.lower(at) == "the");
    if let Some((end, base)) = periods::period(words, the, Which::Bare) {
        return Some((end, Point::of(base)));
    }
    // "the 10th of May"
    if the > at
        && let Some((end, calendar)) = absolute::date(words, the)
        && calendar.month.is_some()
    {
        return Some((end, Point::of(Base::Calendar(calendar))));
    }
    match relative::relative(words, at)? {
        (end, Meaning::Point(point)) => Some((end, point)),
        _ => None,
    }
}

/// True for a point that is one day and may carry a time of day.
fn is_day(point: &Point) -> bool {
    point.clock.is_none()
        && match point.base {
            Base::Calendar(calendar) => calendar.day.is_some() || calendar.weekday.is_some(),
            Base::Holiday { .. } => true,
            Base::Shift { unit, .. } => unit == Unit::Day,
            _ => false,
        }
}

/// "evening", "'s evening", "at 3 p.m.", ", noon" after a day.
fn time_after(words: &Words, end: usize, point: Point) -> (usize, Point) {
    if !is_day(&point) {
        return (end, point);
    }
    let mut point = point;
    let mut end = end;
    if point.part.is_none() {
        let early = end + usize::from(words.is(end, &["early", "late"]));
        let in_the = early + 2 * usize::from(words.is(early, &["in"]) && words.lower(early + 1) == "the");
        let on = in_the + usize::from(words.is(in_the, &["'s", "’s"]));
        if let Some(Sense::Part(part)) = words.sense_at(on)
            && !words.lower(on).ends_with('s')
        {
            point.part = Some(part);
            end = on + 1;
        } else if words.lower(early) == "overnight" {
            point.part = Some(crate::knowledge::times::Part::Night);
            end = early + 1;
        }
    }
    let comma = words.skip(end, ',');
    let at = comma + usize::from(words.is(comma, &["at", "around", "about", "by"]));
    let at = at + usize::from(words.is(at, &["about", "around"]));
    if let Some((after, clock)) = clock::clock(words, at) {
        point.clock = Some(clock);
        end = after;
    }
    (end, point)
}

/// "3 p.m. on Tuesday", "the evening of 3 May", "the early hours of Thursday", "noon"; "the morning".
fn timed_first(words: &Words, at: usize) -> Option<(usize, Point)> {
    if let Some((end, clock)) = clock::clock(words, at) {
        let comma = words.skip(words.skip(end, ','), '(');
        let on = comma + usize::from(words.is(comma, &["on", "of"]));
        let here = Point { base: Base::Here, clock: Some(clock), part: None };
        return Some(match day_point(words, on).filter(|(_, point)| is_day(point)) {
            Some((end, point)) => (end, Point { clock: Some(clock), part: None, ..point }),
            None => match part_then_day(words, end) {
                Some((end, point)) => (end, Point { clock: Some(clock), part: None, ..point }),
                None => (end, here),
            },
        });
    }
    part_then_day(words, at)
}

/// "the early hours of Thursday", "the night of 3 May", "dawn on Friday", "in the morning".
fn part_then_day(words: &Words, at: usize) -> Option<(usize, Point)> {
    let the = at + usize::from(words.lower(at) == "the");
    let early = the + usize::from(words.is(the, &["early", "small", "wee", "late", "mid"]));
    let early = early + usize::from(words.dash(early));
    let (end, part) = match words.sense_at(early) {
        Some(Sense::Part(part)) if words.lower(early + 1) == "hours" => (early + 2, part),
        Some(Sense::Part(part)) if !words.lower(early).ends_with('s') => (early + 1, part),
        _ if early > the && words.lower(early) == "hours" => {
            (early + 1, crate::knowledge::times::Part::Morning)
        }
        _ => return None,
    };
    let on = end + usize::from(words.is(end, &["of", "on"]));
    if let Some((end, point)) = day_point(words, on)
        .filter(|(_, point)| is_day(point) && on > end || is_day(point) && words.lower(end) != "the")
    {
        return Some((end, Point { part: Some(part), ..point }));
    }
    // "the night sky" and "the evening news" are no times.
    if words.is(
        end,
        &[
            "sky", "skies", "news", "shift", "show", "train", "bus", "market", "commute", "club", "school",
            "rush",
        ],
    ) {
        return None;
    }
    let named = words.capital(early) && at > 0;
    (the > at && !named && !words.dash(end))
        .then_some((end, Point { base: Base::Here, clock: None, part: Some(part) }))
}

/// "6-10 February 2018", "July 2-3", "3 and 5 May": two days of one month.
fn days_of_month(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let joint = |at: usize| words.dash(at) || words.is(at, &["to", "and", "until", "till", "or", "through"]);
    if let Some((after, first)) = absolute::day_of_month(words, at)
        && joint(after)
        && absolute::day_of_month(words, after + 1).is_some()
        && let Some((end, last)) = absolute::date(words, after + 1)
        && last.month.is_some()
        && last.day.is_some_and(|day| day > first)
        && last.weekday.is_none()
    {
        let start = Calendar { day: Some(first), ..last };
        found.push(Found { first: at, last: after, meaning: Meaning::point(Base::Calendar(start)) });
        found.push(Found { first: after + 1, last: end, meaning: Meaning::point(Base::Calendar(last)) });
        return Some(end);
    }
    let (after, month) = absolute::month(words, at)?;
    let (after, first) = absolute::day_of_month(words, after)?;
    if !joint(after) {
        return None;
    }
    let (end, last) = absolute::day_of_month(words, after + 1)?;
    if last <= first || super::guard::counted(words, end) || absolute::month(words, end).is_some() {
        return None;
    }
    let (year_end, year, which) = absolute::year_after(words, end);
    let day =
        |day| Base::Calendar(Calendar { year, month: Some(month), day: Some(day), weekday: None, which });
    found.push(Found { first: at, last: after, meaning: Meaning::point(day(first)) });
    found.push(Found { first: after + 1, last: year_end, meaning: Meaning::point(day(last)) });
    Some(year_end)
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

/// "from January 23 to March 9, 2014", "May and June 1981": the first takes the year of the second.
fn share_years(words: &Words, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first()) else { continue };
        let between = left.last..right.first;
        let joined = between.len() == 1
            && (words.dash(left.last)
                || words.is(left.last, &["to", "and", "until", "till", "through", "or"]));
        let (Meaning::Point(start), Meaning::Point(end)) = (&mut left.meaning, &right.meaning) else {
            continue;
        };
        let (Base::Calendar(start), Base::Calendar(end)) = (&mut start.base, &end.base) else { continue };
        if let (true, None, Which::Bare, Some(year), Some(first), Some(last)) =
            (joined, start.year, start.which, end.year, start.month, end.month)
        {
            start.year = Some(if first > last { year - 1 } else { year });
        }
    }
}
