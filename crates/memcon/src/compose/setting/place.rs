//! Where an event took place.

use super::{another_trigger, gap, is_spoken, opens, parted};
use crate::compose::Context;
use crate::knowledge::WordKind;
use crate::mention::Trigger;
use crate::ontology::EventType;
use crate::resolve::PlaceKind;
use crate::text::Span;
use crate::token::tokens;

/// Most bytes between a trigger and a place that is its object: "bombed **Douma**", "the attack on **Mosul**".
const OBJECT_REACH: usize = 24;

/// Most words between a preposition and "of": "in **the small southern port** of".
const NOUN_PHRASE: usize = 5;

/// Most words between a place and the one that holds it: "Douma**, just north of** Damascus".
const LINK: usize = 4;

/// Most words of an apposition that ends with a state or region: "Raqqa**, … capital of … in eastern** Syria".
const APPOSITION: usize = 12;

/// Sentences back in which "there" and "the town" find their place.
const RECALL: usize = 2;

/// Actors before a place among which one may hold its name.
const NEAR: usize = 4;

/// A mention of a place: where, index into the resolved places, and which of its mentions.
type Named = (Span, usize, usize);

/// Index into the resolved places, and which of its mentions.
///
/// The place that the reader tied to the trigger; else the nearest in its clause that a preposition of place governs, or that
/// an assault has for its object; else the one that "there" or "the town" stands for. Of a place and the one that holds it,
/// the finer.
pub(in crate::compose) fn place(context: &Context<'_>, trigger: &Trigger) -> Option<(usize, usize)> {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let first = context.toponyms.partition_point(|named| named.0.start < sentence.start);
    let count = context.toponyms[first..].partition_point(|named| named.0.start < sentence.end);
    let here = &context.toponyms[first..first + count];
    let chosen = tied(context, here, trigger)
        .or_else(|| governed(context, here, sentence, trigger))
        .or_else(|| recalled(context, first, sentence, trigger))?;
    let (_, place, number) = finer(context, here, chosen);
    Some((place, number))
}

/// What the reader tied to the trigger; in "the port of Aden in Yemen" the finer.
fn tied(context: &Context<'_>, here: &[Named], trigger: &Trigger) -> Option<Named> {
    let words = trigger.place?;
    let mut inside = here.iter().copied().filter(|(span, ..)| span.overlaps(words));
    let first = inside.next()?;
    Some(inside.fold(first, |best, next| {
        let holds = country(context, best).is_some() && country(context, best) == country(context, next);
        if holds && fineness(context, next) > fineness(context, best) { next } else { best }
    }))
}

fn governed(context: &Context<'_>, here: &[Named], sentence: Span, trigger: &Trigger) -> Option<Named> {
    let text = context.article.text();
    // What is agreed on is to take place somewhere, and the sentence says where.
    let spoken = is_spoken(context, trigger) && trigger.event != EventType::Agree;
    let fits = |&(span, ..): &Named| {
        let scene = opens(sentence, span);
        let located = is_located(context, &text[sentence.start..span.start]) && (scene || !spoken);
        let object = trigger.event == EventType::Assault && is_object(context, trigger, span);
        let apart =
            if scene { another_trigger(context, gap(trigger, span)) } else { parted(context, trigger, span) };
        (located || object) && !apart
    };
    let distance = |&(span, ..): &Named| {
        let between = gap(trigger, span).len();
        if span.start >= trigger.span.end { between } else { 2 * between }
    };
    here.iter().copied().filter(fits).min_by_key(distance)
}

/// The last place before "there", the last settlement before "the town".
fn recalled(context: &Context<'_>, first: usize, sentence: Span, trigger: &Trigger) -> Option<Named> {
    let known = &context.knowledge.toponyms;
    let words = tokens(context.article.text(), sentence);
    let (word, town) = words.iter().enumerate().find_map(|(at, word)| {
        let the = at > 0 && words[at - 1].is("the");
        // "the town of Kilis" says itself which.
        let town = the
            && known.is(&word.lower, WordKind::Settlement)
            && !words.get(at + 1).is_some_and(|of| of.is("of"));
        let stands = town && !is_spoken(context, trigger) || known.is(&word.lower, WordKind::There);
        (stands && !parted(context, trigger, word.span)).then_some((word, town))
    })?;
    let earliest = context.article.sentences()[trigger.sentence.saturating_sub(RECALL)].span.start;
    let upto = first + context.toponyms[first..].partition_point(|named| named.0.start < word.span.start);
    let earlier =
        context.toponyms[..upto].iter().rev().copied().take_while(|named| named.0.start >= earliest);
    let mut free = earlier.filter(|named| !in_a_name(context, named.0));
    free.find(|&named| !town || fineness(context, named) >= fineness_of(PlaceKind::City))
}

