//! Happenings to event records.

use super::happening::Happening;
use super::parts::ActorNames;
use super::{Context, place_id};
use crate::record::{EventRecord, EventTime, EvidenceRecord};
use crate::text::Span;
use crate::token::tokens;

/// Event records, numbered in order.
pub(super) fn records(
    context: &Context<'_>,
    happenings: &[Happening],
    names: &ActorNames,
) -> Vec<EventRecord> {
    happenings.iter().enumerate().map(|(index, happening)| record(context, index, happening, names)).collect()
}

fn record(context: &Context<'_>, index: usize, happening: &Happening, names: &ActorNames) -> EventRecord {
    let trigger = &context.found.triggers[happening.triggers[0]];
    let mode = happening.triggers.iter().find_map(|&other| context.found.triggers[other].mode.clone());
    let (quad, intensity) = context.knowledge.quad_and_intensity(trigger.event, mode.as_deref());
    EventRecord {
        id: format!("e{}", index + 1),
        kind: trigger.event.code().to_owned(),
        mode,
        contexts: contexts(context, trigger.sentence),
        quad,
        intensity,
        sources: names.ids(&happening.sources),
        targets: names.ids(&happening.targets),
        place: happening.place.map(|(place, _)| place_id(place)),
        time: happening.time.and_then(|time| {
            let time = &context.resolved.times[time];
            let (start, end) = context.characters.range(time.span);
            Some(EventTime { value: time.value.clone()?, start: Some(start), end: Some(end) })
        }),
        status: happening.status.name().to_owned(),
        background: happening.background,
        attributed_to: happening.attributed_to.and_then(|actor| names.id(actor)),
        evidence: evidence(context, happening),
        confidence: happening.confidence,
    }
}

/// The words that the event rests on: triggers first, then actors, place, time, status and who reports it.
fn evidence(context: &Context<'_>, happening: &Happening) -> Vec<EvidenceRecord> {
    let mut found: Vec<EvidenceRecord> = Vec::new();
    let mut add = |span: Span, role: &str| {
        let (start, end) = context.characters.range(span);
        let evidence = EvidenceRecord { start, end, role: role.to_owned() };
        if !found.contains(&evidence) {
            found.push(evidence);
        }
    };
    let triggers = || happening.triggers.iter().map(|&index| &context.found.triggers[index]);
    let mention = |index: usize| context.found.actors[index].span;
    triggers().for_each(|trigger| add(trigger.span, "trigger"));
    for trigger in triggers() {
        trigger.sources.iter().for_each(|&source| add(mention(source), "source"));
        trigger.targets.iter().for_each(|&target| add(mention(target), "target"));
    }
    if let Some((place, number)) = happening.place {
        add(context.resolved.places[place].mentions[number], "place");
    }
    if let Some(time) = happening.time {
        add(context.resolved.times[time].span, "time");
    }
    for trigger in triggers() {
        trigger.status_cue.iter().for_each(|&cue| add(cue, "status"));
        if happening.attributed_to.is_some() {
            trigger.attributed_to.iter().for_each(|&speaker| add(mention(speaker), "attribution"));
        }
    }
    found
}

/// PLOVER contexts that the words of a sentence show, each once, in order.
fn contexts(context: &Context<'_>, sentence: usize) -> Vec<String> {
    let words = tokens(context.article.text(), context.article.sentences()[sentence].span);
    let mut contexts: Vec<String> = Vec::new();
    for found in context.knowledge.words.contexts.all(&words) {
        if !contexts.contains(found.value) {
            contexts.push(found.value.clone());
        }
    }
    contexts
}
