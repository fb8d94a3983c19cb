//! The words that report events, speech and actors, and those that change what a sentence means.

use std::collections::HashMap;

use serde::Deserialize;

use super::actor_words::ActorWords;
use super::inflect::{Inflector, WordForm};
use super::phrases::Phrases;
use super::table::{self, List};
use crate::error::{Error, Result};
use crate::ontology::{EventType, Status};

/// How an event word is used: its part of speech, type and who is who around it.
#[derive(Debug, Clone)]
pub(crate) struct EventWord {
    /// A noun; otherwise a verb (or an adjective used like one).
    pub noun: bool,
    /// Form of the inflected word.
    pub form: WordForm,
    pub event: EventType,
    pub mode: Option<String>,
    pub frame: Frame,
    /// Status that the word itself brings: an invitation is `requested`.
    pub status: Option<Status>,
    /// As often something else: it says little without a second sign.
    pub weak: bool,
}

/// Who is source and who is target around an event word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Subject acts on object.
    Object,
    /// Subject acts on what follows one of the prepositions.
    Preposition(Vec<String>),
    /// Subject acts; no target.
    Alone,
    /// All who take part are sources.
    Mutual,
}

/// What a cue does to the event near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Status(Status),
    Background,
    /// The event is not one: "danger of", "play about".
    None,
}

/// Where the event stands that a cue changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Next,
    Previous,
    Clause,
}

/// A word or phrase that introduces speech.
#[derive(Debug, Clone)]
pub(crate) struct SpeechWord {
    pub pos: char,
    pub kind: String,
    pub frame: String,
}

/// A noun that acts: "minister", "riot police".
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub kind: String,
    pub sectors: Vec<String>,
    /// Can stand before a name.
    pub title: bool,
    /// `m`, `f` or empty.
    pub gender: String,
    pub plural: bool,
    /// Words of the singular: "foreign minister".
    pub noun: String,
}

/// All word lists.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub events: Phrases<EventWord>,
    pub cues: Phrases<(Effect, Scope)>,
    pub speech: Phrases<SpeechWord>,
    pub agents: Phrases<Agent>,
    pub contexts: Phrases<String>,
    pub genders: HashMap<String, char>,
    /// Small words around actors.
    pub actors: ActorWords,
}

#[derive(Debug, Deserialize)]
struct TriggerRow {
    phrase: String,
    pos: String,
    #[serde(rename = "type")]
    event: String,
    mode: String,
    frame: String,
    status: String,
    note: String,
}

#[derive(Debug, Deserialize)]
struct CueRow {
    phrase: String,
    effect: String,
    scope: String,
}

#[derive(Debug, Deserialize)]
struct SpeechRow {
    phrase: String,
    pos: String,
    kind: String,
    frame: String,
}

#[derive(Debug, Deserialize)]
struct AgentRow {
    noun: String,
    plural: String,
    kind: String,
    sectors: List,
    title: String,
    gender: String,
}

#[derive(Debug, Deserialize)]
struct ContextRow {
    phrase: String,
    context: String,
}

#[derive(Debug, Deserialize)]
struct GenderRow {
    name: String,
    gender: String,
}

