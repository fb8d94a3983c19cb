//! Actors across articles.

use memcon::incident::{self, KnownActor};
use memcon::record::ActorRecord;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::incidents::known_actor;
use crate::load::all;
use crate::open::Store;
use crate::save::add;

const COLUMNS: &str = "k.id, k.name, k.kind, k.country, k.wikidata";

impl Store {
    /// The known actor called `id`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known_actor(&self, id: &str) -> Result<Option<KnownActor>> {
        let sql = format!("SELECT {COLUMNS} FROM known_actors AS k WHERE k.id = ?");
        Ok(self.known(&sql, &[&id])?.pop())
    }

    /// Known actors that `name` may mean, those that take part in most incidents first: by their whole name, else by
    /// its last word, as people are called, else by its beginning.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known_actors(&self, name: &str, limit: usize) -> Result<Vec<KnownActor>> {
        let escaped = name.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let order =
            "ORDER BY (SELECT count(*) FROM (SELECT 1 FROM incident_actors AS x WHERE x.actor = k.key LIMIT
                     10000)) DESC, k.id LIMIT ?2";
        let whole = format!("SELECT {COLUMNS} FROM known_actors AS k WHERE k.name = ?1 {order}");
        let found = self.known(&whole, &[&name, &limit])?;
        if !found.is_empty() {
            return Ok(found);
        }
        let like =
            format!("SELECT {COLUMNS} FROM known_actors AS k WHERE k.name LIKE ?1 ESCAPE '\\' {order}");
        let found = self.known(&like, &[&format!("% {escaped}"), &limit])?;
        if !found.is_empty() {
            return Ok(found);
        }
        self.known(&like, &[&format!("{escaped}%"), &limit])
    }

    /// Calls `each` with every known actor and how many incidents it takes part in, in the order of ids.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn for_each_known_actor(&self, mut each: impl FnMut(KnownActor, usize)) -> Result<()> {
        let mut visit = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare(&format!(
                "SELECT {COLUMNS}, (SELECT count(DISTINCT x.incident) FROM incident_actors AS x
                 WHERE x.actor = k.key) FROM known_actors AS k ORDER BY k.id"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(known_actor(row, 0)?, row.get(5)?);
            }
            Ok(())
        };
        visit().map_err(|source| Error::database(&self.path, source))
    }

    fn known(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<KnownActor>> {
        all(&self.connection, sql, values, |row| known_actor(row, 0))
            .map_err(|source| Error::database(&self.path, source))
    }
}

/// Key of the known actor that an article's actor is, which is added when it is new.
///
/// Articles may differ in kind and country: the first in the alphabet stands, so that their order does not matter.
pub(crate) fn key_of(db: &Connection, actor: &ActorRecord) -> rusqlite::Result<i64> {
    let new = incident::known_actor(actor);
    let found = db
        .prepare_cached("SELECT id, name, kind, country, wikidata, key FROM known_actors WHERE id = ?")?
        .query_row([&new.id], |row| Ok((known_actor(row, 0)?, row.get::<_, i64>(5)?)))
        .optional()?;
    let Some((old, key)) = found else {
        add(
            db,
            "INSERT INTO known_actors (id, name, kind, country, wikidata) VALUES (?,?,?,?,?)",
            params![new.id, new.name, new.kind, new.country, new.wikidata],
        )?;
        return Ok(db.last_insert_rowid());
    };
    let first = |a: &Option<String>, b: &Option<String>| a.iter().chain(b).min().cloned();
    let both = KnownActor {
        id: new.id,
        name: new.name.min(old.name.clone()),
        kind: new.kind.min(old.kind.clone()),
        country: first(&new.country, &old.country),
        wikidata: first(&new.wikidata, &old.wikidata),
    };
    if both != old {
        add(
            db,
            "UPDATE known_actors SET name = ?, kind = ?, country = ?, wikidata = ? WHERE key = ?",
            params![both.name, both.kind, both.country, both.wikidata, key],
        )?;
    }
    Ok(key)
}
