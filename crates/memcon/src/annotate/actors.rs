//! Mentions of actors: known names, capitalised names, role nouns, pronouns.

use std::collections::HashSet;

use super::clause::is_preposition;
use super::{Placed, Work};
use crate::knowledge::{Agent, Entity, Knowledge};
use crate::mention::{ActorKind, ActorMention, Form};
use crate::token::Token;

/// Names met earlier in the article, by which a bare family name or acronym is recognised.
#[derive(Debug, Default)]
pub(super) struct Known {
    surnames: HashSet<String>,
}

/// Adds the sentence's actor mentions to `work`, in order, none overlapping.
pub(super) fn find(knowledge: &Knowledge, work: &mut Work<'_>, headline: bool, known: &mut Known) {
    let mut at = 0;
    while at < work.tokens.len() {
        let found = phrase(knowledge, work, at, headline, known).or_else(|| pronoun(work, at));
        match found {
            Some(mut placed) => {
                widen(work, &mut placed);
                at = placed.end.max(at + 1);
                remember(work, &placed, known);
                work.actors.push(placed);
            }
            None => at += 1,
        }
    }
}

/// Takes in "hundreds of" and the like before a group, so that the group stands at its own head.
fn widen(work: &Work<'_>, placed: &mut Placed) {
    const QUANTITIES: [&str; 12] = [
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "members",
        "groups",
        "group",
        "crowds",
        "tens",
        "most",
        "some",
        "both",
    ];
    let is_group = matches!(placed.mention.kind, ActorKind::Group | ActorKind::Organization);
    let Some(before) = placed.start.checked_sub(2).filter(|_| is_group) else { return };
    if work.tokens[before + 1].is("of") && QUANTITIES.contains(&work.tokens[before].lower.as_str()) {
        placed.start = before;
        placed.mention.span = placed.mention.span.cover(work.tokens[before].span);
    }
}

fn remember(work: &Work<'_>, placed: &Placed, known: &mut Known) {
    if placed.mention.kind == ActorKind::Person && placed.mention.form == Form::Name {
        let name = placed.mention.head.of(work.text).to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() > 1 {
            known.surnames.extend(words.first().map(|word| (*word).to_owned()));
            known.surnames.extend(words.last().map(|word| (*word).to_owned()));
        }
    }
}

/// A noun phrase that begins at `at`: nation, titles, and a name or a role noun at its end.
fn phrase(
    knowledge: &Knowledge,
    work: &Work<'_>,
    at: usize,
    headline: bool,
    known: &Known,
) -> Option<Placed> {
    let tokens = &work.tokens;
    if !tokens[at].word {
        return None;
    }
    let mut cursor = at;
    let mut title: Option<&Agent> = None;
    let mut title_end = at;
    let mut nation = false;
    // Modifiers in front: "former", "Russian", "riot", "Foreign Minister".
    loop {
        if cursor >= tokens.len() {
            break;
        }
        if let Some(end) = adjective(knowledge, work, cursor) {
            nation = true;
            cursor = end;
            continue;
        }
        if let Some((end, agent)) = agent(knowledge, tokens, cursor) {
            title = Some(agent);
            title_end = end;
            cursor = end;
            // "prime minister" may be followed by another role or by a name.
            continue;
        }
        if is_modifier(&tokens[cursor]) && cursor + 1 < tokens.len() && title.is_none() {
            cursor += 1;
            continue;
        }
        break;
    }
    let name = name(knowledge, work, cursor, title, headline, known);
    match (name, title) {
        (Some(name), title) => {
            // An agent that cannot be a title does not belong to the name after it ("police Tuesday").
            let starts = if title.is_some() || nation { at } else { cursor };
            Some(place(work, starts, name.end, cursor, name.kind, Form::Name))
        }
        (None, Some(agent)) => {
            let kind = match (agent.kind.as_str(), agent.plural) {
                ("person", true) | ("group", _) => ActorKind::Group,
                ("organization", _) => ActorKind::Organization,
                ("state", _) => ActorKind::State,
                _ => ActorKind::Person,
            };
            Some(place(work, at, title_end, at, kind, Form::Description))
        }
        (None, None) if nation => {
            // "the French", "Russia's": the adjective or demonym alone.
            let hit = knowledge
                .names
                .at(work.text, tokens, at)
                .into_iter()
                .find(|hit| matches!(hit.entity, Entity::Demonym(_)) && !next_is_word(tokens, hit.end))?;
            Some(place(work, at, hit.end, at, ActorKind::Group, Form::Description))
        }
        (None, None) => None,
    }
}

fn next_is_word(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.word && !is_preposition(token) && !token.is("and"))
}

fn place(work: &Work<'_>, start: usize, end: usize, head: usize, kind: ActorKind, form: Form) -> Placed {
    let span = work.tokens[start].span.cover(work.tokens[end - 1].span);
    let head = work.tokens[head].span.cover(work.tokens[end - 1].span);
    let mention = ActorMention { span, sentence: work.number, kind, form, head, score: 0.5 };
    Placed { start, end, mention, id: 0 }
}

/// End of a nation's adjective at `at`, unless it is a state's name used as a noun.
fn adjective(knowledge: &Knowledge, work: &Work<'_>, at: usize) -> Option<usize> {
    let hits = knowledge.names.at(work.text, &work.tokens, at);
    let hit = hits.iter().find(|hit| matches!(hit.entity, Entity::Adjective(_)))?;
    // "U.S." is noun and adjective: it is an adjective when a word of the same phrase follows.
    let also_noun = hits.iter().any(|hit| matches!(hit.entity, Entity::State(_)));
    let next = work.tokens.get(hit.end)?;
    let followed = agent(knowledge, &work.tokens, hit.end).is_some() || next.capital && next.word;
    (!also_noun || followed).then_some(hit.end)
}

