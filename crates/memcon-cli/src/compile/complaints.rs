//! What is wrong with a dump, line by line.

use std::path::Path;

use crate::exit::say;

/// Lines that are said; more are counted, since a wrong file has millions of wrong lines.
const SAID: u64 = 100;

/// Complaints about one file.
pub struct Complaints {
    file: String,
    count: u64,
}

impl Complaints {
    pub fn about(file: &Path) -> Complaints {
        Complaints { file: file.display().to_string(), count: 0 }
    }

    /// One line on stderr: file, line (counted from 1), cause.
    pub fn add(&mut self, line: u64, why: &str) {
        self.count += 1;
        if self.count <= SAID {
            say(&format!("{}:{line}: {why}", self.file));
        }
    }

    /// Says how many were not said, and gives their number in all.
    pub fn finish(self) -> u64 {
        if self.count > SAID {
            say(&format!("{}: {} more such lines", self.file, self.count - SAID));
        }
        self.count
    }
}
