//! What records hold, as tables. The first column of each is the article's id.

use memcon::record::{ActorRecord, EventRecord, PlaceRecord, SpanRecord, StatementRecord};
use memcon::{Record, byte_of_character};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Column, Kind, Row, flag, int, real, structs, text, texts};

/// A table of records.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    /// The rows that one record gives.
    pub rows: fn(&Record) -> Vec<Row>,
}

const SPAN: &[Column] = &[int("start"), int("end")];

/// One row an article.
pub const ARTICLES: Table = Table {
    name: "articles",
    columns: &[
        text("article"),
        text("source"),
        text("url"),
        text("publisher"),
        text("title"),
        texts("authors"),
        text("published"),
        text("published_from"),
        text("language"),
        text("text"),
        structs("furniture", &[int("start"), int("end"), text("kind")]),
    ],
    rows: articles,
};

/// One row an actor of an article.
pub const ACTORS: Table = Table {
    name: "actors",
    columns: &[
        text("article"),
        text("id"),
        text("name"),
        text("known_as"),
        text("wikidata"),
        text("kind"),
        text("country"),
        texts("sectors"),
        structs("roles", &[text("title"), text("status"), int("start"), int("end")]),
        structs("mentions", &[int("start"), int("end"), text("form")]),
        text("reason"),
    ],
    rows: actors,
};

const PLACES: Table = Table {
    name: "places",
    columns: &[
        text("article"),
        text("id"),
        text("name"),
        text("kind"),
        text("country"),
        real("lat"),
        real("lon"),
        int("geonames"),
        structs("mentions", SPAN),
    ],
    rows: places,
};

const TIMES: Table = Table {
    name: "times",
    columns: &[text("article"), int("start"), int("end"), text("type"), text("value"), text("anchor")],
    rows: times,
};

/// One row an event, with the names of those whom its ids stand for.
pub const EVENTS: Table = Table {
    name: "events",
    columns: &[
        text("article"),
        text("id"),
        text("published"),
        text("type"),
        text("mode"),
        texts("contexts"),
        int("quad"),
        real("intensity"),
        texts("sources"),
        texts("source_names"),
        texts("source_countries"),
        texts("targets"),
        texts("target_names"),
        texts("target_countries"),
        text("place"),
        text("place_name"),
        text("place_country"),
        real("lat"),
        real("lon"),
        text("time"),
        text("status"),
        flag("background"),
        text("attributed_to"),
        text("attributed_to_name"),
        text("trigger"),
        int("trigger_start"),
        int("trigger_end"),
        structs("evidence", &[int("start"), int("end"), text("role")]),
        real("confidence"),
    ],
    rows: events,
};

/// One row a statement.
pub const STATEMENTS: Table = Table {
    name: "statements",
    columns: &[
        text("article"),
        text("id"),
        text("published"),
        text("speaker"),
        text("speaker_name"),
        text("speaker_country"),
        text("cue"),
        int("cue_start"),
        int("cue_end"),
        text("content"),
        structs("content_spans", SPAN),
        flag("direct"),
        texts("about"),
        texts("about_names"),
        real("confidence"),
    ],
    rows: statements,
};

const SKIPPED: Table = Table {
    name: "skipped",
    columns: &[text("article"), int("start"), int("end"), text("stage"), text("reason")],
    rows: skipped,
};

/// All tables that a folder of CSV tables holds. The articles come first.
pub const RECORD_TABLES: [Table; 7] = [ARTICLES, ACTORS, PLACES, TIMES, EVENTS, STATEMENTS, SKIPPED];

