//! Months along a line.

use maud::{Markup, html};

use super::{INK, at};
use crate::dates;

/// Months in a step: a month, a quarter, a year, ten years.
const STEPS: [i64; 4] = [1, 3, 12, 120];

/// A line of months from left to right, in steps of one or more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Months {
    step: i64,
    first: i64,
    last: i64,
    left: f64,
    right: f64,
}

impl Months {
    /// A line for `months` in at most `most` steps; `None` when there is none. A few that are much older than the rest do not stretch it:
    /// the oldest twentieth of a long line, and those behind a gap that is longer than all that follows it.
    pub(super) fn over(
        months: impl Iterator<Item = i64>,
        most: i64,
        left: f64,
        right: f64,
    ) -> Option<Months> {
        let mut months: Vec<i64> = months.collect();
        months.sort_unstable();
        let last = *months.last()?;
        let mut from = if last - months[0] < most { 0 } else { months.len() / 20 };
        for n in 0..months.len() / 4 {
            let gap = months[n + 1] - months[n];
            if gap > 12 && gap > last - months[n + 1] {
                from = from.max(n + 1);
            }
        }
        let oldest = months[from];
        let step = STEPS.into_iter().find(|step| (last - oldest) / step < most).unwrap_or(120);
        Some(Months { step, first: oldest.div_euclid(step), last: last.div_euclid(step), left, right })
    }

    /// True when the line reaches back to a month.
    pub(super) fn holds(&self, month: i64) -> bool {
        self.step_of(month) >= self.first
    }

    /// The step in which a month lies.
    pub(super) fn step_of(&self, month: i64) -> i64 {
        month.div_euclid(self.step)
    }

    fn count(&self) -> f64 {
        (self.last - self.first + 1) as f64
    }

    /// The middle of a step.
    pub(super) fn middle(&self, step: i64) -> f64 {
        self.left + (self.right - self.left) * ((step - self.first) as f64 + 0.5) / self.count()
    }

    /// How wide a step's bar is, at most `most`.
    pub(super) fn wide(&self, most: f64) -> f64 {
        ((self.right - self.left) / self.count() * 0.8).min(most)
    }

    /// What a step is called: `March 2026`, `January to March 2026`, `2026`, `2020 to 2029`.
    pub(super) fn name(&self, step: i64) -> String {
        let (first, last) = (step * self.step, (step + 1) * self.step - 1);
        match self.step {
            1 => dates::written(&month_name(first)),
            12 => format!("{}", first.div_euclid(12)),
            120 => format!("{} to {}", first.div_euclid(12), last.div_euclid(12)),
            _ => {
                let whole = dates::written(&month_name(first));
                let begins = whole.split(' ').next().unwrap_or_default();
                format!("{begins} to {}", dates::written(&month_name(last)))
            }
        }
    }

    /// Names below the line, as many as there is room for.
    pub(super) fn labels(&self, y: f64) -> Markup {
        let room = (self.right - self.left) / 110.0;
        let every = [1, 2, 3, 4, 6, 8, 12, 24].into_iter().find(|every| self.count() / *every as f64 <= room);
        let every = every.unwrap_or(60);
        html! {
            @for step in (self.first..=self.last).filter(|step| step % every == 0 || self.count() < 3.0) {
                @let name = if self.step == 3 { dates::written(&month_name(step * 3)) } else { self.name(step) };
                text.print x=(at(self.middle(step))) y=(at(y)) text-anchor="middle" fill=(INK) { (name) }
            }
        }
    }
}

/// A month as a number, so that it can be laid out along a line.
pub(super) fn month_number(month: &str) -> Option<i64> {
    dates::month(month).map(|(year, month)| i64::from(year) * 12 + month as i64 - 1)
}

/// A month's number as `2026-03`.
fn month_name(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_come_back_and_stand_in_order() {
        assert_eq!(month_name(month_number("2026-01-09").unwrap()), "2026-01");
        let months = ["2025-12", "2026-02"].map(|month| month_number(month).unwrap());
        let axis = Months::over(months.into_iter(), 60, 0.0, 300.0).unwrap();
        assert_eq!((axis.middle(months[0]), axis.middle(months[1])), (50.0, 250.0));
        assert!(axis.labels(0.0).into_string().contains("January 2026"));
        assert!(Months::over([].into_iter(), 60, 0.0, 1.0).is_none());
        let long = |months: i64| Months::over([24_300, 24_300 + months].into_iter(), 60, 0.0, 1.0).unwrap();
        let named = |months: i64| long(months).name(long(months).step_of(24_300));
        assert_eq!(named(59), "January 2025");
        assert_eq!(named(60), "January to March 2025");
        assert_eq!(named(200), "2025");
        assert_eq!(named(3000), "2020 to 2029");
        let old =
            Months::over((0..40).map(|n| if n == 0 { 1200 } else { 24_300 + n }), 60, 0.0, 1.0).unwrap();
        let gap = Months::over([24_000, 24_085, 24_086, 24_089].into_iter(), 60, 0.0, 1.0).unwrap();
        assert!(!gap.holds(24_000) && gap.holds(24_085) && gap.name(gap.step_of(24_089)) == "June 2007");
        assert!(!old.holds(1200) && old.holds(24_302) && old.holds(24_339));
    }
}
