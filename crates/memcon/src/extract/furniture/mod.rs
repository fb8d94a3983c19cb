//! Page furniture in the text: what no reader would call the article. The text stays as it is; spans are marked.

mod patterns;
mod runs;
mod zones;

pub(super) use patterns::elements;

use crate::article::{Furniture, FurnitureKind};
use crate::text::Span;

/// One line of the text and what it was taken for.
struct Line<'a> {
    span: Span,
    words: &'a str,
    kind: Option<FurnitureKind>,
}

/// Furniture of `text`, in order, without overlaps. `title` is where the headline stands, when that is known.
pub(super) fn mark(text: &str, title: Option<Span>) -> Vec<Furniture> {
    let mut lines = lines(text);
    let latin = is_latin(text);
    for line in &mut lines {
        line.kind =
            patterns::kind_of(line.words).or_else(|| if latin { other_script(line.words) } else { None });
    }
    let headline = match title {
        Some(title) => {
            lines.iter().position(|line| line.span.overlaps(title)).inspect(|at| lines[*at].kind = None)
        }
        None => zones::headline(&lines),
    };
    runs::repeats(&mut lines, headline);
    runs::related(&mut lines, headline);
    runs::captions(&mut lines, headline);
    if !zones::is_wrapped(&lines) {
        zones::above(&mut lines, headline);
        zones::below_the_headline(&mut lines, headline);
        zones::between(&mut lines, headline);
        zones::foot(&mut lines, headline);
    }
    let mut found: Vec<Furniture> = Vec::new();
    for line in &lines {
        match line.kind {
            Some(kind) => found.push(Furniture { span: line.span, kind }),
            None => found.extend(patterns::parts(line.words, line.span.start)),
        }
    }
    found
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if !span.is_empty() {
            lines.push(Line { span, words: span.of(text), kind: None });
        }
    }
    lines
}

/// Letters of `text` and how many of them are not Latin.
fn letters(text: &str) -> (usize, usize) {
    let latin = |c: char| {
        c.is_ascii_alphabetic()
            || ('\u{c0}'..='\u{24f}').contains(&c)
            || ('\u{1e00}'..='\u{1eff}').contains(&c)
    };
    text.chars()
        .filter(|c| c.is_alphabetic())
        .fold((0, 0), |(all, other), c| (all + 1, other + usize::from(!latin(c))))
}

fn is_latin(text: &str) -> bool {
    let (all, other) = letters(text);
    other * 2 < all
}

/// A stray line in a script that the rest of the text does not use.
fn other_script(line: &str) -> Option<FurnitureKind> {
    let (all, other) = letters(line);
    (all >= 2 && other * 2 > all).then_some(FurnitureKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn furniture_of_the_story() {
        let text = include_str!("../../../../../examples/harbour-talks.txt");
        let kinds: Vec<(FurnitureKind, &str)> = mark(text, None)
            .iter()
            .map(|piece| (piece.kind, piece.span.of(text).get(..12).unwrap_or("short")))
            .collect();
        use FurnitureKind::{Byline, Caption, Credit, Duplicate, Navigation, Promotion, Related};
        let expected = [
            (Navigation, "Skip to cont"),
            (Navigation, "News | World"),
            (Byline, "By Hanna Wei"),
            (Byline, "hanna.weiss@"),
            (Byline, "Published 12"),
            (Caption, "Portuguese F"),
            (Duplicate, "Portuguese F"),
            (Credit, "Photo: Tor D"),
            (Promotion, "Sign up for "),
            (Related, "short"),
            (Related, "1. Ferry far"),
            (Related, "2. Ten walks"),
            (Related, "Read more: W"),
            (Promotion, "Share this a"),
        ];
        assert_eq!(&kinds[..expected.len()], &expected);
        assert_eq!(kinds.len(), expected.len() + 1, "{kinds:?}");
    }

    #[test]
    fn an_article_without_furniture_keeps_every_line() {
        let text = "Envoy leaves Oslo\n\nOSLO (Reuters) - The envoy left on Friday.\n\n“We will be back,” he said.\n\n\
                    By Friday night nobody knew where he was. Follow the money, she said.";
        assert_eq!(mark(text, None), []);
    }

    proptest! {
        #[test]
        fn spans_fit_and_do_not_overlap(text in "((By |Photo: |Read more |é|日本|[A-Za-z .@|]{1,30})?\n?){0,20}") {
            let mut end = 0;
            for piece in mark(&text, None) {
                prop_assert!(piece.span.start >= end && text.is_char_boundary(piece.span.start));
                prop_assert!(text.is_char_boundary(piece.span.end));
                end = piece.span.end;
            }
        }
    }
}
