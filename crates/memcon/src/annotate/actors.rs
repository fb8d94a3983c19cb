//! Mentions of actors: known names, capitalised names, role nouns, pronouns.

mod known;
mod names;

use super::clause::{is_be, is_modal, is_preposition, is_subject};
use super::{Placed, Work};
use crate::knowledge::{ActorWord, Agent, Entity, Knowledge, NameHit};
use crate::mention::{ActorKind, ActorMention, Form};
use crate::text::Span;
use crate::token::Token;

pub(super) use known::Known;

/// Score of a mention that the words themselves show.
const SURE: f32 = 0.5;

/// Score of capitalised words that may be anything; only a reader with a model can tell.
const UNSURE: f32 = 0.3;

/// One sentence with what is needed to find actors in it.
struct Reader<'w, 'a> {
    knowledge: &'w Knowledge,
    work: &'w Work<'a>,
    known: &'w Known,
    headline: bool,
}

/// Adds the sentence's actor mentions to `work`, in order, none overlapping.
pub(super) fn find(knowledge: &Knowledge, work: &mut Work<'_>, headline: bool, known: &Known) {
    let reader = Reader { knowledge, work, known, headline };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.tokens().len() {
        match reader.phrase(at).or_else(|| reader.pronoun(at)) {
            Some(mut placed) => {
                reader.widen(&mut placed);
                at = placed.end.max(at + 1);
                found.push(placed);
            }
            None => at += 1,
        }
    }
    work.actors = found;
}

