//! All records, one after the other.

use memcon::Record;

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

/// Ids that are fetched at once.
const PAGE: usize = 500;

impl Store {
    /// Every record, in the order in which they were saved, without holding more than one.
    pub fn records(&self) -> impl Iterator<Item = Result<Record>> + '_ {
        Records { store: self, after: 0, ids: Vec::new().into_iter() }
    }
}

struct Records<'a> {
    store: &'a Store,
    /// Key of the last article of the page.
    after: i64,
    ids: std::vec::IntoIter<(i64, String)>,
}

impl Iterator for Records<'_> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Result<Record>> {
        loop {
            if let Some((key, id)) = self.ids.next() {
                self.after = key;
                match self.store.load(&id).transpose() {
                    Some(record) => return Some(record),
                    // Taken out since the page was fetched.
                    None => continue,
                }
            }
            let page = all(
                &self.store.connection,
                "SELECT key, id FROM articles WHERE key > ? ORDER BY key LIMIT ?",
                &[&self.after, &PAGE],
                |row| Ok((row.get(0)?, row.get(1)?)),
            );
            match page {
                Ok(page) if page.is_empty() => return None,
                Ok(page) => self.ids = page.into_iter(),
                Err(source) => return Some(Err(Error::database(&self.store.path, source))),
            }
        }
    }
}
