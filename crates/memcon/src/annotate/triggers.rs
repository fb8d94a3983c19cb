//! Words that report events.

use super::clause::{noun_expected, verb_expected};
use super::{Work, roles, status};
#[cfg(feature = "model")]
use crate::knowledge::Found;
use crate::knowledge::{EventWord, Knowledge, WordForm};
use crate::mention::Trigger;
#[cfg(feature = "model")]
use crate::model::Hint;

/// An event word found in a sentence.
pub(super) struct Hit<'a> {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    pub word: &'a EventWord,
}

/// Events that the sentence reports by words in the lexicon.
pub(super) fn find(knowledge: &Knowledge, work: &Work<'_>) -> Vec<Trigger> {
    let in_name = |at: usize| {
        work.actors.iter().any(|actor| {
            actor.start <= at
                && at < actor.end
                && work.text[actor.mention.head.start..].starts_with(char::is_uppercase)
        })
    };
    let hits: Vec<Hit<'_>> = knowledge
        .words
        .events
        .all_where(&work.tokens, |found| {
            // Words that are as often something else; only the model, which reads the sentence, can use them.
            !found.value.weak && !in_name(found.start) && fits(found.value, work, found.start)
        })
        .into_iter()
        .map(|found| Hit { start: found.start, end: found.end, word: found.value })
        .collect();
    let cues = knowledge.words.cues.all(&work.tokens);
    hits.iter().enumerate().filter_map(|(index, hit)| trigger(work, &hits, index, hit, &cues)).collect()
}

/// What the lexicon says of the sentence's words, weak ones too: the model weighs it against its own reading.
#[cfg(feature = "model")]
pub(super) fn hints(knowledge: &Knowledge, work: &Work<'_>) -> Vec<Hint> {
    let events = &knowledge.words.events;
    let fitting = |found: &Found<'_, EventWord>| fits(found.value, work, found.start);
    let chosen = events.all_where(&work.tokens, fitting);
    let hint = |found: Found<'_, EventWord>| {
        // Of equally long phrases one was chosen; the others may stand for other types.
        let same = events.at(&work.tokens, found.start).into_iter();
        let same =
            same.filter(|other| other.end == found.end && other.words == found.words && fitting(other));
        let mut hint = Hint {
            span: work.tokens[found.start].span.cover(work.tokens[found.end - 1].span),
            types: Vec::new(),
            weak: true,
        };
        for other in same {
            hint.weak &= other.value.weak;
            if !hint.types.contains(&other.value.event) {
                hint.types.push(other.value.event);
            }
        }
        hint
    };
    chosen.into_iter().map(hint).collect()
}

fn trigger(
    work: &Work<'_>,
    hits: &[Hit<'_>],
    index: usize,
    hit: &Hit<'_>,
    cues: &[status::Cue<'_>],
) -> Option<Trigger> {
    let judged = status::judge(work, hits, index, cues)?;
    let (sources, targets) = roles::find(work, hits, index);
    Some(Trigger {
        span: work.tokens[hit.start].span.cover(work.tokens[hit.end - 1].span),
        sentence: work.number,
        event: judged.event,
        mode: if judged.event == hit.word.event { hit.word.mode.clone() } else { None },
        status: judged.status,
        status_cue: judged.cue,
        background: judged.background,
        sources,
        targets,
        place: None,
        time: None,
        attributed_to: None,
        score: 0.5,
    })
}

/// Whether the word's part of speech fits where it stands.
fn fits(word: &EventWord, work: &Work<'_>, at: usize) -> bool {
    match (word.noun, word.form) {
        (true, _) => {
            noun_expected(&work.tokens, at) || !verb_expected(&work.tokens, at) || word.form == WordForm::S
        }
        (false, WordForm::Base | WordForm::S) => verb_expected(&work.tokens, at),
        (false, _) => true,
    }
}
