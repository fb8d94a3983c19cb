//! Articles over time, and whom one names.

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

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

/// How many articles were published in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// Articles.
    pub articles: u64,
}

impl Store {
    /// The newest articles by date of publication, at most `limit`; those without a date come last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest_articles(&self, limit: usize) -> Result<Vec<ArticleLine>> {
        let sql =
            "SELECT id, title, publisher, published FROM articles ORDER BY published DESC, key DESC LIMIT ?";
        all(&self.connection, sql, &[&limit], |row| {
            Ok(ArticleLine {
                id: row.get(0)?,
                title: row.get(1)?,
                publisher: row.get(2)?,
                published: row.get(3)?,
            })
        })
        .map_err(|source| Error::database(&self.path, source))
    }

    /// Articles by month of publication, oldest first; those without a date are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn months(&self) -> Result<Vec<Month>> {
        let sql = "SELECT substr(published, 1, 7) AS month, count(*) FROM articles
                   WHERE published IS NOT NULL GROUP BY month ORDER BY month";
        all(&self.connection, sql, &[], |row| Ok(Month { month: row.get(0)?, articles: row.get(1)? }))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The day on which the newest article was published.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_day(&self) -> Result<Option<String>> {
        self.connection
            .query_row("SELECT substr(max(published), 1, 10) FROM articles", [], |row| row.get(0))
            .optional()
            .map(Option::flatten)
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Known actors of the article called `id`, by the ids that it gives them: `a1` and so on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known_in(&self, id: &str) -> Result<HashMap<String, String>> {
        let sql = "SELECT x.id, k.id FROM articles AS a JOIN actors AS x ON x.article = a.key
                   JOIN known_actors AS k ON k.key = x.known WHERE a.id = ?";
        all(&self.connection, sql, &[&id], |row| Ok((row.get(0)?, row.get(1)?)))
            .map(|pairs| pairs.into_iter().collect())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// A number that changes when another connection writes to the database.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        self.connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }
}
