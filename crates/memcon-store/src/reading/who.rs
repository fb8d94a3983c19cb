//! One known actor across articles: names, offices, company.

use rusqlite::ToSql;
use serde::Serialize;

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

/// Somebody who takes part in the same incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Company {
    /// Id of a known actor.
    pub id: String,
    /// Incidents in which both take part.
    pub incidents: u64,
    /// Of these, co-operation.
    pub cooperation: u64,
}

/// The key of the known actor called `?1`.
const WHO: &str = "(SELECT key FROM known_actors WHERE id = ?1)";

impl Store {
    /// In how many articles the known actor called `id` appears.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_appearances(&self, id: &str) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM actors WHERE known = {WHO}");
        Ok(self.rows(&sql, &[&id], |row| row.get(0))?.pop().unwrap_or_default())
    }

    /// How the last `articles` articles write the known actor called `id`, the most frequent name first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names_used(&self, id: &str, articles: usize) -> Result<Vec<NameUsed>> {
        let sql = format!(
            "SELECT name, count(*) FROM (SELECT name FROM actors WHERE known = {WHO} ORDER BY article DESC LIMIT ?2)
             GROUP BY name ORDER BY 2 DESC, 1 LIMIT 30"
        );
        self.rows(&sql, &[&id, &articles], |row| Ok(NameUsed { name: row.get(0)?, articles: row.get(1)? }))
    }

    /// Offices and descriptions of the known actor called `id` in the last `articles` articles, the latest first. Letters
    /// of either case are the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn offices_held(&self, id: &str, articles: usize) -> Result<Vec<OfficeHeld>> {
        let sql = format!(
            "SELECT min(r.title), r.status, min(a.published), max(a.published), count(DISTINCT a.key)
             FROM (SELECT key, article FROM actors WHERE known = {WHO} ORDER BY article DESC LIMIT ?2) AS x
             JOIN roles AS r ON r.actor = x.key JOIN articles AS a ON a.key = x.article
             GROUP BY lower(r.title), r.status ORDER BY 4 DESC, 5 DESC, 1 LIMIT 40"
        );
        self.rows(&sql, &[&id, &articles], |row| {
            Ok(OfficeHeld {
                title: row.get(0)?,
                status: row.get(1)?,
                first: row.get(2)?,
                last: row.get(3)?,
                articles: row.get(4)?,
            })
        })
    }

    /// Who takes part in the last `incidents` incidents of the known actor called `id`, the most frequent first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn company(&self, id: &str, incidents: usize, limit: usize) -> Result<Vec<Company>> {
        let sql = format!(
            "SELECT k.id, count(DISTINCT i.key), count(DISTINCT CASE WHEN i.quad <= 2 THEN i.key END)
             FROM (SELECT DISTINCT incident FROM incident_actors WHERE actor = {WHO} ORDER BY incident DESC LIMIT ?2) AS x
             JOIN incidents AS i ON i.key = x.incident
             JOIN incident_actors AS y ON y.incident = i.key AND y.actor <> {WHO}
             JOIN known_actors AS k ON k.key = y.actor GROUP BY k.key ORDER BY 2 DESC, 1 LIMIT ?3"
        );
        self.rows(&sql, &[&id, &incidents, &limit], |row| {
            Ok(Company { id: row.get(0)?, incidents: row.get(1)?, cooperation: row.get(2)? })
        })
    }

    fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        make: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        all(&self.connection, sql, values, make).map_err(|source| Error::database(&self.path, source))
    }
}
