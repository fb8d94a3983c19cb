//! Windows of whole sentences, as much of a text as the model reads at once.

use std::ops::Range;

use super::pieces::Word;

/// Words of a text and the sentences they form.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub words: Vec<Word>,
    /// Ranges of `words`, in order, none empty.
    pub sentences: Vec<Range<usize>>,
}

/// A run of whole sentences, or a part of one overlong sentence.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Its words in the document.
    pub words: Range<usize>,
    /// First word whose findings count; those before it are context that the window before has read.
    pub counts: usize,
    /// Its sentences as words of the document.
    pub sentences: Vec<Range<usize>>,
    /// Piece at which each word begins, after `[CLS]`; at the end that of `[SEP]`.
    first: Vec<usize>,
}

impl Window {
    fn new(document: &Document, words: Range<usize>, counts: usize) -> Window {
        let mut first = Vec::with_capacity(words.len() + 1);
        let mut at = 1;
        for word in &document.words[words.clone()] {
            first.push(at);
            at += word.ids.len();
        }
        first.push(at);
        let sentences = document.sentences.iter();
        let inside = sentences.filter(|sentence| sentence.start < words.end && words.start < sentence.end);
        let sentences =
            inside.map(|sentence| sentence.start.max(words.start)..sentence.end.min(words.end)).collect();
        Window { words, counts, sentences, first }
    }

    /// Number of pieces, `[CLS]` and `[SEP]` included.
    pub(super) fn len(&self) -> usize {
        self.first[self.words.len()] + 1
    }

    /// Piece at which a word of the document begins; `word` may be the one after the last.
    pub(super) fn piece(&self, word: usize) -> usize {
        self.first[word - self.words.start]
    }

    /// Pieces of a range of the document's words.
    pub(super) fn pieces(&self, words: &Range<usize>) -> Range<usize> {
        self.piece(words.start)..self.piece(words.end)
    }

    /// The sentence that a word is in, and its number in the window.
    pub(super) fn sentence(&self, word: usize) -> Option<(usize, Range<usize>)> {
        let number = self.sentences.iter().position(|sentence| sentence.contains(&word))?;
        Some((number, self.sentences[number].clone()))
    }

    /// The sentence that a word is in, with one before and one after as far as the window has them.
    pub(super) fn neighbourhood(&self, word: usize) -> Option<Range<usize>> {
        let (number, _) = self.sentence(word)?;
        let last = (number + 1).min(self.sentences.len() - 1);
        Some(self.sentences[number.saturating_sub(1)].start..self.sentences[last].end)
    }
}

/// Packs sentences in order into windows of at most `limit` pieces.
pub(super) fn windows(document: &Document, limit: usize) -> Vec<Window> {
    let mut before = vec![0];
    for word in &document.words {
        before.push(before[before.len() - 1] + word.ids.len());
    }
    let size = |words: Range<usize>| before[words.end] - before[words.start];
    let mut parts: Vec<Range<usize>> = Vec::new();
    for sentence in &document.sentences {
        let mut start = sentence.start;
        while size(start..sentence.end) > limit {
            let mut cut = start + 1;
            while size(start..cut + 1) <= limit {
                cut += 1;
            }
            parts.push(start..cut);
            start = cut;
        }
        if start < sentence.end {
            parts.push(start..sentence.end);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let context = at > 0 && {
            let last = size(parts[at - 1].clone());
            last <= limit / 2 && last + size(parts[at].clone()) <= limit
        };
        let start = parts[if context { at - 1 } else { at }].start;
        let mut next = at + 1;
        while next < parts.len() && size(start..parts[next].end) <= limit {
            next += 1;
        }
        found.push(Window::new(document, start..parts[next - 1].end, parts[at].start));
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn document(sentences: &[Vec<usize>]) -> Document {
        let mut document = Document::default();
        for sentence in sentences {
            let start = document.words.len();
            document.words.extend(sentence.iter().map(|&pieces| Word {
                span: Span::new(0, 1),
                ids: vec![7; pieces],
                casing: 0,
            }));
            document.sentences.push(start..document.words.len());
        }
        document
    }

    #[test]
    fn the_last_sentence_opens_the_next_window() {
        let document = document(&[vec![1; 4], vec![1; 3], vec![1; 6], vec![1; 2]]);
        let found: Vec<(Range<usize>, usize)> =
            windows(&document, 10).into_iter().map(|window| (window.words, window.counts)).collect();
        assert_eq!(found, [(0..7, 0), (4..13, 7), (13..15, 13)]);
    }

    proptest! {
        #[test]
        fn every_word_counts_once(sentences in prop::collection::vec(prop::collection::vec(1usize..6, 1..40), 0..12)) {
            let document = document(&sentences);
            let mut next = 0;
            for window in windows(&document, 30) {
                prop_assert!(window.len() <= 32);
                prop_assert_eq!(window.counts, next);
                next = window.words.end;
            }
            prop_assert_eq!(next, document.words.len());
        }
    }
}