/// Whole records, one a row, nested as they are in JSON.
pub const RECORDS: Table = Table {
    name: "records",
    columns: &[
        text("memcon"),
        Column {
            name: "made_with",
            kind: Kind::Struct(&[text("model"), text("ontology"), text("knowledge")]),
        },
        Column {
            name: "article",
            kind: Kind::Struct(&[
                text("id"),
                text("source"),
                text("url"),
                text("publisher"),
                text("title"),
                texts("authors"),
                text("published"),
                text("published_from"),
                text("language"),
                text("text"),
                structs("furniture", &[int("start"), int("end"), text("kind")]),
            ]),
        },
        structs(
            "actors",
            &[
                text("id"),
                text("name"),
                text("known_as"),
                text("wikidata"),
                text("kind"),
                text("country"),
                texts("sectors"),
                structs("roles", &[text("title"), text("status"), int("start"), int("end")]),
                structs("mentions", &[int("start"), int("end"), text("form")]),
                text("reason"),
            ],
        ),
        structs(
            "places",
            &[
                text("id"),
                text("name"),
                text("kind"),
                text("country"),
                real("lat"),
                real("lon"),
                int("geonames"),
                structs("mentions", SPAN),
            ],
        ),
        structs("times", &[int("start"), int("end"), text("type"), text("value"), text("anchor")]),
        structs(
            "events",
            &[
                text("id"),
                text("type"),
                text("mode"),
                texts("contexts"),
                int("quad"),
                real("intensity"),
                texts("sources"),
                texts("targets"),
                text("place"),
                Column { name: "time", kind: Kind::Struct(&[text("value"), int("start"), int("end")]) },
                text("status"),
                flag("background"),
                text("attributed_to"),
                structs("evidence", &[int("start"), int("end"), text("role")]),
                real("confidence"),
            ],
        ),
        structs(
            "statements",
            &[
                text("id"),
                text("speaker"),
                Column { name: "cue", kind: Kind::Struct(SPAN) },
                structs("content", SPAN),
                flag("direct"),
                texts("about"),
                real("confidence"),
            ],
        ),
        structs("skipped", &[int("start"), int("end"), text("stage"), text("reason")]),
    ],
    rows: records,
};

fn records(record: &Record) -> Vec<Row> {
    vec![vec![
        record.memcon.as_str().into(),
        value(&record.made_with),
        value(&record.article),
        value(&record.actors),
        value(&record.places),
        value(&record.times),
        value(&record.events),
        value(&record.statements),
        value(&record.skipped),
    ]]
}

fn articles(record: &Record) -> Vec<Row> {
    let article = &record.article;
    vec![vec![
        json!(article.id),
        json!(article.source),
        json!(article.url),
        json!(article.publisher),
        json!(article.title),
        json!(article.authors),
        json!(article.published),
        json!(article.published_from),
        json!(article.language),
        json!(article.text),
        value(&article.furniture),
    ]]
}

fn actors(record: &Record) -> Vec<Row> {
    let row = |actor: &ActorRecord| {
        vec![
            json!(record.article.id),
            json!(actor.id),
            json!(actor.name),
            json!(actor.known_as),
            json!(actor.wikidata),
            json!(actor.kind),
            json!(actor.country),
            json!(actor.sectors),
            value(&actor.roles),
            value(&actor.mentions),
            json!(actor.reason),
        ]
    };
    record.actors.iter().map(row).collect()
}

fn places(record: &Record) -> Vec<Row> {
    let row = |place: &PlaceRecord| {
        vec![
            json!(record.article.id),
            json!(place.id),
            json!(place.name),
            json!(place.kind),
            json!(place.country),
            json!(place.lat),
            json!(place.lon),
            json!(place.geonames),
            value(&place.mentions),
        ]
    };
    record.places.iter().map(row).collect()
}

fn times(record: &Record) -> Vec<Row> {
    let times = record.times.iter();
    times
        .map(|time| {
            vec![
                json!(record.article.id),
                json!(time.start),
                json!(time.end),
                json!(time.kind),
                json!(time.value),
                json!(time.anchor),
            ]
        })
        .collect()
}

