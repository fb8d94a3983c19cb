//! Stage 7: events of many articles to incidents, one for each happening in the world.
//!
//! The answer depends on the set of articles, never on the order in which they come:
//!
//! 1. A [`Story`] is what the joining needs of an article; `Story::blocks` says where it is kept and
//!    `Story::neighbours` where to look for others, so that cost grows with the articles and not with their pairs.
//! 2. [`links`] compares the events of two stories and looks at nothing else.
//! 3. [`group`] joins linked events, the closest first, in a canonical order, as far as they fit as wholes.
//! 4. [`summarise`] says of each group who, what, when, where, and what its reports disagree on.
//!
//! Articles with one [`Signature`] are versions of one text: they add publishers, not voices.
//! [`incidents`] does all of it in memory; a store does the same step by step, and only where something is new.

mod days;
mod differences;
mod group;
mod hashing;
mod likeness;
#[cfg(test)]
mod sample;
mod shape;
mod signature;
mod story;
mod summary;
#[cfg(test)]
mod tests;
mod words;

pub use group::{Event, Link, group, links};
pub use shape::{Disagreement, Incident, IncidentPlace, KnownActor, Report, ReportId, StatusChange, Version};
pub use signature::Signature;
pub use story::{Sketch, Story, known_actor};
pub use summary::{Account, summarise};

use std::collections::{BTreeSet, HashMap};

use crate::record::Record;

/// The incidents that `records` report, in the order of their first reports.
pub fn incidents(records: &[Record]) -> Vec<Incident> {
    let stories: Vec<Story> = records.iter().map(Story::of).collect();
    let originals = originals(records);
    let mut events: Vec<(usize, Event<'_>)> = Vec::new();
    for (number, story) in stories.iter().enumerate() {
        events.extend((0..story.events.len()).map(|event| (number, Event { story, number: event })));
    }
    events.sort_by(|a, b| a.1.order().cmp(&b.1.order()));
    let place: HashMap<(usize, usize), usize> =
        events.iter().enumerate().map(|(at, (story, event))| ((*story, event.number), at)).collect();
    let mut found = Vec::new();
    for (a, b) in neighbours(&stories) {
        let links = links(&stories[a], &stories[b]);
        found.extend(links.iter().map(|link| (place[&(a, link.event)], place[&(b, link.other)], link.score)));
    }
    let accounts: Vec<Account<'_>> = events
        .iter()
        .map(|(story, event)| Account { event: *event, original: &records[originals[*story]].article.id })
        .collect();
    let events: Vec<Event<'_>> = events.into_iter().map(|(_, event)| event).collect();
    let groups = group(&events, &found);
    groups
        .iter()
        .map(|group| summarise(&group.iter().map(|event| accounts[*event]).collect::<Vec<_>>()))
        .collect()
}

/// Pairs of stories that have a block in common, each once.
fn neighbours(stories: &[Story]) -> BTreeSet<(usize, usize)> {
    let mut kept: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = BTreeSet::new();
    for (number, story) in stories.iter().enumerate() {
        for key in story.neighbours() {
            pairs.extend(kept.get(&key).into_iter().flatten().map(|other| (*other, number)));
        }
        for key in story.blocks() {
            kept.entry(key).or_default().push(number);
        }
    }
    pairs
}

/// For each record the earliest whose text it is a version of.
fn originals(records: &[Record]) -> Vec<usize> {
    let signatures: Vec<Option<Signature>> = records.iter().map(Signature::of).collect();
    let mut group: Vec<usize> = (0..records.len()).collect();
    let mut bands: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else {
            continue;
        };
        for band in signature.bands() {
            let before = bands.entry(band).or_default();
            for other in before.iter() {
                let same = signatures[*other].as_ref().is_some_and(|other| other.same_text(signature));
                let (old, new) = (group[number], group[*other]);
                if same && old != new {
                    group.iter_mut().filter(|group| **group == old).for_each(|group| *group = new);
                }
            }
            before.push(number);
        }
    }
    let order = |record: usize| {
        let article = &records[record].article;
        (article.published.is_none(), article.published.as_deref(), article.id.as_str())
    };
    (0..records.len())
        .map(|number| {
            let versions = (0..records.len()).filter(|other| group[*other] == group[number]);
            versions.min_by_key(|version| order(*version)).unwrap_or(number)
        })
        .collect()
}
