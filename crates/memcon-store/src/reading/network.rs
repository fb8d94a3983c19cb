//! Who deals with whom.

use std::collections::HashMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::open::Store;
use crate::reading::began;

/// Between whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Known actors.
    Actors,
    /// Countries: everybody of one with everybody of another.
    Countries,
}

/// What two have to do with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dealing {
    /// Id of a known actor, or an ISO 3166-1 alpha-3 code.
    pub one: String,
    /// Another.
    pub other: String,
    /// Incidents in which both take part.
    pub incidents: u64,
    /// Of these, co-operation.
    pub cooperation: u64,
}

/// Somebody while pairs are counted: the key of a known actor, or a country's code in its bytes.
type Who = i64;

impl Store {
    /// Pairs who take part in the same incidents that meet `filter` and began on the day `from` or later, those with most incidents first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dealings(
        &self,
        filter: &Filter,
        from: Option<&str>,
        between: Between,
        limit: usize,
    ) -> Result<Vec<Dealing>> {
        let find = || -> rusqlite::Result<Vec<Dealing>> {
            let mut pairs: Vec<((Who, Who), (u64, u64))> =
                self.count_pairs(filter, from, between)?.into_iter().collect();
            pairs.sort_unstable_by_key(|(pair, (incidents, _))| (std::cmp::Reverse(*incidents), *pair));
            pairs.truncate(limit);
            pairs
                .into_iter()
                .map(|((one, other), (incidents, cooperation))| {
                    Ok(Dealing {
                        one: name(&self.connection, one, between)?,
                        other: name(&self.connection, other, between)?,
                        incidents,
                        cooperation,
                    })
                })
                .collect()
        };
        find().map_err(|source| Error::database(&self.path, source))
    }

    fn count_pairs(
        &self,
        filter: &Filter,
        from: Option<&str>,
        between: Between,
    ) -> rusqlite::Result<HashMap<(Who, Who), (u64, u64)>> {
        let found = began(filter.conditions(&self.connection, false)?, from);
        let column = match between {
            Between::Actors => "actor",
            Between::Countries => "country",
        };
        let sql = format!(
            "SELECT i.key, i.quad, x.{column} FROM incidents AS i CROSS JOIN incident_actors AS x ON x.incident = i.key {}",
            found.sql
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(found.values))?;
        let mut pairs: HashMap<(Who, Who), (u64, u64)> = HashMap::new();
        let mut here: Vec<Who> = Vec::new();
        let mut incident: Option<(i64, u64)> = None;
        let mut close = |here: &mut Vec<Who>, cooperation: u64| {
            here.sort_unstable();
            here.dedup();
            for (n, one) in here.iter().enumerate() {
                for other in &here[n + 1..] {
                    let count = pairs.entry((*one, *other)).or_default();
                    count.0 += 1;
                    count.1 += cooperation;
                }
            }
            here.clear();
        };
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            if incident.is_none_or(|(other, _)| other != key) {
                close(&mut here, incident.map_or(0, |(_, cooperation)| cooperation));
                incident = Some((key, u64::from(row.get::<_, u8>(1)? <= 2)));
            }
            match row.get_ref(2)? {
                ValueRef::Integer(actor) => here.push(actor),
                ValueRef::Text(code) => here.extend(packed(code)),
                _ => {}
            }
        }
        close(&mut here, incident.map_or(0, |(_, cooperation)| cooperation));
        Ok(pairs)
    }
}

/// A country's code as a number, in the same order; `None` for what is no code.
fn packed(code: &[u8]) -> Option<Who> {
    (code.len() <= 7).then(|| code.iter().fold(0, |number, byte| number << 8 | i64::from(*byte)))
}

fn name(db: &Connection, who: Who, between: Between) -> rusqlite::Result<String> {
    match between {
        Between::Actors => {
            db.prepare_cached("SELECT id FROM known_actors WHERE key = ?")?.query_row([who], |row| row.get(0))
        }
        Between::Countries => {
            let bytes = who.to_be_bytes();
            Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\0').to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        let db = Connection::open_in_memory().unwrap();
        let code = packed(b"NOR").unwrap();
        assert_eq!(name(&db, code, Between::Countries).unwrap(), "NOR");
        assert!(code < packed(b"PRT").unwrap());
        assert_eq!(packed(b"not a code"), None);
    }
}
