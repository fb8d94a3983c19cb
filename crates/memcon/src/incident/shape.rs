//! An incident, as it is written out: field names are stable, as those of records are.

use serde::{Deserialize, Serialize};

/// One happening in the world, however many articles report it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Sixteen hexadecimal digits, made from its earliest report: later reports do not change it.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode; null when none applies.
    pub mode: Option<String>,
    /// 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub intensity: f64,
    /// Ids of known actors, see [`KnownActor`].
    pub sources: Vec<String>,
    /// Ids of known actors.
    pub targets: Vec<String>,
    /// Who they are: sources and targets, each once.
    pub actors: Vec<KnownActor>,
    /// Where.
    pub place: Option<IncidentPlace>,
    /// TIMEX3 value of when; null when no report tells.
    pub time: Option<String>,
    /// First and last day on which it may have been, for ordering and counting: by `time`, else by its first report.
    pub days: Option<(String, String)>,
    /// Status by the latest trustworthy reports.
    pub status: String,
    /// True when every report tells of it as something older than its news.
    pub background: bool,
    /// Headline of the earliest article that brings it as news.
    pub headline: Option<String>,
    /// Who reports it, the earliest first.
    pub reports: Vec<Report>,
    /// Publication date of the earliest report.
    pub first_reported: Option<String>,
    /// Publication date of the latest report.
    pub last_reported: Option<String>,
    /// How many outlets report it, copies too.
    pub publishers: usize,
    /// How many texts report it: copies of one text are one.
    pub voices: usize,
    /// How its status moved, the earliest first.
    pub history: Vec<StatusChange>,
    /// What the reports disagree on.
    pub disagreements: Vec<Disagreement>,
}

/// Somebody who acts in more than one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownActor {
    /// The canonical name where the knowledge base has one, else the name or description that articles use.
    pub id: String,
    /// What to call it.
    pub name: String,
    /// `person`, `organization`, `state` or `group`.
    pub kind: String,
    /// ISO 3166-1 alpha-3; null when none.
    pub country: Option<String>,
    /// Wikidata identifier, when known.
    pub wikidata: Option<String>,
}

/// Where an incident took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentPlace {
    /// Usual name.
    pub name: String,
    /// `country`, `region`, `city` or `site`.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames identifier, when known.
    pub geonames: Option<u32>,
}

/// One article's event that tells of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The article's id.
    pub article: String,
    /// The event's id in the article.
    pub event: String,
    /// True when the article tells of it as older than its news.
    pub background: bool,
    /// True when the article is a version of another's text: its publisher counts, its voice does not.
    pub copy: bool,
    /// Outlet.
    pub publisher: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
}

/// A status, and the report that brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// `happened`, `ongoing`, `planned`, `requested`, `threatened`, `denied` or `possible`.
    pub status: String,
    /// When that report was published.
    pub reported: Option<String>,
    /// Its article's id.
    pub article: String,
    /// Its event's id.
    pub event: String,
}

/// A field on which reports differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// `time`, `place`, `sources`, `targets` or `status`.
    pub field: String,
    /// What is said, by most reports first.
    pub values: Vec<Version>,
}

/// One of several accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What these reports say; names joined by ` | `.
    pub value: String,
    /// Which reports: article and event ids.
    pub reports: Vec<ReportId>,
}

/// Names a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportId {
    /// The article's id.
    pub article: String,
    /// The event's id in it.
    pub event: String,
}
