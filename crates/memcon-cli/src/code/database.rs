//! Records in an SQLite database.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;

use memcon::Record;
use memcon_store::Store;

use super::sink::{Sink, must_be_new};
use crate::exit::Stop;

/// A database that is being written.
pub struct Database {
    /// A connection belongs to one thread at a time.
    store: Mutex<Store>,
    /// Sources that an earlier run wrote: the path of a file, or path and line.
    known: HashSet<String>,
}

impl Database {
    /// Makes the database, or opens it to go on.
    pub fn open(path: &Path, resume: bool) -> Result<Database, Stop> {
        must_be_new(path, resume)?;
        let refused = |error: memcon_store::Error| Stop::Command(error.to_string());
        let store = Store::create(path).map_err(refused)?;
        let mut known = HashSet::new();
        store.for_each_article(|_, source, _| _ = known.insert(source.to_owned())).map_err(refused)?;
        Ok(Database { store: Mutex::new(store), known })
    }

    fn store(&mut self) -> &mut Store {
        // A thread that panicked with the lock cannot have left half a record: `save` undoes what it does not end.
        self.store.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Database {
    fn has(&self, source: &str) -> bool {
        self.known.contains(source)
    }

    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        self.store().save(record).map_err(failed)
    }

    fn commit(&mut self) -> Result<(), Stop> {
        self.store().commit().map_err(failed)
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.store().finish().map_err(failed)
    }
}

fn failed(error: memcon_store::Error) -> Stop {
    Stop::Failure(error.to_string())
}
