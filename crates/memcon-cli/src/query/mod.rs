//! `memcon query`: what a store holds, by words, actors, places and times.

mod names;
mod options;
mod show;

use std::io::Write;

use memcon_store::{Filter, Order, Step, Store};
use serde::Serialize;

pub use self::options::QueryOptions;
use self::options::{Period, Sort};
use crate::exit::{Done, Stop, say};

/// Writes what was found to stdout.
pub fn run(options: &QueryOptions) -> Result<Done, Stop> {
    let store = Store::open(&options.store).map_err(|error| Stop::Command(error.to_string()))?;
    let filter = filter(&store, options)?;
    let mut out = anstream::stdout().lock();
    let found = match what(options) {
        What::Words => {
            let hits = store.search(&options.text.join(" "), options.limit).map_err(failed)?;
            write(&mut out, options.json, &hits, show::hit)?
        }
        What::Incidents => {
            write(&mut out, options.json, &store.incidents(&filter).map_err(failed)?, show::incident)?
        }
        What::Events => write(&mut out, options.json, &store.events(&filter).map_err(failed)?, show::event)?,
        What::Statements => {
            write(&mut out, options.json, &store.statements(&filter).map_err(failed)?, show::statement)?
        }
        What::Timeline(period) => {
            let step = match period {
                Period::Day => Step::Day,
                Period::Month => Step::Month,
                Period::Year => Step::Year,
            };
            let counts = store.timeline(&filter, step).map_err(failed)?;
            let most = counts.iter().map(|count| count.incidents).max().unwrap_or(0);
            write(&mut out, options.json, &counts, |out, count| show::count(out, count, most))?
        }
    };
    out.flush()?;
    if found == 0 {
        say("nothing found");
    }
    Ok(Done::All)
}

/// What is asked for.
enum What {
    Words,
    Incidents,
    Events,
    Statements,
    Timeline(Period),
}

fn what(options: &QueryOptions) -> What {
    if let Some(period) = options.timeline {
        What::Timeline(period)
    } else if options.events {
        What::Events
    } else if options.statements {
        What::Statements
    } else if options.incidents || options.asks_for_more_than_words() {
        What::Incidents
    } else {
        What::Words
    }
}

fn filter(store: &Store, options: &QueryOptions) -> Result<Filter, Stop> {
    let upper = |words: &[String]| words.iter().map(|word| word.to_uppercase()).collect();
    let parties = |names: &[String]| -> Result<Vec<_>, Stop> {
        names.iter().map(|name| names::party(store, name)).collect()
    };
    let countries = options.countries.iter().map(|name| names::country(store, name));
    let text = options.text.join(" ");
    Ok(Filter {
        parties: parties(&options.actors)?,
        about: parties(&options.about)?,
        countries: countries.collect::<Result<_, Stop>>()?,
        kinds: upper(&options.kinds),
        statuses: options.statuses.iter().map(|status| status.to_lowercase()).collect(),
        since: options.since.clone(),
        until: options.until.clone(),
        place: options.place.clone(),
        text: (!text.is_empty()).then_some(text),
        news_only: options.news,
        limit: Some(options.limit),
        offset: 0,
        order: match options.sort {
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
            Sort::Reports => Order::MostReported,
        },
    })
}

/// Writes each item as a line of JSON or as lines for people; says how many.
fn write<T: Serialize, W: Write>(
    out: &mut W,
    json: bool,
    items: &[T],
    show: impl Fn(&mut W, &T) -> std::io::Result<()>,
) -> Result<usize, Stop> {
    for item in items {
        if json {
            let line = serde_json::to_string(item).map_err(|error| Stop::Failure(error.to_string()))?;
            writeln!(out, "{line}")?;
        } else {
            show(out, item)?;
        }
    }
    Ok(items.len())
}

fn failed(error: memcon_store::Error) -> Stop {
    Stop::Failure(error.to_string())
}
