//! What a plain text shows of its headline and date. The text itself stays as it is.

use jiff::civil::Date;

use super::dates;
use crate::article::Furniture;
use crate::text::Span;

/// Lines from the top within which a date line may stand.
const NEAR_THE_TOP: usize = 12;

/// Longest headline, in characters.
const LONGEST: usize = 160;

/// Where the headline stands: the first line that is no furniture, when it is short, is followed by a line of
/// its own kind and does not read as a sentence of the article.
pub(super) fn title(text: &str, furniture: &[Furniture]) -> Option<Span> {
    let mut lines = lines(text).filter(|line| !is_furniture(*line, furniture)).take(4);
    let first = lines.next()?;
    let words = first.of(text);
    let count = words.split_whitespace().count();
    if words.chars().count() > LONGEST || !(2..=25).contains(&count) || dates::date_line(words).is_some() {
        return None;
    }
    // A text of one line is a text, and a headline stands above something longer.
    let next = lines.next()?;
    let rest = &text[next.start..];
    if !rest.split('\n').any(|line| line.trim().chars().count() > words.chars().count()) {
        return None;
    }
    let blank_after = text[first.end..].trim_start_matches([' ', '\t', '\r']).starts_with("\n\n")
        || text[first.end..next.start].matches('\n').count() > 1;
    let sentence = words.ends_with(['.', ':', ';', ',', '”', '"']);
    if !sentence {
        return Some(first);
    }
    // Some collections put a full stop after the headline: then its capitals must tell.
    (words.ends_with('.') && blank_after && is_title_case(words)).then_some(first)
}

fn is_title_case(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capital =
        |word: &&&str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    long.len() >= 3 && long.iter().filter(capital).count() * 10 >= long.len() * 8
}

/// The date that a line near the top gives.
pub(super) fn date(text: &str) -> Option<Date> {
    lines(text).take(NEAR_THE_TOP).find_map(|line| dates::date_line(line.of(text)))
}

/// Lines with words, trimmed.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split('\n')
        .map(move |line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            span
        })
        .map(|span| span.trimmed(text))
        .filter(|span| !span.is_empty())
}

fn is_furniture(line: Span, furniture: &[Furniture]) -> bool {
    // Furniture is sorted and does not overlap, so its ends are sorted too.
    let after = furniture.partition_point(|piece| piece.span.end <= line.start);
    furniture.get(after).is_some_and(|piece| piece.span.contains(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_and_texts_without_one() {
        let body =
            "The ministers of both countries met in the old port on Monday to speak about fishing rights.";
        for (first, expected) in [
            ("Ministers meet in old port", true),
            ("Ministers Agree Over Fishing Rights After Long Talks.", true),
            ("The ministers met on Monday.", false),
            ("Monday, May 15, 2023", false),
        ] {
            let text = format!("{first}\n\n{body}\n");
            assert_eq!(title(&text, &[]).map(|span| span.of(&text)), expected.then_some(first), "{first}");
        }
        assert_eq!(title(body, &[]), None);
    }

    #[test]
    fn a_date_line_near_the_top() {
        let text = "Storm hits port\n\nSaturday, September 12, 2015\n\nA storm hit the port on Friday, September 11, 2015.";
        assert_eq!(date(text), Some(jiff::civil::date(2015, 9, 12)));
        assert_eq!(date("A storm hit the port on Friday, September 11, 2015."), None);
    }
}