/// The place's name is part of somebody's.
fn in_a_name(context: &Context<'_>, place: Span) -> bool {
    let actors = &context.found.actors;
    let after = actors.partition_point(|actor| actor.head.start <= place.start);
    let mut near = actors[after.saturating_sub(NEAR)..after].iter().map(|actor| actor.head);
    near.any(|name| name != place && name.contains(place))
}

/// The finer of a place and one that the sentence puts in it: "Aleppo, Syria", "Raqqa in northern Syria",
/// "Douma, north of Damascus", "Syria's Idlib province".
fn finer(context: &Context<'_>, here: &[Named], chosen: Named) -> Named {
    let text = context.article.text();
    let Some(at) = here.iter().position(|named| *named == chosen) else { return chosen };
    let same_country = |other: Named| {
        country(context, chosen).is_some() && country(context, chosen) == country(context, other)
    };
    let (rank, span) = (fineness(context, chosen), chosen.0);
    if let Some(&next) = here.get(at + 1)
        && same_country(next)
        && fineness(context, next) > rank
        && matches!(text.get(span.end..next.0.start), Some("'s " | "’s "))
    {
        return next;
    }
    let Some(&before) = at.checked_sub(1).and_then(|before| here.get(before)) else { return chosen };
    let link = Span::new(before.0.end.min(span.start), span.start);
    let mut words = tokens(text, link);
    let comma = words.first().is_some_and(|mark| mark.is(","));
    words.retain(|token| token.word);
    let known = &context.knowledge.toponyms;
    let within = words.first().is_some_and(|word| known.is(&word.lower, WordKind::Locating));
    let reach = if comma && rank < fineness_of(PlaceKind::City) { APPOSITION } else { LINK };
    let refers = words.len() > 1 && comma;
    let other = fineness(context, before);
    let held = (comma || within)
        && same_country(before)
        && words.len() <= reach
        && (other > rank || other == rank && refers)
        && !words.iter().any(|word| word.is("and"))
        && !another_trigger(context, link);
    if held { before } else { chosen }
}

fn country<'a>(context: &'a Context<'_>, named: Named) -> Option<&'a str> {
    context.resolved.places[named.1].country.as_deref()
}

fn fineness(context: &Context<'_>, named: Named) -> u8 {
    fineness_of(context.resolved.places[named.1].kind)
}

fn fineness_of(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country => 0,
        PlaceKind::Region => 1,
        PlaceKind::City => 2,
        PlaceKind::Site => 3,
    }
}

/// Whether a preposition of place governs what follows `before`: "in ", "near the ", "in the Turkish resort of ".
fn is_located(context: &Context<'_>, before: &str) -> bool {
    let toponyms = &context.knowledge.toponyms;
    let is = |word: &str, kind| toponyms.is(&word.to_lowercase(), kind);
    let passed = |word: &&str| *word == "the" || is(word, WordKind::Direction);
    let mut words = before.split_whitespace().rev().skip_while(passed);
    match words.next() {
        Some("of") => words
            .take(NOUN_PHRASE)
            .take_while(|word| !word.ends_with([',', ';', ':']))
            .any(|word| is(word, WordKind::Locating)),
        Some(word) => is(word, WordKind::Locating),
        None => false,
    }
}

/// Nothing but "on", "against" or an article stands between a trigger and the place after it.
fn is_object(context: &Context<'_>, trigger: &Trigger, place: Span) -> bool {
    let gap = gap(trigger, place);
    let mut words = gap.of(context.article.text()).split_whitespace();
    place.start >= trigger.span.end
        && gap.len() <= OBJECT_REACH
        && words.all(|word| context.knowledge.toponyms.is(word, WordKind::Object))
}
