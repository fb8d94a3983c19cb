//! Coreference: which names and pronouns stand for one actor, by the measures of the CoNLL shared tasks.
//!
//! Of the gold file the documents of genre news and interview count, and in them the clusters of people, bodies and
//! places. Mentions are names and pronouns only; both sides lose leading articles and a closing "'s", then two mentions are
//! the same when their characters are. A cluster left with one mention is dropped on both sides, as the shared tasks do.

mod clusters;

use std::path::Path;

use memcon::{Memcon, Record};
use serde::Deserialize;

use self::clusters::{Chain, Counts, b_cubed, ceaf_e, muc};
use super::measure::Measure;
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    genre: String,
    clusters: Vec<Cluster>,
}

#[derive(Debug, Deserialize)]
struct Cluster {
    #[serde(rename = "type")]
    kind: String,
    mentions: Vec<(usize, usize)>,
}

/// Words that stand for a person, body or place in place of a name.
const PRONOUNS: [&str; 32] = [
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "who",
    "whose",
];

/// Scores the clusters of names and pronouns.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let mut texts = gold::read::<Gold>(path)?;
    texts.retain(|text| matches!(text.gold.genre.as_str(), "news" | "interview"));
    if texts.is_empty() {
        return Err(Stop::Command(format!("{}: holds no news and no interviews", path.display())));
    }
    let records = gold::code(reader, &texts);
    let mut counts = [Vec::new(), Vec::new(), Vec::new()];
    for (text, record) in texts.iter().zip(&records) {
        let characters: Vec<char> = text.text.chars().collect();
        let key = key(&characters, &text.gold);
        let response = response(&characters, record);
        for (measure, all) in [muc, b_cubed, ceaf_e].into_iter().zip(&mut counts) {
            all.push(measure(&key, &response));
        }
    }
    let mut measures = Vec::new();
    let mut f1s = Vec::new();
    for (name, all) in ["MUC", "B-cubed", "CEAFe"].into_iter().zip(&counts) {
        let share = |what: &str, part: fn(&Counts) -> (f64, f64)| {
            Measure::of_parts(format!("{name}, {what}"), all.iter().map(part).collect())
        };
        let precision = share("precision", |counts| counts.precision);
        let recall = share("recall", |counts| counts.recall);
        f1s.push(Measure::f1_of(&format!("{name}, F1"), &precision, &recall));
        measures.extend([precision, recall]);
        measures.extend(f1s.last().cloned());
    }
    measures.push(Measure::mean("CoNLL F1", &f1s));
    Ok(Scored { measures, records })
}

/// Gold's clusters of names and pronouns.
fn key(text: &[char], gold: &Gold) -> Vec<Chain> {
    let actors = gold
        .clusters
        .iter()
        .filter(|cluster| matches!(cluster.kind.as_str(), "person" | "organization" | "place"));
    chains(actors.map(|cluster| {
        let spans = cluster.mentions.iter().map(|&span| bare(text, span));
        spans.filter(|&span| is_pronoun(text, span) || is_name(text, span)).collect()
    }))
}

/// memcon's clusters of names and pronouns.
fn response(text: &[char], record: &Record) -> Vec<Chain> {
    chains(record.actors.iter().map(|actor| {
        let mentions = actor.mentions.iter().filter(|mention| mention.form != "description");
        mentions.map(|mention| bare(text, (mention.start, mention.end))).collect()
    }))
}

/// Chains without those of one mention; a mention belongs to the first chain that has it.
fn chains(all: impl Iterator<Item = Chain>) -> Vec<Chain> {
    let mut taken = Chain::new();
    let own = all.map(|chain| chain.into_iter().filter(|&mention| taken.insert(mention)).collect::<Chain>());
    own.filter(|chain| chain.len() > 1).collect()
}

fn words(text: &[char], (start, end): (usize, usize)) -> String {
    text.get(start..end).unwrap_or_default().iter().collect()
}

/// A span without a leading article and a closing possessive.
fn bare(text: &[char], (mut start, mut end): (usize, usize)) -> (usize, usize) {
    let lower = words(text, (start, end)).to_lowercase();
    for article in ["the ", "a ", "an "] {
        if lower.starts_with(article) {
            start += article.len();
        }
    }
    for possessive in ["'s", "’s", "'", "’"] {
        if lower.ends_with(possessive) && end - start > possessive.chars().count() {
            end -= possessive.chars().count();
            break;
        }
    }
    (start, end)
}

fn is_pronoun(text: &[char], span: (usize, usize)) -> bool {
    PRONOUNS.contains(&words(text, span).to_lowercase().as_str())
}

/// A name: every word has a capital, but for the small words inside names.
fn is_name(text: &[char], span: (usize, usize)) -> bool {
    let written = words(text, span);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let small =
        |word: &str| matches!(word, "of" | "the" | "and" | "for" | "de" | "van" | "von" | "al" | "bin" | "&");
    written.starts_with(char::is_uppercase)
        && written.split_whitespace().all(|word| capital(word) || small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_pronouns_are_told_from_descriptions() {
        let text: Vec<char> =
            "The Bank of Ghana's board met the governor, Ms. Addo, who thanked it.".chars().collect();
        let whole = |words: &str| {
            let all: String = text.iter().collect();
            let start = all.find(words).unwrap();
            (start, start + words.len())
        };
        assert_eq!(words(&text, bare(&text, whole("The Bank of Ghana's"))), "Bank of Ghana");
        assert!(is_name(&text, whole("Bank of Ghana")) && is_name(&text, whole("Ms. Addo")));
        assert!(!is_name(&text, whole("governor")) && is_pronoun(&text, whole("who")));
    }
}
