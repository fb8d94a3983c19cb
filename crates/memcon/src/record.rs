//! The record: what memcon says about one article, as it is written out.
//!
//! All positions count Unicode code points in `article.text` and are half-open. The shape is that of
//! `docs/record.schema.json`; field names are stable.

use serde::{Deserialize, Serialize};

/// One article's record: one JSON object, one line of JSON Lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of memcon that wrote it.
    pub memcon: String,
    /// What it was made with.
    pub made_with: MadeWith,
    /// The article.
    pub article: ArticleRecord,
    /// Who acts or speaks in it.
    pub actors: Vec<ActorRecord>,
    /// Where things are.
    pub places: Vec<PlaceRecord>,
    /// Temporal expressions.
    pub times: Vec<TimeRecord>,
    /// What happened, or did not.
    pub events: Vec<EventRecord>,
    /// Who said what.
    pub statements: Vec<StatementRecord>,
    /// What was left out, and why.
    pub skipped: Vec<SkippedRecord>,
}

impl Record {
    /// Moves events and statements with a confidence below `least` to what was skipped.
    pub(crate) fn drop_doubtful(&mut self, least: f64) {
        let doubtful = |start: usize, end: usize, what: &str, confidence: f64| SkippedRecord {
            start,
            end,
            stage: "compose".to_owned(),
            reason: format!("{what}: confidence {confidence:.2} is below {least:.2}"),
        };
        let skipped = &mut self.skipped;
        self.events.retain(|event| {
            let keep = event.confidence >= least;
            if let Some(trigger) = event.evidence.first().filter(|_| !keep) {
                skipped.push(doubtful(trigger.start, trigger.end, &event.kind, event.confidence));
            }
            keep
        });
        self.statements.retain(|statement| {
            let keep = statement.confidence >= least;
            if let Some(content) = statement.content.first().filter(|_| !keep) {
                skipped.push(doubtful(content.start, content.end, "statement", statement.confidence));
            }
            keep
        });
    }

    /// True when the whole input was skipped: nothing of it was coded.
    pub fn is_skipped(&self) -> bool {
        self.skipped.iter().any(|skipped| skipped.whole_article())
    }

    /// Why the whole input was skipped, when it was.
    pub fn skip_reason(&self) -> Option<&str> {
        self.skipped.iter().find(|skipped| skipped.whole_article()).map(|skipped| skipped.reason.as_str())
    }
}

/// Versions behind a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeWith {
    /// Name and version of the model; null when none was used.
    pub model: Option<String>,
    /// Version of the ontology.
    pub ontology: String,
    /// Month of the knowledge files.
    pub knowledge: String,
}

/// The article that a record is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleRecord {
    /// The id given with the input, else a stable hash of URL and text.
    pub id: String,
    /// The path or URL it was read from, as given.
    pub source: String,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// ISO date or date-time.
    pub published: Option<String>,
    /// `flag`, `metadata`, `url` or `text`.
    pub published_from: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The text that every position counts in.
    pub text: String,
    /// What is page and not article.
    pub furniture: Vec<FurnitureRecord>,
}

/// A piece of page furniture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FurnitureRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `navigation`, `caption`, `credit`, `byline`, `promotion`, `related`, `duplicate` or `other`.
    pub kind: String,
}

/// Somebody who acts or speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorRecord {
    /// `a1`, `a2`, … in order of first mention.
    pub id: String,
    /// Fullest form in the article.
    pub name: String,
    /// Canonical name, when the actor is in the knowledge base.
    pub known_as: Option<String>,
    /// Wikidata identifier, when known.
    pub wikidata: Option<String>,
    /// `person`, `organization`, `state` or `group`.
    pub kind: String,
    /// ISO 3166-1 alpha-3; null when none.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// Offices and descriptions.
    pub roles: Vec<RoleRecord>,
    /// Where the article mentions it.
    pub mentions: Vec<MentionRecord>,
    /// How it was resolved, or why not: one short sentence.
    pub reason: String,
}

/// An office that an actor holds, held or will hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleRecord {
    /// As written.
    pub title: String,
    /// At publication: `current`, `former`, `future` or null.
    pub status: Option<String>,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// One mention of an actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `name`, `description` or `pronoun`.
    pub form: String,
}

/// A stretch of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// `p1`, `p2`, … in order of first mention.
    pub id: String,
    /// Its usual name.
    pub name: String,
    /// `country`, `region`, `city` or `site`.
    pub kind: String,
    /// ISO 3166-1 alpha-3; null for seas and world regions.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames identifier, when known.
    pub geonames: Option<u32>,
    /// Where the article names it.
    pub mentions: Vec<SpanRecord>,
}

/// A temporal expression, as TIMEX3 has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3/ISO 8601 value; null when it cannot be known.
    pub value: Option<String>,
    /// What a relative value was counted from: `published`, `dateline`, `text`; null for absolute ones.
    pub anchor: Option<String>,
}

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// `e1`, `e2`, … in text order.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode; null when none applies.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub intensity: f64,
    /// Actor ids.
    pub sources: Vec<String>,
    /// Actor ids.
    pub targets: Vec<String>,
    /// Place id.
    pub place: Option<String>,
    /// When.
    pub time: Option<EventTime>,
    /// `happened`, `ongoing`, `planned`, `requested`, `threatened`, `denied` or `possible`.
    pub status: String,
    /// Older than the news that this article brings.
    pub background: bool,
    /// Actor id of who reports it, when the article does not assert it itself.
    pub attributed_to: Option<String>,
    /// The words it rests on; at least one trigger.
    pub evidence: Vec<EvidenceRecord>,
    /// Probability that a careful reader would agree.
    pub confidence: f64,
}

/// When an event takes place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventTime {
    /// TIMEX3 value.
    pub value: String,
    /// First character of the expression; null when inferred.
    pub start: Option<usize>,
    /// One past the last; null when inferred.
    pub end: Option<usize>,
}

/// Words that an event rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `trigger`, `source`, `target`, `place`, `time`, `status` or `attribution`.
    pub role: String,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// `s1`, `s2`, … in text order.
    pub id: String,
    /// Actor id; null when the article names none.
    pub speaker: Option<String>,
    /// "said", "according to"; null for free-standing quotations.
    pub cue: Option<SpanRecord>,
    /// What was said.
    pub content: Vec<SpanRecord>,
    /// Inside quotation marks.
    pub direct: bool,
    /// Actors and places named in the content.
    pub about: Vec<String>,
    /// Probability that a careful reader would agree.
    pub confidence: f64,
}

/// Something left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRecord {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The stage that left it out: `read`, `extract`, `annotate`, `resolve` or `compose`.
    pub stage: String,
    /// Why.
    pub reason: String,
}

impl SkippedRecord {
    /// The early stages pass over nothing but whole articles.
    fn whole_article(&self) -> bool {
        matches!(self.stage.as_str(), "read" | "extract")
    }
}
