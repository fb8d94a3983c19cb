//! Finds the words that a reader typed in the article's text, whatever white space stands between them.

use std::ops::Range;

/// Where the `nth` (from 1) occurrence of `words` stands in `text`, in characters. `None` when it has fewer.
pub(crate) fn locate(text: &[char], words: &str, nth: usize) -> Option<Range<usize>> {
    occurrences(text, words).nth(nth.checked_sub(1)?)
}

/// Every place where `words` stand, in order; they do not overlap.
pub(crate) fn occurrences(text: &[char], words: &str) -> impl Iterator<Item = Range<usize>> {
    let wanted: Vec<char> = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let mut at = 0;
    std::iter::from_fn(move || {
        while !wanted.is_empty() && at < text.len() {
            let start = at;
            match matches(&text[at..], &wanted) {
                Some(length) => {
                    at += length;
                    return Some(start..at);
                }
                None => at += 1,
            }
        }
        None
    })
}

/// Which occurrence of its own words the range is, from 1.
pub(crate) fn occurrence(text: &[char], range: Range<usize>) -> usize {
    let words: String = text[range.clone()].iter().collect();
    occurrences(text, &words).take_while(|found| found.start <= range.start).count().max(1)
}

/// How many characters of `text` the words at its start take; one space stands for any white space.
fn matches(text: &[char], wanted: &[char]) -> Option<usize> {
    let mut at = 0;
    for &character in wanted {
        if character == ' ' {
            let spaces = text[at..].iter().take_while(|c| c.is_whitespace()).count();
            if spaces == 0 {
                return None;
            }
            at += spaces;
        } else {
            if text.get(at) != Some(&character) {
                return None;
            }
            at += 1;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_number_and_over_line_breaks() {
        let text: Vec<char> = "Zoë met\n\n李明. Zoë met 李明.".chars().collect();
        assert_eq!(locate(&text, " met  李明", 1), Some(4..11));
        assert_eq!(locate(&text, "Zoë met", 2), Some(13..20));
        assert_eq!(locate(&text, "Zoë met", 3), None);
        assert_eq!(locate(&text, "  ", 1), None);
        assert_eq!(locate(&text, "met", 0), None);
        assert_eq!(occurrence(&text, 13..20), 2);
        assert_eq!(occurrence(&text, 4..7), 1);
    }
}
