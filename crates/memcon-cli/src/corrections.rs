//! `memcon corrections`: what readers corrected in the reading room, as training data.

use std::io::Write;
use std::path::PathBuf;

use memcon_store::Store;

use crate::exit::{Done, Stop};

/// What `memcon corrections` takes.
#[derive(Debug, clap::Args)]
pub struct CorrectionsOptions {
    /// A database in which readers made corrections.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
}

/// Writes each sentence that holds a correction to stdout, one JSON object a line.
pub fn run(options: &CorrectionsOptions) -> Result<Done, Stop> {
    let store = Store::open(&options.store).map_err(|error| Stop::Command(error.to_string()))?;
    let sentences = memcon_serve::training_data(&store).map_err(|error| Stop::Failure(error.to_string()))?;
    let mut out = anstream::stdout().lock();
    for sentence in &sentences {
        let line = serde_json::to_string(sentence).map_err(|error| Stop::Failure(error.to_string()))?;
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    if sentences.is_empty() {
        crate::exit::say("nobody has corrected anything yet");
    }
    Ok(Done::All)
}
