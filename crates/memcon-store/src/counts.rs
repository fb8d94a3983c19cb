//! How much a store holds.

use crate::error::{Error, Result};
use crate::open::Store;

/// Numbers of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles, with those that were skipped.
    pub articles: u64,
    /// Articles of which nothing was coded.
    pub skipped: u64,
    /// Actors, counted in each article anew.
    pub actors: u64,
    /// Events.
    pub events: u64,
    /// Statements.
    pub statements: u64,
}

impl Store {
    /// Counts what the store holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        self.connection
            .query_row(
                "SELECT (SELECT count(*) FROM articles),
                        (SELECT count(DISTINCT article) FROM skipped WHERE stage IN ('read', 'extract')),
                        (SELECT count(*) FROM actors), (SELECT count(*) FROM events),
                        (SELECT count(*) FROM statements)",
                [],
                |row| {
                    Ok(Counts {
                        articles: row.get(0)?,
                        skipped: row.get(1)?,
                        actors: row.get(2)?,
                        events: row.get(3)?,
                        statements: row.get(4)?,
                    })
                },
            )
            .map_err(|source| Error::database(&self.path, source))
    }
}
