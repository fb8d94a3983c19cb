//! Events in sentences: type and trigger, then everything about them.

use std::path::Path;

use memcon::record::EventRecord;
use memcon::{Memcon, Record};
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::pairing::{overlap, pair};
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    events: Vec<Event>,
}

/// An event of the gold file; spans are `[start, end)` in characters.
#[derive(Debug, Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    trigger: (usize, usize),
    sources: Vec<(usize, usize)>,
    targets: Vec<(usize, usize)>,
    status: String,
    background: bool,
}

/// Scores events: an event is the same when its type is and its trigger shares a character.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let mut sureness = BINS.map(|_| Vec::new());
    let mut triggers = Vec::new();
    let mut typed = Vec::new();
    let mut everything = Vec::new();
    let (mut status, mut background) = (Vec::new(), Vec::new());
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    for (text, record) in texts.iter().zip(&records) {
        let wanted = &text.gold.events;
        let given = &record.events;
        let touched =
            |g: usize, p: usize| trigger(&given[p]).is_some_and(|span| overlap(span, wanted[g].trigger));
        let same = |g: usize, p: usize| wanted[g].kind == given[p].kind && touched(g, p);
        let right_sources = |g: usize, p: usize| same_actors(record, &wanted[g].sources, &given[p].sources);
        let right_targets = |g: usize, p: usize| same_actors(record, &wanted[g].targets, &given[p].targets);
        let right_status = |g: usize, p: usize| wanted[g].status == given[p].status;
        let right_background = |g: usize, p: usize| wanted[g].background == given[p].background;
        let count = |fits: &dyn Fn(usize, usize) -> bool| Found {
            right: pair(wanted.len(), given.len(), fits).len(),
            given: given.len(),
            gold: wanted.len(),
        };
        triggers.push(count(&touched));
        typed.push(count(&same));
        everything.push(count(&|g, p| {
            same(g, p)
                && right_sources(g, p)
                && right_targets(g, p)
                && right_status(g, p)
                && right_background(g, p)
        }));
        let pairs = pair(wanted.len(), given.len(), same);
        let taken: Vec<usize> = pairs.iter().map(|(_, p)| *p).collect();
        for (bin, rows) in BINS.iter().zip(&mut sureness) {
            let inside = |p: &usize| (bin.0..bin.1).contains(&given[*p].confidence);
            let own: Vec<usize> = (0..given.len()).filter(inside).collect();
            rows.push((own.iter().filter(|p| taken.contains(p)).count(), own.len()));
        }
        let share = |right: &dyn Fn(usize, usize) -> bool| {
            (pairs.iter().filter(|(g, p)| right(*g, *p)).count(), pairs.len())
        };
        status.push(share(&right_status));
        background.push(share(&right_background));
        sources.push(share(&right_sources));
        targets.push(share(&right_targets));
    }
    let mut measures = Measure::found("type and trigger", &typed).to_vec();
    measures.push(Measure::f1("trigger, any type", &triggers));
    measures.push(Measure::new("sources right, of matched", sources));
    measures.push(Measure::new("targets right, of matched", targets));
    measures.push(Measure::new("status right, of matched", status));
    measures.push(Measure::new("background right, of matched", background));
    measures.push(Measure::f1("everything right", &everything));
    for (bin, rows) in BINS.iter().zip(sureness) {
        let upper = bin.1.min(1.0);
        measures.push(Measure::new(format!("right, of those given {:.1} to {upper:.1}", bin.0), rows));
    }
    Ok(Scored { measures, records })
}

/// Confidences that are looked at together: is what is given 0.8 right in eight of ten cases?
const BINS: [(f64, f64); 5] = [(0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.1)];

fn trigger(event: &EventRecord) -> Option<(usize, usize)> {
    event.evidence.iter().find(|words| words.role == "trigger").map(|words| (words.start, words.end))
}

/// True when each span of gold is a mention of one of the actors, and each actor is one of gold's.
fn same_actors(record: &Record, gold: &[(usize, usize)], given: &[String]) -> bool {
    let named = |g: usize, p: usize| {
        record.actors.iter().find(|actor| actor.id == given[p]).is_some_and(|actor| {
            actor.mentions.iter().any(|mention| overlap((mention.start, mention.end), gold[g]))
        })
    };
    gold.len() == given.len() && pair(gold.len(), given.len(), named).len() == gold.len()
}
