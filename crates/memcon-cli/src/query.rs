//! `memcon query`: full-text search in a store.

use std::io::Write;
use std::path::PathBuf;

use memcon_store::{Hit, Store};

use crate::exit::{Done, Stop};

/// What `memcon query` takes.
#[derive(Debug, clap::Args)]
pub struct QueryOptions {
    /// A database that `memcon code` wrote.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// Words to look for, all of them; a phrase in quotation marks; a star for the rest of a word.
    #[arg(required = true, value_name = "TEXT")]
    pub text: Vec<String>,
    /// How many statements and how many articles at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Write JSON Lines.
    #[arg(long)]
    pub json: bool,
}

/// Writes what was found to stdout: statements, then articles, the best first.
pub fn run(options: &QueryOptions) -> Result<Done, Stop> {
    let store = Store::open(&options.store).map_err(|error| Stop::Command(error.to_string()))?;
    let hits = store
        .search(&options.text.join(" "), options.limit)
        .map_err(|error| Stop::Failure(error.to_string()))?;
    let mut out = anstream::stdout().lock();
    for hit in &hits {
        if options.json {
            let line = serde_json::to_string(hit).map_err(|error| Stop::Failure(error.to_string()))?;
            writeln!(out, "{line}")?;
        } else {
            write_hit(&mut out, hit)?;
        }
    }
    out.flush()?;
    if hits.is_empty() {
        crate::exit::say("nothing found");
    }
    Ok(Done::All)
}

fn write_hit(out: &mut impl Write, hit: &Hit) -> std::io::Result<()> {
    let day = hit.published.as_deref().and_then(|date| date.get(..10)).unwrap_or("no date   ");
    let article = hit.title.as_deref().unwrap_or(&hit.article);
    let outlet = hit.publisher.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
    // A line break inside the words would look like another row.
    let words = hit.words.split_whitespace().collect::<Vec<_>>().join(" ");
    match hit.kind.as_str() {
        "statement" => {
            let speaker = hit.speaker.as_deref().unwrap_or("somebody");
            writeln!(out, "{day}  {speaker}: {words}\n            in {article}{outlet}")
        }
        _ => writeln!(out, "{day}  {article}{outlet}\n            {words}"),
    }
}
