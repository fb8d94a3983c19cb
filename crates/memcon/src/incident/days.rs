//! Days as numbers, and the days that a TIMEX3 value may mean.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// Days since 1970-01-01.
pub(crate) type Day = i32;

/// The day with which an ISO date or date-time begins.
pub(super) fn day(iso: &str) -> Option<Day> {
    iso.get(..10)?.parse().ok().map(number)
}

/// The day as `YYYY-MM-DD`.
pub(super) fn iso(day: Day) -> Option<String> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok().map(|date| date.to_string())
}

fn number(day: Date) -> Day {
    (day - date(1970, 1, 1)).get_days()
}

/// First and last day that a value may mean; none for values that are no date: `PAST_REF`, `P3D`.
pub(crate) fn range(value: &str) -> Option<(Day, Day)> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let year: i16 = value.get(..4).filter(|year| digits(year))?.parse().ok().filter(|year| *year > 0)?;
    let whole_year = || Some((number(date(year, 1, 1)), number(date(year, 12, 31))));
    let rest = match value.get(4..)? {
        "" => return whole_year(),
        rest => rest.strip_prefix('-')?,
    };
    if let Some(week) = rest.strip_prefix('W').filter(|_| !rest.starts_with("WI")) {
        let monday = ISOWeekDate::new(year, week.get(..2)?.parse().ok()?, Weekday::Monday).ok()?.date();
        return match week.get(2..)? {
            "-WE" => Some((number(monday) + 5, number(monday) + 6)),
            _ => Some((number(monday), number(monday) + 6)),
        };
    }
    let part = rest.get(..2)?;
    let months = match part {
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" | "AU" => (9, 11),
        "WI" => (12, 14),
        "H1" => (1, 6),
        "H2" => (7, 12),
        "Q1" => (1, 3),
        "Q2" => (4, 6),
        "Q3" => (7, 9),
        "Q4" => (10, 12),
        _ => {
            let month: i8 = part.parse().ok()?;
            let first = Date::new(year, month, 1).ok()?;
            let day = rest.get(3..5).and_then(|day| day.parse().ok());
            return match day.map(|day| Date::new(year, month, day)) {
                Some(day) => day.ok().map(|day| (number(day), number(day))),
                None => Some((number(first), number(first.last_of_month()))),
            };
        }
    };
    let end =
        if months.1 > 12 { Date::new(year + 1, months.1 - 12, 1) } else { Date::new(year, months.1, 1) };
    Some((number(date(year, months.0, 1)), number(end.ok()?.last_of_month())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_mean_days() {
        let cases = [
            ("2023-05-11", Some(("2023-05-11", "2023-05-11"))),
            ("2023-05-11TMO", Some(("2023-05-11", "2023-05-11"))),
            ("2023-05", Some(("2023-05-01", "2023-05-31"))),
            ("2024", Some(("2024-01-01", "2024-12-31"))),
            ("2016-W41", Some(("2016-10-10", "2016-10-16"))),
            ("2016-W41-WE", Some(("2016-10-15", "2016-10-16"))),
            ("2016-WI", Some(("2016-12-01", "2017-02-28"))),
            ("2016-Q2", Some(("2016-04-01", "2016-06-30"))),
            ("2023-02-30", None),
            ("PAST_REF", None),
            ("P3D", None),
            ("20", None),
            ("201", None),
            ("XXXX-05", None),
            ("", None),
        ];
        for (value, expected) in cases {
            let found = range(value).map(|(first, last)| (iso(first).unwrap(), iso(last).unwrap()));
            let found = found.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
            assert_eq!(found, expected, "{value}");
        }
        assert_eq!(day("2023-05-11T10:00:00Z"), day("2023-05-11"));
    }
}
