//! `memcon extract`: the article part of the record only.

use std::io::Write;

use memcon::{Error, Extracted, Page, record::ArticleRecord};
use serde::Serialize;

use crate::args::ExtractOptions;
use crate::exit::{Done, Stop, say};
use crate::read::pages;

/// One line of output: the article as it stands in records, and why it would not be coded.
#[derive(Serialize)]
struct Line {
    article: ArticleRecord,
    skipped: Option<String>,
}

pub fn run(options: &ExtractOptions) -> Result<Done, Stop> {
    let mut out = anstream::stdout().lock();
    let mut done = Done::All;
    for page in pages(&options.paths) {
        let page = match page {
            Ok(page) => Page { url: options.url.clone().or(page.url.clone()), ..page },
            Err(Error::NotArticles { .. }) => continue,
            Err(error) => {
                say(&error.to_string());
                done = Done::SomeSkipped;
                continue;
            }
        };
        let line = match memcon::extract(&page) {
            Ok(Extracted::Article(article)) => Line { article: ArticleRecord::from(&article), skipped: None },
            Ok(Extracted::Skipped(article, reason)) => {
                say(&format!("{}: {reason}", page.source));
                done = Done::SomeSkipped;
                Line { article: ArticleRecord::from(&article), skipped: Some(reason) }
            }
            Err(error) => {
                say(&error.to_string());
                done = Done::SomeSkipped;
                continue;
            }
        };
        let line = serde_json::to_string(&line).map_err(|error| Stop::Failure(error.to_string()))?;
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(done)
}
