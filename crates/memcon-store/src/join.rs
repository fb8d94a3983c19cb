//! What a new article has to do with those before it: versions of its text, links between events.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use memcon::Record;
use memcon::incident::{Signature, Story, links};
use rusqlite::types::Type;
use rusqlite::{Connection, params};

use crate::error::{Error, Result};
use crate::known;
use crate::load::all;
use crate::open::Store;
use crate::save::add;
use crate::versions::add_version;

/// Stories that are kept in memory: articles of one time are compared with the same others.
const STORIES: usize = 16_384;

/// Articles joined in one transaction when an older database is brought up to date.
const BATCH: usize = 200;

/// The joining of what was saved since the last commit.
#[derive(Debug, Default)]
pub(crate) struct Joining {
    /// Keys of events whose incidents may have changed.
    pub touched: BTreeSet<i64>,
    stories: HashMap<i64, Arc<Kept>>,
}

/// An article as the joining keeps it.
#[derive(Debug)]
pub(crate) struct Kept {
    pub story: Story,
    /// Keys of its events, in order.
    pub events: Vec<i64>,
}

impl Joining {
    /// Compares a new article, whose rows are there, with the others.
    pub fn add(&mut self, db: &Connection, article: i64, record: &Record) -> rusqlite::Result<()> {
        let signature = Signature::of(record);
        let story = Story::of(record);
        add(
            db,
            "INSERT INTO sketches VALUES (?, ?, ?)",
            params![article, signature.as_ref().map(Signature::to_bytes).unwrap_or_default(), json(&story)?],
        )?;
        let versions = add_version(db, article, signature.as_ref())?;
        let mut touched = Vec::new();
        for version in &versions.changed {
            touched.extend(events(db, *version)?);
        }
        let new = Arc::new(Kept { events: events(db, article)?, story });
        if versions.twin == article {
            if let Some(old) = versions.followers.first() {
                touched.extend(self.give_way(db, *old)?);
            }
            for other in neighbours(db, &new.story)? {
                self.link(db, &new, other)?;
            }
            for block in new.story.blocks() {
                add(db, "INSERT INTO blocks VALUES (?, ?)", params![block.cast_signed(), article])?;
            }
            for follower in &versions.followers {
                touched.extend(self.link(db, &new, *follower)?);
            }
        } else {
            self.link(db, &new, versions.twin)?;
        }
        touched.extend(&new.events);
        self.keep(article, new);
        self.touched.extend(touched);
        Ok(())
    }

    /// Keeps the links between a new article and another; gives the other's events.
    fn link(&mut self, db: &Connection, new: &Kept, other: i64) -> rusqlite::Result<Vec<i64>> {
        let other = self.story(db, other)?;
        for link in links(&new.story, &other.story) {
            let (one, two) = (new.events[link.event], other.events[link.other]);
            for (event, other) in [(one, two), (two, one)] {
                add(db, "INSERT INTO links VALUES (?, ?, ?)", params![event, other, link.score])?;
            }
        }
        Ok(other.events.clone())
    }

    /// An article that stood for all that are word for word like it does so no longer: its links go. Gives the events
    /// that it was linked to, and its own.
    fn give_way(&mut self, db: &Connection, article: i64) -> rusqlite::Result<Vec<i64>> {
        let old = self.story(db, article)?;
        let mut touched = old.events.clone();
        for event in &old.events {
            touched.extend(all(db, "SELECT other FROM links WHERE event = ?", &[event], |row| {
                row.get::<_, i64>(0)
            })?);
            add(
                db,
                "DELETE FROM links WHERE (event, other) IN (SELECT other, event FROM links WHERE event = ?)",
                params![event],
            )?;
            add(db, "DELETE FROM links WHERE event = ?", params![event])?;
        }
        for block in old.story.blocks() {
            add(
                db,
                "DELETE FROM blocks WHERE block = ? AND article = ?",
                params![block.cast_signed(), article],
            )?;
        }
        Ok(touched)
    }

    /// The story of an article that was joined.
    pub fn story(&mut self, db: &Connection, article: i64) -> rusqlite::Result<Arc<Kept>> {
        if let Some(kept) = self.stories.get(&article) {
            return Ok(Arc::clone(kept));
        }
        let story = db
            .prepare_cached("SELECT sketch FROM sketches WHERE article = ?")?
            .query_row([article], |row| {
                row.get_ref(0)?.as_str().map(serde_json::from_str::<Story>).map_err(Into::into)
            })?
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))?;
        let kept = Arc::new(Kept { story, events: events(db, article)? });
        self.keep(article, Arc::clone(&kept));
        Ok(kept)
    }

    fn keep(&mut self, article: i64, story: Arc<Kept>) {
        if self.stories.len() >= STORIES {
            self.stories.clear();
        }
        self.stories.insert(article, story);
    }
}

impl Store {
    /// Joins the articles that an older memcon saved. Stopped half-way it goes on at the next opening: articles are
    /// joined in the order of their keys.
    pub(crate) fn join_missing(&mut self) -> Result<()> {
        let failed = |source| Error::database(&self.path, source);
        let last: i64 = self
            .connection
            .query_row("SELECT coalesce(max(article), 0) FROM sketches", [], |row| row.get(0))
            .map_err(failed)?;
        let sql = "SELECT key, id FROM articles WHERE key > ? ORDER BY key";
        let missing: Vec<(i64, String)> =
            all(&self.connection, sql, &[&last], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
        for batch in missing.chunks(BATCH) {
            self.run("BEGIN IMMEDIATE")?;
            for (article, id) in batch {
                let Some(record) = self.load(id)? else {
                    continue;
                };
                join_old(&self.connection, &mut self.joining, *article, &record)
                    .map_err(|source| Error::database(&self.path, source))?;
            }
            self.pending = batch.len();
            self.commit()?;
        }
        Ok(())
    }
}

fn join_old(db: &Connection, joining: &mut Joining, article: i64, record: &Record) -> rusqlite::Result<()> {
    for actor in &record.actors {
        let known = known::key_of(db, actor)?;
        add(
            db,
            "UPDATE actors SET known = ? WHERE article = ? AND id = ?",
            params![known, article, actor.id],
        )?;
    }
    joining.add(db, article, record)
}

/// Articles that have a block in common with a story.
fn neighbours(db: &Connection, story: &Story) -> rusqlite::Result<BTreeSet<i64>> {
    let mut near = BTreeSet::new();
    for block in story.neighbours() {
        let block = block.cast_signed();
        near.extend(all(db, "SELECT article FROM blocks WHERE block = ?", &[&block], |row| {
            row.get::<_, i64>(0)
        })?);
    }
    Ok(near)
}

fn events(db: &Connection, article: i64) -> rusqlite::Result<Vec<i64>> {
    all(db, "SELECT key FROM events WHERE article = ? ORDER BY key", &[&article], |row| row.get(0))
}

fn json(story: &Story) -> rusqlite::Result<String> {
    serde_json::to_string(story).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
