//! Names: those that the knowledge files list, and capitalised words that are used as names.

use super::known::{is_place, is_thing};
use super::{Reader, SURE, UNSURE};
use crate::gazetteer::fold_word;
use crate::knowledge::{ActorWord, Agent, Entity, Knowledge, State, WordKind};
use crate::mention::ActorKind;
use crate::token::Token;

/// Most words of a person's name.
const LONGEST: usize = 4;

/// A name that begins at a token.
pub(super) struct Name {
    /// One past the last token.
    pub end: usize,
    pub kind: ActorKind,
    pub score: f32,
}

impl Reader<'_, '_> {
    /// The name at `at`, after the role noun `title` when there is one.
    pub(super) fn name(&self, at: usize, title: Option<&Agent>, nation: bool) -> Option<Name> {
        let tokens = self.tokens();
        let first = tokens.get(at).filter(|token| token.word)?;
        let opener = self.opens(at);
        let run_end = if first.capital && !opener { capital_run(self.knowledge, tokens, at) } else { at };
        let run_end = self.part(at, run_end);
        let titled = title.is_some_and(|agent| agent.kind == "person");
        if let Some(name) = self.half_or_bloc(at, run_end) {
            return Some(name);
        }
        if let Some(hit) = self.known_name(at).filter(|hit| !opener || hit.end > at + 1) {
            // A longer run of capitals is another name: "Paris Hilton", "Georgia Meloni".
            if hit.end >= run_end || matches!(hit.entity, Entity::Person(_)) {
                let kind = match hit.entity {
                    Entity::Person(_) => ActorKind::Person,
                    Entity::State(_) if titled && title.is_some_and(|agent| agent.title) => return None,
                    Entity::State(_) => ActorKind::State,
                    Entity::Capital(_) if titled || self.known.surnames.contains(&first.lower) => {
                        ActorKind::Person
                    }
                    // "WASHINGTON —": a dateline.
                    Entity::Capital(_) if at == 0 && self.is_upper(at) => return None,
                    Entity::Capital(_) if !self.governed(at, hit.end) => ActorKind::State,
                    Entity::Capital(_) => return None,
                    Entity::Metonym(_) if self.is_capital(at) && self.governed(at, hit.end) => return None,
                    _ => ActorKind::Organization,
                };
                return Some(Name { end: hit.end, kind, score: SURE });
            }
        }
        if run_end == at { None } else { self.unknown(at, run_end, titled, nation) }
    }

    /// Whether the word at `at` begins no name. "US" is not "us".
    fn opens(&self, at: usize) -> bool {
        let contracted = self.tokens()[at].lower.split_once('\'').map(|(pronoun, _)| pronoun);
        let pronoun = contracted.is_some_and(|word| self.knowledge.words.actors.is(word, ActorWord::Opener));
        self.is(at, ActorWord::Opener) && !self.is_upper(at) || pronoun
    }

    /// "The South" of a divided country that the article names, "the West".
    fn half_or_bloc(&self, at: usize, end: usize) -> Option<Name> {
        let tokens = self.tokens();
        if end != at + 1 || at == 0 || !tokens[at - 1].is("the") || !self.closes(end) {
            return None;
        }
        let name = |kind| Some(Name { end, kind, score: SURE });
        if self.is(at, ActorWord::Bloc) {
            return name(ActorKind::Group);
        }
        let half = self.knowledge.words.actors.value(&tokens[at].lower, ActorWord::Half)?;
        let named = |state: &State| {
            self.work.text.contains(&state.name)
                || state.capital.iter().any(|capital| self.work.text.contains(capital))
        };
        let state = |code: &str| self.knowledge.world.states.iter().find(|state| state.iso3 == code);
        let rival = self.knowledge.words.actors.halves().filter(|code| *code != half).find_map(state);
        let divided = state(half).into_iter().chain(rival).any(named);
        divided.then(|| name(ActorKind::State)).flatten()
    }

    /// End of a place's name at `at`.
    pub(super) fn place_name(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens();
        if !tokens[at].capital || self.opens(at) {
            return None;
        }
        let end = capital_run(self.knowledge, tokens, at);
        let words: Vec<&str> = tokens[at..end].iter().map(|token| token.lower.as_str()).collect();
        is_place(self.knowledge, &words.join(" ")).then_some(end)
    }

    /// Whether the name at `at` is also a state's capital.
    fn is_capital(&self, at: usize) -> bool {
        let hits = self.knowledge.names.at(self.work.text, self.tokens(), at);
        hits.iter().any(|hit| matches!(hit.entity, Entity::Capital(_)))
    }