/// The longest role noun that begins at `at`.
fn agent<'k>(knowledge: &'k Knowledge, tokens: &[Token], at: usize) -> Option<(usize, &'k Agent)> {
    let found = knowledge.words.agents.at(tokens, at);
    found.into_iter().max_by_key(|found| found.end).map(|found| (found.end, found.value))
}

/// Words that stand between a determiner and a role noun without being one.
fn is_modifier(token: &Token) -> bool {
    const MODIFIERS: [&str; 34] = [
        "former",
        "ex",
        "senior",
        "top",
        "acting",
        "new",
        "late",
        "local",
        "armed",
        "young",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "several",
        "many",
        "some",
        "pro-government",
        "anti-government",
        "masked",
        "angry",
        "unidentified",
        "unknown",
        "far-right",
        "left-wing",
        "right-wing",
    ];
    MODIFIERS.contains(&token.lower.as_str())
}

/// A name that begins at a token.
struct Name {
    end: usize,
    kind: ActorKind,
}

fn name(
    knowledge: &Knowledge,
    work: &Work<'_>,
    at: usize,
    title: Option<&Agent>,
    headline: bool,
    known: &Known,
) -> Option<Name> {
    let tokens = &work.tokens;
    let first = tokens.get(at).filter(|token| token.word)?;
    let run_end = if first.capital { capital_run(tokens, at) } else { at };
    let titled = title.is_some_and(|agent| agent.title && !agent.plural);
    let hits = knowledge.names.at(work.text, tokens, at);
    if let Some(hit) =
        hits.iter().find(|hit| !matches!(hit.entity, Entity::Adjective(_) | Entity::Demonym(_)))
    {
        // A longer run of capitals is another name: "Paris Hilton", "Georgia Meloni".
        if hit.end >= run_end || matches!(hit.entity, Entity::Person(_)) {
            let kind = match hit.entity {
                Entity::Person(_) => ActorKind::Person,
                Entity::State(_) => ActorKind::State,
                Entity::Capital(_) if titled => ActorKind::Person,
                Entity::Capital(_) if !governed(tokens, at) => ActorKind::State,
                Entity::Capital(_) => return None,
                _ => ActorKind::Organization,
            };
            return Some(Name { end: hit.end, kind });
        }
    }
    if run_end == at {
        return None;
    }
    unknown_name(knowledge, work, at, run_end, titled, headline, known)
}

/// Whether a preposition of place stands before the name: "in Paris" is a place, "Paris said" is not.
fn governed(tokens: &[Token], at: usize) -> bool {
    at > 0 && is_preposition(&tokens[at - 1]) || tokens.get(at + 1).is_some_and(|next| next.is(","))
}

/// One past the last of the capitalised words from `at`, small words between capitals included.
fn capital_run(tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let joins = tokens.get(end).is_some_and(|token| {
            matches!(
                token.lower.as_str(),
                "of" | "de" | "da" | "van" | "von" | "der" | "bin" | "al" | "el" | "&" | "la" | "ibn" | "du"
            )
        });
        let capital =
            |at: usize| tokens.get(at).is_some_and(|token| token.word && token.capital && !token.is("'s"));
        if capital(end) {
            end += 1;
        } else if joins && capital(end + 1) {
            end += 2;
        } else if tokens.get(end).is_some_and(|token| token.is("."))
            && tokens[end - 1].lower.chars().count() == 1
            && capital(end + 1)
        {
            end += 2; // "John D. Smith"
        } else {
            return end;
        }
    }
}

fn unknown_name(
    knowledge: &Knowledge,
    work: &Work<'_>,
    at: usize,
    end: usize,
    titled: bool,
    headline: bool,
    known: &Known,
) -> Option<Name> {
    let tokens = &work.tokens;
    let words = &tokens[at..end];
    let first = &words[0];
    let last = &words[words.len() - 1];
    let organization = knowledge
        .words
        .agents
        .at(tokens, end - 1)
        .iter()
        .any(|found| found.value.kind == "organization" && found.end == end);
    if organization && words.len() > 1 {
        return Some(Name { end, kind: ActorKind::Organization });
    }
    let given = knowledge.words.genders.contains_key(&first.lower);
    if titled || given && (2..=4).contains(&words.len()) {
        return Some(Name { end, kind: ActorKind::Person });
    }
    if words.len() == 1 {
        let written = first.span.of(work.text);
        if known.surnames.contains(&first.lower) {
            return Some(Name { end, kind: ActorKind::Person });
        }
        let acronym =
            (2..=6).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_uppercase());
        return (acronym && !headline && at > 0).then_some(Name { end, kind: ActorKind::Organization });
    }
    // A sentence's first word is capitalised anyway, and a headline's every word may be.
    if headline || at == 0 && !known.surnames.contains(&last.lower) {
        return None;
    }
    let plain = (2..=3).contains(&words.len()) && words.iter().all(|word| word.capital);
    plain.then_some(Name { end, kind: ActorKind::Person })
}

fn pronoun(work: &Work<'_>, at: usize) -> Option<Placed> {
    let kind = match work.tokens[at].lower.as_str() {
        "he" | "she" | "him" | "her" | "his" | "himself" | "herself" | "i" | "me" | "my" => ActorKind::Person,
        "they" | "them" | "their" | "themselves" | "we" | "us" | "our" => ActorKind::Group,
        _ => return None,
    };
    Some(place(work, at, at + 1, at, kind, Form::Pronoun))
}
