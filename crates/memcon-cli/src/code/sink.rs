//! Where records go, chosen by the output's name.

use std::path::Path;

use memcon::Record;

use super::csv_tables::CsvTables;
use super::database::Database;
use super::json_lines::JsonLines;
use super::known::Known;
use super::parquet_file::ParquetFile;
use crate::exit::Stop;

/// An output that takes records one by one and can be gone on with.
pub trait Sink {
    /// Writes one record; it is safe after the next [`Sink::commit`].
    fn write(&mut self, record: &Record) -> Result<(), Stop>;
    /// Makes all that was written safe against a crash.
    fn commit(&mut self) -> Result<(), Stop>;
    /// Ends the output.
    fn close(&mut self) -> Result<(), Stop>;
}

/// Opens the output called `out`, and says what an earlier run wrote to it.
pub fn open(out: &Path, resume: bool) -> Result<(Box<dyn Sink>, Known), Stop> {
    let name = out.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") {
        must_be_new(out, resume)?;
        let (sink, known) = JsonLines::open(out, name.ends_with(".gz"))?;
        return Ok((Box::new(sink), known));
    }
    if name.ends_with(".db") {
        must_be_new(out, resume)?;
        let (sink, known) = Database::open(out)?;
        return Ok((Box::new(sink), known));
    }
    if name.ends_with(".parquet") {
        let (sink, known) = ParquetFile::open(out, resume)?;
        return Ok((Box::new(sink), known));
    }
    if name.contains('.') && !out.is_dir() {
        let why = "what to write there is not clear; name a .jsonl, .jsonl.gz, .db or .parquet file, or a folder for CSV tables";
        return Err(Stop::Command(format!("{}: {why}", out.display())));
    }
    let (sink, known) = CsvTables::open(out, resume)?;
    Ok((Box::new(sink), known))
}

/// Refuses to write over what is there.
pub fn must_be_new(out: &Path, resume: bool) -> Result<(), Stop> {
    if out.exists() && !resume {
        return Err(Stop::Command(format!(
            "{}: exists already; go on with it by --resume, or name another",
            out.display()
        )));
    }
    Ok(())
}
