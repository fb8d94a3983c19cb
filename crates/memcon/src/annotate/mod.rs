//! Stage 4: sentences to mentions, triggers and speech.

mod actors;
mod clause;
#[cfg(feature = "model")]
mod model;
#[cfg(feature = "model")]
mod model_mentions;
mod roles;
mod speech;
mod status;
mod triggers;

#[cfg(feature = "model")]
pub(crate) use model::{annotate as annotate_with_model, candidates as trigger_candidates};

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::{ActorMention, Annotations};
use crate::token::{Token, tokens};

/// A sentence with what the steps of this stage share.
struct Work<'a> {
    text: &'a str,
    /// Number of the sentence.
    number: usize,
    /// True for the headline, whose grammar is its own.
    headline: bool,
    /// Day of publication.
    day: Option<jiff::civil::Date>,
    tokens: Vec<Token>,
    /// Actor mentions found in it, in order, with their tokens.
    actors: Vec<Placed>,
}

/// An actor mention and the tokens that it covers.
#[derive(Debug, Clone)]
struct Placed {
    /// First token.
    start: usize,
    /// One past the last.
    end: usize,
    mention: ActorMention,
    /// Index in [`Annotations::actors`].
    id: usize,
}

/// Finds actors, triggers and speech in one article by the words that knowledge lists.
///
/// This is the plain reader: no model, no parse. It looks at one sentence at a time, and for quotations at one
/// paragraph.
pub fn annotate(knowledge: &Knowledge, article: &Article) -> Annotations {
    let (works, actors) = works(knowledge, article);
    let mut found = Annotations { actors, ..Annotations::default() };
    for work in &works {
        found.triggers.extend(triggers::find(knowledge, work));
    }
    found.speech = speech::find(knowledge, article, &works);
    found.speech.sort_by_key(|speech| speech.content.first().copied());
    attribute(&mut found);
    found
}

/// The sentences with the actor mentions that the plain reader finds in them, and all these mentions in order.
fn works<'a>(knowledge: &Knowledge, article: &'a Article) -> (Vec<Work<'a>>, Vec<ActorMention>) {
    let day = article.day();
    let sentences = article.sentences().iter().enumerate();
    let mut works: Vec<Work<'_>> = sentences
        .map(|(number, sentence)| {
            let tokens = tokens(article.text(), sentence.span);
            let headline = sentence.headline;
            Work { text: article.text(), number, headline, day, tokens, actors: Vec::new() }
        })
        .collect();
    let known = actors::Known::learn(knowledge, works.iter().filter(|work| !work.headline));
    let mut found = Vec::new();
    for work in &mut works {
        actors::find(knowledge, work, work.headline, &known);
        for placed in &mut work.actors {
            placed.id = found.len();
            found.push(placed.mention.clone());
        }
    }
    (works, found)
}

/// An event that stands in somebody's indirect words is that speaker's to answer for.
fn attribute(found: &mut Annotations) {
    let speakers: Vec<Option<usize>> = found
        .triggers
        .iter()
        .map(|trigger| {
            let said = found.speech_holding(trigger.span).filter(|speech| speech.cue.is_some());
            said.filter_map(|speech| speech.speaker).find(|speaker| !trigger.sources.contains(speaker))
        })
        .collect();
    for (trigger, speaker) in found.triggers.iter_mut().zip(speakers) {
        trigger.attributed_to = trigger.attributed_to.or(speaker);
    }
}
