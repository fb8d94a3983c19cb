//! Which days a written date covers, so that two ways of writing one date can be compared.

use jiff::ToSpan;
use jiff::civil::Date;

/// First and last day of a TIMEX3 value as far as its calendar part tells; none for durations, sets and what has no year.
/// Years before Christ are negative, as GUM counts them: there is no year between -1 and 1 to be missed.
pub fn days(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        return Some((days(from)?.0, days(to)?.1));
    }
    let calendar = value.split_once('T').map_or(value, |(calendar, _)| calendar);
    let (years, rest) = match calendar.strip_prefix("BC") {
        Some(year) => (before_christ(year)?, ""),
        None => {
            let (years, rest) = calendar.split_once('-').unwrap_or((calendar, ""));
            (years_of(years)?, rest)
        }
    };
    if rest.is_empty() {
        return Some((Date::new(years.0, 1, 1).ok()?, Date::new(years.1, 12, 31).ok()?));
    }
    within(years.0, rest)
}

/// What GUM writes, as TIMEX3 writes it: years of four digits, those before Christ after "BC", an unknown year as "XXXX".
pub fn timex(iso: &str) -> String {
    if let Some(rest) = iso.strip_prefix("--") {
        return format!("XXXX-{rest}");
    }
    match iso.strip_prefix('-') {
        Some(year) if year.len() <= 4 => format!("BC{year:0>4}"),
        None if iso.len() == 3 => format!("0{iso}"),
        _ => iso.to_owned(),
    }
}

/// The season from one month to another of the same year, or of the next for winter: GUM ends it with its last month or
/// with the month in which the next one begins.
pub fn season(from: &str, to: &str) -> Option<String> {
    let (year, first) = from.rsplit_once('-')?;
    let (last_year, last) = to.rsplit_once('-')?;
    let (name, next) = match (first, last) {
        ("03", "05" | "06") => ("SP", 0),
        ("06", "08" | "09") => ("SU", 0),
        ("09", "11" | "12") => ("FA", 0),
        ("12", "02" | "03") => ("WI", 1),
        _ => return None,
    };
    let fits = match (year.parse::<i16>(), last_year.parse::<i16>()) {
        (Ok(year), Ok(last)) => last == year + next,
        _ => year == last_year,
    };
    fits.then(|| format!("{year}-{name}"))
}

fn before_christ(year: &str) -> Option<(i16, i16)> {
    let year: i16 = year.parse().ok()?;
    Some((-year, -year))
}

/// "2018", the decade "201", the century "20".
fn years_of(digits: &str) -> Option<(i16, i16)> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some((number, number)),
        3 => Some((number * 10, number * 10 + 9)),
        2 => Some((number * 100, number * 100 + 99)),
        _ => None,
    }
}

/// "05", "05-10", "W19", "W19-WE", "Q2", "H1" of `year`. A season has no first day: none.
fn within(year: i16, rest: &str) -> Option<(Date, Date)> {
    let months = |first: i8, count: i8| {
        let start = Date::new(year, first, 1).ok()?;
        Some((start, Date::new(year, first + count - 1, 1).ok()?.last_of_month()))
    };
    if let Some(week) = rest.strip_prefix('W') {
        let (week, weekend) = week.split_once('-').map_or((week, false), |(week, end)| (week, end == "WE"));
        let monday = jiff::civil::ISOWeekDate::new(year, week.parse().ok()?, jiff::civil::Weekday::Monday)
            .ok()?
            .date();
        let first = if weekend { monday.checked_add(5.days()).ok()? } else { monday };
        return Some((first, monday.checked_add(6.days()).ok()?));
    }
    if let Some(quarter) = rest.strip_prefix('Q').and_then(|nth| nth.parse::<i8>().ok()) {
        return months(quarter.checked_mul(3)?.checked_sub(2)?, 3);
    }
    if let Some(half) = rest.strip_prefix('H').and_then(|nth| nth.parse::<i8>().ok()) {
        return months(half.checked_mul(6)?.checked_sub(5)?, 6);
    }
    match rest.split_once('-') {
        Some((month, day)) => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
        None => months(rest.parse().ok()?, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{days, season, timex};
    use jiff::civil::date;

    #[test]
    fn values_and_their_days() {
        for (value, first, last) in [
            ("2018-05-10", date(2018, 5, 10), date(2018, 5, 10)),
            ("2018-05-10TEV", date(2018, 5, 10), date(2018, 5, 10)),
            ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
            ("2018-W19", date(2018, 5, 7), date(2018, 5, 13)),
            ("2018-W19-WE", date(2018, 5, 12), date(2018, 5, 13)),
            ("2018-Q4", date(2018, 10, 1), date(2018, 12, 31)),
            ("2018-H2", date(2018, 7, 1), date(2018, 12, 31)),
            ("2018", date(2018, 1, 1), date(2018, 12, 31)),
            ("201", date(2010, 1, 1), date(2019, 12, 31)),
            ("19", date(1900, 1, 1), date(1999, 12, 31)),
            ("2013/2014", date(2013, 1, 1), date(2014, 12, 31)),
            ("BC0400", date(-400, 1, 1), date(-400, 12, 31)),
        ] {
            assert_eq!(days(value), Some((first, last)), "{value}");
        }
        for value in
            ["P3D", "PAST_REF", "XXXX-05", "2018-SU", "2018-13", "2018-Q5", "2018-Q127", "2018-W60", ""]
        {
            assert_eq!(days(value), None, "{value}");
        }
    }

    #[test]
    fn what_gum_writes() {
        for (iso, expected) in
            [("2018-05-10", "2018-05-10"), ("--04", "XXXX-04"), ("-400", "BC0400"), ("500", "0500")]
        {
            assert_eq!(timex(iso), expected);
        }
        for (from, to, expected) in [
            ("2010-06", "2010-09", Some("2010-SU")),
            ("2004-09", "2004-11", Some("2004-FA")),
            ("1776-12", "1777-03", Some("1776-WI")),
            ("XXXX-12", "XXXX-03", Some("XXXX-WI")),
            ("1776-12", "1778-03", None),
            ("2010-06", "2010-07", None),
        ] {
            assert_eq!(season(from, to).as_deref(), expected, "{from} {to}");
        }
    }
}
