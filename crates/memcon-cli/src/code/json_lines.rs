//! Records as JSON Lines, plain or gzipped.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use memcon::Record;
use serde::Deserialize;

use super::known::Known;
use super::sink::Sink;
use crate::exit::Stop;
use crate::read::json;

/// A .jsonl or .jsonl.gz file that is being written. Gzipped, every commit is a member of its own, so that a run which was
/// killed leaves whole members and at most one to be cut off.
pub struct JsonLines {
    path: PathBuf,
    file: File,
    gzipped: bool,
    /// Lines since the last commit.
    pending: Vec<u8>,
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
    pub fn open(path: &Path, gzipped: bool) -> Result<(JsonLines, Known), Stop> {
        let fail = |error: std::io::Error| Stop::Command(format!("{}: {error}", path.display()));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(fail)?;
        let mut known = Known::default();
        let whole = if gzipped { read_members(&file, &mut known) } else { read_lines(&file, &mut known).1 };
        // What a killed run left half written is written again.
        file.set_len(whole).map_err(fail)?;
        file.seek(SeekFrom::Start(whole)).map_err(fail)?;
        Ok((JsonLines { path: path.to_owned(), file, gzipped, pending: Vec::new() }, known))
    }

    fn failed(&self, error: std::io::Error) -> Stop {
        Stop::Failure(format!("{}: {error}", self.path.display()))
    }
}

/// Notes the inputs of whole lines; whether all were whole, and how many bytes the whole ones take.
fn read_lines(reader: impl std::io::Read, known: &mut Known) -> (bool, u64) {
    let mut whole = 0;
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    loop {
        line.clear();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => return (true, whole),
            Ok(_) if line.last() == Some(&b'\n') => {}
            _ => return (false, whole),
        }
        let Ok(parsed) = serde_json::from_slice::<Line>(&line) else {
            return (false, whole);
        };
        let article = parsed.article;
        known.add(&article.source, &article.id, &article.text);
        whole += line.len() as u64;
    }
}

/// The same for gzip members: those of which a line is not whole count as a whole not.
fn read_members(file: &File, known: &mut Known) -> u64 {
    let mut reader = BufReader::new(file);
    let mut whole = 0;
    loop {
        if reader.fill_buf().is_ok_and(<[u8]>::is_empty) {
            return whole;
        }
        let mut of_member = Known::default();
        let (all, _) = read_lines(GzDecoder::new(&mut reader), &mut of_member);
        let Ok(end) = reader.stream_position() else { return whole };
        if !all || end <= whole {
            return whole;
        }
        known.append(of_member);
        whole = end;
    }
}

impl Sink for JsonLines {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        self.pending.extend_from_slice(json(record)?.as_bytes());
        self.pending.push(b'\n');
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Stop> {
        let lines = std::mem::take(&mut self.pending);
        if lines.is_empty() {
            return Ok(());
        }
        let bytes = if self.gzipped {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&lines).and_then(|()| encoder.finish()).map_err(|error| self.failed(error))?
        } else {
            lines
        };
        self.file.write_all(&bytes).map_err(|error| self.failed(error))
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.commit()?;
        self.file.sync_all().map_err(|error| self.failed(error))
    }
}
