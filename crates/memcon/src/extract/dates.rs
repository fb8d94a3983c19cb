//! Publication dates as pages and texts write them. What the calendar does not have is no date.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use regex::Regex;

/// Years in which news was written; digits outside are a story's number or a price.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2100;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const MONTH: &str = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|\
                     oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// `May 11, 2023`
static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"(?i)\b{MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")));
/// `11 May 2023`
static DAY_FIRST: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"(?i)\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+(\d{{4}})\b")));
/// `2023-05-11`, `2023/05/11`
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b"));
/// `/2023/05/11/`, `/2023-05-11-`, `/2023/may/11/`, `/20230511/` in an address.
static IN_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)[/_.-]((?:19|20)\d{2})[/_-]?(\d{1,2}|[a-z]{3})[/_-]?(\d{1,2})(?:[/_.-]|$)"));
/// Everything a line of date may hold beside the date itself.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?ix)^(?: \s | [|,;:()\[\]•·–—/-] | \d{1,2}[:.h]\d{2}(?::\d{2})? | \d{1,2}\s*[ap]\.?m\.? | [ap]\.?m\.?
          | mon(?:day)? | tue(?:s(?:day)?)? | wed(?:nesday)? | thu(?:rs?(?:day)?)? | fri(?:day)? | sat(?:urday)? | sun(?:day)?
          | published | posted | updated | first | last | modified | created | on | at | date | by | the | of
          | gmt | utc | bst | cet | cest | e[sd]?t | p[sd]?t | c[sd]?t | ist | sgt | jst | eat | wib | gmt?[+-]\d{1,4} | [+-]\d{4}
          )*$",
    )
});

fn regex(pattern: &str) -> Regex {
    // Proved by the tests below, which use every pattern of this file.
    Regex::new(pattern).expect("a pattern of this file is sound")
}

/// The ISO date or date-time that a machine-readable field holds; `None` for what the calendar lacks.
pub(super) fn machine(value: &str) -> Option<String> {
    let value = value.trim();
    let head = value.get(..10).unwrap_or(value);
    if let Some(day) = civil(head) {
        let rest = &value[10..];
        let instant = rest.trim_start_matches(['T', 't', ' ']);
        return Some(match time_of(instant) {
            Some(time) => format!("{day}T{time}"),
            None => day.to_string(),
        });
    }
    if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return civil(&format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]))
            .map(|day| day.to_string());
    }
    written(value).map(|day| day.to_string())
}

fn civil(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || !matches!((bytes[4], bytes[7]), (b'-', b'-') | (b'/', b'/')) {
        return None;
    }
    let date: Date = text.replace('/', "-").parse().ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// `14:05`, `14:05:30.123+02:00`, `14:05:30Z`: checked, seconds added, fractions dropped, a zone kept.
fn time_of(text: &str) -> Option<String> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?")
    });
    let found = TIME.captures(text)?;
    let part = |number: usize| found.get(number).map_or("00", |it| it.as_str());
    let clock = format!("{}:{}:{}", part(1), part(2), part(3));
    format!("2000-01-01T{clock}").parse::<DateTime>().ok()?;
    let zone = match found.get(4).map(|it| it.as_str()) {
        None => String::new(),
        Some("Z" | "z" | "UTC" | "GMT") => "Z".to_owned(),
        Some(offset) if offset.contains(':') => offset.to_owned(),
        Some(offset) => format!("{}:{}", &offset[..3], &offset[3..]),
    };
    Some(format!("{clock}{zone}"))
}

/// The first full date written in `text`, in words or year first.
pub(super) fn written(text: &str) -> Option<Date> {
    let number = |it: Option<regex::Match>| it.and_then(|it| it.as_str().parse::<i16>().ok());
    let mut found: Vec<(usize, Date)> = Vec::new();
    if let Some(it) = MONTH_FIRST.captures(text) {
        push(&mut found, &it, date(number(it.get(3)), month(&it[1]), number(it.get(2))));
    }
    if let Some(it) = DAY_FIRST.captures(text) {
        push(&mut found, &it, date(number(it.get(3)), month(&it[2]), number(it.get(1))));
    }
    if let Some(it) = YEAR_FIRST.captures(text) {
        push(&mut found, &it, date(number(it.get(1)), number(it.get(2)), number(it.get(3))));
    }
    found.into_iter().min().map(|(_, date)| date)
}

