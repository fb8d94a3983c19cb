//! Words and marks of a sentence, for the stages that work on words.

use crate::text::Span;

/// A word, number or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands in the article's text.
    pub span: Span,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// A word or number; otherwise a mark.
    pub word: bool,
}

impl Token {
    /// True for the mark or word `lower`.
    pub(crate) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }
}

/// Tokens of `span`. Hyphenated words, abbreviations with full stops inside ("U.S.") and numbers stay whole;
/// the possessive "'s" is a token of its own.
pub(crate) fn tokens(text: &str, span: Span) -> Vec<Token> {
    let words = span.of(text);
    let mut found = Vec::with_capacity(words.len() / 5);
    let mut characters = words.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some(&(at, next)) = characters.peek() {
                if !goes_on(words, start, at, next) {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            push_word(&mut found, words, start, end, span.start);
        } else {
            found.push(token(words, start, end, span.start, false));
        }
    }
    found
}

/// Whether the character `next` at `at` belongs to the word that began at `start`.
fn goes_on(words: &str, start: usize, at: usize, next: char) -> bool {
    if next.is_alphanumeric() || is_mark_above(next) {
        return true;
    }
    let after = words[at + next.len_utf8()..].chars().next();
    let inside = after.is_some_and(char::is_alphanumeric);
    match next {
        '-' | '‐' | '‑' | '\'' | '’' | '&' => inside,
        ',' => {
            inside
                && words[..at].ends_with(|c: char| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_digit())
        }
        // Inside a number, or in an abbreviation of single letters.
        '.' => {
            let word = &words[start..at];
            let digits =
                word.ends_with(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
            let last = word.rsplit('.').next().unwrap_or(word);
            let single = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
            digits || single && (inside && word.len() <= 8 || word.contains('.'))
        }
        _ => false,
    }
}

/// Combining marks belong to the letter before them.
fn is_mark_above(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn push_word(found: &mut Vec<Token>, words: &str, start: usize, end: usize, offset: usize) {
    let word = &words[start..end];
    for suffix in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(suffix)
            && !stem.is_empty()
        {
            let border = start + stem.len();
            found.push(token(words, start, border, offset, true));
            found.push(token(words, border, end, offset, true));
            return;
        }
    }
    found.push(token(words, start, end, offset, true));
}

fn token(words: &str, start: usize, end: usize, offset: usize, word: bool) -> Token {
    let written = &words[start..end];
    Token {
        span: Span::new(start, end).shifted(offset),
        lower: written.to_lowercase().replace('’', "'"),
        capital: written.chars().next().is_some_and(char::is_uppercase),
        word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_are_cut_as_the_lexicon_expects() {
        assert_eq!(words("The U.S. hit Iran’s base."), ["The", "U.S.", "hit", "Iran", "’s", "base", "."]);
        assert_eq!(words("Ban Ki-moon paid $2,000.50."), ["Ban", "Ki-moon", "paid", "$", "2,000.50", "."]);
        assert_eq!(words("“No,” he didn't say"), ["“", "No", ",", "”", "he", "didn't", "say"]);
        assert_eq!(words("at 3 p.m. AT&T"), ["at", "3", "p.m.", "AT&T"]);
    }

    proptest! {
        #[test]
        fn tokens_lose_nothing_but_white_space(text in "(\\PC|[a-zA-Z.,'’ é日-]){0,120}") {
            let joined: String = words(&text).concat();
            let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(joined, expected);
        }
    }
}
