//! `settings.json`: what the columns of the scores mean, and the thresholds.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::ontology::{EventType, Status};

/// The format of docs/model-folder.md that this code reads.
const FORMAT: u64 = 2;

/// What a mention is, by the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionClass {
    Person,
    Organization,
    State,
    Group,
    Pronoun,
}

/// Columns of one word head in a row of scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// First column.
    pub start: usize,
    /// Number of columns: O, then B and I of each class.
    pub width: usize,
}

/// Word heads of the second pass.
#[derive(Debug)]
pub(super) struct LinkHeads {
    pub source: Columns,
    pub target: Columns,
    pub place: Columns,
    pub time: Columns,
    pub attribution: Columns,
    pub speaker: Columns,
    pub content: Columns,
}

/// Settings, checked.
#[derive(Debug)]
pub(super) struct Settings {
    pub name: String,
    pub version: String,
    /// Most pieces in a window.
    pub window: usize,
    pub cls: i32,
    pub sep: i32,
    pub pad: i32,
    /// What the mask holds for padding.
    pub masked: f32,
    pub trigger: Columns,
    pub cue: Columns,
    pub cue_wide: Columns,
    pub actor: Columns,
    /// A sentence's main source and target.
    pub pair_source: Columns,
    pub pair_target: Columns,
    /// Classes of `actor`.
    pub mentions: Vec<MentionClass>,
    pub link: LinkHeads,
    pub types: Vec<EventType>,
    /// Type and mode of each column of `mode`.
    pub modes: Vec<(EventType, Option<String>)>,
    pub statuses: Vec<Status>,
    /// Types of a pair: PLOVER's, but for YIELD, which is PLV's older name for CONCEDE and RETREAT.
    pub pair_types: Vec<String>,
    pub thresholds: Thresholds,
    pub weights: Weights,
}

/// How the signs for a trigger are added up; see "Decoding" in docs/model-folder.md.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    /// Share of the first pass in the choice of the type.
    pub type_first: f32,
    /// Added to the types under which the lexicon lists the word.
    pub type_listed: f32,
    pub bias: f32,
    /// Of the log-odds that it is a trigger, by the first pass and by the second.
    pub first: f32,
    pub second: f32,
    /// Of the chosen type's log-probability.
    pub sure: f32,
    /// The lexicon lists the word under the chosen type, or only under others.
    pub listed: f32,
    pub listed_other: f32,
    /// The same for its weak words.
    pub weak: f32,
    pub weak_other: f32,
}

/// See "Decoding" in docs/model-folder.md.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Thresholds {
    pub trigger_candidate: f32,
    pub trigger_accept: f32,
    pub cue_accept: f32,
    pub content_switch: f32,
    /// How much less sure, in mean log-probability, a second source or target may be than the surest.
    #[serde(default = "any_margin")]
    pub role_margin: f32,
}

/// A model that says nothing of it keeps all that it finds.
fn any_margin() -> f32 {
    f32::INFINITY
}

/// The file as written.
#[derive(Deserialize)]
struct File {
    name: String,
    version: String,
    lowercase: bool,
    window: usize,
    cls: i32,
    sep: i32,
    pad: i32,
    masked: f32,
    word_heads: Vec<Head>,
    link_word_heads: Vec<String>,
    types: Vec<String>,
    type_modes: Vec<(String, Option<String>)>,
    statuses: Vec<String>,
    pair_types: Vec<String>,
    thresholds: Thresholds,
    weights: Weights,
}

#[derive(Deserialize)]
struct Head {
    name: String,
    classes: Vec<String>,
}

impl Settings {
    /// Reads and checks the file.
    pub(super) fn open(path: &Path) -> Result<Settings> {
        let text =
            std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        parse(&text).map_err(|cause| Error::input(path.display().to_string(), cause))
    }
}

fn parse(text: &str) -> std::result::Result<Settings, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match value.get("format").and_then(serde_json::Value::as_u64) {
        Some(FORMAT) => {}
        Some(other) => {
            return Err(format!("format {other} is unknown to this memcon, which reads format {FORMAT}"));
        }
        None => return Err("it names no format".to_owned()),
    }
    let file: File = serde_json::from_value(value).map_err(|error| error.to_string())?;
    if !file.lowercase {
        return Err("models that keep capitals in their pieces are not supported".to_owned());
    }
    if !(8..=510).contains(&file.window) {
        return Err(format!("a window of {} pieces is not possible", file.window));
    }
    let head = |name: &str| word_head(&file.word_heads, name);
    let link = |name: &str| {
        let at = file.link_word_heads.iter().position(|head| head == name);
        at.map(|at| Columns { start: 3 * at, width: 3 }).ok_or_else(|| format!("there is no head {name:?}"))
    };
    let types: Vec<EventType> =
        file.types.iter().map(|code| code.parse()).collect::<std::result::Result<_, _>>()?;
    let modes = file.type_modes.iter().map(|(code, mode)| Ok((code.parse()?, mode.clone())));
    let (trigger, trigger_classes) = head("trigger")?;
    if *trigger_classes != file.types {
        return Err("the classes of the head \"trigger\" are not the types".to_owned());
    }
    let (actor, actor_classes) = head("actor")?;
    Ok(Settings {
        mentions: actor_classes
            .iter()
            .map(|name| mention_class(name))
            .collect::<std::result::Result<_, _>>()?,
        trigger,
        actor,
        cue: head("cue")?.0,
        cue_wide: head("cue_wide")?.0,
        pair_source: head("pair_source")?.0,
        pair_target: head("pair_target")?.0,
        link: LinkHeads {
            source: link("source")?,
            target: link("target")?,
            place: link("place")?,
            time: link("time")?,
            attribution: link("attribution")?,
            speaker: link("speaker")?,
            content: link("content")?,
        },
        types,
        modes: modes.collect::<std::result::Result<_, String>>()?,
        statuses: file.statuses.iter().map(|name| name.parse()).collect::<std::result::Result<_, _>>()?,
        pair_types: file.pair_types,
        name: file.name,
        version: file.version,
        window: file.window,
        cls: file.cls,
        sep: file.sep,
        pad: file.pad,
        masked: file.masked,
        thresholds: file.thresholds,
        weights: file.weights,
    })
}

fn word_head<'h>(heads: &'h [Head], name: &str) -> std::result::Result<(Columns, &'h Vec<String>), String> {
    let mut start = 0;
    for head in heads {
        let width = 1 + 2 * head.classes.len();
        if head.name == name {
            return Ok((Columns { start, width }, &head.classes));
        }
        start += width;
    }
    Err(format!("there is no head {name:?}"))
}

fn mention_class(name: &str) -> std::result::Result<MentionClass, String> {
    match name {
        "person" => Ok(MentionClass::Person),
        "organization" => Ok(MentionClass::Organization),
        "state" => Ok(MentionClass::State),
        "group" => Ok(MentionClass::Group),
        "pronoun" => Ok(MentionClass::Pronoun),
        _ => Err(format!("no kind of actor is called {name:?}")),
    }
}
