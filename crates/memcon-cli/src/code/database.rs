//! Records into an SQLite database.

use std::path::Path;

use memcon::Record;
use memcon_store::Store;

use super::known::Known;
use super::sink::Sink;
use crate::exit::Stop;

/// A database that is being filled.
pub struct Database(Store);

impl Database {
    /// Opens or makes the database; says what it holds.
    pub fn open(path: &Path) -> Result<(Database, Known), Stop> {
        let refused = |error: memcon_store::Error| Stop::Command(error.to_string());
        let store = Store::create(path).map_err(refused)?;
        let mut known = Known::default();
        store.for_each_article(|id, source, text| known.add(source, id, text)).map_err(refused)?;
        Ok((Database(store), known))
    }
}

impl Sink for Database {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        self.0.save(record).map_err(failed)
    }

    fn commit(&mut self) -> Result<(), Stop> {
        self.0.commit().map_err(failed)
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.0.finish().map_err(failed)
    }
}

fn failed(error: memcon_store::Error) -> Stop {
    Stop::Failure(error.to_string())
}
