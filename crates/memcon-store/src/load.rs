//! Rows back into the record that they came from.

use memcon::Record;
use memcon::record::{
    ActorRecord, ArticleRecord, EventRecord, EventTime, EvidenceRecord, FurnitureRecord, MadeWith,
    MentionRecord, PlaceRecord, RoleRecord, SkippedRecord, SpanRecord, StatementRecord, TimeRecord,
};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use crate::error::{Error, Result};
use crate::open::Store;

impl Store {
    /// The record of the article called `id`, just as it was saved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn load(&self, id: &str) -> Result<Option<Record>> {
        load(&self.connection, id).map_err(|source| Error::database(&self.path, source))
    }

    /// The ids of all articles, in the order in which they were saved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ids(&self) -> Result<Vec<String>> {
        all(&self.connection, "SELECT id FROM articles ORDER BY key", &[], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Calls `each` with id, source and text of every article: what a resumed run must not do again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn for_each_article(&self, mut each: impl FnMut(&str, &str, &str)) -> Result<()> {
        let mut visit = || -> rusqlite::Result<()> {
            let mut statement =
                self.connection.prepare("SELECT id, source, text FROM articles ORDER BY key")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            }
            Ok(())
        };
        visit().map_err(|source| Error::database(&self.path, source))
    }

    /// True when an article read from `source` is there under `id`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has(&self, source: &str, id: &str) -> Result<bool> {
        self.exists("SELECT 1 FROM articles WHERE id = ?1 AND source = ?2", &[&id, &source])
    }

    /// True when an article is called `id`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_id(&self, id: &str) -> Result<bool> {
        self.exists("SELECT 1 FROM articles WHERE id = ?1", &[&id])
    }

    fn exists(&self, sql: &str, values: &[&dyn ToSql]) -> Result<bool> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.exists(values))
            .map_err(|source| Error::database(&self.path, source))
    }
}

fn load(db: &Connection, id: &str) -> rusqlite::Result<Option<Record>> {
    let found = db
        .prepare_cached(
            "SELECT key, id, source, url, publisher, title, authors, published, published_from, language, text,
             memcon, model, ontology, knowledge FROM articles WHERE id = ?",
        )?
        .query_row([id], |row| {
            let article = ArticleRecord {
                id: row.get(1)?,
                source: row.get(2)?,
                url: row.get(3)?,
                publisher: row.get(4)?,
                title: row.get(5)?,
                authors: list(row, 6)?,
                published: row.get(7)?,
                published_from: row.get(8)?,
                language: row.get(9)?,
                text: row.get(10)?,
                furniture: Vec::new(),
            };
            let made_with = MadeWith { model: row.get(12)?, ontology: row.get(13)?, knowledge: row.get(14)? };
            Ok((row.get::<_, i64>(0)?, article, row.get::<_, String>(11)?, made_with))
        })
        .optional()?;
    let Some((key, mut article, memcon, made_with)) = found else {
        return Ok(None);
    };
    article.furniture =
        all(db, "SELECT start, \"end\", kind FROM furniture WHERE article = ? ORDER BY n", &[&key], |row| {
            Ok(FurnitureRecord { start: row.get(0)?, end: row.get(1)?, kind: row.get(2)? })
        })?;
    Ok(Some(Record {
        memcon,
        made_with,
        article,
        actors: actors(db, key)?,
        places: places(db, key)?,
        times: all(
            db,
            "SELECT start, \"end\", type, value, anchor FROM times WHERE article = ? ORDER BY n",
            &[&key],
            |row| {
                Ok(TimeRecord {
                    start: row.get(0)?,
                    end: row.get(1)?,
                    kind: row.get(2)?,
                    value: row.get(3)?,
                    anchor: row.get(4)?,
                })
            },
        )?,
        events: events(db, key)?,
        statements: statements(db, key)?,
        skipped: all(
            db,
            "SELECT start, \"end\", stage, reason FROM skipped WHERE article = ? ORDER BY n",
            &[&key],
            |row| {
                Ok(SkippedRecord {
                    start: row.get(0)?,
                    end: row.get(1)?,
                    stage: row.get(2)?,
                    reason: row.get(3)?,
                })
            },
        )?,
    }))
}