fn events(record: &Record) -> Vec<Row> {
    let row = |event: &EventRecord| {
        let trigger = event.evidence.iter().find(|evidence| evidence.role == "trigger");
        let place = event.place.as_ref().and_then(|id| record.places.iter().find(|place| place.id == *id));
        let names = |ids: &[String]| ids.iter().map(|id| name(record, id)).collect::<Value>();
        let countries = |ids: &[String]| {
            ids.iter()
                .map(|id| actor(record, id).and_then(|actor| actor.country.as_deref()).unwrap_or_default())
                .collect::<Value>()
        };
        vec![
            json!(record.article.id),
            json!(event.id),
            json!(record.article.published),
            json!(event.kind),
            json!(event.mode),
            json!(event.contexts),
            json!(event.quad),
            json!(event.intensity),
            json!(event.sources),
            names(&event.sources),
            countries(&event.sources),
            json!(event.targets),
            names(&event.targets),
            countries(&event.targets),
            json!(event.place),
            json!(place.map(|place| &place.name)),
            json!(place.and_then(|place| place.country.as_ref())),
            json!(place.and_then(|place| place.lat)),
            json!(place.and_then(|place| place.lon)),
            json!(event.time.as_ref().map(|time| &time.value)),
            json!(event.status),
            json!(event.background),
            json!(event.attributed_to),
            json!(event.attributed_to.as_ref().map(|id| name(record, id))),
            json!(trigger.map(|trigger| words(record, trigger.start, trigger.end))),
            json!(trigger.map(|trigger| trigger.start)),
            json!(trigger.map(|trigger| trigger.end)),
            value(&event.evidence),
            json!(event.confidence),
        ]
    };
    record.events.iter().map(row).collect()
}

fn statements(record: &Record) -> Vec<Row> {
    let row = |statement: &StatementRecord| {
        let speaker = statement.speaker.as_ref().and_then(|id| actor(record, id));
        let spans = |spans: &[SpanRecord]| {
            spans.iter().map(|span| words(record, span.start, span.end)).collect::<Vec<_>>().join(" … ")
        };
        vec![
            json!(record.article.id),
            json!(statement.id),
            json!(record.article.published),
            json!(statement.speaker),
            json!(speaker.map(full_name)),
            json!(speaker.and_then(|speaker| speaker.country.as_ref())),
            json!(statement.cue.map(|cue| words(record, cue.start, cue.end))),
            json!(statement.cue.map(|cue| cue.start)),
            json!(statement.cue.map(|cue| cue.end)),
            json!(spans(&statement.content)),
            value(&statement.content),
            json!(statement.direct),
            json!(statement.about),
            statement.about.iter().map(|id| name(record, id)).collect(),
            json!(statement.confidence),
        ]
    };
    record.statements.iter().map(row).collect()
}

fn skipped(record: &Record) -> Vec<Row> {
    let skipped = record.skipped.iter();
    skipped
        .map(|piece| {
            vec![
                json!(record.article.id),
                json!(piece.start),
                json!(piece.end),
                json!(piece.stage),
                json!(piece.reason),
            ]
        })
        .collect()
}

fn actor<'a>(record: &'a Record, id: &str) -> Option<&'a ActorRecord> {
    record.actors.iter().find(|actor| actor.id == id)
}

/// The name that an id of this record stands for.
fn name<'a>(record: &'a Record, id: &str) -> &'a str {
    let place = || record.places.iter().find(|place| place.id == id).map(|place| place.name.as_str());
    actor(record, id).map(full_name).or_else(place).unwrap_or_default()
}

/// The name in the knowledge files when there is one.
fn full_name(actor: &ActorRecord) -> &str {
    actor.known_as.as_deref().unwrap_or(&actor.name)
}

/// The words from one character to another.
pub fn words(record: &Record, start: usize, end: usize) -> &str {
    let text = &record.article.text;
    match (byte_of_character(text, start), byte_of_character(text, end)) {
        (Some(from), Some(to)) => text.get(from..to).unwrap_or(""),
        _ => "",
    }
}

/// A part of a record as JSON; records hold nothing that JSON does not have.
fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