impl<'w> Reader<'w, '_> {
    fn tokens(&self) -> &'w [Token] {
        &self.work.tokens
    }

    fn is(&self, at: usize, kind: ActorWord) -> bool {
        self.tokens().get(at).is_some_and(|token| self.knowledge.words.actors.is(&token.lower, kind))
    }

    /// Whether the word is written in capitals throughout, and has more than one letter.
    fn is_upper(&self, at: usize) -> bool {
        let written = self.tokens()[at].span.of(self.work.text);
        written.chars().nth(1).is_some() && !written.contains(char::is_lowercase)
    }

    /// Takes in "hundreds of" and the like before a group, so that the group stands at its own head.
    fn widen(&self, placed: &mut Placed) {
        let is_group = matches!(placed.mention.kind, ActorKind::Group | ActorKind::Organization);
        let Some(before) = placed.start.checked_sub(2).filter(|_| is_group) else { return };
        if self.tokens()[before + 1].is("of") && self.is(before, ActorWord::Quantity) {
            placed.start = before;
            placed.mention.span = placed.mention.span.cover(self.tokens()[before].span);
        }
    }

    /// A noun phrase that begins at `at`: nation, titles, and a name or a role noun at its end.
    fn phrase(&self, at: usize) -> Option<Placed> {
        let tokens = self.tokens();
        // "Turkey hosts": a verb.
        if at > 0 && tokens[at - 1].capital && tokens[at - 1].word && self.is(at, ActorWord::Verb) {
            return None;
        }
        let mut cursor = at;
        let mut title: Option<(usize, &Agent)> = None;
        let mut nation = false;
        let mut owner = None;
        while tokens.get(cursor).is_some_and(|token| token.word) {
            if title.is_none() && self.begins_body(cursor) {
                break;
            } else if let Some(end) = self.adjective(cursor) {
                nation = true;
                cursor = end;
            } else if let Some((end, agent)) = self.role(cursor, nation) {
                // "prime minister" may be followed by another role or by a name.
                title = if self.describes(cursor, end, agent) { title } else { Some((end, agent)) };
                cursor = self.past_stop(end, agent);
            } else if title.is_none() && self.modifies(cursor) {
                cursor += 1;
            } else if let Some(end) =
                self.name_before_role(cursor).filter(|_| title.is_none() && owner.is_none())
            {
                owner = Some((cursor, end));
                cursor = end;
            } else {
                break;
            }
        }
        let name = self.name(cursor, title.map(|title| title.1), nation);
        match (name, title) {
            (Some(name), Some((_, agent))) if goes_with(agent, name.kind) => {
                Some(self.place(at, name.end, cursor, name.kind, Form::Name, name.score))
            }
            (_, Some((end, agent))) => {
                let kind = match (agent.kind.as_str(), agent.plural) {
                    ("person", true) | ("group", _) => ActorKind::Group,
                    ("organization", _) => ActorKind::Organization,
                    ("state", _) => ActorKind::State,
                    _ => ActorKind::Person,
                };
                Some(self.place(at, end, at, kind, Form::Description, SURE))
            }
            (Some(name), None) => {
                let start = if nation { at } else { cursor };
                Some(self.place(start, name.end, cursor, name.kind, Form::Name, name.score))
            }
            (None, None) => match owner {
                // "Fox local": what looked like a role is none.
                Some((start, end)) => self
                    .name(start, None, false)
                    .map(|name| self.place(start, end, start, name.kind, Form::Name, name.score)),
                None => self.people(at),
            },
        }
    }

    /// "the French", "Kurds", "many Syrians": a people alone. A nation's adjective alone is nobody.
    fn people(&self, at: usize) -> Option<Placed> {
        let tokens = self.tokens();
        if !tokens[at].word {
            return None;
        }
        let hits = self.knowledge.names.at(self.work.text, tokens, at);
        let demonym = hits.iter().find(|hit| matches!(hit.entity, Entity::Demonym(_)));
        let also_adjective = hits.iter().any(|hit| matches!(hit.entity, Entity::Adjective(_)));
        let people = self.knowledge.words.actors.people(tokens, at);
        let (end, sure) = match (demonym, people) {
            (Some(hit), _) => (hit.end, !also_adjective),
            (None, Some((end, people))) => (end, people.noun),
            (None, None) => return None,
        };
        let followed = tokens.get(end).is_some_and(|token| {
            token.word && !is_preposition(token) && !is_be(token) && !is_modal(token) && !token.is("and")
        });
        let definite = at > 0 && tokens[at - 1].is("the");
        let plural = tokens[end - 1].lower.ends_with('s');
        (sure && plural || definite && !followed)
            .then(|| self.place(at, end, at, ActorKind::Group, Form::Description, SURE))
    }

    fn place(
        &self,
        start: usize,
        end: usize,
        head: usize,
        kind: ActorKind,
        form: Form,
        score: f32,
    ) -> Placed {
        let tokens = self.tokens();
        let span = tokens[start].span.cover(tokens[end - 1].span);
        let head = tokens[head].span.cover(tokens[end - 1].span);
        let mention = ActorMention { span, sentence: self.work.number, kind, form, head, score };
        Placed { start, end, mention, id: 0 }
    }

    /// The known name at `at`, adjectives and nouns for peoples left out.
    fn known_name(&self, at: usize) -> Option<NameHit> {
        let hits = self.knowledge.names.at(self.work.text, self.tokens(), at);
        // "Brussels" is the European Union's before it is Belgium's.
        let metonym = hits.iter().find(|hit| matches!(hit.entity, Entity::Metonym(_))).copied();
        let name = |hit: &NameHit| !matches!(hit.entity, Entity::Adjective(_) | Entity::Demonym(_));
        metonym.or_else(|| hits.into_iter().find(name))
    }

    /// End of a nation's or people's adjective at `at`, unless it is a state's name used as a noun.
    fn adjective(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens();
        let hits = self.knowledge.names.at(self.work.text, tokens, at);
        let Some(hit) = hits.iter().find(|hit| matches!(hit.entity, Entity::Adjective(_))) else {
            let longer = hits.iter().any(|hit| hit.end > at + 1);
            let people = self.knowledge.words.actors.people(tokens, at).filter(|_| !longer)?;
            return (!people.1.noun && tokens.get(people.0)?.word).then_some(people.0);
        };
        // "U.S." is noun and adjective: it is an adjective when a word of the same phrase follows.
        let also_noun = hits.iter().any(|hit| matches!(hit.entity, Entity::State(_)));
        let next = tokens.get(hit.end)?;
        let followed = self.agent(hit.end).is_some() || next.capital && next.word;
        (!also_noun || followed).then_some(hit.end)
    }

    /// The longest role noun that begins at `at`.
    fn agent(&self, at: usize) -> Option<(usize, &'w Agent)> {
        self.tokens().get(at)?;
        let found = self.knowledge.words.agents.at(self.tokens(), at);
        found.into_iter().max_by_key(|found| found.end).map(|found| (found.end, found.value))
    }

    /// The role noun at `at`, unless it belongs to a known name: "UN", "Home Office". After a nation it is a role:
    /// "Syrian Congress".
    fn role(&self, at: usize, nation: bool) -> Option<(usize, &'w Agent)> {
        let (end, agent) = self.agent(at)?;
        // "I suspect", "groups accused": verbs.
        let verb = at > 0 && !agent.plural && is_subject(&self.tokens()[at - 1]);
        if verb || self.is_past(at) && self.ends_role(at) {
            return None;
        }
        let named = self.tokens()[at].capital && !nation;
        let name = self.known_name(at).filter(|_| named);
        name.is_none_or(|name| name.end < end).then_some((end, agent))
    }

    /// "Sen. Cruz": the full stop belongs to the title before a name.
    fn past_stop(&self, end: usize, agent: &Agent) -> usize {
        let tokens = self.tokens();
        let stop = agent.title && tokens.get(end).is_some_and(|token| token.is("."));
        let named = tokens.get(end + 1).is_some_and(|token| token.word && token.capital);
        if stop && named && agent.noun.len() <= 5 { end + 1 } else { end }
    }

    /// Whether a role noun only describes the noun after it: "local media", "major offensive".
    fn describes(&self, at: usize, end: usize, agent: &Agent) -> bool {
        let adjective = end == at + 1 && !agent.plural && self.is(at, ActorWord::Adjective);
        adjective && self.tokens().get(end).is_some_and(|next| next.word && !self.closes(end))
    }

    /// Whether the token at `at` begins what follows a noun phrase: a verb, preposition or clause.
    fn closes(&self, at: usize) -> bool {
        let tokens = self.tokens();
        let Some(token) = tokens.get(at) else { return true };
        !token.word
            || token.is("'s")
            || is_preposition(token)
            || is_be(token)
            || is_modal(token)
            || self.is(at, ActorWord::Opener)
            || self.is(at, ActorWord::Relative)
            || !self.knowledge.words.speech.at(tokens, at).is_empty()
            || token.lower.ends_with("ed") && !self.knowledge.words.events.at(tokens, at).is_empty()
    }

    /// "accused", "detained": the past of a verb that reports an event.
    fn is_past(&self, at: usize) -> bool {
        let tokens = self.tokens();
        tokens[at].lower.ends_with("ed") && !self.knowledge.words.events.at(tokens, at).is_empty()
    }

    /// Whether a role noun ends right before `at`.
    fn ends_role(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let agents = self.knowledge.words.agents.at(self.tokens(), last);
        agents.iter().any(|found| found.end == at)
    }

    /// Words that stand between a determiner and a role noun without being one.
    fn modifies(&self, at: usize) -> bool {
        let word = &self.tokens()[at].lower;
        let actors = &self.knowledge.words.actors;
        let before = at.checked_sub(1).map(|before| &self.tokens()[before]);
        let noun_before = before
            .is_some_and(|token| token.capital && !self.is(at - 1, ActorWord::Opener) || self.ends_role(at));
        // "FIFA accused European critics": a verb.
        if noun_before && self.is_past(at) && self.adjective(at - 1).is_none() {
            return false;
        }
        at + 1 < self.tokens().len() && (actors.is(word, ActorWord::Modifier) || actors.is_compound(word))
    }

    /// End of a name that describes the role noun after it: "Kremlin spokesman", "Fox executives".
    fn name_before_role(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens();
        if !tokens[at].capital {
            return None;
        }
        // "Fox News Chairman": the capital of the title is not the name's.
        let known = self.known_name(at).filter(|hit| self.agent(hit.end).is_some());
        let name_end = match known.map(|hit| hit.end).or_else(|| Some(self.name(at, None, false)?.end)) {
            Some(end) => end,
            // "Kilis criminal court"
            None => self.place_name(at)?,
        };
        let (end, agent) = self.agent(name_end)?;
        let words = &self.knowledge.words;
        let verb = self.is(name_end, ActorWord::Verb)
            || !words.events.at(tokens, name_end).is_empty()
            || !words.speech.at(tokens, name_end).is_empty();
        let part_of_name = tokens[name_end].capital && agent.kind == "organization";
        (!verb && !part_of_name && !self.describes(name_end, end, agent)).then_some(name_end)
    }

    fn pronoun(&self, at: usize) -> Option<Placed> {
        // "I'm" and "they've" hold the pronoun and a verb.
        let tokens = self.tokens();
        let token = &tokens[at];
        if let Some((pronoun, _)) = token.lower.split_once('\'').filter(|(_, verb)| !verb.is_empty()) {
            let kind = pronoun_kind(self.knowledge, pronoun)?;
            let mut placed = self.place(at, at + 1, at, kind, Form::Pronoun, SURE);
            placed.mention.span = Span::new(token.span.start, token.span.start + pronoun.len());
            placed.mention.head = placed.mention.span;
            return Some(placed);
        }
        // "It" is a weather report as often as an actor; before a verb of saying or doing it is somebody.
        let words = &self.knowledge.words;
        if self.is(at, ActorWord::It) {
            let next = tokens.get(at + 1).filter(|_| tokens[at].is("it"))?;
            let acts = matches!(next.lower.as_str(), "has" | "had" | "would" | "will")
                || !words.speech.at(tokens, at + 1).is_empty()
                || !words.events.at(tokens, at + 1).is_empty();
            if !acts {
                return None;
            }
        }
        let kind = pronoun_kind(self.knowledge, &self.tokens()[at].lower).filter(|_| !self.is_upper(at))?;
        Some(self.place(at, at + 1, at, kind, Form::Pronoun, SURE))
    }
}

/// What a pronoun seems to stand for; none for other words.
pub(super) fn pronoun_kind(knowledge: &Knowledge, word: &str) -> Option<ActorKind> {
    let actors = &knowledge.words.actors;
    let is = |kind| actors.is(word, kind);
    if is(ActorWord::He) || is(ActorWord::She) {
        Some(ActorKind::Person)
    } else if is(ActorWord::They) {
        Some(ActorKind::Group)
    } else if is(ActorWord::It) {
        Some(ActorKind::Organization)
    } else if is(ActorWord::FirstPerson) {
        Some(if matches!(word, "i" | "me" | "my" | "mine" | "myself") {
            ActorKind::Person
        } else {
            ActorKind::Group
        })
    } else {
        None
    }
}

/// Whether a role noun can stand before a name of this kind as its title or apposition.
fn goes_with(agent: &Agent, kind: ActorKind) -> bool {
    match kind {
        ActorKind::Person => agent.kind == "person" && (!agent.plural || agent.title),
        ActorKind::Organization => agent.kind == "organization" && !agent.plural,
        ActorKind::State | ActorKind::Group => false,
    }
}
