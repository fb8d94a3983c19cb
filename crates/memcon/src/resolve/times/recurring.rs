//! What comes back each week or year: weekends, seasons, quarters, holidays.

use jiff::civil::Date;

use super::anchor::{Frame, choose};
use super::direction::Direction;
use super::meaning::Which;
use super::value::{self, Grain, weekday};
use crate::knowledge::times::{Rule, Season};
use crate::resolve::Anchor;

impl Frame<'_> {
    pub(super) fn weekend(
        &self,
        which: Which,
        direction: Direction,
    ) -> Option<(Date, Grain, Option<Anchor>)> {
        let (reference, anchor) = self.reference?;
        let today = weekday(reference);
        let weeks = match which {
            Which::Last | Which::Before => -1,
            Which::Next | Which::After => i64::from(today >= 5),
            // On a Monday "the weekend" is over; on a Saturday it is now.
            _ if today >= 6 || direction == Direction::Ahead => 0,
            Which::This if direction == Direction::Unknown => 0,
            _ => -1,
        };
        let saturday = reference.checked_add(value::days(6 - today + 7 * weeks)?).ok()?;
        Some((saturday, Grain::Weekend, Some(anchor)))
    }

    pub(super) fn season(
        &self,
        season: Season,
        which: Which,
        direction: Direction,
    ) -> Option<(Date, Grain, Option<Anchor>)> {
        if let (Which::Bare, Some(said)) = (which, self.told_year()) {
            return Some((value::season_start(said.date.year(), season)?, Grain::Season, Some(Anchor::Text)));
        }
        let (reference, anchor) = self.reference?;
        let (now, current) = value::season_of(reference);
        let dates = [-2, -1, 0, 1].map(|by| value::season_start(reference.year() + by, season));
        let date = match which {
            _ if current == season && !matches!(which, Which::Last | Which::Next | Which::Year(_)) => {
                value::season_start(now, season)?
            }
            Which::Year(by) => value::season_start(reference.year() + by as i16, season)?,
            Which::This => value::season_start(reference.year(), season)?,
            _ => {
                // The season of today is neither last nor next.
                let others =
                    dates.into_iter().flatten().filter(|date| current != season || date.year() != now);
                choose(others, reference, which, direction, 0)?
            }
        };
        Some((date, Grain::Season, Some(anchor)))
    }

    pub(super) fn holiday(
        &self,
        number: usize,
        year: Option<i16>,
        which: Which,
        direction: Direction,
    ) -> Option<(Date, Grain, Option<Anchor>)> {
        let rule = self.known.holiday(number);
        if let Rule::Fixed { year: Some(only), .. } = rule {
            return Some((value::holiday(rule, *only)?, Grain::Day, None));
        }
        if let Some(year) = year {
            return Some((value::holiday(rule, year)?, Grain::Day, None));
        }
        let (reference, anchor) = self.reference?;
        let date = match which {
            Which::Year(by) => value::holiday(rule, reference.year() + by as i16)?,
            Which::This => value::holiday(rule, reference.year())?,
            _ => {
                let years = [-1, 0, 1].map(|by| value::holiday(rule, reference.year() + by));
                choose(years.into_iter().flatten(), reference, which, direction, 0)?
            }
        };
        Some((date, Grain::Day, Some(anchor)))
    }

    pub(super) fn quarter(
        &self,
        nth: u8,
        half: bool,
        which: Which,
        direction: Direction,
    ) -> Option<(Date, Grain, Option<Anchor>)> {
        let (reference, anchor) = self.reference?;
        let start = |by: i16| quarter(nth, half, reference.year() + by);
        let (date, grain) = match which {
            Which::Year(by) => start(by as i16)?,
            _ => {
                let days = [-1, 0, 1].into_iter().filter_map(start);
                let grain = start(0)?.1;
                // Figures of a quarter come out weeks after it: the one that is running is not yet told of.
                (choose(days.map(|(date, _)| date), reference, which, direction, 60)?, grain)
            }
        };
        Some((date, grain, Some(anchor)))
    }
}

/// First day of a quarter or half.
pub(super) fn quarter(nth: u8, half: bool, year: i16) -> Option<(Date, Grain)> {
    let (months, grain) = if half { (6, Grain::Half) } else { (3, Grain::Quarter) };
    Some((Date::new(year, (nth as i8 - 1) * months + 1, 1).ok()?, grain))
}
