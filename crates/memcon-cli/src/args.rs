//! The command line. Doc comments are the help text; `docs/cli.md` repeats it and a test compares them.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::compile::CompileOptions;
use crate::corrections::CorrectionsOptions;
use crate::eval::EvalOptions;
use crate::export::ExportOptions;
use crate::query::QueryOptions;
use crate::serve::ServeOptions;
use crate::watch::WatchOptions;

/// Reads news articles and keeps the record: who did what to whom, when, where, who says so, and where the article
/// says it.
#[derive(Debug, Parser)]
#[command(name = "memcon", version, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Use the word lists only, no model.
    #[arg(long, global = true)]
    pub no_model: bool,
    /// Folder of the model to read with; the one that comes with memcon when not given.
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "no_model")]
    pub model: Option<PathBuf>,
    /// Folder with knowledge files of your own; a line there replaces ours about the same thing.
    #[arg(long, global = true, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Leave out events and statements of which memcon is less sure, from 0 to 1; they are listed as skipped.
    #[arg(long, global = true, value_name = "P", default_value_t = 0.0, value_parser = share)]
    pub min_confidence: f64,
    /// Say only what went wrong.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read one or more articles: a page for people, or records as JSON Lines.
    Read(ReadOptions),
    /// Code many articles into JSON Lines, CSV tables, Parquet or an SQLite database.
    Code(CodeOptions),
    /// Search articles and statements in a database.
    Query(QueryOptions),
    /// Code pairs of actors that you name: lines `{id, text, source: [s, e], target: [s, e]}` in, lines `{id, type, mode,
    /// status, scores}` out.
    Relate(RelateOptions),
    /// Open the reading room: a database in the browser.
    Serve(ServeOptions),
    /// Write what readers corrected in the reading room as training data; JSON Lines.
    Corrections(CorrectionsOptions),
    /// Write a table of a database as CSV, JSON Lines or Parquet, also in the columns of other event data projects.
    Export(ExportOptions),
    /// Poll news feeds, code what they bring into a database, and tell of new incidents.
    Watch(WatchOptions),
    /// Make knowledge files of your own from dumps of Wikidata and GeoNames, for --knowledge.
    Compile(CompileOptions),
    /// Score memcon against gold: figures with 95% intervals.
    Eval(EvalOptions),
    /// Find title, date, authors and text of pages, without coding them; JSON Lines.
    Extract(ExtractOptions),
}

#[derive(Debug, clap::Args)]
pub struct ReadOptions {
    /// Text or HTML files, folders, JSON Lines, CSV or WARC; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// When the articles were published: YYYY-MM-DD, with or without a time. Relative dates are counted from it.
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<String>,
    /// Where the article was found.
    #[arg(long)]
    pub url: Option<String>,
    /// What to write.
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
}

/// What `memcon read` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// A page for people.
    Text,
    /// One record a line.
    Json,
    /// One article's page as a single file for the browser.
    Html,
}

#[derive(Debug, clap::Args)]
pub struct RelateOptions {
    /// JSON Lines; `-` is standard input. Spans count characters; an actor named more than once may have a list of
    /// them. Lines without source and target are asked about their main ones.
    #[arg(value_name = "FILE.jsonl")]
    pub input: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct ExtractOptions {
    /// Text or HTML files, folders, JSON Lines, CSV or WARC; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the page was found.
    #[arg(long)]
    pub url: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct CodeOptions {
    /// Folders, .txt, .html, .jsonl, .csv, .warc, each also gzipped; `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Where to write: FILE.jsonl, FILE.jsonl.gz, FILE.db (SQLite), FILE.parquet, or a folder for CSV tables.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Go on with a run that was interrupted: what FILE holds is not coded again.
    #[arg(long)]
    pub resume: bool,
    /// How many articles at once; as many as the machine has cores when not given.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

fn published(given: &str) -> Result<String, String> {
    memcon::check_published(given)
}

/// A number from 0 to 1.
fn share(given: &str) -> Result<f64, String> {
    let number: f64 = given.parse().map_err(|_| format!("{given:?} is no number"))?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err(format!("{given} is not between 0 and 1")) }
}
