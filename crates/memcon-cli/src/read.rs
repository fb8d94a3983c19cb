//! `memcon read`: one or more articles, as pages for people or as records.

use std::io::{IsTerminal, Write};
use std::path::Path;

use memcon::{BytesRead, Error, Knowledge, Memcon, Model, Page, Record};

use crate::args::{Args, ReadFormat, ReadOptions};
use crate::exit::{Done, Stop, say};
use crate::page::{Style, write_page};

/// Columns when nobody says how wide the terminal is.
const WIDTH: usize = 100;

pub fn run(args: &Args, options: &ReadOptions) -> Result<Done, Stop> {
    let reader = reader(args)?;
    let style = style();
    let mut out = anstream::stdout().lock();
    let mut done = Done::All;
    let mut first = true;
    // Kept back until it is sure that there is one article only.
    let mut file: Option<String> = None;
    for page in pages(&options.paths) {
        let record = match page {
            Ok(page) => reader.process(&Page {
                published: options.published.clone().or(page.published.clone()),
                url: options.url.clone().or(page.url.clone()),
                ..page
            }),
            Err(Error::NotArticles { path }) => {
                log::warn!("{}: passed over, not a kind of file that memcon reads", path.display());
                continue;
            }
            Err(error) => unreadable(&reader, &error),
        };
        if let Some(reason) = record.skip_reason() {
            say(&named(&record, reason));
            done = Done::SomeSkipped;
        }
        match options.format {
            ReadFormat::Html => {
                if file.replace(memcon_serve::article_page(&record)).is_some() {
                    return Err(Stop::Command(
                        "--format html writes one article; give one at a time".to_owned(),
                    ));
                }
            }
            ReadFormat::Json => writeln!(out, "{}", json(&record)?)?,
            ReadFormat::Text => {
                if !first {
                    writeln!(out, "\n{}\n", "─".repeat(style.width.min(60)))?;
                }
                write_page(&mut out, &record, style)?;
            }
        }
        first = false;
    }
    if let Some(file) = file {
        out.write_all(file.as_bytes())?;
    }
    out.flush()?;
    Ok(done)
}

/// The reader that the command line asks for.
pub fn reader(args: &Args) -> Result<Memcon, Stop> {
    let knowledge = match &args.knowledge {
        Some(folder) if !folder.is_dir() => {
            return Err(Stop::Command(format!("{}: no such folder of knowledge files", folder.display())));
        }
        Some(folder) => Knowledge::open(folder)?,
        None => Knowledge::bundled(),
    };
    let reader = Memcon::new(knowledge).with_min_confidence(args.min_confidence);
    if args.no_model {
        return Ok(reader);
    }
    match args.model.clone().or_else(Model::default_folder) {
        Some(folder) => Ok(reader.with_model(Model::open(&folder)?)),
        None => {
            log::warn!("no model found; reading by the word lists only (--no-model says so on purpose)");
            Ok(reader)
        }
    }
}

/// Pages of all inputs, in order. An input that cannot be opened is one error, and the next ones go on.
pub fn pages<P: AsRef<Path>>(inputs: &[P]) -> impl Iterator<Item = memcon::Result<Page>> + Send + use<P> {
    pages_counted(inputs, &BytesRead::default())
}

/// The same, with the bytes that are read from files counted.
pub fn pages_counted<P: AsRef<Path>>(
    inputs: &[P],
    count: &BytesRead,
) -> impl Iterator<Item = memcon::Result<Page>> + Send + use<P> {
    let opened: Vec<memcon::Pages> = inputs
        .iter()
        .map(|input| {
            memcon::read_counted(input.as_ref(), count)
                .unwrap_or_else(|error| Box::new(std::iter::once(Err(error))))
        })
        .collect();
    opened.into_iter().flatten()
}

/// The record that stands for an input which could not be read.
pub fn unreadable(reader: &Memcon, error: &Error) -> Record {
    let page = Page { source: error.origin(), ..Page::default() };
    reader.unreadable(&page, error)
}

/// The reason with the name of its input in front, once.
pub fn named(record: &Record, reason: &str) -> String {
    let source = &record.article.source;
    if reason.starts_with(source.as_str()) { reason.to_owned() } else { format!("{source}: {reason}") }
}

/// One record as one line.
pub fn json(record: &Record) -> Result<String, Stop> {
    serde_json::to_string(record).map_err(|error| Stop::Failure(error.to_string()))
}

fn style() -> Style {
    let terminal = std::io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none();
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let own = terminal.then(|| usize::from(console::Term::stdout().size().1));
    Style { colour, width: width.or(own).unwrap_or(WIDTH).clamp(40, 140) }
}
