//! A database file: made, opened, brought up to date, or refused.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::join::Joining;

/// Marks a file as ours: "memc".
const APPLICATION: i64 = 0x6d65_6d63;

/// What brings a database from each schema version to the next; the first makes an empty file version 1.
/// An entry never changes once it was released.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("corrections.sql"),
    include_str!("incidents.sql"),
    include_str!("watch.sql"),
];

/// Statements kept prepared: saving and joining an article takes some fifty.
const STATEMENTS: usize = 128;

/// A database of records.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Records saved since the last commit.
    pub(crate) pending: usize,
    /// What these records change about incidents.
    pub(crate) joining: Joining,
}

impl Store {
    /// Opens a database to read and add to; makes it when there is none.
    ///
    /// # Errors
    /// When the file is no database of memcon's, or a newer memcon wrote it.
    pub fn create(path: &Path) -> Result<Store> {
        Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a database that must be there.
    ///
    /// # Errors
    /// When it is not, is no database of memcon's, or a newer memcon wrote it.
    pub fn open(path: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(Error::Missing { path: path.to_owned() });
        }
        Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// A database that is gone when dropped.
    ///
    /// # Errors
    /// When SQLite has no memory left.
    pub fn in_memory() -> Result<Store> {
        Store::connect(Path::new(":memory:"), OpenFlags::default())
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Store> {
        let failed = |source| Error::database(path, source);
        // Without a URI flag a file called `file:x` is just that file.
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let mut store = Store { connection, path: path.to_owned(), pending: 0, joining: Joining::default() };
        store.check()?;
        store
            .connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -65536;",
            )
            .map_err(failed)?;
        store.migrate()?;
        store.join_missing()?;
        Ok(store)
    }

    /// Refuses what is not ours before anything is written to it.
    fn check(&self) -> Result<()> {
        let number = |name: &str| {
            self.connection
                .query_row(name, [], |row| row.get::<_, i64>(0))
                .map_err(|source| Error::database(&self.path, source))
        };
        let tables = number("SELECT count(*) FROM sqlite_master")?;
        let application = number("PRAGMA application_id")?;
        let version = number("PRAGMA user_version")?;
        let fresh = tables == 0 && application == 0 && version == 0;
        if !fresh && application != APPLICATION {
            return Err(Error::NotOurs { path: self.path.clone() });
        }
        let known = MIGRATIONS.len() as i64;
        if version > known {
            return Err(Error::TooNew { path: self.path.clone(), found: version, known });
        }
        Ok(())
    }

    /// Each step is one transaction, so a killed migration leaves the version before it.
    fn migrate(&mut self) -> Result<()> {
        let failed = |source| Error::database(&self.path, source);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(failed)?;
        let version: usize =
            transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
        for (before, step) in MIGRATIONS.iter().enumerate().skip(version) {
            transaction.execute_batch(step).map_err(failed)?;
            transaction.pragma_update(None, "user_version", before + 1).map_err(failed)?;
            transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_kind_is_refused_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text.db");
        std::fs::write(&text, "not a database at all, but long enough to look at".repeat(30)).unwrap();
        assert!(matches!(Store::create(&text), Err(Error::NotOurs { .. })));
        assert!(std::fs::read_to_string(&text).unwrap().starts_with("not a database"));

        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
        let error = Store::open(&other).unwrap_err().to_string();
        assert!(error.ends_with("other.db: not a database that memcon wrote"), "{error}");
    }

    #[test]
    fn a_newer_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        drop(Store::create(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Store::open(&path), Err(Error::TooNew { found: 99, .. })));
    }

    #[test]
    fn a_missing_database_is_made_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        assert!(matches!(Store::open(&path), Err(Error::Missing { .. })));
        drop(Store::create(&path).unwrap());
        assert!(Store::open(&path).is_ok());
    }
}
