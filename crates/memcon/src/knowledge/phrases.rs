//! Phrases of several words, found in a row of tokens.

use std::collections::HashMap;

use crate::token::Token;

/// Most words that a gap (`_`) may hold.
const GAP: usize = 3;

/// Phrases, each with a value; found by their first word.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<Piece>, T)>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Gap,
}

/// A phrase found at some tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a, T> {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Words matched, gaps not counted.
    pub words: usize,
    /// The phrase's value.
    pub value: &'a T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { by_first: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase: words in lower case, `_` for a gap of up to three words.
    pub(crate) fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, value: T) {
        let mut words = words.into_iter();
        let Some(first) = words.next() else { return };
        let rest = words.map(|word| if word == "_" { Piece::Gap } else { Piece::Word(word.to_owned()) });
        self.by_first.entry(first.to_owned()).or_default().push((rest.collect(), value));
    }

    /// Every phrase that begins at token `at`.
    pub(crate) fn at<'a>(&'a self, tokens: &[Token], at: usize) -> Vec<Found<'a, T>> {
        let Some(phrases) = self.by_first.get(&tokens[at].lower) else {
            return Vec::new();
        };
        phrases
            .iter()
            .filter_map(|(rest, value)| {
                let end = matches(rest, tokens, at + 1)?;
                let words = 1 + rest.iter().filter(|piece| **piece != Piece::Gap).count();
                Some(Found { start: at, end, words, value })
            })
            .collect()
    }

    /// Phrases in `tokens`, longest first where they overlap, none inside another; in text order.
    pub(crate) fn all<'a>(&'a self, tokens: &[Token]) -> Vec<Found<'a, T>> {
        self.all_where(tokens, |_| true)
    }

    /// The same among the phrases that `fits` admits.
    pub(crate) fn all_where<'a>(
        &'a self,
        tokens: &[Token],
        fits: impl Fn(&Found<'a, T>) -> bool,
    ) -> Vec<Found<'a, T>> {
        let mut found: Vec<Found<'a, T>> =
            (0..tokens.len()).flat_map(|at| self.at(tokens, at)).filter(fits).collect();
        found.sort_by_key(|hit| (std::cmp::Reverse(hit.words), hit.end - hit.start, hit.start));
        let mut taken = vec![false; tokens.len()];
        found.retain(|hit| {
            // The words between a gap's two ends stay free for others; its own words do not.
            let free = !taken[hit.start] && !taken[hit.end - 1];
            if free {
                taken[hit.start] = true;
                taken[hit.end - 1] = true;
                if hit.words == hit.end - hit.start {
                    taken[hit.start..hit.end].fill(true);
                }
            }
            free
        });
        found.sort_by_key(|hit| hit.start);
        found
    }
}

/// The end of the match of `pieces` at token `at`, if they match.
fn matches(pieces: &[Piece], tokens: &[Token], at: usize) -> Option<usize> {
    match pieces {
        [] => Some(at),
        [Piece::Word(word), rest @ ..] => {
            if tokens.get(at)?.lower != *word {
                return None;
            }
            matches(rest, tokens, at + 1)
        }
        [Piece::Gap, rest @ ..] => (0..=GAP)
            .take_while(|skipped| {
                tokens.get(at + skipped).is_some() && tokens[at..at + skipped].iter().all(|t| t.word)
            })
            .find_map(|skipped| matches(rest, tokens, at + skipped)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::token::tokens;

    #[test]
    fn the_longest_phrase_wins_and_gaps_stay_inside_a_clause() {
        let mut phrases = Phrases::default();
        phrases.add(["held"], 1);
        phrases.add(["held", "_", "talks"], 2);
        let found = |text: &str| -> Vec<i32> {
            phrases.all(&tokens(text, Span::new(0, text.len()))).iter().map(|hit| *hit.value).collect()
        };
        assert_eq!(found("They held long and difficult talks"), [2]);
        assert_eq!(found("They held hands, talks went on"), [1]);
    }
}
