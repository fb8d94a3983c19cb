//! "The two leaders", "all three countries": several actors named before.

use super::Context;
use super::cluster::Clusters;
use crate::knowledge::ActorWord;
use crate::mention::{ActorKind, ActorMention};

/// How far back in the text, in bytes, the actors may be named.
const REACH: usize = 2_000;

/// The actors that a counted plural takes up, the last named first; none unless there are as many.
pub(super) fn taken_up(
    context: &Context<'_>,
    clusters: &Clusters,
    mention: &ActorMention,
) -> Option<Vec<usize>> {
    let text = context.article.text();
    let words = &context.knowledge.words.actors;
    let phrase = mention.span.of(text).to_lowercase();
    let before = text[..mention.span.start].trim_end().to_lowercase();
    let definite = before.ends_with("the") || before.ends_with("both") || before.ends_with("all");
    let mut all = phrase.split_whitespace();
    let first = all.next()?;
    let number = words.value(first, ActorWord::Pair).or_else(|| {
        let last = before.split_whitespace().next_back()?;
        words.value(last, ActorWord::Pair)
    });
    let count: usize = number?.parse().ok()?;
    if !definite && first != "both" {
        return None;
    }
    let noun = phrase.split_whitespace().next_back()?;
    let kind = if words.is(noun, ActorWord::Nations) { ActorKind::State } else { ActorKind::Person };
    let person = context.knowledge.words.agents.at(&crate::token::tokens(text, mention.span), 0);
    if kind == ActorKind::Person && mention.kind != ActorKind::Group && person.is_empty() {
        return None;
    }
    let at = mention.span.start;
    let mut near: Vec<(usize, usize)> = (0..clusters.all.len())
        .filter(|&id| clusters.all[id].kind == kind && clusters.all[id].named.is_some())
        .filter_map(|id| Some((clusters.all[id].distance(at)?, id)))
        .filter(|(distance, _)| *distance < REACH)
        .collect();
    near.sort_unstable();
    near.truncate(count);
    (near.len() == count).then(|| near.into_iter().map(|(_, id)| id).collect())
}
