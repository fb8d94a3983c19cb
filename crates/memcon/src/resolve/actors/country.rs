//! The country of actors whose own words tell none.

use std::collections::HashMap;

use super::Context;
use super::cluster::{Cluster, Clusters};
use crate::mention::{ActorKind, Form};
use crate::resolve::Place;
use crate::text::Span;

/// What the whole article's evidence weighs beside one piece of evidence in an actor's own sentence.
const WHOLE: f64 = 4.0;

/// Evidence for countries: how often each is named, in each sentence and in all.
#[derive(Default)]
struct Evidence {
    /// For each sentence the countries named there.
    by_sentence: HashMap<usize, Vec<String>>,
    total: HashMap<String, usize>,
}

impl Evidence {
    fn add(&mut self, sentence: usize, country: &str) {
        self.by_sentence.entry(sentence).or_default().push(country.to_owned());
        *self.total.entry(country.to_owned()).or_default() += 1;
    }

    /// The country that most speaks for an actor mentioned in these sentences. The alphabet breaks ties, so that a
    /// second run gives the same.
    fn best(&self, sentences: &[usize]) -> Option<String> {
        let all: usize = self.total.values().sum();
        let mut weights: Vec<(f64, &String)> = self
            .total
            .iter()
            .map(|(country, &count)| {
                let local: usize = sentences
                    .iter()
                    .filter_map(|sentence| self.by_sentence.get(sentence))
                    .map(|here| here.iter().filter(|other| *other == country).count())
                    .sum();
                let near = local as f64 / sentences.len().max(1) as f64;
                (near + WHOLE * count as f64 / all as f64, country)
            })
            .collect();
        weights.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        weights.first().map(|(_, country)| (*country).clone())
    }
}

/// People, bodies and groups without a nation are those of the country that their sentences and the article are about.
pub(super) fn infer(context: &Context<'_>, places: &[Place], clusters: &mut Clusters) {
    let mut evidence = Evidence::default();
    for cluster in &clusters.all {
        let Some(country) = &cluster.country else { continue };
        for (mention, sentence) in cluster.mentions.iter().zip(&cluster.sentences) {
            if mention.1 != Form::Pronoun {
                evidence.add(*sentence, country);
            }
        }
    }
    // A name that is also an actor's mention counts once.
    let of_nations = clusters.all.iter().filter(|cluster| cluster.country.is_some());
    let mut counted: Vec<Span> =
        of_nations.flat_map(|cluster| cluster.mentions.iter().map(|mention| mention.0)).collect();
    counted.sort();
    let is_counted = |span: Span| {
        let after = counted.partition_point(|other| other.end <= span.start);
        counted.get(after).is_some_and(|other| other.overlaps(span))
    };
    for place in places {
        let Some(country) = &place.country else { continue };
        for &mention in place.mentions.iter().filter(|mention| !is_counted(**mention)) {
            if let Some(sentence) = context.article.sentence_of(mention) {
                evidence.add(sentence, country);
            }
        }
    }
    let inferred: Vec<Option<String>> = clusters
        .all
        .iter()
        .map(|cluster| if wants(cluster) { evidence.best(&cluster.sentences) } else { None })
        .collect();
    for (cluster, country) in clusters.all.iter_mut().zip(inferred) {
        cluster.country = cluster.country.take().or(country);
    }
}

/// Whether an actor without a country is to be given one. What the knowledge files know without a country has none.
fn wants(cluster: &Cluster) -> bool {
    cluster.country.is_none()
        && cluster.known.is_none()
        && !cluster.foreign
        && cluster.kind != ActorKind::State
}
