//! An index of every known name, to be found in a row of tokens.

use std::collections::HashMap;

use super::phrases::Phrases;
use super::words::Words;
use super::world::World;
use crate::gazetteer::fold_word;
use crate::text::Span;
use crate::token::{Token, tokens};

/// What a name may stand for; the number counts within its table of [`World`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Entity {
    /// A state by name.
    State(usize),
    /// A state by adjective: "French".
    Adjective(usize),
    /// People of a state: "Frenchmen".
    Demonym(usize),
    /// A state's capital, which may stand for its government.
    Capital(usize),
    /// "The Kremlin".
    Metonym(usize),
    Organization(usize),
    Person(usize),
}

/// A known name found in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameHit {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    pub entity: Entity,
}

/// Tokens of the longest name, about.
const LONGEST: usize = 8;

/// Known names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    phrases: Phrases<(Entity, Case)>,
    by_surname: HashMap<String, Vec<usize>>,
    /// People by first and last word of their name, folded: "Recep Erdoğan" leaves out what stands between.
    by_ends: HashMap<(String, String), Vec<usize>>,
}

/// How a name must be written to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// With a capital at least.
    Capital,
    /// As an acronym, in capitals throughout: "US" is not "us".
    Upper,
}

impl Names {
    /// Indexes the world's names.
    pub(crate) fn index(world: &World, _words: &Words) -> Names {
        let mut names = Names::default();
        for (index, state) in world.states.iter().enumerate() {
            names.add(&state.name, Entity::State(index));
            state.aliases.iter().for_each(|name| names.add(name, Entity::State(index)));
            state.adjectives.iter().for_each(|name| names.add(name, Entity::Adjective(index)));
            state.demonyms.iter().for_each(|name| names.add(name, Entity::Demonym(index)));
            state.capital.iter().for_each(|name| names.add(name, Entity::Capital(index)));
        }
        for (index, metonym) in world.metonyms.iter().enumerate() {
            names.add(&metonym.name, Entity::Metonym(index));
        }
        for (index, organization) in world.organizations.iter().enumerate() {
            names.add(&organization.name, Entity::Organization(index));
            organization.aliases.iter().for_each(|name| names.add(name, Entity::Organization(index)));
        }
        for (index, person) in world.people.iter().enumerate() {
            names.add(&person.name, Entity::Person(index));
            person.aliases.iter().for_each(|name| names.add(name, Entity::Person(index)));
            let first = person.offices.iter().any(|office| world.family_first.contains(&office.country));
            for family_first in if first { &[true, false][..] } else { &[false] } {
                let surname = person.surname(*family_first);
                // "Mr Assad" is Bashar al-Assad.
                let bare = surname.strip_prefix("al-").or(surname.strip_prefix("el-"));
                for form in std::iter::once(surname).chain(bare) {
                    let bearers = names.by_surname.entry(fold_word(form)).or_default();
                    if bearers.last() != Some(&index) {
                        bearers.push(index);
                    }
                }
            }
            let ends = (fold_word(person.surname(true)), fold_word(person.surname(false)));
            names.by_ends.entry(ends).or_default().push(index);
        }
        names
    }

    fn add(&mut self, name: &str, entity: Entity) {
        let name = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
        if name.is_empty() {
            return;
        }
        let upper = name.chars().all(|c| !c.is_lowercase()) && name.chars().count() <= 6;
        let words = tokens(name, Span::new(0, name.len()));
        let case = if upper { Case::Upper } else { Case::Capital };
        self.phrases.add(words.iter().map(|word| word.lower.as_str()), (entity, case));
        if !name.is_ascii() {
            let plain: Vec<String> = words.iter().map(|word| fold_word(&word.lower)).collect();
            self.phrases.add(plain.iter().map(String::as_str), (entity, case));
        }
    }

    /// Every known name that begins at token `at` and is the longest there; several when they share its words.
    pub(crate) fn at(&self, text: &str, tokens: &[Token], at: usize) -> Vec<NameHit> {
        if !tokens[at].word {
            return Vec::new();
        }
        let mut found = self.phrases.at(tokens, at);
        let near = &tokens[at..tokens.len().min(at + LONGEST)];
        // "Orbán" in the text, "Orban" in the table.
        if found.is_empty() && near.iter().any(|token| !token.lower.is_ascii()) {
            let fold = |token: &Token| Token { lower: fold_word(&token.lower), ..token.clone() };
            let plain: Vec<Token> = near.iter().map(fold).collect();
            found = self.phrases.at(&plain, 0);
            found.iter_mut().for_each(|hit| (hit.start, hit.end) = (at, hit.end + at));
        }
        let mut hits: Vec<NameHit> = found
            .into_iter()
            .filter(|found| written_as_name(text, tokens, found.start, found.end, found.value.1))
            .map(|found| NameHit { start: found.start, end: found.end, entity: found.value.0 })
            .collect();
        let longest = hits.iter().map(|hit| hit.end).max().unwrap_or(0);
        hits.retain(|hit| hit.end == longest);
        hits
    }

    /// People with this family name, in any case and with or without accents. Where the family's comes first, the last
    /// word of the name counts too.
    pub(crate) fn with_surname(&self, surname: &str) -> &[usize] {
        self.by_surname.get(&fold_word(surname)).map_or(&[], Vec::as_slice)
    }

    /// People whose name begins with `first` and ends with `last`.
    pub(crate) fn with_ends(&self, first: &str, last: &str) -> &[usize] {
        self.by_ends.get(&(fold_word(first), fold_word(last))).map_or(&[], Vec::as_slice)
    }
}

fn written_as_name(text: &str, tokens: &[Token], start: usize, end: usize, case: Case) -> bool {
    let written = &tokens[start..end];
    match case {
        Case::Upper => written.iter().all(|token| !token.span.of(text).contains(char::is_lowercase)),
        // "al-Qaeda" and "de Gaulle" begin small; one capital is enough.
        Case::Capital => {
            written[0].capital || written.iter().any(|token| token.span.of(text).contains(char::is_uppercase))
        }
    }
}
