//! Stage 3: text to sentences.
//!
//! A sentence never crosses a line break that ends a paragraph, nor a piece of furniture. Inside a paragraph
//! it ends after `.`, `!`, `?` or `…` and any closing quotes, when what follows can begin a sentence and the
//! full stop does not belong to an abbreviation or an initial.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::article::{Furniture, Sentence};
use crate::text::Span;

/// Sentences of `text` outside `furniture`, in order. `headline` is where the title stands.
pub(crate) fn split(text: &str, furniture: &[Furniture], headline: Option<Span>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph = 0;
    for block in blocks(text, furniture) {
        let is_headline = headline.is_some_and(|title| title.overlaps(block));
        let before = sentences.len();
        if is_headline {
            push(&mut sentences, text, block, paragraph, true);
        } else {
            for span in sentences_of_block(text, block) {
                push(&mut sentences, text, span, paragraph, false);
            }
        }
        paragraph += usize::from(sentences.len() > before);
    }
    sentences
}

fn push(sentences: &mut Vec<Sentence>, text: &str, span: Span, paragraph: usize, headline: bool) {
    let span = span.trimmed(text);
    if span.of(text).chars().any(char::is_alphanumeric) {
        sentences.push(Sentence { span, paragraph, headline });
    }
}

/// Paragraphs without their furniture. A single line break ends a paragraph unless the line before it
/// is hard-wrapped, that is long and without a mark that ends a sentence.
fn blocks(text: &str, furniture: &[Furniture]) -> Vec<Span> {
    let mut cuts: Vec<Span> = furniture.iter().map(|piece| piece.span).collect();
    let mut line_start = 0;
    for (at, _) in text.match_indices('\n') {
        let line = text[line_start..at].trim_end();
        let next = text[at + 1..].lines().next().unwrap_or("").trim();
        if !(is_wrapped(line) && next.chars().next().is_some_and(char::is_lowercase)) {
            cuts.push(Span::new(at, at + 1));
        }
        line_start = at + 1;
    }
    cuts.sort();
    let mut blocks = Vec::new();
    let mut start = 0;
    for cut in cuts {
        if cut.start > start {
            blocks.push(Span::new(start, cut.start));
        }
        start = start.max(cut.end);
    }
    if start < text.len() {
        blocks.push(Span::new(start, text.len()));
    }
    blocks
}

/// A line broken to fit a width goes on in the next one.
fn is_wrapped(line: &str) -> bool {
    line.len() > 50 && line.ends_with(|last: char| last.is_alphanumeric() || last == ',')
}

fn sentences_of_block(text: &str, block: Span) -> Vec<Span> {
    let words = block.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = words.char_indices().peekable();
    while let Some((at, mark)) = characters.next() {
        if !matches!(mark, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + mark.len_utf8();
        let mut closed = false;
        while let Some(&(next_at, next)) = characters.peek() {
            let closes = matches!(next, '"' | '”' | '’' | '\'' | ')' | ']' | '»');
            if !closes && !matches!(next, '.' | '!' | '?' | '…') {
                break;
            }
            closed |= closes;
            end = next_at + next.len_utf8();
            characters.next();
        }
        if ends_sentence(words, start, at, end, mark, closed) {
            found.push(Span::new(start, end).shifted(block.start));
            start = end;
        }
    }
    if start < words.len() {
        found.push(Span::new(start, words.len()).shifted(block.start));
    }
    found
}

/// Whether the mark at `at`, with what closes it up to `end`, ends a sentence that began at `start`.
fn ends_sentence(words: &str, start: usize, at: usize, end: usize, mark: char, closed: bool) -> bool {
    let rest = &words[end..];
    let after = rest.trim_start();
    let Some(next) = after.chars().next() else {
        return true;
    };
    let spaced = rest.starts_with(char::is_whitespace);
    if !spaced {
        // Scraped text sometimes loses the space: "…on Monday.The minister". A lower-case word before the
        // mark and a capitalised one after it, neither of them short, are taken for two sentences.
        let before = last_word(&words[start..at]);
        return mark == '.'
            && before.len() > 3
            && before.chars().skip(1).all(char::is_lowercase)
            && next.is_uppercase()
            && after.chars().nth(1).is_some_and(char::is_lowercase);
    }
    let opens = matches!(next, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '—' | '–' | '-' | '•');
    if !(next.is_uppercase() || next.is_numeric() || opens || !next.is_ascii() && next.is_alphabetic()) {
        return false;
    }
    if opens && mark != '.' && after.chars().nth(1).is_some_and(char::is_lowercase) {
        return false;
    }
    if mark != '.' || closed {
        // `"No!" he said` goes on; the next word is capitalised here, so it is a new sentence or a name.
        return true;
    }
    let before = last_word(&words[start..at]);
    !is_abbreviation(before, after)
}

fn last_word(words: &str) -> &str {
    words.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '-' | '—')).next().unwrap_or("")
}

