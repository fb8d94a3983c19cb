//! When an event took place.

use super::{another_trigger, gap, is_spoken, opens, parted};
use crate::compose::Context;
use crate::knowledge::times::Sense;
use crate::mention::Trigger;
use crate::resolve::{Time, TimeKind};
use crate::text::Span;
use crate::token::tokens;

/// Most bytes from a verb of speech to the day on which it was said: "said late on Monday".
const SAID: usize = 16;

/// Index into the resolved times: what the reader tied to the trigger, be it a date, an hour or a stretch of time; else the
/// date or hour nearest to it in its clause, or the one that opens its sentence.
pub(in crate::compose) fn time(context: &Context<'_>, trigger: &Trigger) -> Option<usize> {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let times = &context.resolved.times;
    let first = times.partition_point(|time| time.span.start < sentence.start);
    let inside = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < sentence.end);
    let known = inside.filter(|(_, time)| is_known(time));
    let own = known.clone().filter(|(_, time)| trigger.time.is_some_and(|span| span.overlaps(time.span)));
    // "three days last May": a date before a length of time.
    if let Some((index, _)) = own.min_by_key(|(_, time)| !is_date(time)) {
        return Some(index);
    }
    let dates = known.filter(|(_, time)| {
        (is_date(time) || is_lately(context, time)) && !is_limit(context, sentence, time.span)
    });
    let near = dates.filter(|(_, time)| {
        let apart = if opens(sentence, time.span) {
            // What opens a sentence dates all that it tells as news.
            trigger.background && another_trigger(context, gap(trigger, time.span))
        } else {
            parted(context, trigger, time.span)
        };
        !apart && !dates_the_saying(context, trigger, time.span)
    });
    near.min_by_key(|(_, time)| gap(trigger, time.span).len()).map(|(index, _)| index)
}

fn is_date(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
}

/// "in the past 24 hours": a length of time that ends on the day of writing.
fn is_lately(context: &Context<'_>, time: &Time) -> bool {
    let words = tokens(context.article.text(), time.span);
    let mut first = words.iter().skip_while(|word| word.is("the"));
    first.next().is_some_and(|word| context.knowledge.times().sense(&word.lower) == Some(Sense::Lately))
}

/// "now" and "recently" date nothing.
fn is_known(time: &Time) -> bool {
    time.kind != TimeKind::Set && time.value.as_ref().is_some_and(|value| !value.ends_with("_REF"))
}

/// "before the holiday", "until Friday", "ahead of the vote on Monday": the event is on another day.
fn is_limit(context: &Context<'_>, sentence: Span, time: Span) -> bool {
    let before = tokens(context.article.text(), Span::new(sentence.start, time.start));
    let sense = |back: usize| {
        let word = before.len().checked_sub(back).and_then(|at| before.get(at))?;
        context.knowledge.times().sense(&word.lower)
    };
    let of = before.last().is_some_and(|word| word.is("of"));
    sense(1) == Some(Sense::Limit) || of && matches!(sense(2), Some(Sense::Limit | Sense::Ahead))
}

/// "said on Monday that": the day of the saying, not of what is told.
fn dates_the_saying(context: &Context<'_>, trigger: &Trigger, time: Span) -> bool {
    if is_spoken(context, trigger) {
        return false;
    }
    context.found.speech_holding(trigger.span).any(|speech| {
        let outside = !speech.content.iter().any(|content| content.overlaps(time));
        outside && speech.cue.is_some_and(|cue| time.start >= cue.end && time.start - cue.end <= SAID)
    })
}