    /// Whether a preposition of place stands before a capital's name, or the name of its state after it.
    fn governed(&self, at: usize, end: usize) -> bool {
        let tokens = self.tokens();
        let toponyms = &self.knowledge.toponyms;
        let placed = |word: &str| {
            toponyms.is(word, WordKind::In)
                || toponyms.is(word, WordKind::From)
                || matches!(word, "of" | "to" | "on")
        };
        let before = at.checked_sub(1).is_some_and(|before| placed(&tokens[before].lower));
        before || tokens.get(end).is_some_and(|next| next.is(","))
    }

    fn unknown(&self, at: usize, end: usize, titled: bool, nation: bool) -> Option<Name> {
        let tokens = self.tokens();
        let words: Vec<String> = tokens[at..end].iter().map(|token| token.lower.clone()).collect();
        if self.shouted(at, end) {
            return None;
        }
        if self.headline {
            return self.in_headline(at, &words);
        }
        // "Insisting Turkey …", "Enter The Washington Post": the name begins later.
        let inner = |start: usize| {
            let known = self.known_name(start).is_some_and(|hit| hit.end >= end);
            known && (end - start > 1 || at == 0)
        };
        if (at + 1..end).any(inner) {
            return None;
        }
        if let Some(end) =
            self.organization(at, end).or_else(|| self.known.bodies.contains(&words.join(" ")).then_some(end))
        {
            return Some(Name { end, kind: ActorKind::Organization, score: SURE });
        }
        if words.len() == 1 {
            return self.one_word(at, titled && !nation);
        }
        if is_thing(self.knowledge, &words) {
            return None;
        }
        let person = |score| Some(Name { end, kind: ActorKind::Person, score });
        let run: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != ".").collect();
        if titled && run.len() <= LONGEST || self.known.names.contains(&run.join(" ")) {
            return person(SURE);
        }
        if is_place(self.knowledge, &run.join(" ")) || run.len() > LONGEST || at == 0 {
            return None;
        }
        let speech = &self.knowledge.words.speech;
        let speaks = tokens.get(end).is_some() && !speech.at(tokens, end).is_empty();
        let spoken = !speech.at(tokens, at - 1).is_empty();
        let aged = tokens.get(end).is_some_and(|token| token.is(","))
            && tokens.get(end + 1).is_some_and(|token| token.lower.bytes().all(|byte| byte.is_ascii_digit()));
        person(if speaks || spoken || aged { SURE } else { UNSURE })
    }

    /// Where a run of capitals ends that "of" or "for" joins to what is no body's name: "Ingram of The Globe" is two.
    fn part(&self, at: usize, end: usize) -> usize {
        let tokens = self.tokens();
        let splits = |middle: &usize| {
            (tokens[*middle].is("of") || tokens[*middle].is("for")) && !self.is_body(middle.saturating_sub(1))
        };
        (at + 1..end).find(splits).unwrap_or(end)
    }

    /// A headline's every word may have a capital: only names that the article itself has count.
    fn in_headline(&self, at: usize, words: &[String]) -> Option<Name> {
        let name = |length: usize| Name { end: at + length, kind: ActorKind::Person, score: SURE };
        let longest = (2..=words.len().min(LONGEST))
            .rev()
            .find(|&length| self.known.names.contains(&words[..length].join(" ")));
        longest.map(name).or_else(|| self.known.surnames.contains(&words[0]).then(|| name(1)))
    }

    /// Two words or more in capitals throughout are no name.
    fn shouted(&self, at: usize, end: usize) -> bool {
        let upper = |token: &Token| !token.span.of(self.work.text).contains(char::is_lowercase);
        end - at > 1 && self.tokens()[at..end].iter().all(upper)
    }

    /// End of the name of a body: by its last word ("Kilis Criminal Court", "Indiana University") or by the word before
    /// "of" ("Ministry of Health").
    fn organization(&self, at: usize, end: usize) -> Option<usize> {
        let tokens = self.tokens();
        let joined = (at..end).any(|middle| {
            middle + 1 < end
                && (tokens[middle + 1].is("of") || tokens[middle + 1].is("for"))
                && self.is_body(middle)
        });
        (end - at > 1 && (self.is_body(end - 1) || joined)).then_some(end)
    }

    /// Whether the name of a body begins with the modifier or role noun at `at`: "Human Rights Watch", "National Bureau
    /// of Investigation". "Parliament of Iraq" is described.
    pub(super) fn begins_body(&self, at: usize) -> bool {
        let tokens = self.tokens();
        if !tokens[at].capital || self.headline || self.is(at, ActorWord::Former) {
            return false;
        }
        let agent = self.agent(at).map(|agent| agent.0);
        if agent.is_none() && !self.is(at, ActorWord::Modifier) {
            return false;
        }
        let known = self.known_name(at).filter(|hit| matches!(hit.entity, Entity::Organization(_)));
        if known.is_some_and(|hit| hit.end > agent.unwrap_or(at + 1)) {
            // "Kurdish peshmerga forces" are described.
            return self.name_before_role(at).is_none();
        }
        let end = capital_run(self.knowledge, tokens, at);
        if agent.is_none() {
            // "Federal Court" is described.
            let described = (at + 1..end).any(|at| self.agent(at).is_some_and(|agent| agent.0 == end));
            return at > 0 && !described && self.organization(at, end).is_some();
        }
        let joint =
            agent.filter(|&joint| joint + 1 < end && (tokens[joint].is("of") || tokens[joint].is("for")));
        joint.is_some_and(|joint| {
            let rest = joint + 1 + usize::from(tokens[joint + 1].is("the"));
            let placed = self
                .known_name(rest)
                .is_some_and(|hit| matches!(hit.entity, Entity::State(_) | Entity::Capital(_)))
                || self.place_name(rest).is_some();
            self.is_body(joint - 1) && !placed
        })
    }

    /// Whether the word at `last` ends, or stands before "of" in, the name of a body.
    fn is_body(&self, last: usize) -> bool {
        let tokens = self.tokens();
        let agents = self.knowledge.words.agents.at(tokens, last);
        let by_agent = agents
            .iter()
            .any(|found| found.value.kind == "organization" && !found.value.plural && found.end == last + 1);
        by_agent
            || self.knowledge.toponyms.is(&fold_word(&tokens[last].lower), WordKind::Organisation)
                && !self.is(last, ActorWord::Thing)
    }

    /// A single capitalised word: a family name of the article, a leader's, or an acronym.
    fn one_word(&self, at: usize, titled: bool) -> Option<Name> {
        let token = &self.tokens()[at];
        let name = |kind| Some(Name { end: at + 1, kind, score: SURE });
        let written = token.span.of(self.work.text);
        if self.known.surnames.contains(&token.lower) || titled && !self.is(at, ActorWord::Thing) {
            return name(ActorKind::Person);
        }
        if self.known.bodies.contains(&token.lower) {
            return name(ActorKind::Organization);
        }
        let acronym = self.known.acronyms.get(written).copied().unwrap_or(0);
        if acronym > 1 && !self.is(at, ActorWord::Thing) {
            return name(ActorKind::Organization);
        }
        let possessive = self.tokens().get(at + 1).is_some_and(|next| next.is("'s"));
        let subject = possessive || self.closes(at + 1);
        (subject && self.leads(&token.lower)).then(|| name(ActorKind::Person)).flatten()
    }

    /// Whether a known leader in office on the day of the article is called so: "Merkel". Names that many share, or
    /// that are words or places, tell nobody.
    fn leads(&self, surname: &str) -> bool {
        let key = fold_word(surname);
        let toponyms = &self.knowledge.toponyms;
        if toponyms.is(&key, WordKind::Common) || is_place(self.knowledge, surname) {
            return false;
        }
        self.knowledge.leaders(surname, self.work.day).count() == 1
    }
}

