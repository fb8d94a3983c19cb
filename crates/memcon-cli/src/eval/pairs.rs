//! Pairs of actors: the type of what stands between them.

use std::collections::BTreeMap;
use std::path::Path;

use memcon::{About, Article, Memcon};
use rayon::prelude::*;
use serde::Deserialize;

use super::measure::Measure;
use super::{Scored, gold};
use crate::exit::Stop;
use crate::relate::bytes;

/// A sentence with its pair; spans are `[start, end)` in characters.
#[derive(Debug, Deserialize)]
struct Pair {
    source_spans: Vec<(usize, usize)>,
    target_spans: Vec<(usize, usize)>,
    #[serde(rename = "type")]
    kind: String,
    quad: u8,
}

/// Scores types of pairs: accuracy, macro F1 over gold's types, and accuracy of the four quads. PLV counts REQUEST and
/// YIELD to other quads than PLOVER 2.0, so the quad of a type is the one that gold mostly gives it.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let pairs = gold::read::<Pair>(path)?;
    let given: Vec<String> = pairs
        .par_iter()
        .map(|pair| {
            let about = About { language: Some("en".to_owned()), ..About::default() };
            let article = Article::new(about, pair.text.clone(), Vec::new());
            let spans = |spans: &[(usize, usize)]| -> Vec<memcon::Span> {
                spans.iter().filter_map(|&span| bytes(&pair.text, span)).collect()
            };
            let relation =
                reader.relate(&article, &spans(&pair.gold.source_spans), &spans(&pair.gold.target_spans));
            relation.ok().flatten().map_or_else(String::new, |relation| relation.kind)
        })
        .collect();
    let mut quads: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for pair in &pairs {
        quads.entry(&pair.gold.kind).or_default()[usize::from(pair.gold.quad.min(4))] += 1;
    }
    let quad = |kind: &str| quads.get(kind).and_then(|counts| (0..5).max_by_key(|&at| counts[at]));
    let both = || pairs.iter().zip(&given);
    let share = |right: &dyn Fn(&Pair, &str) -> bool| -> Vec<(usize, usize)> {
        both().map(|(pair, given)| (usize::from(right(&pair.gold, given)), 1)).collect()
    };
    let mut measures = vec![
        Measure::new("type, accuracy", share(&|pair, given| pair.kind == given)),
        Measure::new("quad, accuracy", share(&|pair, given| quad(given) == Some(usize::from(pair.quad)))),
    ];
    let mut per_type = Vec::new();
    for kind in quads.keys() {
        let counts = both().map(|(pair, given)| {
            let (is, said) = (pair.gold.kind == *kind, given == kind);
            (2 * usize::from(is && said), usize::from(is) + usize::from(said))
        });
        per_type.push(Measure::new(format!("{kind}, F1"), counts));
    }
    measures.push(Measure::mean("type, macro F1", &per_type));
    measures.extend(per_type);
    Ok(Scored { measures, records: Vec::new() })
}
