//! Where and when, told once, hold for the act wherever the article tells it again.

use super::Context;
use super::happening::{Happening, within};
use crate::incident::stems;
use crate::mention::Trigger;
use crate::text::Span;
use crate::token::tokens;

/// Words that point back to what was told; a closed class of English.
const POINTING: [&str; 5] = ["the", "this", "that", "these", "those"];

/// Words before a trigger among which one may point back: "**the** deadly night-time strikes".
const NOUN_PHRASE: usize = 4;

/// Events on either side that are looked at: enough for any article, and linear in very long ones.
const REACH: usize = 100;

/// Gives events without a place or a day those of the event that they tell again: for "the strikes" the nearest before
/// that is told with the same word, for the headline's event the first of its kind
/// with one of its actors.
pub(super) fn share(context: &Context<'_>, all: &mut [Happening]) {
    let words: Vec<Vec<u32>> = all.iter().map(|happening| stems_of(context, happening)).collect();
    for index in 0..all.len() {
        let new = &all[index];
        if new.place.is_some() && new.time.is_some() {
            continue;
        }
        let trigger = &context.found.triggers[new.triggers[0]];
        let alike = |other: &usize| same_kind(context, &all[*other], new);
        let told = if context.article.sentences()[trigger.sentence].headline {
            let upto = all.len().min(index + REACH);
            let shared = |a: &[usize], b: &[usize]| a.iter().any(|actor| b.contains(actor));
            let same = |other: &usize| {
                shared(&all[*other].sources, &new.sources) || shared(&all[*other].targets, &new.targets)
            };
            (index + 1..upto).filter(alike).find(same)
        } else if points_back(context, trigger) {
            let same_word = |other: &usize| words[*other].iter().any(|word| words[index].contains(word));
            (index.saturating_sub(REACH)..index).rev().filter(alike).find(same_word)
        } else {
            None
        };
        if let Some(told) = told {
            let (place, time) = (all[told].place, all[told].time);
            all[index].place = all[index].place.or(place);
            all[index].time = all[index].time.or(time);
        }
    }
}

/// Of one type and reality, and neither day nor place speaks against their being one.
fn same_kind(context: &Context<'_>, known: &Happening, new: &Happening) -> bool {
    let kind = |happening: &Happening| context.found.triggers[happening.triggers[0]].event;
    let agree = |a: Option<usize>, b: Option<usize>| a.is_none() || b.is_none() || a == b;
    let same_day = |a, b| within(context, a, b) || within(context, b, a);
    let place = |happening: &Happening| happening.place.map(|(place, _)| place);
    kind(known) == kind(new)
        && known.status == new.status
        && agree(place(known), place(new))
        && known.time.zip(new.time).is_none_or(|(a, b)| same_day(a, b))
}

/// Stems of the words that tell of an event.
pub(super) fn stems_of(context: &Context<'_>, happening: &Happening) -> Vec<u32> {
    let spans = happening.triggers.iter().map(|&index| context.found.triggers[index].span);
    spans.flat_map(|span| stems(context.article.slice(span))).collect()
}

/// The trigger is a noun phrase that supposes its event known.
fn points_back(context: &Context<'_>, trigger: &Trigger) -> bool {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let words = tokens(context.article.text(), Span::new(sentence.start, trigger.span.end));
    let before = words.iter().rev().filter(|token| token.span.start <= trigger.span.start);
    before
        .take(NOUN_PHRASE)
        .take_while(|token| token.word)
        .any(|token| POINTING.contains(&token.lower.as_str()))
}
