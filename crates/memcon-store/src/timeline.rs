//! Incidents counted over time and by kind.

use rusqlite::params_from_iter;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::open::Store;

/// A count of incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What was counted: a period (`2023`, `2023-05`, `2023-05-11`), a type, a status.
    pub of: String,
    /// How many incidents.
    pub incidents: usize,
    /// How many reports of them, copies left out.
    pub voices: usize,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Store {
    /// Incidents that meet `filter`, by the day, month or year on which they began; periods without any are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, filter: &Filter, step: Step) -> Result<Vec<Count>> {
        let length = match step {
            Step::Day => 10,
            Step::Month => 7,
            Step::Year => 4,
        };
        self.count_by(filter, &format!("substr(i.day, 1, {length})"), "1")
    }

    /// Incidents that meet `filter` by type, the most frequent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn by_type(&self, filter: &Filter) -> Result<Vec<Count>> {
        self.count_by(filter, "i.type", "2 DESC, 1")
    }

    /// Incidents that meet `filter` by status, the most frequent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn by_status(&self, filter: &Filter) -> Result<Vec<Count>> {
        self.count_by(filter, "i.status", "2 DESC, 1")
    }

    fn count_by(&self, filter: &Filter, what: &str, order: &str) -> Result<Vec<Count>> {
        let count = || -> rusqlite::Result<Vec<Count>> {
            let found = filter.conditions(&self.connection, false)?;
            let sql = format!(
                "SELECT {what}, count(*), sum(i.voices) FROM incidents AS i {} AND i.day IS NOT NULL
                 GROUP BY 1 ORDER BY {order}",
                found.sql
            );
            self.connection
                .prepare(&sql)?
                .query_map(params_from_iter(found.values), |row| {
                    Ok(Count { of: row.get(0)?, incidents: row.get(1)?, voices: row.get(2)? })
                })?
                .collect()
        };
        count().map_err(|source| Error::database(&self.path, source))
    }
}
