//! Page furniture in the text: what no reader would call the article. The text stays as it is; spans are marked.

mod patterns;
mod runs;

pub(super) use patterns::elements;

use crate::article::{Furniture, FurnitureKind};
use crate::text::Span;

/// One line of the text and what it was taken for.
struct Line<'a> {
    span: Span,
    words: &'a str,
    kind: Option<FurnitureKind>,
}

/// Furniture of `text`, in order, without overlaps.
pub(super) fn mark(text: &str) -> Vec<Furniture> {
    let mut lines = lines(text);
    for line in &mut lines {
        line.kind = patterns::kind_of(line.words).or_else(|| other_script(line.words, text));
    }
    runs::related(&mut lines);
    runs::repeats(&mut lines);
    runs::captions(&mut lines);
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

/// A stray line in a script that the rest of an English text does not use.
fn other_script(line: &str, text: &str) -> Option<FurnitureKind> {
    let latin = |c: char| {
        c.is_ascii_alphabetic()
            || ('\u{c0}'..='\u{24f}').contains(&c)
            || ('\u{1e00}'..='\u{1eff}').contains(&c)
    };
    let foreign = |words: &str| {
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        (letters, words.chars().filter(|c| c.is_alphabetic() && !latin(*c)).count())
    };
    let (letters, other) = foreign(line);
    if letters < 2 || other * 2 <= letters {
        return None;
    }
    let (all, others) = foreign(text);
    (others * 2 < all).then_some(FurnitureKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn furniture_of_the_story() {
        let text = include_str!("../../../../../examples/harbour-talks.txt");
        let kinds: Vec<(FurnitureKind, &str)> = mark(text)
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
        assert_eq!(mark(text), []);
    }

    proptest! {
        #[test]
        fn spans_fit_and_do_not_overlap(text in "((By |Photo: |Read more |é|日本|[A-Za-z .@|]{1,30})?\n?){0,20}") {
            let mut end = 0;
            for piece in mark(&text) {
                prop_assert!(piece.span.start >= end && text.is_char_boundary(piece.span.start));
                prop_assert!(text.is_char_boundary(piece.span.end));
                end = piece.span.end;
            }
        }
    }
}
