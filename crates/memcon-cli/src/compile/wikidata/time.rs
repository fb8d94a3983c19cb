//! Wikidata's times to the dates of knowledge files.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use super::mapping::{Calendar, Mapping};

/// `2014`, `2014-05` or `2014-05-25`; empty when unknown, or known to no more than a decade.
///
/// # Errors
/// Why the value is no time that can be understood.
pub fn date_of(value: &Value, mapping: &Mapping) -> Result<String, String> {
    let written = value["time"].as_str().ok_or("a time without a value")?;
    let precision = value["precision"].as_u64().ok_or_else(|| format!("{written} has no precision"))?;
    let model = value["calendarmodel"].as_str().unwrap_or_default();
    let calendar = model
        .rsplit('/')
        .next()
        .and_then(|id| mapping.calendar(id))
        .ok_or_else(|| format!("{written} is in an unknown calendar, {model:?}"))?;
    let wrong = || format!("{written} is no date");
    let (day, _) = written.trim_start_matches('+').split_once('T').ok_or_else(wrong)?;
    // Years before ours begin with another sign.
    if day.starts_with('-') {
        return Ok(String::new());
    }
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, dayno] = parts[..] else { return Err(wrong()) };
    let year: i16 = year.parse().map_err(|_| wrong())?;
    match precision {
        0..=8 => Ok(String::new()),
        9 => Ok(format!("{year:04}")),
        10 => match month.parse() {
            Ok(month @ 1..=12_u8) => Ok(format!("{year:04}-{month:02}")),
            _ => Err(wrong()),
        },
        // Hours and less say no more than the day.
        11..=14 => {
            let (month, dayno) = (month.parse().map_err(|_| wrong())?, dayno.parse().map_err(|_| wrong())?);
            let date = match calendar {
                Calendar::Gregorian => Date::new(year, month, dayno).ok(),
                Calendar::Julian => from_julian(year, month, dayno),
            };
            date.map(|date| date.to_string()).ok_or_else(wrong)
        }
        other => Err(format!("{written} has an unknown precision, {other}")),
    }
}

/// The Gregorian date of a Julian one (Richards's algorithm for the Julian day number).
fn from_julian(year: i16, month: i8, day: i8) -> Option<Date> {
    let leap = year % 4 == 0;
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i8::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let before = (14 - month) / 12;
    let (years, months) = (year + 4800 - before, month + 12 * before - 3);
    let number = day + (153 * months + 2) / 5 + 365 * years + years / 4 - 32_083;
    // The day number of 2000-01-01.
    Date::constant(2000, 1, 1).checked_add((number - 2_451_545).days()).ok()
}

/// First day of a date of a knowledge file.
pub fn first_day(date: &str) -> Option<Date> {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    whole.parse().ok()
}

/// Last day of a date of a knowledge file.
pub fn last_day(date: &str) -> Option<Date> {
    match date.len() {
        4 => format!("{date}-12-31").parse().ok(),
        7 => first_day(date).map(Date::last_of_month),
        _ => first_day(date),
    }
}

/// Days from one to the other.
pub fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_every_kind() {
        let mapping = Mapping::read(&[]).unwrap();
        let (gregorian, julian) =
            ("http://www.wikidata.org/entity/Q1985727", "http://www.wikidata.org/entity/Q1985786");
        for (time, precision, calendar, expected) in [
            ("+2001-05-17T00:00:00Z", 11, gregorian, Ok("2001-05-17")),
            ("+2001-05-00T00:00:00Z", 10, gregorian, Ok("2001-05")),
            ("+2001-00-00T00:00:00Z", 9, gregorian, Ok("2001")),
            ("+2000-00-00T00:00:00Z", 8, gregorian, Ok("")),
            ("-0044-03-15T00:00:00Z", 11, julian, Ok("")),
            ("+1917-10-25T00:00:00Z", 11, julian, Ok("1917-11-07")),
            ("+1900-02-29T00:00:00Z", 11, julian, Ok("1900-03-13")),
            ("+2001-02-30T00:00:00Z", 11, gregorian, Err("no date")),
            ("+2001-13-00T00:00:00Z", 10, gregorian, Err("no date")),
            ("in May", 11, gregorian, Err("no date")),
            ("+2001-05-17T00:00:00Z", 15, gregorian, Err("unknown precision")),
            (
                "+2001-05-17T00:00:00Z",
                11,
                "http://www.wikidata.org/entity/Q900000099",
                Err("unknown calendar"),
            ),
        ] {
            let value = serde_json::json!({"time": time, "precision": precision, "calendarmodel": calendar});
            let found = date_of(&value, &mapping);
            match expected {
                Ok(date) => assert_eq!(found.as_deref(), Ok(date), "{time} {precision}"),
                Err(why) => assert!(found.unwrap_err().contains(why), "{time} {precision}"),
            }
        }
    }

    #[test]
    fn the_last_day_of_a_month_and_a_year() {
        assert_eq!(last_day("2004-02").map(|day| day.to_string()).as_deref(), Some("2004-02-29"));
        assert_eq!(last_day("2004").map(|day| day.to_string()).as_deref(), Some("2004-12-31"));
        assert_eq!(first_day(""), None);
    }
}
