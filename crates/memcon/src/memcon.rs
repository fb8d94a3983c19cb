//! Stages 2 to 6 in order, nothing else.

use crate::annotate::annotate;
use crate::article::{About, Article, Page};
use crate::compose::{self, compose};
use crate::error::Error;
use crate::extract::{Extracted, extract};
use crate::hash::stable_id;
use crate::knowledge::Knowledge;
use crate::record::{Record, SkippedRecord};
use crate::resolve::resolve;

/// The reader: open once, use for any number of pages, from any number of threads.
#[derive(Debug)]
pub struct Memcon {
    knowledge: Knowledge,
}

impl Memcon {
    /// A reader that knows what `knowledge` says.
    pub fn new(knowledge: Knowledge) -> Memcon {
        Memcon { knowledge }
    }

    /// The knowledge it uses.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The record of one page. A page that cannot be coded gives a record that says why.
    pub fn process(&self, page: &Page) -> Record {
        match extract(page) {
            Ok(Extracted::Article(article)) => self.code(&article),
            Ok(Extracted::Skipped(article, reason)) => {
                let mut record = compose::empty_record(&self.knowledge, &article);
                let end = record.article.text.chars().count();
                record.skipped.push(skipped("extract", end, reason));
                record
            }
            Err(error) => self.unreadable(page, &error),
        }
    }

    /// The record of an article whose text is already fixed.
    pub fn code(&self, article: &Article) -> Record {
        let found = annotate(&self.knowledge, article);
        let resolved = resolve(&self.knowledge, article, &found);
        compose(&self.knowledge, article, &found, &resolved)
    }

    /// The record that stands for an input which could not be read, so that counts add up.
    pub fn unreadable(&self, page: &Page, error: &Error) -> Record {
        let id =
            page.id.clone().unwrap_or_else(|| stable_id(&[page.url.as_deref().unwrap_or(""), &page.source]));
        let about = About {
            id,
            source: page.source.clone(),
            url: page.url.clone(),
            publisher: page.publisher.clone(),
            title: page.title.clone(),
            ..About::default()
        };
        let article = Article::new(about, String::new(), Vec::new());
        let mut record = compose::empty_record(&self.knowledge, &article);
        record.skipped.push(skipped("read", 0, error.to_string()));
        record
    }
}

fn skipped(stage: &str, end: usize, reason: String) -> SkippedRecord {
    SkippedRecord { start: 0, end, stage: stage.to_owned(), reason }
}
