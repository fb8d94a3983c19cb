//! Article extraction, as the article-extraction-benchmark scores it.
//!
//! Tokens are runs of word characters, shingles are four tokens in a row, counted as often as they stand. Precision and
//! recall of each page are averaged, pages weigh the same whatever their length, and F1 is that of the two averages.
//! Headline and furniture are left out of our text, since gold is the body only.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use memcon::{Format, Memcon, Page, Record};
use rayon::prelude::*;
use serde::Deserialize;

use super::Scored;
use super::measure::Measure;
use crate::exit::Stop;

/// Tokens of a shingle.
const SHINGLE: usize = 4;

/// A line of the gold file.
#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    url: Option<String>,
    /// Path of the page, from the folder of the gold file; also gzipped.
    html: String,
    /// The text that a reader would call the article.
    #[serde(rename = "articleBody")]
    body: String,
}

/// Scores every page.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let lines = lines(path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let coded: Vec<Result<Record, Stop>> = lines.par_iter().map(|gold| code(reader, folder, gold)).collect();
    let records = coded.into_iter().collect::<Result<Vec<Record>, Stop>>()?;
    let pages: Vec<(f64, f64)> =
        lines.iter().zip(&records).map(|(gold, record)| of_page(&gold.body, &body(record))).collect();
    Ok(Scored { measures: figures(&pages).to_vec(), records })
}

fn lines(path: &Path) -> Result<Vec<Gold>, Stop> {
    let failed = |line: usize, cause: String| Stop::Command(format!("{}:{line}: {cause}", path.display()));
    let mut found = Vec::new();
    for (number, line) in BufReader::new(open(path)?).lines().enumerate() {
        let line = line.map_err(|error| failed(number + 1, error.to_string()))?;
        if !line.trim().is_empty() {
            let gold = serde_json::from_str(&line).map_err(|error| failed(number + 1, error.to_string()))?;
            found.push(gold);
        }
    }
    Ok(found)
}

fn open(path: &Path) -> Result<Box<dyn Read>, Stop> {
    let file = File::open(path)
        .map_err(|source| Stop::Command(memcon::Error::Io { path: path.to_owned(), source }.to_string()))?;
    let compressed = path.extension().is_some_and(|ending| ending == "gz");
    Ok(if compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

fn code(reader: &Memcon, folder: &Path, gold: &Gold) -> Result<Record, Stop> {
    let path = folder.join(&gold.html);
    let mut bytes = Vec::new();
    open(&path)?
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::Command(format!("{}: {error}", path.display())))?;
    let page = Page {
        source: path.display().to_string(),
        bytes,
        format: Some(Format::Html),
        id: Some(gold.id.clone()),
        url: gold.url.clone(),
        ..Page::default()
    };
    Ok(reader.process(&page))
}

/// The record's text without headline and furniture.
fn body(record: &Record) -> String {
    let article = &record.article;
    let title = article.title.as_deref().filter(|title| article.text.starts_with(title));
    let title = title.map_or(0, |title| title.chars().count());
    let mut pieces = article.furniture.iter().peekable();
    let mut kept = String::new();
    for (at, letter) in article.text.chars().enumerate().skip(title) {
        while pieces.next_if(|piece| piece.end <= at).is_some() {}
        match pieces.peek() {
            // Words on both sides of what is left out are no neighbours.
            Some(piece) if piece.start <= at => kept.push(' '),
            _ => kept.push(letter),
        }
    }
    kept
}

/// Precision and recall of one page.
fn of_page(gold: &str, ours: &str) -> (f64, f64) {
    let (gold, ours) = (shingles(gold), shingles(ours));
    let all = |counts: &HashMap<Vec<&str>, usize>| counts.values().sum::<usize>();
    let both: usize = gold.iter().map(|(key, count)| (*count).min(ours.get(key).copied().unwrap_or(0))).sum();
    let share = |whole: usize| if whole == 0 { 1.0 } else { both as f64 / whole as f64 };
    (share(all(&ours)), share(all(&gold)))
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let tokens: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|token| !token.is_empty()).collect();
    let mut counts = HashMap::new();
    // A text shorter than a shingle is one shingle.
    for shingle in tokens.windows(SHINGLE.min(tokens.len().max(1))) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

/// Averages over the pages, and the F1 of the averages.
fn figures(pages: &[(f64, f64)]) -> [Measure; 3] {
    let mean = |of: fn(&(f64, f64)) -> f64| pages.iter().map(of).sum::<f64>() / pages.len().max(1) as f64;
    let (precision, recall) = (mean(|page| page.0), mean(|page| page.1));
    let sum = (precision + recall).max(f64::MIN_POSITIVE);
    let f1 = 2.0 * precision * recall / sum;
    // F1 of averages is no sum over the pages; its tangent is, with the same value and, as pages are drawn anew, nearly
    // the same spread.
    let tangent = |page: &(f64, f64)| {
        let change = recall.powi(2) * (page.0 - precision) + precision.powi(2) * (page.1 - recall);
        (f1 + 2.0 * change / sum.powi(2), 1.0)
    };
    let named = |name: &str, parts: Vec<(f64, f64)>| Measure::of_parts(format!("4-grams, {name}"), parts);
    [
        named("precision", pages.iter().map(|page| (page.0, 1.0)).collect()),
        named("recall", pages.iter().map(|page| (page.1, 1.0)).collect()),
        named("F1", pages.iter().map(tangent).collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_too_much_loses_precision_only() {
        let (precision, recall) =
            of_page("The envoy left on Friday.", "The envoy left on Friday. Read more here");
        assert!((precision - 2.0 / 5.0).abs() < 1e-9 && (recall - 1.0).abs() < 1e-9);
        assert_eq!(of_page("Two words", "Two words"), (1.0, 1.0));
        assert_eq!(of_page("The envoy left on Friday.", "").1, 0.0);
    }

    #[test]
    fn f1_is_that_of_the_averages() {
        let [precision, recall, f1] = figures(&[(1.0, 0.5), (0.5, 1.0), (0.9, 0.6)]);
        let (p, r) = (precision.value().unwrap(), recall.value().unwrap());
        assert!((f1.value().unwrap() - 2.0 * p * r / (p + r)).abs() < 1e-9);
    }
}
