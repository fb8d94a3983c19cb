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

pub(crate) use days::range;
pub use group::{Event, Link, group, links};
pub use shape::{Disagreement, Incident, IncidentPlace, KnownActor, Report, ReportId, StatusChange, Version};
pub use signature::Signature;
pub use story::{Sketch, Story, known_actor};
pub use summary::{Account, summarise};
pub(crate) use words::stems;

use std::collections::{BTreeSet, HashMap};

use crate::record::Record;

/// The incidents that `records` report, in the order of their first reports.
pub fn incidents(records: &[Record]) -> Vec<Incident> {
    let stories: Vec<Story> = records.iter().map(Story::of).collect();
    let texts = texts(records);
    let mut events: Vec<(usize, Event<'_>)> = Vec::new();
    for (number, story) in stories.iter().enumerate() {
        events.extend((0..story.events.len()).map(|event| (number, Event { story, number: event })));
    }
    events.sort_by(|a, b| a.1.order().cmp(&b.1.order()));
    let place: HashMap<(usize, usize), usize> =
        events.iter().enumerate().map(|(at, (story, event))| ((*story, event.number), at)).collect();
    let mut pairs = neighbours(&stories, &texts.twins);
    // An article that is word for word like an earlier one is compared with that only.
    pairs.extend(
        texts.twins.iter().enumerate().filter(|(one, twin)| one != *twin).map(|(one, twin)| (one, *twin)),
    );
    let mut found = Vec::new();
    for (a, b) in pairs {
        let links = links(&stories[a], &stories[b]);
        found.extend(links.iter().map(|link| (place[&(a, link.event)], place[&(b, link.other)], link.score)));
    }
    let accounts: Vec<Account<'_>> = events
        .iter()
        .map(|(story, event)| Account {
            event: *event,
            original: &records[texts.originals[*story]].article.id,
        })
        .collect();
    let events: Vec<Event<'_>> = events.into_iter().map(|(_, event)| event).collect();
    let groups = group(&events, &found);
    groups
        .iter()
        .map(|group| summarise(&group.iter().map(|event| accounts[*event]).collect::<Vec<_>>()))
        .collect()
}

/// Pairs of stories that have a block in common, each once.
fn neighbours(stories: &[Story], twins: &[usize]) -> BTreeSet<(usize, usize)> {
    let mut kept: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = BTreeSet::new();
    for (number, story) in stories.iter().enumerate().filter(|(number, _)| twins[*number] == *number) {
        for key in story.neighbours() {
            pairs.extend(kept.get(&key).into_iter().flatten().map(|other| (*other, number)));
        }
        for key in story.blocks() {
            kept.entry(key).or_default().push(number);
        }
    }
    pairs
}

/// For each record the earliest whose text it is a version of, and the earliest with the same signature.
struct Texts {
    originals: Vec<usize>,
    twins: Vec<usize>,
}

fn texts(records: &[Record]) -> Texts {
    let signatures: Vec<Option<Signature>> = records.iter().map(Signature::of).collect();
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|record| {
        let article = &records[*record].article;
        (article.published.is_none(), article.published.as_deref(), article.id.as_str())
    });
    // Taken in order, the first of a group is its earliest.
    let mut originals: Vec<usize> = (0..records.len()).collect();
    let mut twins = originals.clone();
    let mut rank = vec![0; records.len()];
    order.iter().enumerate().for_each(|(place, record)| rank[*record] = place);
    let mut bands: HashMap<u64, Vec<usize>> = HashMap::new();
    for &number in &order {
        let Some(signature) = &signatures[number] else {
            continue;
        };
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for band in signature.bands() {
            let before = bands.entry(band).or_default();
            near.extend(before.iter());
            before.push(number);
        }
        for other in near {
            let Some(found) = signatures[other].as_ref().filter(|other| other.same_text(signature)) else {
                continue;
            };
            if found == signature {
                twins[number] = twins[other];
            }
            let (a, b) = (originals[number], originals[other]);
            let (first, second) = if rank[a] < rank[b] { (a, b) } else { (b, a) };
            originals
                .iter_mut()
                .filter(|original| **original == second)
                .for_each(|original| *original = first);
        }
    }
    Texts { originals, twins }
}
