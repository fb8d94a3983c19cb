//! How far a reading is.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::folder::folder_bytes;

/// Bytes read from files so far, as they lie on the disk. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct BytesRead(Arc<AtomicU64>);

impl BytesRead {
    /// How many they are.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// `reader`, with what is read from it counted.
    pub(super) fn of<R>(&self, reader: R) -> Counted<R> {
        Counted { reader, count: self.clone() }
    }
}

/// A reader whose bytes are counted.
#[derive(Debug)]
pub(super) struct Counted<R> {
    reader: R,
    count: BytesRead,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.count.0.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Bytes that reading `input` will read; 0 when nobody can say, as of standard input.
pub fn input_bytes(input: &Path) -> u64 {
    match std::fs::metadata(input) {
        Ok(about) if about.is_dir() => folder_bytes(input).unwrap_or(0),
        Ok(about) => about.len(),
        Err(_) => 0,
    }
}
