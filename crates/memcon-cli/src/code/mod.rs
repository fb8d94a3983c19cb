//! `memcon code`: many articles, in parallel, in input order, into one output.

mod csv_tables;
mod database;
mod json_lines;
mod known;
mod parquet_file;
mod progress;
mod sink;
mod tally;

use std::panic::{AssertUnwindSafe, catch_unwind};

use memcon::{Error, Memcon, Page, Record};
use rayon::prelude::*;

use self::known::Known;
use self::progress::Progress;
use self::sink::Sink;
use self::tally::Tally;
use crate::args::{Args, CodeOptions};
use crate::exit::{Done, Stop, say};
use crate::read::{named, pages_counted, reader, unreadable};

/// Articles that are coded together, then written: few enough to keep memory flat, enough to keep every core busy.
const BATCH: usize = 128;

pub fn run(args: &Args, options: &CodeOptions) -> Result<Done, Stop> {
    let (mut sink, known) = sink::open(&options.out, options.resume)?;
    let reader = reader(args)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build();
    let pool = pool.map_err(|error| Stop::Failure(error.to_string()))?;
    let mut tally = Tally::after(&known);
    let progress = Progress::new(&options.inputs, args.quiet);
    let mut pages = pages_counted(&options.inputs, progress.read());
    loop {
        let batch: Vec<memcon::Result<Page>> = pages.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let coded = pool
            .install(|| batch.into_par_iter().map(|page| code(&reader, &known, page)).collect::<Vec<_>>());
        for outcome in coded {
            keep(outcome, sink.as_mut(), &mut tally)?;
        }
        sink.commit()?;
        progress.at(&tally);
    }
    sink.close()?;
    progress.finish();
    if !args.quiet {
        tally.report(progress.seconds());
    }
    Ok(if tally.is_complete() { Done::All } else { Done::SomeSkipped })
}

/// What became of one page.
enum Outcome {
    Record(Box<Record>),
    /// Coded by an earlier run.
    Known,
    /// A file of a folder that is no article.
    PassedOver(String),
}

fn code(reader: &Memcon, known: &Known, page: memcon::Result<Page>) -> Outcome {
    let page = match page {
        Ok(page) => page,
        Err(Error::NotArticles { path }) => return Outcome::PassedOver(path.display().to_string()),
        Err(error) => {
            let record = unreadable(reader, &error);
            return if known.has(&record.article.source) {
                Outcome::Known
            } else {
                Outcome::Record(Box::new(record))
            };
        }
    };
    if known.has(&page.source) {
        return Outcome::Known;
    }
    // One article must not end the run, whatever it holds.
    let record = catch_unwind(AssertUnwindSafe(|| reader.process(&page))).unwrap_or_else(|_| {
        let error = Error::internal(&page.source);
        reader.unreadable(&page, &error)
    });
    Outcome::Record(Box::new(record))
}

fn keep(outcome: Outcome, sink: &mut dyn Sink, tally: &mut Tally) -> Result<(), Stop> {
    match outcome {
        Outcome::Known => tally.known += 1,
        Outcome::PassedOver(path) => {
            log::warn!("{path}: passed over, not a kind of file that memcon reads");
            tally.passed_over += 1;
        }
        Outcome::Record(mut record) => {
            match tally.meet(&record.article.id, &record.article.text) {
                tally::Met::First => {}
                tally::Met::Again => {
                    log::warn!("{}: the same id and text came before; left out", record.article.source);
                    return Ok(());
                }
                tally::Met::OtherText(id) => {
                    log::warn!(
                        "{}: id {} came before with another text; kept as {id}",
                        record.article.source,
                        record.article.id
                    );
                    record.article.id = id;
                }
            }
            match record.skip_reason() {
                Some(reason) => {
                    say(&named(&record, reason));
                    tally.skip(reason);
                }
                None => tally.coded += 1,
            }
            sink.write(&record)?;
        }
    }
    Ok(())
}
