//! Near-duplicates: MinHash over shingles of words (Broder 1997).

use super::hashing::{combine, hash, stir};
use super::words::{body, words};
use crate::record::Record;

/// Words in a shingle.
const SHINGLE: usize = 5;

/// Bands, and hashes in each: texts that share half of their shingles meet in a band 93 times in 100, those that share
/// a tenth 2 times.
const BANDS: usize = 20;
const ROWS: usize = 3;

/// The share of shingles from which two articles are versions of one text.
const SAME_TEXT: f64 = 0.5;

/// Fewer words than this are too few to be alike by a part; they are the same text or another.
const SHORT: usize = 20;

/// What a text is recognised by when it comes again, copied, shortened or updated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature([u32; BANDS * ROWS]);

impl Signature {
    /// The signature of an article's text without its furniture; none when there is none.
    pub fn of(record: &Record) -> Option<Signature> {
        let words: Vec<u64> = words(&body(&record.article)).map(|(word, _)| hash(word.as_bytes())).collect();
        let length = match words.len() {
            0 => return None,
            few if few < SHORT => few,
            _ => SHINGLE,
        };
        let mut least = [u32::MAX; BANDS * ROWS];
        for shingle in words.windows(length) {
            let shingle = combine(shingle);
            for (number, least) in least.iter_mut().enumerate() {
                let hashed = stir(shingle ^ stir(number as u64 + 1)) as u32;
                *least = hashed.min(*least);
            }
        }
        Some(Signature(least))
    }

    /// Where texts like this one are looked for: they share one of these at least.
    pub fn bands(&self) -> Vec<u64> {
        let bands = self.0.chunks(ROWS).enumerate();
        bands
            .map(|(number, rows)| {
                let rows: Vec<u64> = rows.iter().map(|row| u64::from(*row)).collect();
                combine(&[number as u64, combine(&rows)])
            })
            .collect()
    }

    /// True when two articles are versions of one text.
    pub fn same_text(&self, other: &Signature) -> bool {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        same as f64 >= SAME_TEXT * self.0.len() as f64
    }

    /// As bytes, to be kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Back from bytes; none when they are none of ours.
    pub fn from_bytes(bytes: &[u8]) -> Option<Signature> {
        let mut numbers = [0; BANDS * ROWS];
        if bytes.len() != 4 * numbers.len() {
            return None;
        }
        for (number, bytes) in numbers.iter_mut().zip(bytes.chunks_exact(4)) {
            *number = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(Signature(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::record;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|number| format!("word{number} ")).collect()
    }

    #[test]
    fn a_copy_with_a_new_end_is_the_same_text() {
        let of = |text: &str| Signature::of(&record("x", text)).unwrap();
        let (text_a, cut, other) = (of(&text(0, 200)), of(&text(0, 160)), of(&text(150, 400)));
        assert!(text_a.same_text(&cut));
        assert!(text_a.bands().iter().any(|band| cut.bands().contains(band)));
        assert!(!text_a.same_text(&other));
        assert_eq!(Signature::from_bytes(&cut.to_bytes()), Some(cut));
        assert!(
            of("a short text").same_text(&of("a short text"))
                && !of("a short text").same_text(&of("a short one"))
        );
    }
}
