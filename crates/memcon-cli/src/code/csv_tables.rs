//! Records as a folder of CSV tables: articles, actors, places, times, events, statements, skipped.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use memcon::Record;

use super::sink::{Sink, must_be_new};
use crate::exit::Stop;

/// Tables and their columns. The first column of each is the article's id.
const TABLES: [(&str, &[&str]); 7] = [
    (
        "articles",
        &["article", "source", "url", "publisher", "title", "published", "published_from", "language"],
    ),
    ("actors", &["article", "id", "name", "known_as", "kind", "country", "sectors", "mentions", "reason"]),
    ("places", &["article", "id", "name", "kind", "country", "lat", "lon", "geonames"]),
    ("times", &["article", "start", "end", "type", "value", "anchor"]),
    (
        "events",
        &[
            "article",
            "id",
            "type",
            "mode",
            "contexts",
            "quad",
            "intensity",
            "sources",
            "targets",
            "place",
            "time",
            "status",
            "background",
            "attributed_to",
            "trigger_start",
            "trigger_end",
            "trigger",
            "confidence",
        ],
    ),
    ("statements", &["article", "id", "speaker", "cue", "content", "direct", "about", "confidence"]),
    ("skipped", &["article", "start", "end", "stage", "reason"]),
];

/// A folder of tables that is being written.
pub struct CsvTables {
    folder: PathBuf,
    tables: Vec<csv::Writer<File>>,
}

impl CsvTables {
    pub fn open(folder: &Path, resume: bool) -> Result<CsvTables, Stop> {
        if resume {
            return Err(Stop::Command(format!(
                "{}: a folder of CSV tables cannot be gone on with; use .jsonl or .db for --resume",
                folder.display()
            )));
        }
        must_be_new(&folder.join("articles.csv"), resume)?;
        let fail = |error: std::io::Error| Stop::Command(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(fail)?;
        let mut tables = Vec::new();
        for (name, columns) in TABLES {
            let path = folder.join(format!("{name}.csv"));
            let file = OpenOptions::new().write(true).create(true).truncate(true).open(path).map_err(fail)?;
            let mut table = csv::Writer::from_writer(file);
            table.write_record(columns).map_err(|error| Stop::Failure(error.to_string()))?;
            tables.push(table);
        }
        Ok(CsvTables { folder: folder.to_owned(), tables })
    }

    fn row(&mut self, table: usize, fields: &[String]) -> Result<(), Stop> {
        let written = self.tables[table].write_record(fields);
        written.map_err(|error| Stop::Failure(format!("{}: {error}", self.folder.display())))
    }
}

impl Sink for CsvTables {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        let text: Vec<char> = record.article.text.chars().collect();
        let words = |start: usize, end: usize| text[start..end].iter().collect::<String>();
        let article = &record.article;
        let id = || article.id.clone();
        let or_empty = |field: &Option<String>| field.clone().unwrap_or_default();
        self.row(
            0,
            &[
                id(),
                article.source.clone(),
                or_empty(&article.url),
                or_empty(&article.publisher),
                or_empty(&article.title),
                or_empty(&article.published),
                or_empty(&article.published_from),
                or_empty(&article.language),
            ],
        )?;
        for actor in &record.actors {
            let mentions = actor.mentions.iter().map(|mention| format!("{}-{}", mention.start, mention.end));
            self.row(
                1,
                &[
                    id(),
                    actor.id.clone(),
                    actor.name.clone(),
                    or_empty(&actor.known_as),
                    actor.kind.clone(),
                    or_empty(&actor.country),
                    actor.sectors.join("|"),
                    mentions.collect::<Vec<_>>().join("|"),
                    actor.reason.clone(),
                ],
            )?;
        }
        for place in &record.places {
            let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            self.row(
                2,
                &[
                    id(),
                    place.id.clone(),
                    place.name.clone(),
                    place.kind.clone(),
                    or_empty(&place.country),
                    number(place.lat),
                    number(place.lon),
                    place.geonames.map(|id| id.to_string()).unwrap_or_default(),
                ],
            )?;
        }
        for time in &record.times {
            let kind = time.kind.clone();
            let (value, anchor) = (or_empty(&time.value), or_empty(&time.anchor));
            self.row(3, &[id(), time.start.to_string(), time.end.to_string(), kind, value, anchor])?;
        }
        for event in &record.events {
            let trigger = event.evidence.iter().find(|evidence| evidence.role == "trigger");
            let (start, end) = trigger.map_or((0, 0), |trigger| (trigger.start, trigger.end));
            self.row(
                4,
                &[
                    id(),
                    event.id.clone(),
                    event.kind.clone(),
                    or_empty(&event.mode),
                    event.contexts.join("|"),
                    event.quad.to_string(),
                    event.intensity.to_string(),
                    event.sources.join("|"),
                    event.targets.join("|"),
                    or_empty(&event.place),
                    event.time.as_ref().map(|time| time.value.clone()).unwrap_or_default(),
                    event.status.clone(),
                    event.background.to_string(),
                    or_empty(&event.attributed_to),
                    start.to_string(),
                    end.to_string(),
                    words(start, end),
                    event.confidence.to_string(),
                ],
            )?;
        }
        for statement in &record.statements {
            let content = statement.content.iter().map(|content| words(content.start, content.end));
            self.row(
                5,
                &[
                    id(),
                    statement.id.clone(),
                    or_empty(&statement.speaker),
                    statement.cue.map(|cue| words(cue.start, cue.end)).unwrap_or_default(),
                    content.collect::<Vec<_>>().join(" … "),
                    statement.direct.to_string(),
                    statement.about.join("|"),
                    statement.confidence.to_string(),
                ],
            )?;
        }
        for skipped in &record.skipped {
            let (stage, reason) = (skipped.stage.clone(), skipped.reason.clone());
            self.row(6, &[id(), skipped.start.to_string(), skipped.end.to_string(), stage, reason])?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Stop> {
        for table in &mut self.tables {
            table.flush()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.commit()
    }
}
