//! The embedded tables, and what they say of names.

use std::collections::HashSet;

use regex::Regex;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::exit::Stop;

/// The rows of an embedded table.
pub fn rows<T: DeserializeOwned>(name: &str) -> Result<Vec<T>, Stop> {
    let content = memcon_knowledge::file(name).unwrap_or_default();
    let rows: csv::Result<Vec<T>> = csv::Reader::from_reader(content.as_bytes()).deserialize().collect();
    rows.map_err(|error| Stop::Failure(format!("{name}: {error}")))
}

/// Values of a field that holds several.
pub fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// A pattern of ours.
pub fn regex(pattern: &str) -> Result<Regex, Stop> {
    Regex::new(pattern).map_err(|error| Stop::Failure(format!("{pattern}: {error}")))
}

/// A state of states.csv.
#[derive(Debug, Clone, Deserialize)]
pub struct State {
    pub name: String,
    pub aliases: String,
    pub adjectives: String,
    pub demonyms: String,
    pub capital: String,
}

impl State {
    /// Name and other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(list(&self.aliases))
    }
}

#[derive(Debug, Deserialize)]
struct Name {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Word {
    word: String,
}

#[derive(Debug, Deserialize)]
struct Noun {
    noun: String,
}

/// Tells names that a text may be searched for from others.
pub struct Names {
    /// Words, in lower case, that alone are somebody else or nobody: given and family names, role nouns, words that so
    /// many articles have.
    words: HashSet<String>,
    /// Names, in lower case, that mean a state or its capital.
    states: HashSet<String>,
    latin: Regex,
}

impl Names {
    pub fn read(states: &[State]) -> Result<Names, Stop> {
        let mut words = HashSet::new();
        for table in ["given_names.csv", "family_names.csv"] {
            words.extend(rows::<Name>(table)?.into_iter().map(|row| row.name.to_lowercase()));
        }
        for table in ["common_words.csv", "place_words.csv", "actor_words.csv"] {
            words.extend(rows::<Word>(table)?.into_iter().map(|row| row.word.to_lowercase()));
        }
        words.extend(rows::<Noun>("agents.csv")?.into_iter().map(|row| row.noun.to_lowercase()));
        let of_states = states.iter().flat_map(|state| {
            let others = [&state.adjectives, &state.demonyms, &state.capital];
            state.names().chain(others.into_iter().flat_map(|field| list(field)))
        });
        Ok(Names {
            words,
            states: of_states.map(str::to_lowercase).collect(),
            // Letters and marks of the Latin script; digits and points of any.
            latin: regex(
                r"^[\p{Latin}\p{M}\p{N}\p{P}\p{Zs}&+]*\p{Latin}[\p{Latin}\p{M}\p{N}\p{P}\p{Zs}&+]*$",
            )?,
        })
    }

    /// The name with its blanks in order; none when English news would not write it so, or when it means too much.
    pub fn usable(&self, name: &str) -> Option<String> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = name.to_lowercase();
        let good = self.latin.is_match(&name)
            && !name.contains('|')
            && name.chars().count() > 2
            && name.contains(char::is_uppercase)
            && !self.states.contains(&known)
            && !self.words.contains(&known);
        good.then_some(name)
    }

    /// The same for a person's other name: a bare family name means too many.
    pub fn usable_alias(&self, name: &str) -> Option<String> {
        self.usable(name).filter(|name| name.contains(' '))
    }
}
