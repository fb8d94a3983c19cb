//! One list of actor mentions out of the model's, the plain reader's and the words that fill a role.

use std::collections::BTreeMap;

use super::Work;
use super::actors::pronoun_kind;
use crate::article::Article;
use crate::knowledge::{ActorWord, Entity, Knowledge};
use crate::mention::{ActorKind, ActorMention, ActorMentionId, Form};
use crate::model::{MentionClass, ReadMention};
use crate::text::Span;
use crate::token::{Token, tokens};

/// Below this score the plain reader only guesses.
const GUESS: f32 = 0.4;

/// Actor mentions of one article in the making.
pub(super) struct Mentions<'a> {
    knowledge: &'a Knowledge,
    article: &'a Article,
    /// What the plain reader found, by the byte at which it ends.
    plain: BTreeMap<usize, ActorMention>,
    found: Vec<ActorMention>,
    /// First and last byte of each of `found`; none overlap.
    taken: BTreeMap<usize, usize>,
}

impl<'a> Mentions<'a> {
    /// Names and descriptions of the plain reader, which the knowledge files know best; the model's mentions where
    /// they overlap none of these; then pronouns.
    pub(super) fn new(
        knowledge: &'a Knowledge,
        article: &'a Article,
        works: &[Work<'_>],
        read: &[ReadMention],
    ) -> Mentions<'a> {
        let placed = works.iter().flat_map(|work| &work.actors);
        let plain: BTreeMap<usize, ActorMention> =
            placed.map(|placed| (placed.mention.span.end, placed.mention.clone())).collect();
        let (pronouns, others): (Vec<ActorMention>, Vec<ActorMention>) =
            plain.values().cloned().partition(|mention| mention.form == Form::Pronoun);
        let mut mentions = Mentions { knowledge, article, plain, found: Vec::new(), taken: BTreeMap::new() };
        // What the plain reader guesses stands where the model sees somebody too.
        let seen = |mention: &ActorMention| {
            let after = read.partition_point(|other| other.span.end <= mention.span.start);
            read.get(after).is_some_and(|other| other.span.overlaps(mention.span))
        };
        let sure = |mention: &ActorMention| mention.score >= GUESS || seen(mention);
        others.into_iter().filter(sure).for_each(|mention| mentions.keep(mention));
        for mention in read {
            mentions.add(mention.span, Some(mention.class), mention.score);
        }
        pronouns.into_iter().for_each(|mention| mentions.keep(mention));
        mentions
    }

    /// Adds a mention for words that fill a role when there is none.
    pub(super) fn need(&mut self, span: Span) {
        if !self.covers(span) {
            self.add(span, None, 0.5);
        }
    }

    /// To be called when nothing will be added any more.
    pub(super) fn sort(&mut self) {
        self.found.sort_by_key(|mention| mention.span);
    }

    /// Where a mention stands.
    pub(super) fn span(&self, id: ActorMentionId) -> Span {
        self.found[id].span
    }

    /// The finished list.
    pub(super) fn into_actors(self) -> Vec<ActorMention> {
        self.found
    }

    /// The mentions that the words at `span` stand for, once sorted.
    pub(super) fn of(&self, span: Span) -> Vec<ActorMentionId> {
        let shared = |id: ActorMentionId| overlap(self.found[id].span, span);
        let first = self.found.partition_point(|mention| mention.span.end <= span.start);
        let touching: Vec<ActorMentionId> =
            (first..self.found.len()).take_while(|&id| self.found[id].span.start < span.end).collect();
        let inside = touching.iter().copied().filter(|&id| 2 * shared(id) >= self.found[id].span.len());
        let mut chosen: Vec<ActorMentionId> = Vec::new();
        for id in inside {
            let Some(&last) = chosen.last() else {
                chosen.push(id);
                continue;
            };
            let (start, end) = (self.found[last].span.end, self.found[id].span.start);
            let between = self.article.text().get(start..end).unwrap_or_default().trim();
            if between.starts_with([',', '/', '&']) || between == "and" || between.starts_with("and ") {
                chosen.push(id);
            } else if matches!(between, "'s" | "’s" | "'" | "’" | "") {
                // "Ghana's president": the president.
                chosen.pop();
                chosen.push(id);
            }
            // "a spokesman for the coast guard": the spokesman.
        }
        if chosen.is_empty() {
            chosen.extend(touching.into_iter().max_by_key(|&id| shared(id)));
        }
        if chosen.is_empty() && self.is_relative(span.of(self.article.text())) {
            chosen.extend(self.antecedent(span));
        }
        chosen
    }

    /// Whom "who" or "which" takes up: the mention before it in its sentence.
    fn antecedent(&self, span: Span) -> Option<ActorMentionId> {
        let sentence = self.article.sentence_of(span)?;
        let end = self.found.partition_point(|mention| mention.span.end <= span.start);
        let mut before = (0..end).rev().take_while(|&id| self.found[id].sentence == sentence);
        before.find(|&id| self.found[id].form != Form::Pronoun)
    }

    fn is_relative(&self, word: &str) -> bool {
        self.knowledge.words.actors.is(word, ActorWord::Relative)
    }

