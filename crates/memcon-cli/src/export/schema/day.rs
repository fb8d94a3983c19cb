//! The day under which an event is filed.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use memcon::Record;
use memcon::record::EventRecord;

/// The day of an event: its own, the first one of a longer time, never later than the article; the article's when
/// nothing is known of a present one; none when that of an old one is unknown.
pub(super) fn of_event(record: &Record, event: &EventRecord) -> Option<Date> {
    let published = record.article.published.as_deref().and_then(of_value);
    let own = event.time.as_ref().and_then(|time| of_value(&time.value));
    match (own, published) {
        // What was promised for later was promised now.
        (Some(own), Some(published)) => Some(own.min(published)),
        (Some(own), None) => Some(own),
        (None, published) => published.filter(|_| !event.background),
    }
}

/// The first day of a TIMEX3 value: `2026-03-11`, `2026-03-11T10:00`, `2026-W11`, `2026-03`, `2026-Q2`, `2026`.
pub(super) fn of_value(value: &str) -> Option<Date> {
    if let Some(day) = value.get(..10).and_then(|day| day.parse().ok()) {
        return Some(day);
    }
    let (year, rest) = value.split_at_checked(4)?;
    let year: i16 = year.parse().ok()?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if let Some(week) = rest.strip_prefix('W') {
        let week = week.get(..2)?.parse().ok()?;
        return ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date);
    }
    let month = match rest.get(..2) {
        Some("Q1") | None => 1,
        Some("Q2") => 4,
        Some("Q3") => 7,
        Some("Q4") => 10,
        Some(month) => month.parse().unwrap_or(1),
    };
    Date::new(year, month, 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::of_value;

    #[test]
    fn values_begin_on_a_day() {
        for (value, expected) in [
            ("2026-03-11", Some(date(2026, 3, 11))),
            ("2026-03-11T10:30", Some(date(2026, 3, 11))),
            ("2026-03", Some(date(2026, 3, 1))),
            ("2026-W11", Some(date(2026, 3, 9))),
            ("2026-Q2", Some(date(2026, 4, 1))),
            ("2026-SU", Some(date(2026, 1, 1))),
            ("2026", Some(date(2026, 1, 1))),
            ("201", None),
            ("PAST_REF", None),
            ("P3D", None),
        ] {
            assert_eq!(of_value(value), expected, "{value}");
        }
    }
}
