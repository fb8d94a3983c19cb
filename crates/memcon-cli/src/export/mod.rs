//! `memcon export`: tables of a store, in memcon's own columns or those of another event data project.

mod incidents;
mod schema;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use memcon_store::Store;

use self::incidents::INCIDENTS;
use self::schema::{Left, Schema};
use crate::exit::{Done, Stop, say};
use crate::table::{
    ACTORS, ARTICLES, Column, CsvWriter, EVENTS, JsonLinesWriter, ParquetWriter, STATEMENTS, Table,
    TableWriter,
};

/// What `memcon export` takes.
#[derive(Debug, clap::Args)]
pub struct ExportOptions {
    /// A database that `memcon code` wrote.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// Which table.
    #[arg(long, value_enum, required_unless_present = "schema")]
    pub table: Option<ExportTable>,
    /// How to write it.
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Write events in the columns of another project; docs/export.md says what has no counterpart there.
    #[arg(long, value_enum)]
    pub schema: Option<Schema>,
    /// Where to write; standard output when not given.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The tables of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportTable {
    /// One row an article, with its text.
    Articles,
    /// One row an event, with the names of those who take part.
    Events,
    /// One row a statement, with its speaker's name and its words.
    Statements,
    /// One row an actor of an article.
    Actors,
    /// One row a happening in the world, with the events that report it.
    Incidents,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Commas, the columns' names first.
    Csv,
    /// Tabs, the columns' names first.
    Tsv,
    /// JSON Lines.
    Jsonl,
    /// Parquet, columns typed, lists as lists.
    Parquet,
}

/// Writes the table; memory stays the same however large the store is.
pub fn run(options: &ExportOptions) -> Result<Done, Stop> {
    let table = match (options.table, options.schema) {
        (Some(table), Some(_)) if table != ExportTable::Events => {
            return Err(Stop::Command("--schema is for events; leave --table out or say events".to_owned()));
        }
        (Some(table), None) => Some(table),
        _ => None,
    };
    let store = Store::open(&options.store).map_err(|error| Stop::Command(error.to_string()))?;
    match &options.out {
        None => export(&store, table, options, std::io::stdout()),
        Some(path) => {
            let unnamed = beside(path);
            let file = File::create(&unnamed)
                .map_err(|error| Stop::Command(format!("{}: {error}", path.display())))?;
            export(&store, table, options, file)?;
            std::fs::rename(&unnamed, path)?;
            Ok(())
        }
    }?;
    Ok(Done::All)
}

/// The name under which a file is written until it is whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn export(
    store: &Store,
    table: Option<ExportTable>,
    options: &ExportOptions,
    out: impl Write + Send + 'static,
) -> Result<(), Stop> {
    let of_records = |table: Table, out| rows_of_records(store, table, options.format, out);
    let out: Box<dyn Write + Send> = Box::new(BufWriter::new(out));
    match (table, options.schema) {
        (Some(ExportTable::Articles), _) => of_records(ARTICLES, out),
        (Some(ExportTable::Events), _) => of_records(EVENTS, out),
        (Some(ExportTable::Statements), _) => of_records(STATEMENTS, out),
        (Some(ExportTable::Actors), _) => of_records(ACTORS, out),
        (Some(ExportTable::Incidents), _) => {
            let mut writer = writer(options.format, out, INCIDENTS)?;
            incidents::rows(store, |row| writer.row(row))?;
            writer.finish()
        }
        (None, Some(schema)) => rows_of_schema(store, schema, options.format, out),
        // The command line asks for one of them.
        (None, None) => Err(Stop::Command("one of --table and --schema is needed".to_owned())),
    }
}

fn rows_of_records(
    store: &Store,
    table: Table,
    format: ExportFormat,
    out: Box<dyn Write + Send>,
) -> Result<(), Stop> {
    let mut writer = writer(format, out, table.columns)?;
    for record in store.records() {
        for row in (table.rows)(&record.map_err(failed)?) {
            writer.row(row)?;
        }
    }
    writer.finish()
}

fn rows_of_schema(
    store: &Store,
    schema: Schema,
    format: ExportFormat,
    out: Box<dyn Write + Send>,
) -> Result<(), Stop> {
    let mut writer = writer(format, out, schema.columns())?;
    let mut coder = schema::Coder::new(schema)?;
    let mut left = Left::default();
    for record in store.records() {
        for row in coder.rows(&record.map_err(failed)?, &mut left) {
            writer.row(row)?;
        }
    }
    writer.finish()?;
    for line in left.lines() {
        say(&line);
    }
    Ok(())
}

fn writer(
    format: ExportFormat,
    out: Box<dyn Write + Send>,
    columns: &'static [Column],
) -> Result<Box<dyn TableWriter>, Stop> {
    Ok(match format {
        ExportFormat::Csv => Box::new(CsvWriter::new(out, columns, b',')?),
        ExportFormat::Tsv => Box::new(CsvWriter::new(out, columns, b'\t')?),
        ExportFormat::Jsonl => Box::new(JsonLinesWriter::new(out, columns)),
        ExportFormat::Parquet => Box::new(ParquetWriter::new(out, columns)?),
    })
}

fn failed(error: memcon_store::Error) -> Stop {
    Stop::Failure(error.to_string())
}
