//! Records as JSON Lines.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use memcon::Record;
use serde::Deserialize;

use super::known::Known;
use super::sink::Sink;
use crate::exit::Stop;
use crate::read::json;

/// A .jsonl file that is being written.
pub struct JsonLines {
    path: PathBuf,
    out: BufWriter<File>,
}

/// The part of a line that tells which input it is of.
#[derive(Deserialize)]
struct Line {
    article: Input,
}

#[derive(Deserialize)]
struct Input {
    id: String,
    source: String,
    text: String,
}

impl JsonLines {
    /// Opens or makes the file; says what it holds.
    pub fn open(path: &Path) -> Result<(JsonLines, Known), Stop> {
        let fail = |error: std::io::Error| Stop::Command(format!("{}: {error}", path.display()));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(fail)?;
        let (known, whole) = read_back(&file).map_err(fail)?;
        // A line that a killed run left half written is written again.
        file.set_len(whole).map_err(fail)?;
        file.seek(SeekFrom::End(0)).map_err(fail)?;
        Ok((JsonLines { path: path.to_owned(), out: BufWriter::new(file) }, known))
    }

    fn failed(&self, error: std::io::Error) -> Stop {
        Stop::Failure(format!("{}: {error}", self.path.display()))
    }
}

/// Inputs of the whole lines, and how many bytes these lines take.
fn read_back(file: &File) -> std::io::Result<(Known, u64)> {
    let mut known = Known::default();
    let mut whole = 0;
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)?;
        if read == 0 || line.last() != Some(&b'\n') {
            return Ok((known, whole));
        }
        let Ok(parsed) = serde_json::from_slice::<Line>(&line) else {
            return Ok((known, whole));
        };
        let article = parsed.article;
        known.add(&article.source, &article.id, &article.text);
        whole += read as u64;
    }
}

impl Sink for JsonLines {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        let line = json(record)?;
        writeln!(self.out, "{line}").map_err(|error| self.failed(error))
    }

    fn commit(&mut self) -> Result<(), Stop> {
        self.out.flush().map_err(|error| self.failed(error))
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.commit()?;
        self.out.get_ref().sync_all().map_err(|error| self.failed(error))
    }
}
