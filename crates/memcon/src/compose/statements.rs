//! Speech to statement records.

use super::parts::ActorNames;
use super::{Context, place_id};
use crate::mention::Speech;
use crate::record::{SpanRecord, StatementRecord};
use crate::text::Span;

/// Statement records, numbered in order.
pub(super) fn records(context: &Context<'_>, names: &ActorNames) -> Vec<StatementRecord> {
    let speech = context.found.speech.iter().enumerate();
    speech.map(|(index, speech)| record(context, index, speech, names)).collect()
}

fn record(context: &Context<'_>, index: usize, speech: &Speech, names: &ActorNames) -> StatementRecord {
    let span = |span: Span| {
        let (start, end) = context.characters.range(span);
        SpanRecord { start, end }
    };
    let speaker = speech.speaker.and_then(|mention| context.resolved.actors_of[mention].first().copied());
    StatementRecord {
        id: format!("s{}", index + 1),
        speaker: speaker.and_then(|actor| names.id(actor)),
        cue: speech.cue.map(span),
        content: speech.content.iter().map(|&content| span(content)).collect(),
        direct: speech.direct,
        about: about(context, speech, names),
        confidence: f64::from(speech.score),
    }
}

/// Actors and places named in the content.
fn about(context: &Context<'_>, speech: &Speech, names: &ActorNames) -> Vec<String> {
    // Mentions are in text order, so the first one past the content's start decides.
    let named = |spans: &dyn Fn(usize) -> Span, count: usize| {
        speech.content.iter().any(|content| {
            let (mut low, mut high) = (0, count);
            while low < high {
                let middle = (low + high) / 2;
                if spans(middle).start < content.start { low = middle + 1 } else { high = middle }
            }
            low < count && content.contains(spans(low))
        })
    };
    let actors = context.resolved.actors.iter().enumerate();
    let actors = actors.filter(|(_, actor)| named(&|at| actor.mentions[at].0, actor.mentions.len()));
    let places = context.resolved.places.iter().enumerate();
    let places = places.filter(|(_, place)| named(&|at| place.mentions[at], place.mentions.len()));
    actors.filter_map(|(index, _)| names.id(index)).chain(places.map(|(index, _)| place_id(index))).collect()
}
