//! A pair of actors that the user names: what the text says stands between them.

use crate::article::Article;
use crate::error::Result;
use crate::memcon::Memcon;
use crate::mention::{Annotations, Trigger};
use crate::ontology::Status;
use crate::text::Span;

/// How much an event whose actors are those of the pair counts beside the model's reading of the pair itself.
const EVENT_SHARE: f32 = 0.3;

/// What stands between two actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// PLOVER type, or YIELD, the older name for CONCEDE and RETREAT that PLV's pairs are labelled with.
    pub kind: String,
    /// Mode and status of the event that tells of it; none when no event was found between the two.
    pub mode: Option<String>,
    /// See [`Relation::mode`].
    pub status: Option<Status>,
    /// Probability of every type, the likeliest first.
    pub scores: Vec<(String, f32)>,
}

impl Memcon {
    /// The relation of the words at `source` to those at `target` in an article (several spans when an actor is named
    /// more than once). None without a model: word lists cannot tell.
    ///
    /// Two signals are added: the model's reading of the sentence with the pair marked, and the events it finds there
    /// without knowing of the pair.
    ///
    /// # Errors
    /// When a graph of the model cannot be run, which a sound model folder excludes.
    pub fn relate(&self, article: &Article, source: &[Span], target: &[Span]) -> Result<Option<Relation>> {
        let Some(model) = self.model() else { return Ok(None) };
        let sentences = article.sentence_spans();
        let mut scores = model.pair(article.text(), &sentences, source, target)?;
        let found = self.annotate(article)?;
        let shares: Vec<(&Trigger, f32)> = found
            .triggers
            .iter()
            .map(|trigger| (trigger, trigger.score * fit(&found, trigger, source, target)))
            .collect();
        let best = |kind: &str| {
            let own = shares.iter().filter(|(trigger, share)| *share > 0.0 && pair_type(trigger) == kind);
            own.max_by(|a, b| a.1.total_cmp(&b.1)).copied()
        };
        for (kind, score) in &mut scores {
            let event = best(kind).map_or(0.0, |(_, share)| share);
            *score = (1.0 - EVENT_SHARE) * *score + EVENT_SHARE * event;
        }
        let sum: f32 = scores.iter().map(|(_, score)| score).sum();
        scores.iter_mut().for_each(|(_, score)| *score /= sum.max(f32::MIN_POSITIVE));
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let Some((kind, _)) = scores.first() else { return Ok(None) };
        let event = best(kind).map(|(trigger, _)| trigger);
        Ok(Some(Relation {
            kind: kind.clone(),
            mode: event.and_then(|event| event.mode.clone()),
            status: event.map(|event| event.status),
            scores,
        }))
    }

    /// The main source and the main target of an article of a sentence or two; nothing without a model.
    ///
    /// # Errors
    /// As [`Memcon::relate`].
    pub fn main_actors(&self, article: &Article) -> Result<(Vec<Span>, Vec<Span>)> {
        let Some(model) = self.model() else { return Ok((Vec::new(), Vec::new())) };
        let sentences = article.sentence_spans();
        model.main_actors(article.text(), &sentences)
    }
}

/// 1 when the event runs between the two, half when only one of them takes part as asked, else 0.
fn fit(found: &Annotations, trigger: &Trigger, source: &[Span], target: &[Span]) -> f32 {
    let among = |mentions: &[usize], spans: &[Span]| {
        mentions.iter().any(|&id| spans.iter().any(|span| span.overlaps(found.actors[id].span)))
    };
    let acts = among(&trigger.sources, source);
    // Of a mutual event all are sources.
    let suffers = among(&trigger.targets, target) || among(&trigger.sources, target) && acts;
    match (acts, suffers) {
        (true, true) => 1.0,
        (true, false) | (false, true) => 0.5,
        (false, false) => 0.0,
    }
}

/// What PLV calls an event's type.
fn pair_type(trigger: &Trigger) -> &'static str {
    match trigger.event.code() {
        "CONCEDE" | "RETREAT" => "YIELD",
        code => code,
    }
}
