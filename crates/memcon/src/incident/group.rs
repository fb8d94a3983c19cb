//! Linked events to groups, one for each happening.

use std::collections::HashMap;

use super::likeness::{LINK, likeness, stories};
use super::story::{Sketch, Story};

/// Two groups become one when their events are on average at least half as alike as a link asks: a chain of links does
/// not join what its ends tell apart.
const WHOLE: f64 = 0.5 * LINK;

/// How many events of each group are looked at for that, the earliest first.
const LOOK: usize = 8;

/// An event in its story.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// Its article.
    pub story: &'a Story,
    /// Which of the article's events.
    pub number: usize,
}

impl<'a> Event<'a> {
    /// What is known of it.
    pub fn sketch(&self) -> &'a Sketch {
        &self.story.events[self.number]
    }

    /// The order of events everywhere in this stage: by publication, undated articles last, then by id.
    pub fn order(&self) -> (bool, Option<&'a str>, &'a str, usize) {
        let published = self.story.published.as_deref();
        (published.is_none(), published, self.story.article.as_str(), self.number)
    }
}

/// A pair of events that may be one happening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Number of the event in the one story.
    pub event: usize,
    /// Number of the event in the other.
    pub other: usize,
    /// How alike they are.
    pub score: f64,
}

/// The links between the events of two articles. They depend on these two articles only.
pub fn links(a: &Story, b: &Story) -> Vec<Link> {
    let stories = stories(a, b);
    let mut links = Vec::new();
    for (event, one) in a.events.iter().enumerate() {
        for (other, two) in b.events.iter().enumerate() {
            let score = likeness(stories, (a, one), (b, two));
            if score >= LINK {
                links.push(Link { event, other, score });
            }
        }
    }
    links
}

/// Groups events: the closest links first, each joining two groups when these fit as wholes. `links` are pairs of
/// numbers in `events`, which must be sorted by [`Event::order`]; the answer depends on the set of both only. Groups and
/// their members are in order.
pub fn group(events: &[Event<'_>], links: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut links: Vec<(usize, usize, f64)> =
        links.iter().map(|(a, b, score)| (*a.min(b), *a.max(b), *score)).collect();
    links.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut group_of: Vec<usize> = (0..events.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..events.len()).map(|event| vec![event]).collect();
    let mut known: HashMap<(usize, usize), f64> = HashMap::new();
    for (a, b, _) in links {
        // The group with the earlier first event comes first, so that sums are made in one order only.
        let (a, b) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        if a == b || !fit(events, &members[a], &members[b], &mut known) {
            continue;
        }
        let joined = std::mem::take(&mut members[b]);
        joined.iter().for_each(|event| group_of[*event] = a);
        members[a].extend(joined);
        members[a].sort_unstable();
    }
    members.retain(|group| !group.is_empty());
    members
}

fn fit(events: &[Event<'_>], a: &[usize], b: &[usize], known: &mut HashMap<(usize, usize), f64>) -> bool {
    let (a, b) = (&a[..a.len().min(LOOK)], &b[..b.len().min(LOOK)]);
    let mut sum = 0.0;
    for one in a {
        for other in b {
            let pair = (*one.min(other), *one.max(other));
            sum += *known.entry(pair).or_insert_with(|| {
                let (one, other) = (events[pair.0], events[pair.1]);
                likeness(
                    stories(one.story, other.story),
                    (one.story, one.sketch()),
                    (other.story, other.sketch()),
                )
            });
        }
    }
    sum >= WHOLE * (a.len() * b.len()) as f64
}
