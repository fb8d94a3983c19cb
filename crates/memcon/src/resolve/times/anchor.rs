//! From what is said to which day: resolves points against the day of writing, or against what the text set last.

use jiff::civil::Date;

use super::direction::Direction;
use super::meaning::{Base, Calendar, Clock, From, Point, Which};
use super::recurring;
use super::value::{self, Grain, days_between, moved, weekday, written};
use crate::knowledge::times::{TimeWords, Unit};
use crate::resolve::{Anchor, TimeKind};

/// A date of the story: what was said last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Said {
    pub date: Date,
    pub grain: Grain,
    /// The sentence that said it.
    pub sentence: usize,
    /// The year stood in the text.
    pub explicit: bool,
}

/// What relative times are counted from, as the text goes on.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub known: &'a TimeWords,
    /// The day of writing, and where it was found.
    pub reference: Option<(Date, Anchor)>,
    /// The last date of any grain.
    pub last: Option<Said>,
    /// The last date that was a day.
    pub last_day: Option<Said>,
    pub sentence: usize,
}

/// A resolved point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub kind: TimeKind,
    pub value: Option<String>,
    pub anchor: Option<Anchor>,
    /// What it sets for the words that follow.
    pub said: Option<Said>,
}

/// How many sentences on a bare "in March" still belongs to the year that the story told.
const YEAR_HOLDS: usize = 2;

