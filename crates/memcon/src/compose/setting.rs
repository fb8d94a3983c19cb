//! Where and when an event took place: what the reader tied to its trigger, else the words around it.

#[cfg(test)]
mod cases;
mod place;
mod time;

pub(super) use self::place::place;
pub(super) use self::time::time;

use super::Context;
use crate::mention::Trigger;
use crate::ontology::EventType;
use crate::text::Span;

/// Bytes into a sentence within which what stands there sets the scene for all of it: "On Tuesday, ", "In northern Syria, ".
const OPENING: usize = 16;

/// Whether words at `span` open the sentence at `sentence`.
fn opens(sentence: Span, span: Span) -> bool {
    span.start < sentence.start + OPENING
}

/// What stands between a trigger and the words at `span`; empty when they overlap.
fn gap(trigger: &Trigger, span: Span) -> Span {
    if span.start >= trigger.span.end {
        Span::new(trigger.span.end, span.start)
    } else {
        Span::new(span.end.min(trigger.span.start), trigger.span.start)
    }
}

/// Another trigger, or a mark that ends a clause, parts this trigger from the words at `span`. Commas and quotation marks
/// that come in pairs only bracket what is put in between.
fn parted(context: &Context<'_>, trigger: &Trigger, span: Span) -> bool {
    let gap = gap(trigger, span);
    let words = gap.of(context.article.text());
    let count = |mark: char| words.matches(mark).count();
    words.contains([';', ':', '—', '\n'])
        || count(',') % 2 == 1
        || count('"') % 2 == 1
        || count('“') != count('”')
        || another_trigger(context, gap)
}

/// A trigger stands within `gap`.
fn another_trigger(context: &Context<'_>, gap: Span) -> bool {
    let triggers = &context.found.triggers;
    let first = triggers.partition_point(|other| other.span.start < gap.start);
    triggers[first..]
        .iter()
        .take_while(|other| other.span.start < gap.end)
        .any(|other| other.span.end <= gap.end)
}

/// An act of words alone: its sentence names the places and days that are spoken about. A meeting is more than words.
fn is_spoken(context: &Context<'_>, trigger: &Trigger) -> bool {
    trigger.event != EventType::Consult
        && matches!(context.knowledge.quad_and_intensity(trigger.event, trigger.mode.as_deref()).0, 1 | 3)
}
