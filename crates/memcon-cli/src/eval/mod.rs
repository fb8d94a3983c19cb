//! `memcon eval`: memcon against gold, one file a task.

mod coref;
mod events;
mod extract;
mod furniture;
mod gold;
mod incidents;
mod intervals;
mod measure;
mod pair_actors;
mod pairing;
mod pairs;
mod places;
mod roles;
mod statements;
mod times;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use memcon::{Memcon, Record};

use self::measure::Measure;
use crate::args::Args;
use crate::exit::{Done, Stop};
use crate::read::{json, reader};

/// What `memcon eval` takes.
#[derive(Debug, clap::Args)]
pub struct EvalOptions {
    /// What to score.
    #[arg(value_enum)]
    pub task: Task,
    /// Gold, as JSON Lines, also gzipped.
    #[arg(value_name = "GOLD.jsonl")]
    pub gold: PathBuf,
    /// Write the records that were scored, as JSON Lines.
    #[arg(long, value_name = "OUT.jsonl")]
    pub predictions: Option<PathBuf>,
    /// Write figures as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What can be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Article bodies of web pages: lines `{id, url, html, articleBody}`, `html` a path beside the gold file.
    Extract,
    /// Page furniture: a folder of `NAME.txt` with `NAME.json`, `{furniture: [{start, end, kind}]}`.
    Furniture,
    /// Date expressions: lines `{text, published, dates: [{start, end, when}]}`.
    Times,
    /// Places: lines `{id, text, published, toponyms: [{start, end, lat, lon}]}`.
    Places,
    /// Events in sentences: lines `{id, text, published, events: [{type, trigger, sources, targets, status,
    /// background}]}`.
    Events,
    /// Coreference of names and pronouns: lines `{doc, genre, text, clusters: [{type, mentions: [[start, end]]}]}`.
    Coref,
    /// Roles held, once held, to be held: lines `{id, text, published, actors: [{role, role_status, mentions:
    /// [[start, end]]}]}`.
    Roles,
    /// Statements in articles: lines `{id, text, published, attributions: [{source, content}]}`. Beliefs, plans and
    /// what documents say count as statements here.
    Statements,
    /// Pairs of actors: lines `{id, sentence, source_spans, target_spans, type, quad}`.
    Pairs,
    /// Incidents across articles: lines `{id, publisher, published, title, text, cluster}`.
    Incidents,
    /// The main source and target of sentences: lines `{id, text, spans: [{start, end, label}]}`, label S or T.
    PairActors,
}

/// Figures, and the records that they were counted from.
pub struct Scored {
    measures: Vec<Measure>,
    records: Vec<Record>,
}

/// Scores one task and writes its figures to stdout.
pub fn run(args: &Args, options: &EvalOptions) -> Result<Done, Stop> {
    let mut reader = reader(args)?;
    if options.task == Task::Statements {
        reader = reader.with_wide_statements();
    }
    let task: fn(&Memcon, &Path) -> Result<Scored, Stop> = match options.task {
        Task::Extract => extract::score,
        Task::Furniture => furniture::score,
        Task::Times => times::score,
        Task::Places => places::score,
        Task::Events => events::score,
        Task::Coref => coref::score,
        Task::Roles => roles::score,
        Task::Incidents => incidents::score,
        Task::Statements => statements::score,
        Task::Pairs => pairs::score,
        Task::PairActors => pair_actors::score,
    };
    let scored = task(&reader, &options.gold)?;
    if let Some(path) = &options.predictions {
        write_records(path, &scored.records)
            .map_err(|error| Stop::Failure(format!("{}: {error}", path.display())))?;
    }
    let mut out = anstream::stdout().lock();
    if options.json {
        writeln!(out, "{}", measure::as_json(&scored.measures))?;
    } else {
        write!(out, "{}", measure::as_table(&scored.measures))?;
    }
    out.flush()?;
    Ok(Done::All)
}

fn write_records(path: &Path, records: &[Record]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for record in records {
        let line = json(record).map_err(|_| std::io::Error::other("a record that is not JSON"))?;
        writeln!(out, "{line}")?;
    }
    out.flush()
}
