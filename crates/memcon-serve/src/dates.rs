//! TIMEX3 values and dates as people write them.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-03-11` as `11 March 2026`, `2026-03` as `March 2026`; everything else as it stands.
pub(crate) fn written(value: &str) -> String {
    let day = value.get(..10).filter(|_| value.as_bytes().get(10).is_none_or(|c| *c == b'T'));
    match (day.and_then(calendar_day), month(value)) {
        (Some((year, month, day)), _) => {
            let clock = value.get(11..16).filter(|clock| clock.as_bytes().get(2) == Some(&b':'));
            let clock = clock.map(|clock| format!(", {clock}")).unwrap_or_default();
            format!("{day} {} {year}{clock}", MONTHS[month - 1])
        }
        (None, Some((year, month))) if value.len() == 7 => format!("{} {year}", MONTHS[month - 1]),
        _ => value.to_owned(),
    }
}

/// A date-time without its clock.
pub(crate) fn cut(value: &str) -> String {
    value.get(..10).unwrap_or(value).to_owned()
}

/// Year and month that a value begins with.
pub(crate) fn month(value: &str) -> Option<(i32, usize)> {
    let (year, rest) = (value.get(..4)?, value.get(4..7)?);
    let month: usize = rest.strip_prefix('-')?.parse().ok()?;
    let year: i32 = year.parse().ok()?;
    (1..=12).contains(&month).then_some((year, month))
}

fn calendar_day(value: &str) -> Option<(i32, usize, u32)> {
    let (year, month) = month(value)?;
    let day: u32 = value.get(8..10)?.parse().ok()?;
    (value.as_bytes().get(7) == Some(&b'-') && (1..=31).contains(&day)).then_some((year, month, day))
}

/// True for what HTML's `datetime` attribute takes: a year, a month, a day, a day with a time.
pub(crate) fn is_machine(value: &str) -> bool {
    let year = value.len() == 4 && value.bytes().all(|c| c.is_ascii_digit());
    year || (value.len() == 7 && month(value).is_some())
        || (value.len() >= 10
            && calendar_day(value).is_some()
            && value.is_char_boundary(10)
            && matches!(value.as_bytes().get(10), None | Some(b'T')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_people_write_them() {
        for (value, expected) in [
            ("2026-03-11", "11 March 2026"),
            ("2026-03", "March 2026"),
            ("2023-05-11T10:00:00+02:00", "11 May 2023, 10:00"),
            ("2026", "2026"),
            ("2026-W11", "2026-W11"),
            ("2026-13-01", "2026-13-01"),
            ("P3D", "P3D"),
            ("2026-03-11TMO", "11 March 2026"),
            ("ééééééé", "ééééééé"),
        ] {
            assert_eq!(written(value), expected, "{value}");
        }
        assert!(is_machine("2026-03") && is_machine("2026") && !is_machine("2026-W11"));
    }
}
