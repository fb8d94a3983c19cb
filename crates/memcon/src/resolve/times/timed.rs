//! Points with a time of day: "Tuesday evening", "3 p.m. on 2 May", "the early hours of Thursday".

use super::absolute;
use super::clock;
use super::lexer::Words;
use super::meaning::{Base, From, Meaning, Point, Which};
use super::periods;
use super::relative;
use crate::knowledge::times::{Part, Sense, Unit};

/// A point of any kind, with the time of day that is said before or after it.
pub(super) fn point(words: &Words, at: usize) -> Option<(usize, Point)> {
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
            point.part = Some(Part::Night);
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
        _ if early > the && words.lower(early) == "hours" => (early + 1, Part::Morning),
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
    // "the early hours" are those of the day that the text is at; "the morning" can be any.
    let here = match words.lower(end - 1) {
        "hours" => Base::Shift { unit: Unit::Day, by: 0, from: From::Story },
        _ => Base::Here,
    };
    (the > at && !named && !words.dash(end))
        .then_some((end, Point { base: here, clock: None, part: Some(part) }))
}
