//! What an article's capitals tell before its sentences are read one by one.

use std::collections::{HashMap, HashSet};

use super::names::capital_run;
use crate::annotate::Work;
use crate::gazetteer::{fold, fold_word};
use crate::knowledge::{ActorWord, Entity, Knowledge, WordKind};
use crate::token::Token;

/// Names that occur in the body of an article, by which a headline's names, bare family names and acronyms are known.
#[derive(Debug, Default)]
pub(in crate::annotate) struct Known {
    /// Names of people, of two words or more, in lower case.
    pub names: HashSet<String>,
    /// Their first and last words.
    pub surnames: HashSet<String>,
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
                // "President Lee Myung-bak": the title is no part of the name.
                let titles = knowledge.words.agents.at(&work.tokens, at);
                let title =
                    titles.iter().filter(|found| found.value.title && found.end < end).map(|found| found.end);
                if let Some(after) = title.max() {
                    at = after;
                    continue;
                }
                let hits = knowledge.names.at(work.text, &work.tokens, at);
                if let Some(hit) =
                    hits.iter().find(|hit| matches!(hit.entity, Entity::Person(_)) && hit.end > at + 1)
                {
                    known.person(&lower(&work.tokens[at..hit.end]));
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
                if end - at > 1 {
                    runs.push(lower(&work.tokens[at..end]));
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
                known.person(&run);
            }
        }
        known
    }

    fn person(&mut self, name: &[String]) {
        self.surnames.extend(name.first().cloned());
        self.surnames.extend(name.last().cloned());
        self.names.insert(name.join(" "));
    }

    fn count_acronym(&mut self, work: &Work<'_>, at: usize) {
        let written = work.tokens[at].span.of(work.text);
        if written.len() > 1 && written.len() <= 6 && written.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let bracketed = at > 0 && work.tokens[at - 1].is("(");
            *self.acronyms.entry(written.to_owned()).or_default() += if bracketed { 2 } else { 1 };
        }
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
    let given = knowledge.words.genders.contains_key(first);
    let family = knowledge.toponyms.is_family_name(&fold_word(last));
    let place = is_place(knowledge, &run.join(" "));
    // Words that the article also writes small are no name.
    let proper = !small.contains(last) && !small.contains(first);
    given && family || proper && !place && (given || family || alone.contains(last))
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
