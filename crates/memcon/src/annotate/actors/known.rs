//! What an article's capitals tell before its sentences are read one by one.

use std::collections::{HashMap, HashSet};

use super::names::capital_run;
use crate::annotate::Work;
use crate::annotate::clause::is_preposition;
use crate::gazetteer::{fold, fold_word};
use crate::knowledge::{ActorWord, Entity, Knowledge, WordKind};
use crate::mention::ActorKind;
use crate::token::Token;

/// Names that occur in the body of an article, by which a headline's names, bare family names and acronyms are known.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Known {
    /// Names of people, of two words or more, in lower case.
    pub names: HashSet<String>,
    /// Their first and last words.
    pub surnames: HashSet<String>,
    /// Names of bodies that the article explains: "Nihon Hidankyo, a group of survivors", in lower case.
    pub bodies: HashSet<String>,
    /// Words in capitals that are used like names, and how often; those in brackets count twice.
    pub acronyms: HashMap<String, usize>,
}

impl Known {
    /// Reads the sentences that are no headline.
    pub(in crate::annotate) fn learn<'w, 'a: 'w>(
        knowledge: &Knowledge,
        works: impl Iterator<Item = &'w Work<'a>>,
    ) -> Known {
        let mut known = Known::default();
        let mut runs: Vec<Vec<String>> = Vec::new();
        let opens = |token: &Token| {
            let word = token.lower.split('\'').next().unwrap_or_default();
            knowledge.words.actors.is(word, ActorWord::Opener)
        };
        let mut alone: HashSet<String> = HashSet::new();
        let mut small: HashSet<String> = HashSet::new();
        for work in works {
            small.extend(work.tokens.iter().filter(|token| !token.capital).map(|token| token.lower.clone()));
            let mut at = 0;
            while at < work.tokens.len() {
                let token = &work.tokens[at];
                let opener = opens(token);
                if !token.word || !token.capital || opener {
                    at += 1;
                    continue;
                }
                let end = capital_run(knowledge, &work.tokens, at);
                if let Some(after) = past_title(knowledge, &work.tokens, at, end) {
                    known.count_acronym(work, at);
                    at = after;
                    continue;
                }
                let hits = knowledge.names.at(work.text, &work.tokens, at);
                if let Some(hit) =
                    hits.iter().find(|hit| matches!(hit.entity, Entity::Person(_)) && hit.end > at + 1)
                {
                    known.person(knowledge, &lower(&work.tokens[at..hit.end]));
                    at = hit.end;
                    continue;
                }
                // "Enter The Washington Post": the run ends with a known body's name.
                let of_body = (at..end).any(|start| {
                    let hits = knowledge.names.at(work.text, &work.tokens, start);
                    hits.iter().any(|hit| {
                        hit.end == end && matches!(hit.entity, Entity::Organization(_) | Entity::Metonym(_))
                    })
                });
                if of_body {
                    at = end;
                    continue;
                }
                let run = lower(&work.tokens[at..end]);
                let told = told(knowledge, work, at, end);
                if told == Some(ActorKind::Person) {
                    known.person(knowledge, &run);
                } else if told == Some(ActorKind::Organization) {
                    known.bodies.insert(run.join(" "));
                } else if end - at > 1 {
                    runs.push(run);
                } else {
                    known.count_acronym(work, at);
                    if at > 0 {
                        alone.insert(token.lower.clone());
                    }
                }
                at = end;
            }
        }
        for run in runs {
            if is_person(knowledge, &run, &alone, &small) {
                known.person(knowledge, &run);
            }
        }
        known
    }

    fn person(&mut self, knowledge: &Knowledge, name: &[String]) {
        self.names.insert(name.join(" "));
        let suffix = |word: &&String| knowledge.words.actors.is(word, ActorWord::Suffix);
        let name = &name[..name.len() - name.iter().rev().take_while(suffix).count()];
        self.surnames.extend(name.first().cloned());
        self.surnames.extend(name.last().cloned());
        // "Edmundo González Urrutia" is called "González".
        if let [_, .., father, _] = name
            && knowledge.toponyms.is_family_name(&fold_word(father))
        {
            self.surnames.insert(father.clone());
        }
    }

    fn count_acronym(&mut self, work: &Work<'_>, at: usize) {
        let written = work.tokens[at].span.of(work.text);
        if written.len() > 1 && written.len() <= 6 && written.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let bracketed = at > 0 && work.tokens[at - 1].is("(");
            *self.acronyms.entry(written.to_owned()).or_default() += if bracketed { 2 } else { 1 };
        }
    }
}

/// One past the title in the capitalised words from `at` to `end`: "President Lee Myung-bak", "UAW President Shawn Fain".
/// It is no part of the name. "Martin Luther King" holds none.
fn past_title(knowledge: &Knowledge, tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let title = |start: usize| {
        let found = knowledge.words.agents.at(tokens, start);
        found.iter().filter(|found| found.value.title && found.end < end).map(|found| found.end).max()
    };
    let given = knowledge.toponyms.is_given_name(&fold_word(&tokens[at].lower));
    title(at).or_else(|| (at + 1..end).filter(|_| !given).find_map(title))
}