impl Frame<'_> {
    /// Which day `point` is, in a clause that looks in `direction`.
    pub(super) fn resolve(&self, point: &Point, direction: Direction) -> Answer {
        let timed = point.clock.is_some() || point.part.is_some();
        let kind = if timed { TimeKind::Time } else { TimeKind::Date };
        let found = self.base(&point.base, direction);
        let Some((date, grain, anchor)) = found else {
            // A clock time says something even when its day is unknown.
            let value = match (&point.base, point.clock) {
                (Base::Here, Some(clock)) => Some(clock_value(clock)),
                _ => None,
            };
            return Answer { kind, value, anchor: None, said: None };
        };
        let day = written(date, grain);
        let value = match (point.clock, point.part) {
            (Some(clock), _) => format!("{day}{}", clock_value(clock)),
            (None, Some(part)) if grain == Grain::Day => format!("{day}{}", value::part(part)),
            _ => day,
        };
        let explicit = anchor.is_none();
        let said = Said { date, grain, sentence: self.sentence, explicit };
        Answer { kind, value: Some(value), anchor, said: Some(said) }
    }

    fn base(&self, base: &Base, direction: Direction) -> Option<(Date, Grain, Option<Anchor>)> {
        match *base {
            Base::Calendar(calendar) => self.calendar(&calendar, direction),
            Base::Shift { unit, by, from } => self.shift(unit, by, from),
            Base::Season { season, year: Some(year), .. } => {
                Some((value::season_start(year, season)?, Grain::Season, None))
            }
            Base::Season { season, which, .. } => self.season(season, which, direction),
            Base::Quarter { nth, half, year: Some(year), .. } => {
                recurring::quarter(nth, half, year).map(|(date, grain)| (date, grain, None))
            }
            Base::Quarter { nth, half, which, .. } => self.quarter(nth, half, which, direction),
            Base::Weekend { which } => self.weekend(which, direction),
            Base::Holiday { number, year, which } => self.holiday(number, year, which, direction),
            Base::Here => {
                let said = self.last_day.filter(|said| self.sentence - said.sentence <= 1)?;
                Some((said.date, Grain::Day, Some(Anchor::Text)))
            }
        }
    }

    /// What words about the story count from: the date it set, else the day of writing.
    fn story(&self, unit: Unit) -> Option<(Date, Anchor)> {
        let said = if unit <= Unit::Fortnight { self.last_day } else { self.last };
        said.map(|said| (said.date, Anchor::Text)).or(self.reference)
    }

    fn shift(&self, unit: Unit, by: i64, from: From) -> Option<(Date, Grain, Option<Anchor>)> {
        let (start, anchor) = match from {
            From::Reference => self.reference?,
            From::Story => self.story(unit)?,
        };
        let (date, grain) = moved(start, unit, by)?;
        // "108 years later" than a date that was not the one meant: better unknown than in the days to come.
        if let (From::Story, true, Some((reference, _))) = (from, by > 0, self.reference)
            && days_between(reference, date) > 366
        {
            return None;
        }
        Some((date, grain, Some(anchor)))
    }

    fn calendar(&self, calendar: &Calendar, direction: Direction) -> Option<(Date, Grain, Option<Anchor>)> {
        match (calendar.year, calendar.month, calendar.day) {
            (Some(year), Some(month), Some(day)) => {
                Some((Date::new(year, month, day).ok()?, Grain::Day, None))
            }
            (Some(year), Some(month), None) => Some((Date::new(year, month, 1).ok()?, Grain::Month, None)),
            (Some(year), None, _) => Some((Date::new(year, 1, 1).ok()?, Grain::Year, None)),
            (None, Some(month), day) => self.month(month, day, calendar, direction),
            (None, None, _) => self.weekday(calendar.weekday?, calendar.which, direction),
        }
    }

    fn month(
        &self,
        month: i8,
        day: Option<i8>,
        calendar: &Calendar,
        direction: Direction,
    ) -> Option<(Date, Grain, Option<Anchor>)> {
        let grain = if day.is_some() { Grain::Day } else { Grain::Month };
        let first = |year: i16| Date::new(year, month, day.unwrap_or(1)).ok();
        if let (Which::Bare, Some(said)) = (calendar.which, self.told_year()) {
            let years = [said.date.year() - 1, said.date.year(), said.date.year() + 1];
            let date =
                choose(years.into_iter().filter_map(first), said.date, Which::Bare, Direction::Ahead, 40)?;
            // "2015 ... in March": a year alone holds all its months.
            let date = if said.grain == Grain::Year { first(said.date.year())? } else { date };
            return Some((date, grain, Some(Anchor::Text)));
        }
        let (reference, anchor) = self.reference?;
        let years = [-1, 0, 1].map(|by| reference.year() + by);
        let date = match calendar.which {
            Which::Year(by) => first(reference.year() + by as i16)?,
            Which::This => first(reference.year())?,
            which => {
                // The weekday, when it is said, must fit.
                let fits = |date: &Date| calendar.weekday.is_none_or(|day| weekday(*date) == i64::from(day));
                let dates = || years.into_iter().filter_map(first);
                // A month is compared with the month of writing, a day with the day.
                let now = if day.is_some() { reference } else { reference.first_of_month() };
                choose(dates().filter(fits), now, which, direction, 0)
                    .or_else(|| choose(dates(), now, which, direction, 0))?
            }
        };
        Some((date, grain, Some(anchor)))
    }

    /// The date that a bare month follows on, when the text is telling of another year.
    pub(super) fn told_year(&self) -> Option<Said> {
        let said = self.last?;
        let near = self.sentence - said.sentence;
        let Some((reference, _)) = self.reference else {
            return (near <= YEAR_HOLDS).then_some(said);
        };
        if said.grain > Grain::Year || said.date.year() == reference.year() {
            return None;
        }
        let gap = (reference.year() - said.date.year()).abs();
        let holds = match gap {
            // "In 2009 ... in June": a year just named, or one of last year in the same sentence.
            0..5 if said.explicit && said.grain <= Grain::Month => {
                if gap >= 2 {
                    YEAR_HOLDS
                } else {
                    0
                }
            }
            0..5 => return None,
            // The further back the story, the longer its year holds.
            _ => 4 * YEAR_HOLDS,
        };
        (near <= holds).then_some(said)
    }

    fn weekday(&self, day: i8, which: Which, direction: Direction) -> Option<(Date, Grain, Option<Anchor>)> {
        let day = i64::from(day);
        let (start, anchor) = match which {
            Which::After | Which::Before => self.story(Unit::Day)?,
            _ => self.reference?,
        };
        let today = weekday(start);
        // 0 to 6 days on, and 0 to 6 days back.
        let (on, back) = ((day - today).rem_euclid(7), (today - day).rem_euclid(7));
        let by = match which {
            Which::Bare if direction == Direction::Ahead => on,
            Which::Bare => -back,
            Which::This => {
                if matches!(direction, Direction::Back | Direction::Over) && day > today {
                    -back
                } else {
                    day - today
                }
            }
            Which::Last | Which::Before => {
                if back == 0 {
                    -7
                } else {
                    -back
                }
            }
            Which::Next => day - today + 7,
            Which::After => {
                if on == 0 {
                    7
                } else {
                    on
                }
            }
            Which::Week(weeks) => day - today + 7 * weeks,
            Which::Year(_) => return None,
        };
        Some((start.checked_add(value::days(by)?).ok()?, Grain::Day, Some(anchor)))
    }
}

/// The candidate that `which` and `direction` ask for. `slack`: days on the wrong side that do not count.
///
/// A verb of the past can stand beside a plan ("said the vote on 13 May"), so the tense only makes the other side
/// three times as far.
pub(super) fn choose(
    candidates: impl Iterator<Item = Date>,
    reference: Date,
    which: Which,
    direction: Direction,
    slack: i64,
) -> Option<Date> {
    let allowed = candidates.filter(|date| match which {
        Which::Last | Which::Before => *date < reference,
        Which::Next | Which::After => *date > reference,
        _ => direction != Direction::Over || *date <= reference,
    });
    allowed.min_by_key(|date| {
        let away = days_between(reference, *date);
        let wrong = match direction {
            Direction::Back | Direction::Over => away > slack,
            Direction::Ahead => away < -slack,
            Direction::Unknown => false,
        };
        away.abs() * if wrong { 3 } else { 1 }
    })
}

fn clock_value(clock: Clock) -> String {
    match clock.minute {
        Some(minute) => format!("T{:02}:{minute:02}", clock.hour),
        None => format!("T{:02}", clock.hour),
    }
}
