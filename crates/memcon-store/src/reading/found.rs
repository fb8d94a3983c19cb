//! Incidents by the words of the articles that report them.

use rusqlite::ToSql;

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;
use crate::search;

/// Articles that are looked at: the last ones stored that have the words.
const ARTICLES: usize = 300;

impl Store {
    /// Incidents that articles with all the words of `wanted` report, those with most voices first, at most `limit`. Looks at the last
    /// articles that were stored, so that common words take no longer than rare ones.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_incidents(&self, wanted: &str, limit: usize) -> Result<Vec<memcon::Incident>> {
        let query = search::query(wanted);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT i.key FROM (SELECT DISTINCT r.incident FROM
                       (SELECT rowid FROM article_words WHERE article_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS m
                       CROSS JOIN reports AS r ON r.article = m.rowid) AS f
                   CROSS JOIN incidents AS i ON i.key = f.incident
                   ORDER BY i.background, i.voices DESC, i.day DESC, i.key DESC LIMIT ?3";
        let values: [&dyn ToSql; 3] = [&query, &ARTICLES, &limit];
        let keys = all(&self.connection, sql, &values, |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))?;
        self.incidents_by_key(&keys)
    }
}
