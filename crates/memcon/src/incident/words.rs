//! The words of an article that tell its story from others.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::hashing::hash;
use crate::record::ArticleRecord;

/// How many words stand for a story.
const TERMS: usize = 40;

/// A word, hashed, and what it weighs.
pub(super) type Term = (u32, f32);

/// Always ours, whatever knowledge an article was read with: two databases must not join differently.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let table = memcon_knowledge::file("common_words.csv").unwrap_or_default();
    table.lines().skip(1).map(str::trim).collect()
});

/// The article's text with its furniture left out.
pub(super) fn body(article: &ArticleRecord) -> String {
    if article.furniture.is_empty() {
        return article.text.clone();
    }
    let mut furniture = article.furniture.iter().peekable();
    let mut body = String::with_capacity(article.text.len());
    for (position, character) in article.text.chars().enumerate() {
        while furniture.peek().is_some_and(|piece| piece.end <= position) {
            furniture.next();
        }
        if furniture.peek().is_none_or(|piece| position < piece.start) {
            body.push(character);
        }
    }
    body
}

/// A text's words in order, lower case, without possessive endings; each with whether it begins with a capital.
pub(super) fn words(text: &str) -> impl Iterator<Item = (String, bool)> {
    text.split(|character: char| !character.is_alphanumeric() && character != '\'' && character != '’')
        .filter_map(|word| {
            let word = word.trim_matches(['\'', '’']);
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let capital = word.chars().next()?.is_uppercase();
            Some((word.to_lowercase(), capital))
        })
}

/// True when a word tells something: long enough, and not one that every article has.
fn telling(word: &str) -> bool {
    // Two letters of Chinese are a word, two of Latin are hardly one.
    word.len() >= 3 && !COMMON.contains(word)
}

/// What a story's words weigh, the heaviest kept, in the order of their hashes, scaled to length 1.
///
/// A word counts by the logarithm of how often it stands there, twice when it is a name within a sentence, and twice
/// when the headline has it.
pub(super) fn terms(title: &str, body: &str) -> Vec<Term> {
    let mut counts: HashMap<String, (f32, bool, bool)> = HashMap::new();
    for (word, _) in words(title).filter(|(word, _)| telling(word)) {
        let entry = counts.entry(word).or_default();
        entry.0 += 1.0;
        entry.2 = true;
    }
    let mut starts = true;
    for sentence in body.split_inclusive(['.', '!', '?', '\n', ':', '“', '"']) {
        for (word, capital) in words(sentence) {
            if telling(&word) {
                let entry = counts.entry(word).or_default();
                entry.0 += 1.0;
                // The first word of a sentence is no name for its capital.
                entry.1 |= capital && !starts;
            }
            starts = false;
        }
        starts = true;
    }
    let mut terms: Vec<Term> = counts
        .into_iter()
        .map(|(word, (count, name, headline))| {
            let weight = (1.0 + count).ln();
            let weight = if name { 2.0 * weight } else { weight };
            (hash(word.as_bytes()) as u32, if headline { 2.0 * weight } else { weight })
        })
        .collect();
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.dedup_by_key(|term| term.0);
    terms.truncate(TERMS);
    let length = terms.iter().map(|term| term.1 * term.1).sum::<f32>().sqrt();
    for term in &mut terms {
        term.1 /= length;
    }
    terms.sort_unstable_by_key(|term| term.0);
    // A hash that two words share stands once.
    terms.dedup_by_key(|term| term.0);
    terms
}

/// Cosine of two lists of terms, each of length 1.
pub(super) fn cosine(a: &[Term], b: &[Term]) -> f64 {
    let (mut at, mut other, mut sum) = (0, 0, 0.0);
    while at < a.len() && other < b.len() {
        match a[at].0.cmp(&b[other].0) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(a[at].1) * f64::from(b[other].1);
                at += 1;
                other += 1;
            }
        }
    }
    sum
}

/// Hashes of the stems of a phrase's telling words, sorted: "attacks" and "attacked" are one.
pub(crate) fn stems(phrase: &str) -> Vec<u32> {
    let mut stems: Vec<u32> = words(phrase)
        .filter(|(word, _)| telling(word))
        .map(|(word, _)| {
            let endings = ["ings", "ing", "ions", "ion", "ed", "es", "s", "e"];
            let stem =
                endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2));
            hash(stem.unwrap_or(&word).as_bytes()) as u32
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_headlines_weigh_most_and_common_words_nothing() {
        let terms = terms("Ferry sinks", "The ferry sank. People said Holm saw the ferry and a boat.");
        let weight = |word: &str| {
            terms.iter().find(|term| term.0 == hash(word.as_bytes()) as u32).map_or(0.0, |term| term.1)
        };
        assert!(weight("ferry") > weight("holm") && weight("holm") > weight("boat"));
        assert_eq!((weight("the"), weight("people")), (0.0, 0.0));
        assert!((cosine(&terms, &terms) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn endings_do_not_part_words() {
        assert_eq!(stems("attacks"), stems("Attacked the"));
        assert_eq!(stems("Zoë’s attack"), stems("attack Zoë"));
        assert!(stems("").is_empty());
    }
}
