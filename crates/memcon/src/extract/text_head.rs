//! Headline and date at the head of a plain text.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::article::Furniture;
use crate::text::Span;

/// Lines at the head that may hold headline and date.
const LINES: usize = 14;

/// What the head of a text says.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<Span>,
    /// ISO date.
    pub date: Option<String>,
}

/// A line that is a date and little else, in the three orders that newspapers use.
static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    // Proved by the tests below.
    Regex::new(
        r"(?i)^(?:published|posted|updated|first published)?[: ]*(?:on )?(?:[a-z]{3,9}day,? )?(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)? (?P<m1>[a-z]{3,9})\.?,? (?P<y1>\d{4})|(?P<m2>[a-z]{3,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))\b.{0,25}$",
    )
    .expect("a constant pattern")
});

/// Reads the head of `text`. The headline is the first line outside furniture, when it is short, does not end like a
/// sentence and other lines follow.
pub(super) fn read(text: &str, furniture: &[Furniture]) -> Head {
    let mut head = Head::default();
    let mut start = 0;
    let mut first = true;
    for line in text.split_inclusive('\n').take(LINES) {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        if head.date.is_none() {
            head.date = date(span.of(text));
        }
        if furniture.iter().any(|piece| piece.span.overlaps(span)) {
            continue;
        }
        if first && start < text.len() && is_headline(span.of(text)) && date(span.of(text)).is_none() {
            head.title = Some(span);
        }
        first = false;
    }
    head
}

fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=25).contains(&words)
        && !line.ends_with(['.', ',', ';', ':'])
        && line.chars().next().is_some_and(|c| !c.is_lowercase())
}

fn date(line: &str) -> Option<String> {
    let found = DATE_LINE.captures(line)?;
    let group = |names: [&str; 3]| names.iter().find_map(|name| found.name(name)).map(|group| group.as_str());
    let day: i8 = group(["d1", "d2", "d3"])?.parse().ok()?;
    let year: i16 = group(["y1", "y2", "y3"])?.parse().ok()?;
    let month = group(["m1", "m2", "m3"])?;
    let month = month.parse().ok().or_else(|| month_number(month))?;
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

fn month_number(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_lowercase();
    MONTHS.iter().position(|month| *month == start).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_on_lines_of_their_own() {
        let cases = [
            ("Saturday, September 12, 2015", Some("2015-09-12")),
            ("Published 12 March 2026", Some("2026-03-12")),
            ("Posted on 3rd Feb. 2020 at 10:15 GMT", Some("2020-02-03")),
            ("2024-02-29", Some("2024-02-29")),
            ("30 February 2024", None),
            ("On 12 March 2026 the minister left for Oslo to meet his colleagues from the north", None),
        ];
        for (line, expected) in cases {
            assert_eq!(date(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn the_first_short_line_is_the_headline() {
        let text = "Envoy leaves Oslo\n\nThe envoy left on Friday.";
        assert_eq!(read(text, &[]).title.map(|span| span.of(text)), Some("Envoy leaves Oslo"));
        assert_eq!(read("The envoy left on Friday. He was tired.\n\nMore.", &[]).title, None);
    }
}
