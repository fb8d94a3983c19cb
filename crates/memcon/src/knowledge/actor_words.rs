//! Small words around actors: what may stand before a role noun, what begins no name, which words are pronouns.

use std::collections::HashMap;

use serde::Deserialize;

use super::phrases::Phrases;
use super::table;
use crate::error::Result;
use crate::token::Token;

/// What a word does in the phrase for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActorWord {
    /// "senior": stands before a role noun.
    Modifier,
    /// "hundreds": stands before "of" and a group.
    Quantity,
    /// "von": a small word inside names.
    Joint,
    /// "backed": the second part of "US-backed".
    Compound,
    /// "Yet": begins no name, though a sentence may begin with it.
    Opener,
    /// "Tower": what ends so, or begins so, is nobody.
    Thing,
    /// A role noun that is an adjective when a noun follows: "local".
    Adjective,
    /// A plural role noun that is also a verb: "forces".
    Verb,
    /// "the".
    Determiner,
    /// "who".
    Relative,
    He,
    She,
    It,
    They,
    FirstPerson,
    /// "former": the role is over.
    Former,
    /// "Mr": no office.
    Courtesy,
    /// A noun that by itself tells nobody apart: "group".
    Vague,
    /// A noun that by itself is a thing or place, not somebody: "website".
    Place,
    /// A noun that news uses for another: `value`.
    Synonym,
    /// "international": of no one country.
    Foreign,
    /// "both": `value` actors named before.
    Pair,
    /// Plural nouns for states: "countries".
    Nations,
    /// An office whose holder news calls by family name alone.
    Leading,
    /// A name that another state bears too: `value`.
    Rival,
    /// "the South": a divided country's half, `value`, where the article names either half.
    Half,
    /// "the West".
    Bloc,
    /// "Friday": follows a name without belonging to it.
    Weekday,
    /// A people's adjective: "Kurdish"; `value` is the state that most of them live in, when it is one.
    People,
    /// Nouns for a people: "Kurds".
    Peoples,
    /// "Jr": stands after a name without being the family name.
    Suffix,
    /// "vice": an office of its own beside the one without it.
    Deputy,
    /// "who was": ties a role to the name before it; `value` is `past`, `future` or empty.
    Copula,
    /// "of": what follows says whose or where.
    Governs,
    /// "in": what follows is where something happens, and doesn't act.
    Located,
}

/// A people without a state of its own, or within one.
#[derive(Debug, Clone)]
pub(crate) struct People {
    /// A noun; otherwise an adjective.
    pub noun: bool,
    /// ISO code; empty when they live in several states.
    pub country: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    word: String,
    kind: ActorWord,
    value: String,
}

/// The table actor_words.csv.
#[derive(Debug, Default)]
pub(crate) struct ActorWords {
    words: HashMap<String, Vec<(ActorWord, String)>>,
    people: Phrases<People>,
}

impl ActorWords {
    /// Reads the table.
    pub(crate) fn read(file: &dyn Fn(&str) -> Result<String>) -> Result<ActorWords> {
        let mut words = ActorWords::default();
        for row in table::rows::<Row>("actor_words.csv", &file("actor_words.csv")?)? {
            let word = row.word.to_lowercase();
            if matches!(row.kind, ActorWord::People | ActorWord::Peoples) {
                let people = People { noun: row.kind == ActorWord::Peoples, country: row.value };
                words.people.add(word.split(' '), people);
            } else {
                words.words.entry(word).or_default().push((row.kind, row.value));
            }
        }
        Ok(words)
    }

    /// True when `word`, in lower case, is of this kind.
    pub(crate) fn is(&self, word: &str, kind: ActorWord) -> bool {
        self.value(word, kind).is_some()
    }

    /// What the table says beside a word of this kind.
    pub(crate) fn value(&self, word: &str, kind: ActorWord) -> Option<&str> {
        let kinds = self.words.get(word)?;
        kinds.iter().find(|known| known.0 == kind).map(|known| known.1.as_str())
    }

    /// ISO codes of the halves of divided countries.
    pub(crate) fn halves(&self) -> impl Iterator<Item = &str> {
        let all = self.words.values().flatten();
        all.filter(|known| known.0 == ActorWord::Half).map(|known| known.1.as_str())
    }

    /// The people whose name begins at token `at`, and one past its last token.
    pub(crate) fn people(&self, tokens: &[Token], at: usize) -> Option<(usize, &People)> {
        if !tokens[at].capital {
            return None;
        }
        let found = self.people.at(tokens, at).into_iter().max_by_key(|found| found.end)?;
        Some((found.end, found.value))
    }

    /// True for "US-backed", "pro-Russian": a compound that describes what follows.
    pub(crate) fn is_compound(&self, word: &str) -> bool {
        word.rsplit_once('-').is_some_and(|(first, last)| {
            self.is(last, ActorWord::Compound) || matches!(first, "pro" | "anti" | "non")
        })
    }
}