/// What the words around capitalised ones tell of whom they name: "Ana Sousa, 34,", "Ana Sousa, who", "Ana Sousa, a
/// lawyer from", "lawyer Ana Sousa", "Nihon Hidankyo, a group of".
fn told(knowledge: &Knowledge, work: &Work<'_>, at: usize, end: usize) -> Option<ActorKind> {
    let tokens = &work.tokens;
    let run = lower(&tokens[at..end]);
    let words = &knowledge.words;
    let is = |at: usize, kind| tokens.get(at).is_some_and(|token| words.actors.is(&token.lower, kind));
    let agents = |at: usize| if at < tokens.len() { words.agents.at(tokens, at) } else { Vec::new() };
    let placed = at > 0 && is(at - 1, ActorWord::Located);
    let known =
        !knowledge.names.at(work.text, tokens, at).is_empty() || (at..end).any(|at| !agents(at).is_empty());
    if run.len() > 4 || known || placed || is_thing(knowledge, &run) || is_place(knowledge, &run.join(" ")) {
        return None;
    }
    let before = at - usize::from(at > 0 && tokens[at - 1].is("."));
    let titled = (before.saturating_sub(3)..before).any(|start| {
        let mut found = agents(start).into_iter();
        found.any(|found| found.end == before && found.value.kind == "person" && !found.value.plural)
    });
    let several = run.len() > 1;
    if titled && several {
        return Some(ActorKind::Person);
    }
    if !tokens.get(end)?.is(",") {
        return None;
    }
    let next = tokens.get(end + 1)?;
    let number = next.lower.bytes().all(|byte| byte.is_ascii_digit());
    let aged = number && next.lower.len() < 3 && tokens.get(end + 2).is_none_or(|after| !after.word);
    if several && (next.is("who") || aged) {
        return Some(ActorKind::Person);
    }
    let owned = [ActorWord::He, ActorWord::She, ActorWord::They, ActorWord::It];
    let determined = is(end + 1, ActorWord::Determiner) || owned.into_iter().any(|kind| is(end + 1, kind));
    let agent = (end + 1..tokens.len())
        .take_while(|&at| tokens[at].word && !is_preposition(&tokens[at]) && !is(at, ActorWord::Relative))
        .filter_map(|at| agents(at).into_iter().max_by_key(|found| found.end))
        .max_by_key(|found| found.end)?;
    // "In Lima, a spokesman said" is no apposition.
    let closed = tokens.get(agent.end).is_none_or(|after| {
        !after.word || is_preposition(after) || words.actors.is(&after.lower, ActorWord::Relative)
    });
    match agent.value.kind.as_str() {
        _ if !closed || agent.value.plural => None,
        "person" if several && (determined || tokens.get(agent.end).is_some_and(is_preposition)) => {
            Some(ActorKind::Person)
        }
        "organization" if determined && (at > 0 || several) => Some(ActorKind::Organization),
        _ => None,
    }
}

fn lower(tokens: &[Token]) -> Vec<String> {
    tokens.iter().filter(|token| token.word).map(|token| token.lower.clone()).collect()
}

/// Whether capitalised words are somebody's name: by a given or family name in it, or because the last word also
/// stands alone in the article, as family names do. `small` are the words that the article writes without capital.
fn is_person(
    knowledge: &Knowledge,
    run: &[String],
    alone: &HashSet<String>,
    small: &HashSet<String>,
) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    if !(2..=4).contains(&run.len()) || is_thing(knowledge, run) {
        return false;
    }
    let toponyms = &knowledge.toponyms;
    let given = knowledge.words.genders.contains_key(first);
    let family = toponyms.is_family_name(&fold_word(last));
    let place = is_place(knowledge, &run.join(" "));
    // Words that the article also writes small are no name.
    let proper = !small.contains(last) && !small.contains(first);
    // "Hou Yu-ih": the family name stands first.
    let turned = last.contains('-') && toponyms.is_family_name(&fold_word(first));
    given && family || proper && !place && (given || family || turned || alone.contains(last))
}

/// Whether a word of the run tells that it is no person: "Tower", "University", a nation's adjective at its end.
pub(super) fn is_thing(knowledge: &Knowledge, run: &[String]) -> bool {
    let actors = &knowledge.words.actors;
    let toponyms = &knowledge.toponyms;
    let ends = [run.first(), run.last()].into_iter().flatten();
    let thing = ends.into_iter().any(|word| {
        let key = fold_word(word);
        let given = run.len() > 1 && run.first() == Some(word) && toponyms.is_given_name(&key);
        actors.is(word, ActorWord::Thing) && !given
            || toponyms.is(&key, WordKind::Feature)
            || toponyms.is(&key, WordKind::Division)
            || toponyms.is(&key, WordKind::Direction)
            || toponyms.is(&key, WordKind::Month)
    });
    let last = run.last().map(|word| fold_word(word)).unwrap_or_default();
    thing
        || toponyms.adjective_of(&last).is_some() && run.len() > 1
        || run.iter().any(|word| actors.is_compound(word))
}

/// Whether a name is that of a place.
pub(super) fn is_place(knowledge: &Knowledge, name: &str) -> bool {
    let key = fold(name);
    knowledge.toponyms.named(&key, false).next().is_some() || !knowledge.gazetteer.folded(&key).is_empty()
}
