//! Does the clause look back or ahead? "met on Tuesday" and "will meet on Tuesday" are different days.

use super::lexer::{Kind, Words};
use crate::knowledge::times::Sense;

/// Which way the verb nearest to an expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    /// Back, and past doubt: "since April", "served until April".
    Over,
    Ahead,
    Unknown,
}

/// Verbs whose "until" in the past tense names an end that has come; one can also be "postponed until April".
const ENDED: &[&str] = &[
    "served", "worked", "ruled", "led", "held", "ran", "was", "were", "lasted", "remained", "lived",
    "governed", "reigned", "headed", "chaired", "stayed",
];

/// How many tokens away a verb may stand.
const REACH: usize = 30;

/// The direction of the clause around tokens `first..last`. The verb before decides; without one, the verb after.
pub(super) fn direction(words: &Words, first: usize, last: usize) -> Direction {
    // "Monday's debate" has been held unless a verb plainly says that it will be.
    let plain = words.is(last, &["'s", "’s"]);
    if words.lower(first.wrapping_sub(1)) == "since" {
        return Direction::Over;
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if matches!(words.sign(at), Some(';' | ':')) {
            break;
        }
        if let Some(found) = verb(words, at, first, plain) {
            let ended = words.is(first.wrapping_sub(1), &["until", "till"]) && words.is(at, ENDED);
            return if found == Direction::Back && ended { Direction::Over } else { found };
        }
    }
    // "until April", "by Friday", "ahead of Sunday's vote" look ahead when no verb says otherwise.
    let edge = words.is(first.wrapping_sub(1), &["until", "till", "by", "before", "starting", "beginning"]);
    for at in last..words.tokens.len().min(last + REACH) {
        if matches!(words.sign(at), Some(';' | ':')) {
            break;
        }
        if let Some(found) = verb(words, at, last, plain) {
            return found;
        }
    }
    if edge { Direction::Ahead } else { Direction::Unknown }
}

/// What the word at `at` says of direction, if it is a verb form that says something.
fn verb(words: &Words, at: usize, expression: usize, plain: bool) -> Option<Direction> {
    let token = words.tokens.get(at)?;
    if token.kind != Kind::Word {
        return None;
    }
    let word = words.lower(at);
    // The month is a name and has a capital.
    if word == "may" && words.small(at) && !plain {
        return Some(ahead(words, at));
    }
    // "kept going", "planning permission"
    if words.is(at, &["going", "planning"]) && words.lower(at + 1) != "to" {
        return None;
    }
    match token.sense {
        Some(Sense::Ahead)
            if plain && words.is(at, &["might", "must", "should", "could", "would", "can"]) => {}
        // Capitals: "Will" is a name, too.
        Some(Sense::Ahead) if words.small(at) || at == 0 || expression < at => return Some(ahead(words, at)),
        Some(Sense::Past | Sense::Managed) => return Some(past(words, at)),
        Some(Sense::Timetable) if plain => {}
        Some(Sense::Timetable) if words.small(at) => return timetable(words, at, expression),
        _ => {}
    }
    if word == "to" && infinitive(words, at) {
        return Some(governed(words, at));
    }
    if ends_in_ed(word) && words.small(at) {
        return Some(past(words, at));
    }
    None
}

/// "would have met" and "may have met" look back; so does "was due".
fn ahead(words: &Words, at: usize) -> Direction {
    let modal = words.is(at, &["may", "might", "must", "should", "could", "would"]);
    let back = modal
        && (words.lower(at + 1) == "have" || words.lower(at + 1) == "not" && words.lower(at + 2) == "have");
    if back { Direction::Back } else { Direction::Ahead }
}

/// "-ed" and its irregular like: past, unless a modal, "to" or "be" leads it ("will be decided", "is expected").
fn past(words: &Words, at: usize) -> Direction {
    if words
        .is(at, &["expected", "planned", "scheduled", "supposed", "hoped", "intended", "invited", "tipped"])
    {
        return Direction::Ahead;
    }
    for back in (at.saturating_sub(4)..at).rev() {
        let word = words.lower(back);
        if matches!(
            word,
            "be" | "been" | "have" | "not" | "also" | "being" | "get" | "likely" | "now" | "then"
        ) || word.ends_with("ly")
        {
            continue;
        }
        let modal = matches!(
            word,
            "will" | "shall" | "won't" | "must" | "can" | "should" | "may" | "might" | "could" | "would"
        ) || word.ends_with("'ll");
        if modal && words.small(back) {
            let have = (back..at).any(|at| words.lower(at) == "have");
            return if have && word != "will" { Direction::Back } else { Direction::Ahead };
        }
        if word == "to" && (back + 1..at).any(|at| words.is(at, &["be", "get"])) {
            return governed(words, back);
        }
        break;
    }
    Direction::Back
}

/// "is meeting", "are to meet", "opens": the timetable, as the present tense tells it.
fn timetable(words: &Words, at: usize, expression: usize) -> Option<Direction> {
    if words.is(at, &["is", "are"]) {
        // "is accused", "are being held" tell a state of affairs that the news found.
        let next = words.lower(at + 1);
        if ends_in_ed(next) && !matches!(next, "expected" | "scheduled" | "planned" | "supposed" | "intended")
        {
            return None;
        }
        // "The vote is on Tuesday", but not "it is no more defensible in the case of Tuesday's attack".
        let near = at < expression && expression - at <= 4
            || next.ends_with("ing")
            || words.is(at + 1, &["to", "due", "expected"]);
        return near.then_some(Direction::Ahead);
    }
    // "his visits to Paris": a noun after a determiner.
    let noun = words.is(
        at.wrapping_sub(1),
        &[
            "the", "a", "his", "her", "their", "its", "of", "two", "three", "and", "these", "those", "'s",
            "’s", "for", "in", "at", "on",
        ],
    );
    (!noun).then_some(Direction::Ahead)
}

/// True for "to" before a verb: "to resume", not "to Paris" or "to the north".
fn infinitive(words: &Words, at: usize) -> bool {
    let next = at + 1;
    words.small(next)
        && !words.is(
            next,
            &[
                "the", "a", "an", "his", "her", "their", "its", "this", "that", "these", "those", "all",
                "any", "some", "him", "them", "it", "us", "me", "you", "our", "my", "your", "at", "about",
                "more", "about", "both", "other", "each", "one", "two", "three", "four", "five", "six",
                "date", "people", "years", "local", "state", "do",
            ],
        )
        && !words.lower(next).ends_with("ing")
        && matches!(words.tokens[next].kind, Kind::Word)
}

/// The way an infinitive looks: ahead ("agreed to meet"), unless its verb tells what did happen ("managed to meet").
fn governed(words: &Words, at: usize) -> Direction {
    let managed = matches!(words.sense_at(at.wrapping_sub(1)), Some(Sense::Managed));
    if managed { Direction::Back } else { Direction::Ahead }
}

/// A word in "-ed" that is a verb form.
fn ends_in_ed(word: &str) -> bool {
    word.len() > 3
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !matches!(
            word,
            "fred"
                | "sled"
                | "united"
                | "armed"
                | "hundred"
                | "sacred"
                | "alleged"
                | "related"
                | "limited"
                | "wounded"
                | "retired"
                | "so-called"
                | "elected"
                | "proposed"
                | "unprecedented"
        )
}
