//! How real an event is, by the cue words around its trigger.

use super::Work;
use super::triggers::Hit;
use crate::knowledge::{Effect, Found, Scope};
use crate::ontology::{EventType, Status};
use crate::text::Span;

/// A cue found in the sentence.
pub(super) type Cue<'a> = Found<'a, (Effect, Scope)>;

/// Most words between a cue and the trigger that it changes.
const REACH: usize = 5;

/// What the cues make of a trigger.
pub(super) struct Judged {
    pub event: EventType,
    pub status: Status,
    pub background: bool,
    pub cue: Option<Span>,
}

/// Type and status of the trigger `hits[index]`; none when a cue says that it is no event at all.
pub(super) fn judge(work: &Work<'_>, hits: &[Hit<'_>], index: usize, cues: &[Cue<'_>]) -> Option<Judged> {
    let hit = &hits[index];
    let word = hit.word;
    let mut judged = Judged {
        event: word.event,
        status: word.status.unwrap_or(Status::Happened),
        background: false,
        cue: None,
    };
    let near = cues.iter().filter(|cue| reaches(work, hits, index, cue));
    // The nearest cue decides the status; a background cue works beside it.
    let mut nearest = usize::MAX;
    for cue in near {
        let distance =
            if cue.end <= hit.start { hit.start - cue.end } else { cue.start.saturating_sub(hit.end) };
        match cue.value.0 {
            Effect::Background => judged.background = true,
            Effect::None if distance <= 2 => return None,
            Effect::None => {}
            Effect::Status(status) if distance < nearest => {
                nearest = distance;
                judged.status = status;
                judged.cue = Some(work.tokens[cue.start].span.cover(work.tokens[cue.end - 1].span));
            }
            Effect::Status(_) => {}
        }
    }
    if judged.cue.is_none()
        && let Some(to) = headline_future(work, hit)
    {
        judged.status = Status::Planned;
        judged.cue = Some(to);
    }
    settle(&mut judged, word.event)
}

/// The "to" of a headline's future: "UN **to** send observers". Right after the name that opens it no other verb can
/// govern it; so it is in headlines that are not known as such.
fn headline_future(work: &Work<'_>, hit: &Hit<'_>) -> Option<Span> {
    let to = hit.start.checked_sub(1)?;
    let after_name = work.actors.iter().any(|actor| actor.end == to && (work.headline || actor.start == 0));
    (after_name && work.tokens[to].lower == "to").then(|| work.tokens[to].span)
}

fn reaches(work: &Work<'_>, hits: &[Hit<'_>], index: usize, cue: &Cue<'_>) -> bool {
    let hit = &hits[index];
    let own_words = cue.start >= hit.start && cue.end <= hit.end;
    let crossing = |from: usize, to: usize| {
        // A gap that another event word or the end of a clause fills breaks the tie.
        hits.iter().any(|other| other.start >= from && other.end <= to)
            || work.tokens[from..to]
                .iter()
                .any(|token| matches!(token.lower.as_str(), "," | ";" | "." | "”" | "“"))
    };
    if own_words {
        return false;
    }
    match cue.value.1 {
        Scope::Clause => same_clause(work, cue, hit),
        Scope::Next => {
            cue.end <= hit.start && hit.start - cue.end <= REACH && !crossing(cue.end, hit.start)
                // A cue may share its words with the trigger: "agreed to resign".
                || cue.start < hit.start && cue.end > hit.start && cue.end < hit.end
        }
        Scope::Previous => {
            cue.start >= hit.end && cue.start - hit.end <= REACH && !crossing(hit.end, cue.start)
        }
    }
}

/// A cue that opens the sentence covers all of its first clause; another one only what no comma or conjunction
/// parts from it.
fn same_clause(work: &Work<'_>, cue: &Cue<'_>, hit: &Hit<'_>) -> bool {
    let (from, to) =
        if cue.end <= hit.start { (cue.end, hit.start) } else { (hit.end.min(cue.start), cue.start) };
    let parts = |token: &crate::token::Token| {
        matches!(
            token.lower.as_str(),
            ";" | "—" | "since" | "after" | "before" | "that" | "who" | "which" | "and" | "but"
        ) || token.is(",") && cue.start > 1
    };
    !work.tokens[from..to].iter().any(parts)
}

/// PLOVER's rule for what has not come about: what is promised or offered is AGREE, an announced withdrawal CONCEDE.
pub(super) fn as_coded(event: EventType, status: Status) -> EventType {
    use EventType::{Agree, Aid, Concede, Consult, Cooperate, Retreat, Support};
    match (event, status) {
        (Consult | Support | Cooperate | Aid, Status::Planned | Status::Requested) => Agree,
        (Retreat, Status::Planned) => Concede,
        _ => event,
    }
}

/// PLOVER's rules for speech acts: a threat is no attack, what was asked for did not happen, but the asking did.
fn settle(judged: &mut Judged, event: EventType) -> Option<Judged> {
    use EventType::{Agree, Reject, Request, Threaten};
    let speech_act = matches!(event, Request | Reject | Threaten | Agree);
    judged.event = as_coded(event, judged.status);
    match judged.status {
        Status::Threatened if !speech_act => return None,
        Status::Threatened => judged.status = Status::Happened,
        Status::Requested if speech_act && event != Agree => judged.status = Status::Happened,
        _ => {}
    }
    Some(Judged {
        event: judged.event,
        status: judged.status,
        background: judged.background,
        cue: judged.cue,
    })
}
