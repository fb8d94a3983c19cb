//! Positions in a text. The only file that knows bytes from characters.

use std::ops::Range;

/// A half-open range of **bytes** in an article's text, on character boundaries.
///
/// Everything inside memcon is measured so, as `&str`, regular expressions and tokenizers do.
/// Records count characters instead: see [`Characters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`; `start` may equal `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Span { start, end }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when the two share a byte; touching is not overlapping.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Moved right by `by` bytes.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The words it covers. Panics when it does not fit `text`, as slicing does.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same span without white space at either end.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// Bytes between two counted places in [`Characters`].
const STRIDE: usize = 128;

/// Turns byte positions of one text into character positions (Unicode code points).
#[derive(Debug, Clone)]
pub struct Characters<'a> {
    text: &'a str,
    /// Characters before byte `i * STRIDE`; `None` when the text is ASCII and nothing needs counting.
    before: Option<Vec<usize>>,
}

impl<'a> Characters<'a> {
    /// Counts `text` once.
    pub fn new(text: &'a str) -> Characters<'a> {
        if text.is_ascii() {
            return Characters { text, before: None };
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (place, byte) in text.bytes().enumerate() {
            if place % STRIDE == 0 {
                before.push(count);
            }
            count += usize::from(starts_character(byte));
        }
        Characters { text, before: Some(before) }
    }

    /// Characters before the byte at `byte`, which may be the text's length.
    pub fn at(&self, byte: usize) -> usize {
        let Some(before) = &self.before else {
            return byte;
        };
        // A text whose length is a multiple of the stride has no entry for its own end.
        let block = (byte / STRIDE).min(before.len() - 1);
        let tail = &self.text.as_bytes()[block * STRIDE..byte];
        before[block] + tail.iter().filter(|byte| starts_character(**byte)).count()
    }

    /// The span in characters: `(start, end)`, half-open.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// True for every byte but the second and later ones of a character in UTF-8.
fn starts_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// Bytes from a character position, the inverse of [`Characters::at`]; `None` past the end.
pub fn byte_of_character(text: &str, character: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).nth(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn touching_is_not_overlapping() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn trimming_drops_white_space_of_any_script() {
        let text = "\u{3000}Über \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "Über");
    }

    proptest! {
        #[test]
        fn bytes_and_characters_agree(text in "(\\PC|[a-z é日🙂]){0,400}") {
            let characters = Characters::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(characters.at(byte), count);
                prop_assert_eq!(byte_of_character(&text, count), Some(byte));
            }
            prop_assert_eq!(characters.at(text.len()), text.chars().count());
        }
    }
}
