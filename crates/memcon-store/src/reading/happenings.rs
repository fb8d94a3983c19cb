//! All incidents of one or two parties, as much of each as timelines are drawn from.
//!
//! Counting is done here and not in SQL: SQLite sorts what it groups, which takes longer than reading it.

use std::collections::BTreeMap;

use rusqlite::ToSql;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::filter::Party;
use crate::load::all;
use crate::open::Store;

/// What a timeline needs of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Its number in this database.
    pub key: i64,
    /// First day on which it may have been.
    pub day: Option<String>,
    /// Last such day.
    pub last_day: Option<String>,
    /// PLOVER type.
    pub kind: String,
    /// Quad class.
    pub quad: u8,
    /// Status.
    pub status: String,
    /// PLOVER score.
    pub intensity: f64,
}

/// Incidents of one month, type and status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Month in which they began: `2026-03`.
    pub month: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Quad class of the type.
    pub quad: u8,
    /// Status.
    pub status: String,
    /// How many.
    pub incidents: u64,
    /// Their PLOVER scores, added up.
    pub intensity: f64,
}

/// Happenings counted by month, type and status; those without a day are left out.
pub fn cells(happenings: &[Happening]) -> Vec<Cell> {
    let mut counted: BTreeMap<(&str, &str, &str), (u8, u64, f64)> = BTreeMap::new();
    for one in happenings {
        if let Some(month) = one.day.as_deref().and_then(|day| day.get(..7)) {
            let cell = counted.entry((month, &one.kind, &one.status)).or_insert((one.quad, 0, 0.0));
            cell.1 += 1;
            cell.2 += one.intensity;
        }
    }
    counted
        .into_iter()
        .map(|((month, kind, status), (quad, incidents, intensity))| Cell {
            month: month.to_owned(),
            kind: kind.to_owned(),
            quad,
            status: status.to_owned(),
            incidents,
            intensity,
        })
        .collect()
}

impl Store {
    /// The incidents in which `one` takes part, and `other` too where one is given; the latest first, those without a
    /// day last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn happenings(&self, one: &Party, other: Option<&Party>) -> Result<Vec<Happening>> {
        let (test, id) = test("x", 1, one);
        let mut values: Vec<&dyn ToSql> = vec![id];
        let mut and = String::new();
        if let Some(other) = other {
            let (test, id) = self::test("y", 2, other);
            and = format!(
                " AND EXISTS (SELECT 1 FROM incident_actors AS y WHERE y.incident = x.incident AND {test})"
            );
            values.push(id);
        }
        let sql = format!(
            "SELECT i.key, i.day, i.last_day, i.type, i.quad, i.status, i.intensity
             FROM incident_actors AS x CROSS JOIN incidents AS i ON i.key = x.incident WHERE {test}{and}"
        );
        let mut found = all(&self.connection, &sql, &values, |row| {
            Ok(Happening {
                key: row.get(0)?,
                day: row.get(1)?,
                last_day: row.get(2)?,
                kind: row.get(3)?,
                quad: row.get(4)?,
                status: row.get(5)?,
                intensity: row.get(6)?,
            })
        })
        .map_err(|source| Error::database(&self.path, source))?;
        found.sort_unstable_by(|a, b| (&b.day, b.key).cmp(&(&a.day, a.key)));
        found.dedup_by_key(|one| one.key);
        Ok(found)
    }

    /// How many incidents began on the day `from` or later.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_begun(&self, from: &str) -> Result<usize> {
        self.connection
            .query_row("SELECT count(*) FROM incidents WHERE day >= ?", [from], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The incidents with these numbers, in this order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incidents_by_key(&self, keys: &[i64]) -> Result<Vec<memcon::Incident>> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let id: Vec<String> =
                all(&self.connection, "SELECT id FROM incidents WHERE key = ?", &[key], |row| row.get(0))
                    .map_err(|source| Error::database(&self.path, source))?;
            for id in id {
                found.extend(self.incident(&id)?);
            }
        }
        Ok(found)
    }
}

/// What makes a row of `incident_actors` one of the party; the value is parameter `number`.
pub(super) fn test<'a>(row: &str, number: usize, party: &'a Party) -> (String, &'a String) {
    match party {
        Party::Actor(id) => {
            (format!("{row}.actor = (SELECT key FROM known_actors WHERE id = ?{number})"), id)
        }
        Party::Country(code) => (format!("{row}.country = ?{number}"), code),
    }
}
