//! Who is source and who is target of a trigger, by word order, passives and prepositions.

use super::clause::{clause_end, clause_start, is_passive, is_preposition};
use super::triggers::Hit;
use super::{Placed, Work};
use crate::knowledge::{Frame, WordForm};
use crate::mention::ActorMentionId;

/// Most words between a verb and its object.
const REACH: usize = 9;

/// Sources and targets of `hits[index]`.
pub(super) fn find(
    work: &Work<'_>,
    hits: &[Hit<'_>],
    index: usize,
) -> (Vec<ActorMentionId>, Vec<ActorMentionId>) {
    let hit = &hits[index];
    let (sources, targets) = if hit.word.noun { of_noun(work, hit) } else { of_verb(work, hits, index) };
    let ids = |places: &[usize]| -> Vec<ActorMentionId> {
        places.iter().map(|&place| work.actors[place].id).collect()
    };
    if hit.word.frame == Frame::Mutual {
        let mut all = ids(&sources);
        all.extend(ids(&targets));
        all.dedup();
        return (all, Vec::new());
    }
    let sources = ids(&sources);
    let targets = ids(&targets).into_iter().filter(|id| !sources.contains(id)).collect();
    (sources, targets)
}

fn of_verb(work: &Work<'_>, hits: &[Hit<'_>], index: usize) -> (Vec<usize>, Vec<usize>) {
    let hit = &hits[index];
    let subject = controller(work, hits, index).unwrap_or_else(|| subject(work, hit.start));
    let passive = hit.word.form == WordForm::Past && is_passive(&work.tokens, hit.start, hit.end);
    if passive {
        return (after_preposition(work, hit.end, &["by"]), subject);
    }
    let limit = hits.get(index + 1).map_or(work.tokens.len(), |next| next.start);
    let target = match &hit.word.frame {
        Frame::Alone => Vec::new(),
        Frame::Object => object(work, hit.end, limit),
        Frame::Mutual => {
            let object = object(work, hit.end, limit);
            if object.is_empty() { after_preposition(work, hit.end, &["with"]) } else { object }
        }
        Frame::Preposition(words) => {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let found = after_preposition(work, hit.end, &words);
            // The lexicon's phrase may already hold the preposition.
            if found.is_empty() { object(work, hit.end, limit) } else { found }
        }
    };
    (subject, target)
}

/// Who does what an object is told, asked, thanked or blamed for: "urged **rebels** to release", "accused **Norway**
/// of firing". The doer of the second verb is the object of the first.
fn controller(work: &Work<'_>, hits: &[Hit<'_>], index: usize) -> Option<Vec<usize>> {
    let hit = &hits[index];
    let before = hits[..index].last().filter(|before| !before.word.noun)?;
    let link = work.tokens.get(hit.start.checked_sub(1)?)?;
    let place =
        work.actors.iter().rposition(|actor| actor.end + 1 == hit.start && actor.start >= before.end)?;
    let fits = match hit.word.form {
        WordForm::Ing => matches!(link.lower.as_str(), "of" | "for" | "from"),
        WordForm::Base => link.is("to"),
        _ => false,
    };
    fits.then(|| vec![place])
}

fn of_noun(work: &Work<'_>, hit: &Hit<'_>) -> (Vec<usize>, Vec<usize>) {
    let by = after_preposition(work, hit.end, &["by"]);
    let owner = owner(work, hit.start);
    let source =
        [by, owner, subject(work, hit.start)].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    let targets = match &hit.word.frame {
        Frame::Preposition(words) => {
            after_preposition(work, hit.end, &words.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Frame::Mutual => after_preposition(work, hit.end, &["with", "between"]),
        _ => Vec::new(),
    };
    (source, targets)
}

/// Whose: the mention before "'s", or a nation's adjective right before the noun.
fn owner(work: &Work<'_>, at: usize) -> Vec<usize> {
    let near = |actor: &Placed| actor.end <= at && at - actor.end <= 3;
    let owns = |actor: &Placed| {
        work.tokens[actor.end..at].iter().all(|token| token.word)
            && (actor.end == at || work.tokens[actor.end].is("'s"))
    };
    work.actors.iter().rposition(|actor| near(actor) && owns(actor)).into_iter().collect()
}

/// The subject of a verb at `at`: the first mention of the clause that no preposition governs, else the nearest
/// one before it; with those joined to it by "and".
fn subject(work: &Work<'_>, at: usize) -> Vec<usize> {
    let start = clause_start(&work.tokens, at);
    if let Some(relative) = relative_antecedent(work, start, at) {
        return vec![relative];
    }
    let before = |actor: &Placed| actor.end <= at;
    let free = |actor: &Placed| actor.start == 0 || !is_preposition(&work.tokens[actor.start - 1]);
    let in_clause = work.actors.iter().position(|actor| actor.start >= start && before(actor) && free(actor));
    let found = in_clause.or_else(|| work.actors.iter().rposition(|actor| before(actor) && free(actor)));
    found.map(|first| joined(work, first, at)).unwrap_or_default()
}

/// The mention right before the last "who", "which" or "that" of the clause.
fn relative_antecedent(work: &Work<'_>, start: usize, at: usize) -> Option<usize> {
    let pronoun = work.tokens[start.saturating_sub(1)..at]
        .iter()
        .rposition(|token| matches!(token.lower.as_str(), "who" | "which" | "that"))?
        + start.saturating_sub(1);
    let between = work.actors.iter().any(|actor| actor.start > pronoun && actor.end <= at);
    let antecedent =
        work.actors.iter().rposition(|actor| actor.end <= pronoun && pronoun - actor.end <= 1)?;
    (!between).then_some(antecedent)
}

/// The first mention after a verb, within reach and before `limit`; with those joined to it.
fn object(work: &Work<'_>, from: usize, limit: usize) -> Vec<usize> {
    let end = clause_end(&work.tokens, from.saturating_sub(1)).min(limit).min(from + REACH);
    let place = work.actors.iter().position(|actor| actor.start >= from && actor.start < end);
    place.map(|first| joined(work, first, work.tokens.len())).unwrap_or_default()
}

/// The mention that follows one of the prepositions within the clause.
fn after_preposition(work: &Work<'_>, from: usize, words: &[&str]) -> Vec<usize> {
    let end = clause_end(&work.tokens, from.saturating_sub(1)).min(from + REACH);
    let governed = |actor: &Placed| {
        actor.start >= from
            && actor.start < end
            && work.tokens[from.max(actor.start.saturating_sub(3))..actor.start]
                .iter()
                .any(|token| words.contains(&token.lower.as_str()))
    };
    let place = work.actors.iter().position(governed);
    place.map(|first| joined(work, first, work.tokens.len())).unwrap_or_default()
}

/// `first` and the mentions joined to it by commas and "and", up to token `limit`.
fn joined(work: &Work<'_>, first: usize, limit: usize) -> Vec<usize> {
    let mut all = vec![first];
    let mut held: Vec<usize> = Vec::new();
    for next in first + 1..work.actors.len() {
        let (last, actor) = (&work.actors[next - 1], &work.actors[next]);
        if actor.end > limit || actor.start < last.end {
            break;
        }
        let between: Vec<&str> =
            work.tokens[last.end..actor.start].iter().map(|token| token.lower.as_str()).collect();
        match between.as_slice() {
            ["and"] | ["and", "the"] | [",", "and"] | [",", "and", "the"] => {
                all.append(&mut held);
                all.push(next);
            }
            // A comma joins only when an "and" follows further on: else it is an apposition.
            [","] | [",", "the"] => held.push(next),
            _ => break,
        }
    }
    all
}
