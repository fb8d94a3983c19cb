//! Articles, events and statements as one line each.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::load::all;

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleLine {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
}

/// The columns of `articles AS a` that [`ArticleLine`] is made of.
pub(super) const ARTICLE: &str = "a.id, a.title, a.publisher, a.published";

pub(super) fn article(row: &Row<'_>, first: usize) -> rusqlite::Result<ArticleLine> {
    Ok(ArticleLine {
        id: row.get(first)?,
        title: row.get(first + 1)?,
        publisher: row.get(first + 2)?,
        published: row.get(first + 3)?,
    })
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Side {
    /// The name that one is known by across articles: canonical where known, else the fullest in the article.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// An event in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// Where it is reported.
    pub article: ArticleLine,
    /// Its id in the article.
    pub event: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Quad class.
    pub quad: u8,
    /// PLOVER score.
    pub intensity: f64,
    /// How real it is.
    pub status: String,
    /// Older than the article's news.
    pub background: bool,
    /// TIMEX3 value; null when unknown.
    pub time: Option<String>,
    /// Name of its place.
    pub place: Option<String>,
    /// Who did it.
    pub sources: Vec<Side>,
    /// To whom.
    pub targets: Vec<Side>,
    /// A reader corrected it.
    pub corrected: bool,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementLine {
    /// Where it is reported.
    pub article: ArticleLine,
    /// Its id in the article.
    pub statement: String,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Inside quotation marks.
    pub direct: bool,
    /// What was said.
    pub words: String,
    /// A reader corrected it.
    pub corrected: bool,
}

/// The events with these keys, in this order.
pub(super) fn events(db: &Connection, keys: &[i64]) -> rusqlite::Result<Vec<EventLine>> {
    let sql = format!(
        "SELECT {ARTICLE}, e.id, e.type, e.mode, e.quad, e.intensity, e.status, e.background, e.time,
                (SELECT name FROM places AS p WHERE p.article = e.article AND p.id = e.place),
                EXISTS (SELECT 1 FROM corrections AS c WHERE c.article = a.id AND c.target = e.id)
         FROM events AS e JOIN articles AS a ON a.key = e.article WHERE e.key = ?"
    );
    let involved = "SELECT ea.role, coalesce(x.known_as, x.name), x.country
         FROM event_actors AS ea JOIN events AS e ON e.key = ea.event
         JOIN actors AS x ON x.article = e.article AND x.id = ea.actor WHERE ea.event = ? ORDER BY ea.role, ea.n";
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        let mut by_role: HashMap<String, Vec<Side>> = HashMap::new();
        for (role, party) in all(db, involved, &[key], |row| {
            Ok((row.get::<_, String>(0)?, Side { name: row.get(1)?, country: row.get(2)? }))
        })? {
            by_role.entry(role).or_default().push(party);
        }
        found.push(db.prepare_cached(&sql)?.query_row([key], |row| {
            Ok(EventLine {
                article: article(row, 0)?,
                event: row.get(4)?,
                kind: row.get(5)?,
                mode: row.get(6)?,
                quad: row.get(7)?,
                intensity: row.get(8)?,
                status: row.get(9)?,
                background: row.get(10)?,
                time: row.get(11)?,
                place: row.get(12)?,
                corrected: row.get(13)?,
                sources: by_role.remove("source").unwrap_or_default(),
                targets: by_role.remove("target").unwrap_or_default(),
            })
        })?);
    }
    Ok(found)
}

/// The statements with these keys, in this order.
pub(super) fn statements(db: &Connection, keys: &[i64]) -> rusqlite::Result<Vec<StatementLine>> {
    let sql = format!(
        "SELECT {ARTICLE}, s.id,
                (SELECT coalesce(known_as, name) FROM actors AS x WHERE x.article = s.article AND x.id = s.speaker),
                s.direct, s.words,
                EXISTS (SELECT 1 FROM corrections AS c WHERE c.article = a.id AND c.target = s.id)
         FROM statements AS s JOIN articles AS a ON a.key = s.article WHERE s.key = ?"
    );
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        found.push(db.prepare_cached(&sql)?.query_row([key], |row| {
            Ok(StatementLine {
                article: article(row, 0)?,
                statement: row.get(4)?,
                speaker: row.get(5)?,
                direct: row.get(6)?,
                words: row.get(7)?,
                corrected: row.get(8)?,
            })
        })?);
    }
    Ok(found)
}