    /// A number, a letter, a nation's adjective alone, a small word: no actor.
    fn is_nobody(&self, token: &Token) -> bool {
        let actors = &self.knowledge.words.actors;
        let written = token.span.of(self.article.text());
        let small =
            actors.is(&token.lower, ActorWord::Opener) || actors.is(&token.lower, ActorWord::Modifier);
        let pronoun = pronoun_kind(self.knowledge, &token.lower).is_some();
        let hits = self.knowledge.names.at(self.article.text(), std::slice::from_ref(token), 0);
        let adjective = !hits.is_empty()
            && hits.iter().all(|hit| matches!(hit.entity, Entity::Adjective(_) | Entity::Demonym(_)));
        let people = actors.people(std::slice::from_ref(token), 0).is_some_and(|(_, people)| !people.noun);
        written.chars().all(|c| c.is_ascii_digit())
            || !pronoun && (small && hits.is_empty() || written.chars().count() == 1)
            || adjective && !token.lower.ends_with('s')
            || people
    }

    /// Small words and marks inside names.
    fn is_joint(&self, token: &Token) -> bool {
        let word = self.knowledge.words.actors.is(&token.lower, ActorWord::Joint);
        word || matches!(token.lower.as_str(), "for" | "and" | "the" | "." | "-")
    }

    fn covers(&self, span: Span) -> bool {
        let last = self.taken.range(..span.end).next_back();
        last.is_some_and(|(_, &end)| end > span.start)
    }

    /// Takes a mention unless it overlaps one.
    fn keep(&mut self, mention: ActorMention) {
        if !self.covers(mention.span) {
            self.taken.insert(mention.span.start, mention.span.end);
            self.found.push(mention);
        }
    }

    fn add(&mut self, span: Span, class: Option<MentionClass>, score: f32) {
        let text = self.article.text();
        let Some(sentence) = self.article.sentence_of(span) else { return };
        let all = tokens(text, span);
        let words = bare(self.knowledge, &all);
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let span = first.span.cover(last.span);
        if words.len() == 1 && (self.is_relative(&first.lower) || self.is_nobody(first)) {
            return;
        }
        let pronoun = pronoun_kind(self.knowledge, &first.lower).filter(|_| words.len() == 1);
        let known = self.plain.get(&span.end);
        let mention = match known {
            Some(known) => {
                let kind = match (known.form, class.and_then(kind)) {
                    (Form::Description, Some(kind)) => kind,
                    _ => known.kind,
                };
                ActorMention { span: known.span.cover(span), kind, score, ..known.clone() }
            }
            None if pronoun.is_some() => {
                let kind = pronoun.unwrap_or(ActorKind::Person);
                ActorMention { span, sentence, kind, form: Form::Pronoun, head: span, score }
            }
            None => {
                let named =
                    words.iter().rev().take_while(|token| token.capital || self.is_joint(token)).count();
                let name = &words[words.len() - named..];
                let name = &name[name.iter().position(|token| token.capital).unwrap_or(name.len())..];
                let starts_sentence = span.start == self.article.sentences()[sentence].span.start;
                // A capital alone at the start of a sentence says nothing.
                let is_name = !name.is_empty() && (name.len() > 1 || !starts_sentence || class.is_some());
                let plural = last.lower.ends_with('s');
                let kind = class.and_then(kind).unwrap_or(match (is_name, plural) {
                    (true, _) => ActorKind::Organization,
                    (false, true) => ActorKind::Group,
                    (false, false) => ActorKind::Person,
                });
                let form = if is_name { Form::Name } else { Form::Description };
                let head = if is_name { name[0].span.cover(last.span) } else { span };
                ActorMention { span, sentence, kind, form, head, score }
            }
        };
        self.keep(mention);
    }
}

/// Without determiners and marks in front and without marks and "'s" at the end; nothing when nothing else is there.
fn bare<'t>(knowledge: &Knowledge, tokens: &'t [Token]) -> &'t [Token] {
    let start = tokens
        .iter()
        .position(|token| token.word && !knowledge.words.actors.is(&token.lower, ActorWord::Determiner));
    let end = tokens.iter().rposition(|token| token.word && !token.is("'s")).map_or(0, |last| last + 1);
    match start {
        Some(start) if start < end => &tokens[start..end],
        _ => &[],
    }
}

fn kind(class: MentionClass) -> Option<ActorKind> {
    match class {
        MentionClass::Person => Some(ActorKind::Person),
        MentionClass::Organization => Some(ActorKind::Organization),
        MentionClass::State => Some(ActorKind::State),
        MentionClass::Group => Some(ActorKind::Group),
        MentionClass::Pronoun => None,
    }
}

/// Bytes that two spans share.
fn overlap(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_determiner_alone_is_nobody() {
        let knowledge = Knowledge::bundled();
        let cases = [
            ("the", ""),
            ("the prime minister", "prime minister"),
            ("The Norwegian's", "Norwegian"),
            ("“", ""),
        ];
        for (text, expected) in cases {
            let all = tokens(text, Span::new(0, text.len()));
            let words = bare(&knowledge, &all);
            let left = words
                .first()
                .zip(words.last())
                .map_or("", |(first, last)| first.span.cover(last.span).of(text));
            assert_eq!(left, expected, "{text}");
        }
    }
}
