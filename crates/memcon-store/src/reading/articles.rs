//! Articles over time.

use serde::Serialize;

use super::lines::{ARTICLE, ArticleLine, EventLine, article, events};
use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

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
            format!("SELECT {ARTICLE} FROM articles AS a ORDER BY a.published DESC, a.key DESC LIMIT ?");
        all(&self.connection, &sql, &[&limit], |row| article(row, 0))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The events of the newest articles that are news there, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest_events(&self, limit: usize) -> Result<Vec<EventLine>> {
        let sql = "SELECT e.key FROM articles AS a JOIN events AS e ON e.article = a.key
                   WHERE NOT e.background ORDER BY a.published DESC, a.key DESC, e.key LIMIT ?";
        all(&self.connection, sql, &[&limit], |row| row.get(0))
            .and_then(|keys| events(&self.connection, &keys))
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
