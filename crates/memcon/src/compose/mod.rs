//! Stage 6: mentions and what they stand for, put together as a record.

mod article;
mod events;
mod happening;
mod parts;
mod retold;
mod setting;
mod statements;

pub(crate) use article::empty_record;

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;
use crate::record::Record;
use crate::resolve::Resolved;
use crate::text::{Characters, Span};

/// What the steps of this stage share.
struct Context<'a> {
    knowledge: &'a Knowledge,
    article: &'a Article,
    found: &'a Annotations,
    resolved: &'a Resolved,
    characters: Characters<'a>,
    /// Every mention of a place in text order: where, which place, which of its mentions.
    toponyms: Vec<(Span, usize, usize)>,
}

impl<'a> Context<'a> {
    fn new(
        knowledge: &'a Knowledge,
        article: &'a Article,
        found: &'a Annotations,
        resolved: &'a Resolved,
    ) -> Context<'a> {
        let characters = Characters::new(article.text());
        let mut toponyms: Vec<(Span, usize, usize)> = Vec::new();
        for (index, place) in resolved.places.iter().enumerate() {
            toponyms.extend(place.mentions.iter().enumerate().map(|(number, &span)| (span, index, number)));
        }
        toponyms.sort_unstable();
        Context { knowledge, article, found, resolved, characters, toponyms }
    }

    /// Actors that the mentions stand for, each once, in order.
    fn actors(&self, mentions: &[usize]) -> Vec<usize> {
        let mut actors: Vec<usize> = Vec::new();
        for &actor in mentions.iter().flat_map(|&mention| &self.resolved.actors_of[mention]) {
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        actors
    }
}

/// Writes the record of one article.
pub fn compose(knowledge: &Knowledge, article: &Article, found: &Annotations, resolved: &Resolved) -> Record {
    let context = Context::new(knowledge, article, found, resolved);
    let mut record = empty_record(knowledge, article);
    let (happenings, skipped) = happening::happenings(&context);
    let used = parts::used_actors(&context, &happenings);
    let names = parts::ActorNames::number(&used);
    record.actors = parts::actors(&context, &names);
    record.places = parts::places(&context);
    record.times = parts::times(&context);
    record.events = events::records(&context, &happenings, &names);
    record.statements = statements::records(&context, &names);
    record.skipped = skipped;
    record
}

/// `p3` for the third place.
fn place_id(index: usize) -> String {
    format!("p{}", index + 1)
}
