//! The progress bar, on a terminal only.

use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use memcon::{BytesRead, input_bytes};

use super::tally::Tally;

/// Shows how far a run is, and how long it still takes when the inputs are files. The time left is counted by bytes:
/// nobody knows how many articles an archive holds.
pub struct Progress {
    bar: ProgressBar,
    read: BytesRead,
    begun: Instant,
}

impl Progress {
    /// Begins to count time; shows nothing when `quiet` or when stderr is no terminal.
    pub fn new<P: AsRef<Path>>(inputs: &[P], quiet: bool) -> Progress {
        let total = if quiet { 0 } else { inputs.iter().map(|input| input_bytes(input.as_ref())).sum() };
        let bar = match total {
            _ if quiet => ProgressBar::hidden(),
            0 => ProgressBar::new_spinner(),
            total => ProgressBar::new(total),
        };
        let template =
            if total == 0 { "{spinner} {msg}" } else { "{bar:20} {percent}% · {msg} · {eta} left" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, read: BytesRead::default(), begun: Instant::now() }
    }

    /// Counts what is read from the inputs.
    pub fn read(&self) -> &BytesRead {
        &self.read
    }

    /// Shows the counts so far.
    pub fn at(&self, tally: &Tally) {
        let rate = tally.done() as f64 / self.seconds().max(0.001);
        self.bar.set_message(format!("{} articles, {rate:.0}/s", tally.done()));
        self.bar.set_position(self.read.get());
    }

    /// Seconds since the beginning.
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
