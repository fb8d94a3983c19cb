//! Records into rows, many records a transaction.

use memcon::record::{ActorRecord, EventRecord, PlaceRecord, StatementRecord};
use memcon::{Record, byte_of_character};
use rusqlite::{Connection, ErrorCode, ToSql, params};

use crate::error::{Error, Result};
use crate::known;
use crate::open::Store;

/// Records in one transaction: what a killed run loses at most, and codes again.
const BATCH: usize = 200;

impl Store {
    /// Adds a record. It is safe on disk after [`Store::finish`], or when enough others came after it.
    ///
    /// # Errors
    /// When its id is in the store already, or the file cannot be written; then nothing of it is kept.
    pub fn save(&mut self, record: &Record) -> Result<()> {
        if self.pending == 0 {
            self.run("BEGIN IMMEDIATE")?;
        }
        // Counted even when it fails, so that the records before it are still committed.
        self.pending += 1;
        self.run("SAVEPOINT record")?;
        let joined = insert(&self.connection, record)
            .and_then(|article| self.joining.add(&self.connection, article, record));
        if let Err(source) = joined {
            self.run("ROLLBACK TO record; RELEASE record")?;
            return Err(match source.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) if self.has_id(&record.article.id)? => {
                    Error::AlreadyThere { path: self.path.clone(), id: record.article.id.clone() }
                }
                _ => Error::database(&self.path, source),
            });
        }
        self.run("RELEASE record")?;
        if self.pending >= BATCH { self.commit() } else { Ok(()) }
    }

    /// Writes out what was saved since the last batch, and brings the incidents that it touches up to date.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn commit(&mut self) -> Result<()> {
        if self.pending > 0 {
            self.joining.settle(&self.connection).map_err(|source| Error::database(&self.path, source))?;
            self.run("COMMIT")?;
            self.pending = 0;
        }
        Ok(())
    }

    /// Commits, and folds SQLite's log into the file, so that the one file can be copied.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(&mut self) -> Result<()> {
        self.commit()?;
        self.run("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    pub(crate) fn run(&self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(|source| Error::database(&self.path, source))
    }
}

/// Adds the rows of a record and gives the article's key.
fn insert(db: &Connection, record: &Record) -> rusqlite::Result<i64> {
    let article = &record.article;
    add(
        db,
        "INSERT INTO articles (id, source, url, publisher, title, authors, published, published_from, language,
         text, memcon, model, ontology, knowledge) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        params![
            article.id,
            article.source,
            article.url,
            article.publisher,
            article.title,
            list(&article.authors),
            article.published,
            article.published_from,
            article.language,
            article.text,
            record.memcon,
            record.made_with.model,
            record.made_with.ontology,
            record.made_with.knowledge
        ],
    )?;
    let key = db.last_insert_rowid();
    for (n, piece) in article.furniture.iter().enumerate() {
        add(
            db,
            "INSERT INTO furniture VALUES (?,?,?,?,?)",
            params![key, n, piece.start, piece.end, piece.kind],
        )?;
    }
    for actor in &record.actors {
        insert_actor(db, key, actor)?;
    }
    for place in &record.places {
        insert_place(db, key, place)?;
    }
    for (n, time) in record.times.iter().enumerate() {
        add(
            db,
            "INSERT INTO times VALUES (?,?,?,?,?,?,?)",
            params![key, n, time.start, time.end, time.kind, time.value, time.anchor],
        )?;
    }
    for event in &record.events {
        insert_event(db, key, event)?;
    }
    for statement in &record.statements {
        insert_statement(db, key, &article.text, statement)?;
    }
    for (n, skipped) in record.skipped.iter().enumerate() {
        add(
            db,
            "INSERT INTO skipped VALUES (?,?,?,?,?,?)",
            params![key, n, skipped.start, skipped.end, skipped.stage, skipped.reason],
        )?;
    }
    Ok(key)
}

