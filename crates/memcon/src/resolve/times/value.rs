//! Values as TIMEX3 writes them, and moving along the calendar.

use jiff::civil::Date;

use crate::knowledge::times::{Part, Rule, Season, Unit};

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// "2018-05-10", "2018-W19", "2018-Q2", "2018", "201".
pub(super) fn written(date: Date, grain: Grain) -> String {
    let (year, month) = (date.year(), date.month());
    if year < 1 {
        return format!("BC{:04}", 1 - i32::from(year));
    }
    match grain {
        Grain::Day => format!("{year:04}-{month:02}-{:02}", date.day()),
        Grain::Week | Grain::Weekend => {
            let week = date.iso_week_date();
            let end = if grain == Grain::Weekend { "-WE" } else { "" };
            format!("{:04}-W{:02}{end}", week.year(), week.week())
        }
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Season => {
            let (year, name) = season_of(date);
            format!("{year:04}-{}", season(name))
        }
        Grain::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Grain::Half => format!("{year:04}-H{}", (month + 5) / 6),
        Grain::Year => format!("{year:04}"),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Century => format!("{:02}", year / 100),
    }
}

/// The season that holds a day, with the year it began in.
pub(super) fn season_of(date: Date) -> (i16, Season) {
    match date.month() {
        1 | 2 => (date.year() - 1, Season::Winter),
        3..=5 => (date.year(), Season::Spring),
        6..=8 => (date.year(), Season::Summer),
        9..=11 => (date.year(), Season::Autumn),
        _ => (date.year(), Season::Winter),
    }
}

/// First day of a season.
pub(super) fn season_start(year: i16, season: Season) -> Option<Date> {
    let month = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    Date::new(year, month, 1).ok()
}

pub(super) fn season(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
    }
}

/// The date `by` units away, and how exact it is.
pub(super) fn moved(date: Date, unit: Unit, by: i64) -> Option<(Date, Grain)> {
    let (by, grain) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => (days(0)?, Grain::Day),
        Unit::Day => (days(by)?, Grain::Day),
        Unit::Week => (days(by.checked_mul(7)?)?, Grain::Week),
        Unit::Fortnight => (days(by.checked_mul(14)?)?, Grain::Week),
        Unit::Month => (months(by)?, Grain::Month),
        Unit::Quarter => (months(by.checked_mul(3)?)?, Grain::Quarter),
        Unit::Year => (months(by.checked_mul(12)?)?, Grain::Year),
        Unit::Decade => (months(by.checked_mul(120)?)?, Grain::Decade),
        Unit::Century => (months(by.checked_mul(1200)?)?, Grain::Century),
    };
    Some((date.checked_add(by).ok()?, grain))
}

pub(super) fn days(by: i64) -> Option<jiff::Span> {
    jiff::Span::new().try_days(by).ok()
}

fn months(by: i64) -> Option<jiff::Span> {
    jiff::Span::new().try_months(by).ok()
}

/// Whole days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// 1 is Monday.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

/// The day of a holiday in `year`; none where the rule has no such year.
pub(super) fn holiday(rule: &Rule, year: i16) -> Option<Date> {
    match rule {
        Rule::Fixed { year: None, month, day } => Date::new(year, *month, *day).ok(),
        Rule::Fixed { year: Some(only), month, day } => Date::new(*only, *month, *day).ok(),
        Rule::Easter(plus) => easter(year)?.checked_add(days(*plus)?).ok(),
        Rule::Nth { nth, weekday, month, plus } => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(*weekday).ok()?;
            let day = Date::new(year, *month, 1).ok()?.nth_weekday_of_month(*nth, weekday).ok()?;
            day.checked_add(days(*plus)?).ok()
        }
        Rule::Listed(dates) => dates.iter().copied().find(|date| date.year() == year),
    }
}

/// Easter Sunday of the western churches, as Meeus and Butcher compute it.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year as i16, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_grain() {
        let day = date(2019, 1, 1);
        let cases = [
            (Grain::Day, "2019-01-01"),
            (Grain::Week, "2019-W01"),
            (Grain::Weekend, "2019-W01-WE"),
            (Grain::Month, "2019-01"),
            (Grain::Season, "2018-WI"),
            (Grain::Quarter, "2019-Q1"),
            (Grain::Half, "2019-H1"),
            (Grain::Year, "2019"),
            (Grain::Decade, "201"),
            (Grain::Century, "20"),
        ];
        for (grain, expected) in cases {
            assert_eq!(written(day, grain), expected);
        }
    }

    #[test]
    fn holidays_by_rule() {
        let cases = [
            ("easter", 2018, date(2018, 4, 1)),
            ("easter-2", 2024, date(2024, 3, 29)),
            ("nth 4 4 11", 2016, date(2016, 11, 24)),
            ("nth 4 4 11 1", 2016, date(2016, 11, 25)),
            ("nth -1 1 5", 2021, date(2021, 5, 31)),
            ("12-25", 2015, date(2015, 12, 25)),
        ];
        for (rule, year, expected) in cases {
            assert_eq!(holiday(&rule.parse().unwrap(), year), Some(expected), "{rule} {year}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(moved(date(2020, 3, 31), Unit::Month, -1), Some((date(2020, 2, 29), Grain::Month)));
        assert_eq!(moved(date(2020, 3, 31), Unit::Century, 1_000_000), None);
    }
}
