//! What the grammar reads out of words, before it is known which day they were written.

use crate::knowledge::times::{Part, Season, Unit};
use crate::resolve::TimeKind;

/// A temporal expression: tokens `first..last` and what they mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub first: usize,
    pub last: usize,
    pub meaning: Meaning,
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A value that needs no context: durations, sets, decades, "now".
    Ready { kind: TimeKind, value: String },
    /// A point in time, which may need context.
    Point(Point),
    /// Not a time at all, but nobody else may read it as one: "Sunday Times", "12 years old".
    Nothing,
}

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub base: Base,
    pub clock: Option<Clock>,
    pub part: Option<Part>,
}

/// The calendar side of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Base {
    /// Fields of the calendar, as far as they are said.
    Calendar(Calendar),
    Season {
        season: Season,
        year: Option<i16>,
        which: Which,
    },
    /// The nth quarter or half of a year.
    Quarter {
        nth: u8,
        half: bool,
        year: Option<i16>,
        which: Which,
    },
    Weekend {
        which: Which,
    },
    /// A holiday, by its number.
    Holiday {
        number: usize,
        year: Option<i16>,
        which: Which,
    },
    /// "last week", "two years ago", "a day later".
    Shift {
        unit: Unit,
        by: i64,
        from: From,
    },
    /// The day that the text is at: a clock time or part of day alone.
    Here,
}

/// Fields of a date.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Calendar {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    /// 1 is Monday.
    pub weekday: Option<i8>,
    pub which: Which,
}

/// Which of the many Tuesdays, Marches, summers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Which {
    /// Not said: the tense decides.
    #[default]
    Bare,
    This,
    Last,
    Next,
    /// That of the year so many years from the reference: "March last year".
    Year(i64),
    /// That of the week so many weeks from the reference: "Tuesday last week".
    Week(i64),
    /// First after the day that the text is at: "the following Tuesday".
    After,
    /// Last before the day that the text is at: "the previous Tuesday".
    Before,
}

/// What a shift counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The day of writing.
    Reference,
    /// The date that the text set last.
    Story,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: i8,
    pub minute: Option<i8>,
}

impl Point {
    /// A point without time of day.
    pub(super) fn of(base: Base) -> Point {
        Point { base, clock: None, part: None }
    }
}

impl Meaning {
    /// A ready date.
    pub(super) fn date(value: impl Into<String>) -> Meaning {
        Meaning::Ready { kind: TimeKind::Date, value: value.into() }
    }

    /// A ready duration.
    pub(super) fn duration(value: impl Into<String>) -> Meaning {
        Meaning::Ready { kind: TimeKind::Duration, value: value.into() }
    }

    /// A ready set.
    pub(super) fn set(value: impl Into<String>) -> Meaning {
        Meaning::Ready { kind: TimeKind::Set, value: value.into() }
    }

    /// A point of `base`.
    pub(super) fn point(base: Base) -> Meaning {
        Meaning::Point(Point::of(base))
    }
}
