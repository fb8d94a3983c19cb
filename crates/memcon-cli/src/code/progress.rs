//! The progress bar, on a terminal only.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::tally::Tally;

/// Shows how far a run is.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Begins to count time; shows nothing when `quiet` or when stderr is no terminal.
    pub fn new(quiet: bool) -> Progress {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        Progress { bar, begun: Instant::now() }
    }

    /// Shows the counts so far.
    pub fn at(&self, tally: &Tally) {
        let rate = tally.done() as f64 / self.seconds().max(0.001);
        self.bar.set_message(format!("{} articles, {rate:.0}/s", tally.done()));
        self.bar.tick();
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
