//! The main source and target of sentences, by their exact words.

use std::path::Path;

use memcon::{About, Article, Characters, Memcon};
use rayon::prelude::*;
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    spans: Vec<Labelled>,
}

/// A span in characters: `S` a source, `T` a target.
#[derive(Debug, Deserialize)]
struct Labelled {
    start: usize,
    end: usize,
    label: String,
}

/// Scores sources and targets: a span is right when it is exactly gold's.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let counts: Vec<[Found; 2]> = texts
        .par_iter()
        .map(|text| {
            let about = About { language: Some("en".to_owned()), ..About::default() };
            let article = Article::new(about, text.text.clone(), Vec::new());
            let characters = Characters::new(article.text());
            let (sources, targets) = reader.main_actors(&article).unwrap_or_default();
            [(sources, "S"), (targets, "T")].map(|(spans, label)| {
                let given: Vec<_> = spans.into_iter().map(|span| characters.range(span)).collect();
                let gold = text.gold.spans.iter().filter(|span| span.label == label);
                let gold: Vec<_> = gold.map(|span| (span.start, span.end)).collect();
                let right = given.iter().filter(|span| gold.contains(span)).count();
                Found { right, given: given.len(), gold: gold.len() }
            })
        })
        .collect();
    let column = |at: usize| counts.iter().map(|both| both[at]).collect::<Vec<_>>();
    let measures =
        vec![Measure::f1("source, exact span", &column(0)), Measure::f1("target, exact span", &column(1))];
    Ok(Scored { measures, records: Vec::new() })
}
