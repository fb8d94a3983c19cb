//! Records as a folder of CSV tables: articles, actors, places, times, events, statements, skipped.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use memcon::Record;

use super::known::Known;
use super::sink::{Sink, must_be_new};
use crate::exit::Stop;
use crate::table::{RECORD_TABLES, Table, cell};

/// A folder of tables that is being written.
///
/// The articles' table is written last: an article that stands there has all its rows in the others, wherever a run
/// was killed. What the others hold beyond it is cut off when the run goes on.
pub struct CsvTables {
    folder: PathBuf,
    files: Vec<File>,
    /// Rows since the last commit, a writer a table.
    pending: Vec<csv::Writer<Vec<u8>>>,
}

impl CsvTables {
    /// Opens or makes the folder; says what it holds.
    pub fn open(folder: &Path, resume: bool) -> Result<(CsvTables, Known), Stop> {
        must_be_new(&folder.join("articles.csv"), resume)?;
        std::fs::create_dir_all(folder)
            .map_err(|error| Stop::Command(format!("{}: {error}", folder.display())))?;
        let mut known = Known::default();
        let mut files = Vec::new();
        for table in RECORD_TABLES {
            let path = folder.join(format!("{}.csv", table.name));
            let file = if files.is_empty() {
                open_table(&path, table, |row| {
                    known.add(&row[1], &row[0], &row[9]);
                    true
                })
            } else {
                let ids: HashSet<&str> = known.ids.iter().map(|(id, _)| id.as_str()).collect();
                open_table(&path, table, |row| ids.contains(&row[0]))
            };
            files.push(file?);
        }
        Ok((CsvTables { folder: folder.to_owned(), files, pending: no_rows() }, known))
    }

    fn failed(&self, error: impl std::fmt::Display) -> Stop {
        Stop::Failure(format!("{}: {error}", self.folder.display()))
    }
}

fn no_rows() -> Vec<csv::Writer<Vec<u8>>> {
    RECORD_TABLES.iter().map(|_| csv::Writer::from_writer(Vec::new())).collect()
}

/// Opens or makes one table, cut to its first rows that are whole and wanted, to be written on from there.
fn open_table(
    path: &Path,
    table: Table,
    mut wanted: impl FnMut(&csv::StringRecord) -> bool,
) -> Result<File, Stop> {
    let fail = |error: std::io::Error| Stop::Command(format!("{}: {error}", path.display()));
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(fail)?;
    let mut header = csv::Writer::from_writer(Vec::new());
    let names = table.columns.iter().map(|column| column.name);
    header.write_record(names).map_err(|error| fail(error.into()))?;
    let header = header.into_inner().map_err(|error| fail(error.into_error()))?;
    let mut rows = BufReader::new(&file);
    let mut row = Vec::new();
    read_row(&mut rows, &mut row).map_err(fail)?;
    if row.last() == Some(&b'\n') && row != header {
        return Err(Stop::Command(format!("{}: has other columns; name another folder", path.display())));
    }
    let mut kept = 0;
    if row == header {
        kept = header.len() as u64;
        while read_row(&mut rows, &mut row).map_err(fail)? {
            let mut parser = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_slice());
            let parsed = parser.records().next().and_then(std::result::Result::ok);
            if !parsed.is_some_and(|fields| fields.len() == table.columns.len() && wanted(&fields)) {
                break;
            }
            kept += row.len() as u64;
        }
    }
    file.set_len(kept).map_err(fail)?;
    file.seek(SeekFrom::Start(kept)).map_err(fail)?;
    if kept == 0 {
        file.write_all(&header).map_err(fail)?;
    }
    Ok(file)
}

/// Reads one row with its end, whose line breaks within quotation marks are its own; false when it is not whole.
fn read_row(rows: &mut impl BufRead, row: &mut Vec<u8>) -> std::io::Result<bool> {
    row.clear();
    let (mut marks, mut counted) = (0, 0);
    loop {
        if rows.read_until(b'\n', row)? == 0 || row.last() != Some(&b'\n') {
            return Ok(false);
        }
        marks += row[counted..].iter().filter(|byte| **byte == b'"').count();
        counted = row.len();
        if marks % 2 == 0 {
            return Ok(true);
        }
    }
}

impl Sink for CsvTables {
    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        for (table, pending) in RECORD_TABLES.iter().zip(&mut self.pending) {
            for row in (table.rows)(record) {
                let fields = row.iter().map(|value| cell(value).into_owned());
                pending.write_record(fields).map_err(|error| Stop::Failure(error.to_string()))?;
            }
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Stop> {
        let pending = std::mem::replace(&mut self.pending, no_rows());
        for (table, rows) in pending.into_iter().enumerate().rev() {
            let rows = rows.into_inner().map_err(|error| self.failed(error))?;
            self.files[table].write_all(&rows).map_err(|error| self.failed(error))?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Stop> {
        self.commit()?;
        for file in self.files.iter().rev() {
            file.sync_all().map_err(|error| self.failed(error))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_where_no_quotation_mark_is_open() {
        let text = "a,\"one\ntwo \"\"x\"\"\",b\nc,d\ne,\"cut\n";
        let mut rows = text.as_bytes();
        let mut row = Vec::new();
        let mut found = Vec::new();
        while read_row(&mut rows, &mut row).unwrap() {
            found.push(String::from_utf8(row.clone()).unwrap());
        }
        assert_eq!(found, ["a,\"one\ntwo \"\"x\"\"\",b\n", "c,d\n"]);
    }
}
