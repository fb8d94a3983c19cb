//! Records as one Parquet file, a row a record.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use memcon::Record;

use super::json_lines::JsonLines;
use super::known::Known;
use super::sink::{Sink, must_be_new};
use crate::exit::Stop;
use crate::table::{ParquetWriter, RECORDS, TableWriter};

/// A .parquet file that is being written. A Parquet file is none before its end is written, so records are kept as
/// JSON Lines beside it, which a killed run can go on with, and become Parquet when all are there.
pub struct ParquetFile {
    path: PathBuf,
    lines_path: PathBuf,
    lines: JsonLines,
}

impl ParquetFile {
    /// Opens or makes the lines beside `path`; says what they hold.
    pub fn open(path: &Path, resume: bool) -> Result<(ParquetFile, Known), Stop> {
        if path.exists() && resume {
            return Err(Stop::Command(format!(
                "{}: is complete; nothing can be added to it",
                path.display()
            )));
        }
        must_be_new(path, false)?;
        let lines_path = beside(path, "part.jsonl");
        must_be_new(&lines_path, resume)?;
        let (lines, known) = JsonLines::open(&lines_path, false)?;
        Ok((ParquetFile { path: path.to_owned(), lines_path, lines }, known))
    }

    /// Writes the Parquet file under another name, then gives it its own.
    fn convert(&self) -> Result<(), Stop> {
        let unnamed = beside(&self.path, "part");
        let out = BufWriter::new(File::create(&unnamed)?);
        let mut table = Box::new(ParquetWriter::new(out, RECORDS.columns)?);
        for line in BufReader::new(File::open(&self.lines_path)?).lines() {
            let record: Record = serde_json::from_str(&line?).map_err(std::io::Error::from)?;
            for row in (RECORDS.rows)(&record) {
                table.row(row)?;
            }
        }
        table.finish()?;
        std::fs::rename(&unnamed, &self.path)?;
        Ok(std::fs::remove_file(&self.lines_path)?)
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

impl Sink for ParquetFile {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        self.lines.write(record)
    }

    fn commit(&mut self) -> Result<(), Stop> {
        self.lines.commit()
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.lines.close()?;
        self.convert().map_err(|stop| match stop {
            Stop::Failure(why) => Stop::Failure(format!("{}: {why}", self.path.display())),
            other => other,
        })
    }
}
