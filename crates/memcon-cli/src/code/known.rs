//! What an earlier run wrote, so that nothing is coded twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Inputs and ids of an earlier run.
#[derive(Debug, Default)]
pub struct Known {
    /// The path of a file, or path and line.
    sources: HashSet<String>,
    /// Ids with the hash of their text.
    pub ids: Vec<(String, u64)>,
}

impl Known {
    /// Notes one record.
    pub fn add(&mut self, source: &str, id: &str, text: &str) {
        self.sources.insert(source.to_owned());
        self.ids.push((id.to_owned(), text_hash(text)));
    }

    /// Notes what another part of the output holds.
    pub fn append(&mut self, mut other: Known) {
        self.sources.extend(other.sources.drain());
        self.ids.append(&mut other.ids);
    }

    /// Whether the input was written.
    pub fn has(&self, source: &str) -> bool {
        self.sources.contains(source)
    }
}

/// A number that tells texts apart within one run.
pub fn text_hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