/// One past the last of the capitalised words from `at`, small words between capitals included.
pub(super) fn capital_run(knowledge: &Knowledge, tokens: &[Token], at: usize) -> usize {
    let actors = &knowledge.words.actors;
    let mut end = at + 1;
    let weekday = |token: &Token| actors.is(&token.lower, ActorWord::Weekday);
    let capital = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.word && (token.capital || is_articled(token)) && !token.is("'s") && !weekday(token)
        })
    };
    // "Observatory for Human Rights", but not "Obama for America's".
    let body = |at: usize| {
        let agents = knowledge.words.agents.at(tokens, at);
        agents.iter().any(|found| found.value.kind == "organization" && found.end == at + 1)
    };
    // "Florida Sen. Bill Nelson": another phrase begins at the title.
    let abbreviated_title = |at: usize| {
        let agents = knowledge.words.agents.at(tokens, at);
        tokens.get(at + 1).is_some_and(|stop| stop.is("."))
            && agents.iter().any(|found| found.value.title && found.end == at + 1)
    };
    loop {
        let Some(token) = tokens.get(end) else { return end };
        if abbreviated_title(end) && capital(end + 2) {
            return end;
        }
        let joins = actors.is(&token.lower, ActorWord::Joint) || token.is("for") && body(end - 1);
        if capital(end) {
            end += 1;
        } else if joins && capital(end + 1) {
            end += 2;
        } else if token.is(".") && tokens[end - 1].lower.chars().count() == 1 && capital(end + 1) {
            end += 2; // "John D. Smith"
        } else {
            return end;
        }
    }
}

/// "al-Amr": an article in front of a name, in small letters.
fn is_articled(token: &Token) -> bool {
    token.lower.starts_with("al-") || token.lower.starts_with("el-")
}
