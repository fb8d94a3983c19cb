//! Pronouns: the latest actor that fits in number and gender; "I" is who speaks.

use super::Context;
use super::cluster::{Cluster, Clusters};
use crate::knowledge::ActorWord;
use crate::mention::{ActorKind, ActorMention, Annotations, Form};

/// How many sentences back a pronoun may look.
const REACH: usize = 3;

/// How many "it" may look: in most places it stands for no actor at all.
const REACH_OF_IT: usize = 1;

/// How many mentions back somebody may have said who he is.
const FAR: usize = 200;

/// Gives each pronoun its actor, where one is found.
pub(super) fn resolve(
    context: &Context<'_>,
    clusters: &mut Clusters,
    found: &Annotations,
    of_mention: &mut [Vec<usize>],
) {
    let words = &context.knowledge.words.actors;
    for id in 0..found.actors.len() {
        let mention = &found.actors[id];
        if mention.form != Form::Pronoun {
            continue;
        }
        let word = mention.span.of(context.article.text()).to_lowercase();
        let is = |kind| words.is(&word, kind);
        let choice = if is(ActorWord::FirstPerson) {
            speaker(found, of_mention, mention).or_else(|| introduced(context, found, of_mention, id, &word))
        } else if is(ActorWord::He) {
            latest(clusters, found, of_mention, id, REACH, |cluster| singular(cluster, 'm'))
        } else if is(ActorWord::She) {
            latest(clusters, found, of_mention, id, REACH, |cluster| singular(cluster, 'f'))
        } else if is(ActorWord::It) {
            latest(clusters, found, of_mention, id, REACH_OF_IT, |cluster| {
                matches!(cluster.kind, ActorKind::Organization | ActorKind::State) && !cluster.plural
            })
        } else {
            latest(clusters, found, of_mention, id, REACH, |cluster| {
                cluster.plural || matches!(cluster.kind, ActorKind::Group | ActorKind::Organization)
            })
        };
        if let Some(choice) = choice {
            of_mention[id] = vec![choice];
            clusters.all[choice].mention(mention);
        }
    }
}

/// Who speaks the words that hold the mention.
fn speaker(found: &Annotations, of_mention: &[Vec<usize>], mention: &ActorMention) -> Option<usize> {
    let speech = found.speech_holding(mention.span).next()?;
    of_mention[speech.speaker?].first().copied()
}

/// Outside quotations "I" is who last said who he is: "I'm Ana Sousa".
fn introduced(
    context: &Context<'_>,
    found: &Annotations,
    of_mention: &[Vec<usize>],
    id: usize,
    word: &str,
) -> Option<usize> {
    if !matches!(word, "i" | "me" | "my" | "myself" | "mine") {
        return None;
    }
    let text = context.article.text();
    let says_who = |&other: &usize| {
        let name = &found.actors[other];
        let before = text[..name.span.start].trim_end();
        let introduces = ["I'm", "I’m", "I am", "name is"].iter().any(|words| before.ends_with(words));
        name.form == Form::Name && name.kind == ActorKind::Person && introduces
    };
    // "I'm Ana Sousa": the name stands right after the pronoun.
    let own = found.actors.get(id + 1).map(|_| id + 1).filter(says_who);
    let near = own.filter(|&own| found.actors[own].sentence == found.actors[id].sentence);
    let first = id.saturating_sub(FAR);
    near.or_else(|| (first..id).rev().find(says_who)).and_then(|other| of_mention[other].first().copied())
}

fn singular(cluster: &Cluster, gender: char) -> bool {
    cluster.kind == ActorKind::Person && !cluster.plural && cluster.gender.is_none_or(|own| own == gender)
}

/// The fitting actor of the nearest earlier sentence, its first mention there: subjects come first in English.
/// In the pronoun's own sentence only what stands before it counts.
fn latest(
    clusters: &Clusters,
    found: &Annotations,
    of_mention: &[Vec<usize>],
    id: usize,
    reach: usize,
    fits: impl Fn(&Cluster) -> bool,
) -> Option<usize> {
    let here = found.actors[id].sentence;
    for back in 0..=reach {
        let Some(sentence) = here.checked_sub(back) else { break };
        // Mentions are in text order, so those of the sentence stand together.
        let from = found.actors[..id].partition_point(|other| other.sentence < sentence);
        let candidate = (from..id)
            .take_while(|&other| found.actors[other].sentence == sentence)
            .filter_map(|other| of_mention[other].first().copied())
            .find(|&cluster| fits(&clusters.all[cluster]));
        if candidate.is_some() {
            return candidate;
        }
    }
    None
}
