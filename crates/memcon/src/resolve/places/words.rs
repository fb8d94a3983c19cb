//! A sentence cut into the words that names of places are made of.
//!
//! Other than for the event words, hyphens separate here: "UK-based" and "Syria-Iraq border" hold names.

use crate::gazetteer::fold_word;
use crate::text::Span;

/// A word, with what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub span: Span,
    /// Folded as the gazetteer folds.
    pub key: String,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// Has no lower-case letter, and at least two letters.
    pub upper: bool,
    /// An abbreviation's or sentence's full stop follows.
    pub dot: bool,
    /// "'s" follows; it is not part of `span`.
    pub possessive: bool,
    /// What separates it from the word before.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The sentence begins.
    Start,
    Space,
    Hyphen,
    Comma,
    /// A full stop and a space, as after "St.".
    Dot,
    /// A dash between spaces, as after datelines.
    Dash,
    /// A bracket opens.
    Bracket,
    /// "'s" and a space.
    Possessive,
    Other,
}

/// The words of `span`.
pub(super) fn words(text: &str, span: Span) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let slice = span.of(text);
    let mut at = 0;
    while let Some(offset) = slice[at..].find(char::is_alphanumeric) {
        let start = at + offset;
        let mut end = word_end(slice, start);
        let initials = end - start == 1 && slice[start..].starts_with(|c: char| c.is_ascii_uppercase());
        if initials {
            end = initials_end(slice, start).unwrap_or(end);
        }
        let written = &slice[start..end];
        let after = &slice[end..];
        let possessive = ["'s", "’s", "'S", "’S"].iter().any(|mark| {
            after.strip_prefix(mark).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let gap = match found.last() {
            None if slice[..start].contains('(') => Gap::Bracket,
            None => Gap::Start,
            Some(last) if last.possessive => Gap::Possessive,
            Some(last) => gap(&text[last.span.end..span.start + start]),
        };
        found.push(Word {
            span: Span::new(start, end).shifted(span.start),
            key: fold_word(written),
            capital: written.starts_with(char::is_uppercase),
            upper: written.chars().filter(|c| c.is_alphabetic()).count() > 1
                && !written.contains(char::is_lowercase),
            dot: after.starts_with('.') || written.ends_with('.'),
            possessive,
            gap,
        });
        // Every mark is ASCII or three bytes long, and "s" is one.
        at = if possessive { end + after.find(['s', 'S']).map_or(0, |s| s + 1) } else { end };
    }
    found
}

/// End of the word that begins at `start`: letters and digits, with apostrophes between letters.
fn word_end(text: &str, start: usize) -> usize {
    for (offset, c) in text[start..].char_indices() {
        if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) {
            continue;
        }
        let end = start + offset;
        let apostrophe = matches!(c, '\'' | '’' | 'ʼ' | '‘');
        let mut rest = text[end + c.len_utf8()..].chars();
        let inside = rest.next().is_some_and(char::is_alphabetic);
        let final_s = matches!(text.as_bytes().get(end + c.len_utf8()), Some(b's' | b'S'))
            && !rest.next().is_some_and(char::is_alphanumeric);
        if apostrophe && inside && !final_s {
            continue;
        }
        return end;
    }
    text.len()
}

/// End of "U.S." or "D.C" when single letters with full stops begin at `start`.
fn initials_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = start;
    while bytes.get(end).is_some_and(u8::is_ascii_uppercase) && bytes.get(end + 1) == Some(&b'.') {
        end += 2;
    }
    let letters = (end - start) / 2;
    if letters == 0 {
        return None;
    }
    // The last full stop is sometimes left out: "U.S officials".
    let last = bytes.get(end).is_some_and(u8::is_ascii_uppercase)
        && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    if last {
        return Some(end + 1);
    }
    (letters > 1).then_some(end)
}

fn gap(between: &str) -> Gap {
    match between {
        " " | "\u{a0}" | "  " | "\n" => Gap::Space,
        "-" | "‐" | "‑" => Gap::Hyphen,
        ", " | "," | ".," | "., " => Gap::Comma,
        ". " | "." => Gap::Dot,
        _ if between.contains(['—', '–', '-']) => Gap::Dash,
        _ if between.contains('(') => Gap::Bracket,
        _ if !between.is_empty() && between.chars().all(|c| c.is_whitespace()) && !between.contains('\n') => {
            Gap::Space
        }
        _ => Gap::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn names_stand_alone() {
        for (text, expected) in [
            ("Syria’s UK-based envoy", &["Syria", "UK", "based", "envoy"][..]),
            ("the U.S. and Washington D.C.", &["the", "U.S.", "and", "Washington", "D.C."]),
            ("from the U.S.", &["from", "the", "U.S."]),
            ("Sana'a, Côte d’Ivoire", &["Sana'a", "Côte", "d’Ivoire"]),
            ("J. Smith", &["J", "Smith"]),
            ("states' St. Paul", &["states", "St", "Paul"]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn gaps_tell_what_separates() {
        let text = "PARIS (AP) — St. Denis, France's north-west";
        let gaps: Vec<Gap> = words(text, Span::new(0, text.len())).iter().map(|word| word.gap).collect();
        assert_eq!(
            gaps,
            [Gap::Start, Gap::Bracket, Gap::Dash, Gap::Dot, Gap::Comma, Gap::Possessive, Gap::Hyphen]
        );
    }

    proptest! {
        #[test]
        fn words_are_sorted_and_hold_no_space(text in "(\\PC|[a-zA-Z.,'’ é-]){0,120}") {
            let found = words(&text, Span::new(0, text.len()));
            let mut end = 0;
            for word in found {
                prop_assert!(word.span.start >= end && !word.span.is_empty());
                prop_assert!(!word.span.of(&text).contains(char::is_whitespace));
                end = word.span.end;
            }
        }
    }
}