fn push(found: &mut Vec<(usize, Date)>, at: &regex::Captures, date: Option<Date>) {
    found.extend(date.map(|date| (at.get(0).map_or(0, |whole| whole.start()), date)));
}

/// The date of a line that holds nothing else: `Published on Saturday, September 12, 2015 at 10:30 GMT`.
pub(super) fn date_line(line: &str) -> Option<Date> {
    if line.len() > 120 {
        return None;
    }
    let date = written(line)?;
    let found = [&MONTH_FIRST, &DAY_FIRST, &YEAR_FIRST].into_iter().find_map(|it| it.find(line))?;
    let rest = [&MONTH_FIRST, &DAY_FIRST, &YEAR_FIRST]
        .into_iter()
        .fold(line[found.end()..].to_owned(), |rest, it| it.replace_all(&rest, " ").into_owned());
    (BESIDE.is_match(&line[..found.start()]) && BESIDE.is_match(&rest)).then_some(date)
}

/// The day that an address names: `https://example.org/2023/05/11/summit`.
pub(super) fn in_address(url: &str) -> Option<Date> {
    let number = |text: &str| text.parse::<i16>().ok();
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    // A match may swallow the separator that the next one begins with, so each start is tried.
    path.match_indices(['/', '_', '.', '-']).find_map(|(at, _)| {
        let it =
            IN_ADDRESS.captures(&path[at..]).filter(|it| it.get(0).is_some_and(|all| all.start() == 0))?;
        let month = if it[2].as_bytes()[0].is_ascii_digit() { number(&it[2]) } else { month(&it[2]) };
        date(number(&it[1]), month, number(&it[3]))
    })
}

fn month(name: &str) -> Option<i16> {
    let name = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|known| *known == name).and_then(|place| i16::try_from(place + 1).ok())
}

fn date(year: Option<i16>, month: Option<i16>, day: Option<i16>) -> Option<Date> {
    let (month, day) = (i8::try_from(month?).ok()?, i8::try_from(day?).ok()?);
    Date::new(year.filter(|year| YEARS.contains(year))?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_write_dates_in_many_ways() {
        for (value, expected) in [
            ("2023-05-11", Some("2023-05-11")),
            ("2023-05-11T14:05:30.123+0200", Some("2023-05-11T14:05:30+02:00")),
            ("2023-05-11 14:05", Some("2023-05-11T14:05:00")),
            ("2023-05-11T14:05:30Z", Some("2023-05-11T14:05:30Z")),
            ("20230511", Some("2023-05-11")),
            ("Thu, 11 May 2023 10:00:00 GMT", Some("2023-05-11")),
            ("May 11th, 2023", Some("2023-05-11")),
            ("2023-02-30", None),
            ("2023-05-11T25:00:00Z", Some("2023-05-11")),
            ("31 June 2023", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(machine(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn addresses_and_lines() {
        let day = Some(jiff::civil::date(2023, 5, 11));
        for url in [
            "https://example.org/2023/05/11/summit",
            "https://example.org/world/2023/may/11/summit",
            "https://example.org/news/20230511/",
            "https://example.org/a-2023-05-11-b",
        ] {
            assert_eq!(in_address(url), day, "{url}");
        }
        assert_eq!(in_address("https://example.org/story-20991343"), None);
        assert_eq!(in_address("https://example.org/2023/13/11/x"), None);
        for line in [
            "Thursday, May 11, 2023",
            "Published: 11 May 2023, 10:30 GMT",
            "2023-05-11",
            "Updated May 11, 2023 at 4:05 p.m. ET",
        ] {
            assert_eq!(date_line(line), day, "{line}");
        }
        assert_eq!(date_line("The two met on May 11, 2023 in Havana."), None);
    }
}
