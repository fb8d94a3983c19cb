//! Where and when an event took place, by the words around its trigger.

use super::Context;
use crate::mention::Trigger;
use crate::resolve::{Time, TimeKind};
use crate::text::Span;

/// Most bytes between a trigger and a place that is its object: "bombed **Douma**", "the attack on **Mosul**".
const OBJECT_REACH: usize = 24;

/// Most words between a preposition and "of": "in **the small southern port** of".
const NOUN_PHRASE: usize = 5;

/// Index into the resolved places, and which of its mentions.
///
/// The place that the reader tied to the trigger; else the place named right after it; else the nearest in its sentence
/// that a preposition of place governs, with no other trigger in between.
pub(super) fn place(context: &Context<'_>, trigger: &Trigger) -> Option<(usize, usize)> {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let text = context.article.text();
    let first = context.toponyms.partition_point(|toponym| toponym.0.start < sentence.start);
    let named = context.toponyms[first..].iter().take_while(|(span, ..)| span.start < sentence.end);
    let own = trigger.place.and_then(|place| {
        let mut inside = named.clone().filter(|(span, ..)| span.overlaps(place));
        // "the port of Aden in Yemen": the first is the nearest to the event.
        inside.next()
    });
    if let Some(&(_, place, number)) = own {
        return Some((place, number));
    }
    let mut best: Option<(usize, (usize, usize))> = None;
    for &(span, place, number) in named {
        let after = span.start >= trigger.span.end;
        let located = is_located(&text[sentence.start..span.start]);
        let touching =
            after && span.start - trigger.span.end <= OBJECT_REACH && is_object(text, trigger, span);
        if !located && !touching || between(context, trigger, span) {
            continue;
        }
        let distance = if after {
            span.start - trigger.span.end
        } else {
            2 * (trigger.span.start.saturating_sub(span.end))
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, (place, number)));
        }
    }
    best.map(|(_, place)| place)
}

/// Prepositions that say where; a closed class of English.
const LOCATING: [&str; 14] = [
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "into",
    "across",
    "around",
    "throughout",
    "within",
    "off",
    "over",
    "along",
    "from",
];

/// Whether a preposition of place governs what follows `before`: "in ", "near the ", "in the Turkish resort of ".
fn is_located(before: &str) -> bool {
    let locates = |word: &str| LOCATING.iter().any(|other| word.eq_ignore_ascii_case(other));
    let mut words = before.split_whitespace().rev().skip_while(|word| *word == "the");
    match words.next() {
        Some("of") => {
            words.take(NOUN_PHRASE).take_while(|word| !word.ends_with([',', ';', ':'])).any(locates)
        }
        Some(word) => locates(word),
        None => false,
    }
}

/// Nothing but "on", "against" or an article stands between a trigger and the place.
fn is_object(text: &str, trigger: &Trigger, place: Span) -> bool {
    let mut words = text[trigger.span.end..place.start].split_whitespace();
    words.all(|word| matches!(word, "on" | "against" | "the" | "to" | "of" | "for"))
}

/// Another trigger stands between this one and the words at `span`.
fn between(context: &Context<'_>, trigger: &Trigger, span: Span) -> bool {
    let (start, end) = if span.start >= trigger.span.end {
        (trigger.span.end, span.start)
    } else {
        (span.end, trigger.span.start)
    };
    let triggers = &context.found.triggers;
    let first = triggers.partition_point(|other| other.span.start < start);
    triggers[first..].iter().take_while(|other| other.span.start < end).any(|other| other.span.end <= end)
}

/// Index into the resolved times: the date or time that the reader tied to the trigger; else the one nearest to it in its
/// sentence. One that opens the sentence dates all of it; another one only the trigger beside it.
pub(super) fn time(context: &Context<'_>, trigger: &Trigger) -> Option<usize> {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let times = &context.resolved.times;
    let first = times.partition_point(|time| time.span.start < sentence.start);
    let inside = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < sentence.end);
    let mut dated = inside.filter(|(_, time)| is_dated(time));
    let own = dated.clone().find(|(_, time)| trigger.time.is_some_and(|span| span.overlaps(time.span)));
    if let Some((index, _)) = own {
        return Some(index);
    }
    let opens = |time: &Time| time.span.start < sentence.start + 12;
    let distance = |time: &Time| {
        if time.span.start >= trigger.span.end {
            time.span.start - trigger.span.end
        } else {
            trigger.span.start.saturating_sub(time.span.end)
        }
    };
    let near = dated.by_ref().filter(|(_, time)| opens(time) || !between(context, trigger, time.span));
    near.min_by_key(|(_, time)| distance(time)).map(|(index, _)| index)
}

/// A date or an hour that is known; "now" and "recently" date nothing.
fn is_dated(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && time.value.as_ref().is_some_and(|value| !value.ends_with("_REF"))
}

#[cfg(test)]
mod tests {
    use super::is_located;

    #[test]
    fn prepositions_of_place_reach_over_a_noun_phrase() {
        let cases = [
            ("They met in ", true),
            ("They met near the ", true),
            ("They met in the small southern port of ", true),
            ("The president of ", false),
            ("In May, the president of ", false),
            ("They thanked ", false),
        ];
        for (before, expected) in cases {
            assert_eq!(is_located(before), expected, "{before}");
        }
    }
}