fn actors(db: &Connection, article: i64) -> rusqlite::Result<Vec<ActorRecord>> {
    let sql = "SELECT key, id, name, known_as, wikidata, kind, country, sectors, reason FROM actors
               WHERE article = ? ORDER BY key";
    all(db, sql, &[&article], |row| {
        let key: i64 = row.get(0)?;
        Ok(ActorRecord {
            id: row.get(1)?,
            name: row.get(2)?,
            known_as: row.get(3)?,
            wikidata: row.get(4)?,
            kind: row.get(5)?,
            country: row.get(6)?,
            sectors: list(row, 7)?,
            roles: all(
                db,
                "SELECT title, status, start, \"end\" FROM roles WHERE actor = ? ORDER BY n",
                &[&key],
                |row| {
                    Ok(RoleRecord {
                        title: row.get(0)?,
                        status: row.get(1)?,
                        start: row.get(2)?,
                        end: row.get(3)?,
                    })
                },
            )?,
            mentions: all(
                db,
                "SELECT start, \"end\", form FROM mentions WHERE actor = ? ORDER BY n",
                &[&key],
                |row| Ok(MentionRecord { start: row.get(0)?, end: row.get(1)?, form: row.get(2)? }),
            )?,
            reason: row.get(8)?,
        })
    })
}

fn places(db: &Connection, article: i64) -> rusqlite::Result<Vec<PlaceRecord>> {
    let sql = "SELECT key, id, name, kind, country, lat, lon, geonames FROM places
               WHERE article = ? ORDER BY key";
    all(db, sql, &[&article], |row| {
        let key: i64 = row.get(0)?;
        Ok(PlaceRecord {
            id: row.get(1)?,
            name: row.get(2)?,
            kind: row.get(3)?,
            country: row.get(4)?,
            lat: row.get(5)?,
            lon: row.get(6)?,
            geonames: row.get(7)?,
            mentions: spans(db, "SELECT start, \"end\" FROM place_mentions WHERE place = ? ORDER BY n", key)?,
        })
    })
}

fn events(db: &Connection, article: i64) -> rusqlite::Result<Vec<EventRecord>> {
    let sql =
        "SELECT key, id, type, mode, contexts, quad, intensity, place, time, time_start, time_end, status,
               background, attributed_to, confidence FROM events WHERE article = ? ORDER BY key";
    all(db, sql, &[&article], |row| {
        let key: i64 = row.get(0)?;
        let involved = |role: &str| {
            let sql = "SELECT actor FROM event_actors WHERE event = ? AND role = ? ORDER BY n";
            all(db, sql, &[&key, &role], |row| row.get(0))
        };
        let time = match row.get::<_, Option<String>>(8)? {
            Some(value) => Some(EventTime { value, start: row.get(9)?, end: row.get(10)? }),
            None => None,
        };
        Ok(EventRecord {
            id: row.get(1)?,
            kind: row.get(2)?,
            mode: row.get(3)?,
            contexts: list(row, 4)?,
            quad: row.get(5)?,
            intensity: row.get(6)?,
            sources: involved("source")?,
            targets: involved("target")?,
            place: row.get(7)?,
            time,
            status: row.get(11)?,
            background: row.get(12)?,
            attributed_to: row.get(13)?,
            evidence: all(
                db,
                "SELECT start, \"end\", role FROM evidence WHERE event = ? ORDER BY n",
                &[&key],
                |row| Ok(EvidenceRecord { start: row.get(0)?, end: row.get(1)?, role: row.get(2)? }),
            )?,
            confidence: row.get(14)?,
        })
    })
}

fn statements(db: &Connection, article: i64) -> rusqlite::Result<Vec<StatementRecord>> {
    let sql = "SELECT key, id, speaker, cue_start, cue_end, direct, confidence FROM statements
               WHERE article = ? ORDER BY key";
    all(db, sql, &[&article], |row| {
        let key: i64 = row.get(0)?;
        let cue = match (row.get(3)?, row.get(4)?) {
            (Some(start), Some(end)) => Some(SpanRecord { start, end }),
            _ => None,
        };
        Ok(StatementRecord {
            id: row.get(1)?,
            speaker: row.get(2)?,
            cue,
            content: spans(
                db,
                "SELECT start, \"end\" FROM statement_content WHERE statement = ? ORDER BY n",
                key,
            )?,
            direct: row.get(5)?,
            about: all(
                db,
                "SELECT thing FROM statement_about WHERE statement = ? ORDER BY n",
                &[&key],
                |row| row.get(0),
            )?,
            confidence: row.get(6)?,
        })
    })
}

fn spans(db: &Connection, sql: &str, key: i64) -> rusqlite::Result<Vec<SpanRecord>> {
    all(db, sql, &[&key], |row| Ok(SpanRecord { start: row.get(0)?, end: row.get(1)? }))
}

/// Every row of a query, each made into a `T`.
pub(crate) fn all<T>(
    db: &Connection,
    sql: &str,
    values: &[&dyn ToSql],
    mut make: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(sql)?.query_map(values, |row| make(row))?.collect()
}

/// A list of words that was written as JSON.
fn list(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    serde_json::from_str(row.get_ref(column)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}
