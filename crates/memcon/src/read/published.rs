//! Publication dates as users give them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// Checks a publication date and returns it as it is written in records: `2023-05-11`, or with a time after
/// `T`, with or without a zone.
///
/// # Errors
/// In plain words, when it is not such a date or no calendar has it.
pub fn check_published(given: &str) -> std::result::Result<String, String> {
    let given = given.trim();
    let no_date = || format!("{given:?} is not a date (expected YYYY-MM-DD, with or without a time after T)");
    let (day, time) = match given.split_at_checked(10) {
        Some((day, "")) => (day, ""),
        Some((day, rest)) => match rest.strip_prefix(['T', 't', ' ']) {
            Some(time) => (day, time),
            None => return Err(no_date()),
        },
        None => return Err(no_date()),
    };
    let shaped = day.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if !shaped {
        return Err(no_date());
    }
    if day.parse::<Date>().is_err() {
        return Err(format!("{given:?} is a date that does not exist"));
    }
    if time.is_empty() {
        return Ok(day.to_owned());
    }
    let iso = format!("{day}T{time}");
    if iso.parse::<DateTime>().is_ok() || iso.parse::<Timestamp>().is_ok() {
        Ok(iso)
    } else {
        Err(format!("{given:?}: the time after the date is not one"))
    }
}

#[cfg(test)]
mod tests {
    use super::check_published;

    #[test]
    fn dates_are_checked() {
        for (given, expected) in [
            ("2023-05-11", Some("2023-05-11")),
            (" 2024-02-29 ", Some("2024-02-29")),
            ("2023-05-11T10:30:00Z", Some("2023-05-11T10:30:00Z")),
            ("2023-05-11 10:30", Some("2023-05-11T10:30")),
            ("2023-05-11T10:30:00+02:00", Some("2023-05-11T10:30:00+02:00")),
            ("2023-02-30", None),
            ("2023-02-29", None),
            ("2023-13-01", None),
            ("2023-05", None),
            ("20230511", None),
            ("+002023-05-11", None),
            ("2023-05-11T25:00", None),
            ("2023-05-11X", None),
            ("11 May 2023", None),
            ("été 2023 à Paris", None),
            ("", None),
        ] {
            assert_eq!(check_published(given).ok().as_deref(), expected, "{given:?}");
        }
    }
}