fn insert_actor(db: &Connection, article: i64, actor: &ActorRecord) -> rusqlite::Result<()> {
    let known = known::key_of(db, actor)?;
    add(
        db,
        "INSERT INTO actors (article, id, name, known_as, wikidata, kind, country, sectors, reason, known)
         VALUES (?,?,?,?,?,?,?,?,?,?)",
        params![
            article,
            actor.id,
            actor.name,
            actor.known_as,
            actor.wikidata,
            actor.kind,
            actor.country,
            list(&actor.sectors),
            actor.reason,
            known
        ],
    )?;
    let key = db.last_insert_rowid();
    for (n, role) in actor.roles.iter().enumerate() {
        add(
            db,
            "INSERT INTO roles VALUES (?,?,?,?,?,?)",
            params![key, n, role.title, role.status, role.start, role.end],
        )?;
    }
    for (n, mention) in actor.mentions.iter().enumerate() {
        add(
            db,
            "INSERT INTO mentions VALUES (?,?,?,?,?)",
            params![key, n, mention.start, mention.end, mention.form],
        )?;
    }
    Ok(())
}

fn insert_place(db: &Connection, article: i64, place: &PlaceRecord) -> rusqlite::Result<()> {
    add(
        db,
        "INSERT INTO places (article, id, name, kind, country, lat, lon, geonames) VALUES (?,?,?,?,?,?,?,?)",
        params![
            article,
            place.id,
            place.name,
            place.kind,
            place.country,
            place.lat,
            place.lon,
            place.geonames
        ],
    )?;
    let key = db.last_insert_rowid();
    for (n, mention) in place.mentions.iter().enumerate() {
        add(db, "INSERT INTO place_mentions VALUES (?,?,?,?)", params![key, n, mention.start, mention.end])?;
    }
    Ok(())
}

fn insert_event(db: &Connection, article: i64, event: &EventRecord) -> rusqlite::Result<()> {
    let time = event.time.as_ref();
    add(
        db,
        "INSERT INTO events (article, id, type, mode, contexts, quad, intensity, place, time, time_start, time_end,
         status, background, attributed_to, confidence) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        params![
            article,
            event.id,
            event.kind,
            event.mode,
            list(&event.contexts),
            event.quad,
            event.intensity,
            event.place,
            time.map(|time| &time.value),
            time.and_then(|time| time.start),
            time.and_then(|time| time.end),
            event.status,
            event.background,
            event.attributed_to,
            event.confidence
        ],
    )?;
    let key = db.last_insert_rowid();
    for (role, actors) in [("source", &event.sources), ("target", &event.targets)] {
        for (n, actor) in actors.iter().enumerate() {
            add(db, "INSERT INTO event_actors VALUES (?,?,?,?)", params![key, role, n, actor])?;
        }
    }
    for (n, words) in event.evidence.iter().enumerate() {
        add(
            db,
            "INSERT INTO evidence VALUES (?,?,?,?,?)",
            params![key, n, words.start, words.end, words.role],
        )?;
    }
    Ok(())
}

fn insert_statement(
    db: &Connection,
    article: i64,
    text: &str,
    statement: &StatementRecord,
) -> rusqlite::Result<()> {
    let words: Vec<&str> =
        statement.content.iter().map(|span| characters(text, span.start, span.end)).collect();
    add(
        db,
        "INSERT INTO statements (article, id, speaker, cue_start, cue_end, direct, confidence, words)
         VALUES (?,?,?,?,?,?,?,?)",
        params![
            article,
            statement.id,
            statement.speaker,
            statement.cue.map(|cue| cue.start),
            statement.cue.map(|cue| cue.end),
            statement.direct,
            statement.confidence,
            words.join(" … ")
        ],
    )?;
    let key = db.last_insert_rowid();
    for (n, span) in statement.content.iter().enumerate() {
        add(db, "INSERT INTO statement_content VALUES (?,?,?,?)", params![key, n, span.start, span.end])?;
    }
    for (n, thing) in statement.about.iter().enumerate() {
        add(db, "INSERT INTO statement_about VALUES (?,?,?)", params![key, n, thing])?;
    }
    Ok(())
}

/// Prepared once a connection, however many rows follow.
pub(crate) fn add(db: &Connection, sql: &str, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// A list of words as JSON, which SQLite's own functions read.
fn list(words: &[String]) -> String {
    serde_json::Value::from(words.to_vec()).to_string()
}

/// The words from one character to another; empty when they are not in the text.
fn characters(text: &str, start: usize, end: usize) -> &str {
    match (byte_of_character(text, start), byte_of_character(text, end)) {
        (Some(from), Some(to)) => text.get(from..to).unwrap_or(""),
        _ => "",
    }
}