impl Words {
    /// Reads the word lists.
    pub(crate) fn read(file: &dyn Fn(&str) -> Result<String>) -> Result<Words> {
        let inflector = Inflector::read(&file("irregular.csv")?)?;
        let mut words = Words { actors: ActorWords::read(file)?, ..Words::default() };
        for (line, row) in rows::<TriggerRow>("triggers.csv", file)? {
            let wrong = |cause: String| Error::Knowledge { file: "triggers.csv".to_owned(), line, cause };
            let word = EventWord {
                noun: row.pos == "n",
                form: WordForm::Base,
                event: row.event.parse().map_err(wrong)?,
                mode: (!row.mode.is_empty()).then_some(row.mode),
                frame: frame(&row.frame),
                status: if row.status.is_empty() { None } else { Some(row.status.parse().map_err(wrong)?) },
                weak: row.note == "weak",
            };
            for (form, phrase) in inflected(&inflector, &row.phrase, &row.pos) {
                words.events.add(phrase.split(' '), EventWord { form, ..word.clone() });
            }
        }
        for (line, row) in rows::<CueRow>("cues.csv", file)? {
            let wrong = |cause: String| Error::Knowledge { file: "cues.csv".to_owned(), line, cause };
            let effect = match row.effect.as_str() {
                "background" => Effect::Background,
                "none" => Effect::None,
                status => Effect::Status(status.parse().map_err(wrong)?),
            };
            let scope = match row.scope.as_str() {
                "next" => Scope::Next,
                "prev" => Scope::Previous,
                "clause" => Scope::Clause,
                other => return Err(wrong(format!("no scope is called {other:?}"))),
            };
            words.cues.add(row.phrase.split(' '), (effect, scope));
        }
        for (_, row) in rows::<SpeechRow>("speech.csv", file)? {
            let word =
                SpeechWord { pos: row.pos.chars().next().unwrap_or('v'), kind: row.kind, frame: row.frame };
            for (_, phrase) in inflected(&inflector, &row.phrase, &row.pos) {
                words.speech.add(phrase.split(' '), word.clone());
            }
        }
        for (_, row) in rows::<AgentRow>("agents.csv", file)? {
            let agent = Agent {
                kind: row.kind,
                sectors: row.sectors.0,
                title: row.title == "yes",
                gender: row.gender,
                plural: false,
                // The stop of "Gov." is a token of its own.
                noun: row.noun.to_lowercase().trim_end_matches('.').to_owned(),
            };
            words.agents.add(agent.noun.clone().split(' '), agent.clone());
            let plural = row.plural.to_lowercase();
            if !plural.is_empty() && plural != agent.noun {
                words.agents.add(plural.split(' '), Agent { plural: true, ..agent });
            }
        }
        for (_, row) in rows::<ContextRow>("contexts.csv", file)? {
            words.contexts.add(row.phrase.to_lowercase().split(' '), row.context);
        }
        for (_, row) in rows::<GenderRow>("given_names.csv", file)? {
            words.genders.insert(row.name.to_lowercase(), row.gender.chars().next().unwrap_or(' '));
        }
        Ok(words)
    }
}

/// Rows with their line numbers (the header is line 1).
fn rows<T: serde::de::DeserializeOwned>(
    name: &str,
    file: &dyn Fn(&str) -> Result<String>,
) -> Result<impl Iterator<Item = (u64, T)>> {
    Ok(table::rows::<T>(name, &file(name)?)?
        .into_iter()
        .enumerate()
        .map(|(row, value)| (row as u64 + 2, value)))
}

fn frame(written: &str) -> Frame {
    match written {
        "mutual" => Frame::Mutual,
        "subj" | "by" => Frame::Alone,
        "subj>obj" | "visit" | "" => Frame::Object,
        other => match other.rsplit_once('>') {
            Some((_, prepositions)) => {
                Frame::Preposition(prepositions.split(',').map(str::trim).map(str::to_owned).collect())
            }
            None => Frame::Preposition(vec![other.to_owned()]),
        },
    }
}

/// Every form of a phrase: of a verb's first word, of a noun's last word that is not a preposition.
fn inflected(inflector: &Inflector, phrase: &str, pos: &str) -> Vec<(WordForm, String)> {
    let phrase = phrase.to_lowercase();
    match pos {
        "v" => {
            let (first, rest) =
                phrase.split_once(' ').map_or((phrase.as_str(), ""), |(first, rest)| (first, rest));
            let forms = inflector.verb(first).into_iter();
            forms.map(|(word, form)| (form, format!("{word} {rest}").trim_end().to_owned())).collect()
        }
        "n" => {
            let last = phrase.rsplit(' ').next().unwrap_or(&phrase);
            if PREPOSITIONS.contains(&last) {
                return vec![(WordForm::Base, phrase)];
            }
            let stem = phrase[..phrase.len() - last.len()].to_owned();
            inflector.noun(last).into_iter().map(|(word, form)| (form, format!("{stem}{word}"))).collect()
        }
        _ => vec![(WordForm::Base, phrase)],
    }
}

const PREPOSITIONS: [&str; 10] = ["of", "on", "to", "with", "by", "for", "from", "against", "in", "between"];
