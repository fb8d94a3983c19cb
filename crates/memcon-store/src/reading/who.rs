//! One actor across articles.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::lines::{EventLine, StatementLine, events, statements};
use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

/// A form of somebody's name, and in how many articles it is the fullest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameUsed {
    /// As written.
    pub name: String,
    /// In so many articles.
    pub articles: u64,
}

/// An office, and between which dates articles give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeHeld {
    /// As written.
    pub title: String,
    /// `current`, `former`, `future` or null.
    pub status: Option<String>,
    /// Published first.
    pub first: Option<String>,
    /// Published last.
    pub last: Option<String>,
    /// In so many articles.
    pub articles: u64,
}

/// An actor that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorFound {
    /// The name that it is known by across articles.
    pub name: String,
    /// In so many articles.
    pub articles: u64,
}

/// What articles say of one actor.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Appearances {
    /// In so many articles.
    pub articles: u64,
    /// So many of them, those stored last, are looked at in what follows.
    pub looked_at: u64,
    /// Wikidata identifier.
    pub wikidata: Option<String>,
    /// `person`, `organization`, `state` or `group`.
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Names, the most frequent first.
    pub names: Vec<NameUsed>,
    /// Offices, the latest first.
    pub offices: Vec<OfficeHeld>,
    /// Events in which it takes part.
    pub events: Vec<EventLine>,
    /// What it said.
    pub said: Vec<StatementLine>,
    /// What others said about it.
    pub about: Vec<StatementLine>,
}

/// Rows of `actors` that are one actor: the temporary table `mine`.
const MINE: &str = "
    SELECT key FROM actors WHERE known_as = ?1
    UNION ALL SELECT key FROM actors WHERE name = ?1 AND known_as IS NULL
    ORDER BY key DESC";

impl Store {
    /// What is known of the actor who is called `name`: its canonical name, or its fullest name where it has no
    /// canonical one. Looks at the last `appearances` articles that were stored; gives at most `lines` statements of each kind.
    /// `None` when nobody is called so.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn appearances(&self, name: &str, appearances: usize, lines: usize) -> Result<Option<Appearances>> {
        find(&self.connection, name, appearances, lines).map_err(|source| Error::database(&self.path, source))
    }
}

impl Store {
    /// Actors whose name begins with `words`, the most frequent first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_actors(&self, words: &str, limit: usize) -> Result<Vec<ActorFound>> {
        let from = words.trim();
        if from.is_empty() {
            return Ok(Vec::new());
        }
        let to = format!("{from}\u{10ffff}");
        let sql = "SELECT name, sum(count) FROM (
                SELECT known_as AS name, count(*) AS count FROM actors WHERE known_as >= ?1 AND known_as < ?2 GROUP BY known_as
                UNION ALL SELECT name, count(*) FROM actors
                WHERE name >= ?1 AND name < ?2 AND known_as IS NULL GROUP BY name)
             GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?3";
        all(&self.connection, sql, &[&from, &to, &limit], |row| {
            Ok(ActorFound { name: row.get(0)?, articles: row.get(1)? })
        })
        .map_err(|source| Error::database(&self.path, source))
    }
}

fn find(db: &Connection, name: &str, most: usize, lines: usize) -> rusqlite::Result<Option<Appearances>> {
    let keys: Vec<i64> = all(db, MINE, &[&name], |row| row.get(0))?;
    if keys.is_empty() {
        return Ok(None);
    }
    let mine = format!(
        "WITH mine AS MATERIALIZED (SELECT x.* FROM ({MINE} LIMIT ?2) AS k JOIN actors AS x ON x.key = k.key)"
    );
    let values: [&dyn rusqlite::ToSql; 2] = [&name, &most];
    let mut found = Appearances {
        articles: keys.len() as u64,
        looked_at: keys.len().min(most) as u64,
        ..Appearances::default()
    };
    let sql = format!(
        "{mine} SELECT max(wikidata), kind, country, count(*) FROM mine GROUP BY kind, country ORDER BY 4 DESC LIMIT 1"
    );
    (found.wikidata, found.kind, found.country) = db
        .prepare_cached(&sql)?
        .query_row(params![name, most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let sql = format!("{mine} SELECT name, count(*) FROM mine GROUP BY name ORDER BY 2 DESC, 1 LIMIT 40");
    found.names = all(db, &sql, &values, |row| Ok(NameUsed { name: row.get(0)?, articles: row.get(1)? }))?;
    let sql = format!(
        "{mine} SELECT r.title, r.status, min(a.published), max(a.published), count(DISTINCT a.key)
         FROM mine JOIN roles AS r ON r.actor = mine.key JOIN articles AS a ON a.key = mine.article
         GROUP BY r.title, r.status ORDER BY 4 DESC, 5 DESC, 1 LIMIT 60"
    );
    found.offices = all(db, &sql, &values, |row| {
        Ok(OfficeHeld {
            title: row.get(0)?,
            status: row.get(1)?,
            first: row.get(2)?,
            last: row.get(3)?,
            articles: row.get(4)?,
        })
    })?;
    let sql = format!(
        "{mine} SELECT DISTINCT e.key FROM mine JOIN events AS e ON e.article = mine.article
         JOIN event_actors AS ea ON ea.event = e.key AND ea.actor = mine.id ORDER BY e.key DESC"
    );
    found.events = events(db, &all(db, &sql, &values, |row| row.get(0))?)?;
    let limited: [&dyn rusqlite::ToSql; 3] = [&name, &most, &lines];
    let sql = format!(
        "{mine} SELECT s.key FROM mine JOIN statements AS s ON s.article = mine.article AND s.speaker = mine.id
         ORDER BY s.key DESC LIMIT ?3"
    );
    found.said = statements(db, &all(db, &sql, &limited, |row| row.get(0))?)?;
    let sql = format!(
        "{mine} SELECT s.key FROM mine JOIN statements AS s ON s.article = mine.article AND s.speaker IS NOT mine.id
         WHERE EXISTS (SELECT 1 FROM statement_about AS sa WHERE sa.statement = s.key AND sa.thing = mine.id)
         ORDER BY s.key DESC LIMIT ?3"
    );
    found.about = statements(db, &all(db, &sql, &limited, |row| row.get(0))?)?;
    Ok(Some(found))
}