/// Abbreviations that do not end a sentence.
static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| first_column("abbreviations.csv"));

/// Words that hardly ever follow an initial or a country's abbreviation inside a sentence.
static OPENERS: LazyLock<HashSet<&str>> = LazyLock::new(|| first_column("sentence_openers.csv"));

fn first_column(file: &str) -> HashSet<&'static str> {
    let lines = memcon_knowledge::file(file).unwrap_or_default().lines().skip(1);
    lines.filter_map(|line| line.split(',').next()).collect()
}

fn is_abbreviation(before: &str, after: &str) -> bool {
    let bare = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut letters = bare.chars();
    let first = letters.next();
    if first.is_some_and(char::is_uppercase) && letters.next().is_none() {
        // An initial: "J. Smith". But "Plan B. The" ends when a common sentence opener follows.
        return !opens_sentence(after);
    }
    if bare.contains('.') && bare.split('.').all(|part| part.chars().count() <= 2) {
        // "U.S. officials" goes on, "in the U.S. The" does not; "a.m." alike.
        return !opens_sentence(after);
    }
    ABBREVIATIONS.contains(bare.to_lowercase().as_str())
}

fn opens_sentence(after: &str) -> bool {
    let word = after
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .next()
        .unwrap_or("");
    OPENERS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let cases: [(&str, &[&str]); 12] = [
            ("He left. She stayed.", &["He left.", "She stayed."]),
            ("Gen. Mark Milley met Mr. Xi. They spoke.", &["Gen. Mark Milley met Mr. Xi.", "They spoke."]),
            ("The U.S. Senate voted. It failed.", &["The U.S. Senate voted.", "It failed."]),
            ("He lives in the U.S. The visit ended.", &["He lives in the U.S.", "The visit ended."]),
            ("“We won.” The crowd cheered.", &["“We won.”", "The crowd cheered."]),
            ("“Why?” he asked.", &["“Why?” he asked."]),
            ("It fell 3.5 percent. Banks rose.", &["It fell 3.5 percent.", "Banks rose."]),
            ("J. K. Rowling wrote. Fans read.", &["J. K. Rowling wrote.", "Fans read."]),
            ("It ended on Monday.The minister left.", &["It ended on Monday.", "The minister left."]),
            ("First line\nSecond line", &["First line", "Second line"]),
            ("Talks began at 3 p.m. on Friday.", &["Talks began at 3 p.m. on Friday."]),
            (
                "The envoy said that the long and difficult talks in Oslo\nwould go on.",
                &["The envoy said that the long and difficult talks in Oslo\nwould go on."],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> =
                split(text, &[], None).iter().map(|sentence| sentence.span.of(text)).collect();
            assert_eq!(found, expected, "in {text:?}");
        }
    }

    proptest! {
        #[test]
        fn sentences_are_ordered_and_lose_no_letter(text in "([A-Za-z\\. !?\"“”\n]|é|日|🙂){0,200}") {
            let sentences = split(&text, &[], None);
            let mut end = 0;
            let mut letters = 0;
            for sentence in &sentences {
                prop_assert!(sentence.span.start >= end);
                end = sentence.span.end;
                letters += sentence.span.of(&text).chars().filter(|c| c.is_alphanumeric()).count();
            }
            prop_assert_eq!(letters, text.chars().filter(|c| c.is_alphanumeric()).count());
        }
    }
}
