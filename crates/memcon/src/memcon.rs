//! Stages 2 to 6 in order, nothing else.

use crate::annotate::annotate;
#[cfg(feature = "model")]
use crate::annotate::{annotate_with_model, trigger_candidates};
use crate::article::{About, Article, Page};
use crate::compose::{self, compose};
use crate::error::{Error, Result};
use crate::extract::{Extracted, extract};
use crate::hash::stable_id;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;
#[cfg(feature = "model")]
use crate::model::{Model, TriggerCandidate};
use crate::record::{Record, SkippedRecord};
use crate::resolve::resolve;

/// The reader: open once, use for any number of pages, from any number of threads.
#[derive(Debug)]
pub struct Memcon {
    knowledge: Knowledge,
    /// Events and statements of which memcon is less sure are left out, and listed as skipped.
    min_confidence: f64,
    #[cfg(feature = "model")]
    model: Option<Model>,
    /// Count beliefs, plans and what documents say as statements.
    #[cfg(feature = "model")]
    wide: bool,
}

impl Memcon {
    /// A reader that knows what `knowledge` says.
    pub fn new(knowledge: Knowledge) -> Memcon {
        Memcon {
            knowledge,
            min_confidence: 0.0,
            #[cfg(feature = "model")]
            model: None,
            #[cfg(feature = "model")]
            wide: false,
        }
    }

    /// The same reader with a trained model, which finds more than the plain one does by its word lists.
    #[cfg(feature = "model")]
    pub fn with_model(self, model: Model) -> Memcon {
        Memcon { model: Some(model), ..self }
    }

    /// The same reader, counting beliefs, plans and what documents say as statements too, as PolNeAR does; otherwise only
    /// reported speech and thought. It changes what the model finds, nothing without one.
    #[cfg(feature = "model")]
    pub fn with_wide_statements(self) -> Memcon {
        Memcon { wide: true, ..self }
    }

    /// The same reader, which leaves out events and statements with a confidence below `least` (0 to 1) and lists them as
    /// skipped.
    pub fn with_min_confidence(self, least: f64) -> Memcon {
        Memcon { min_confidence: least, ..self }
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
        let found = match self.annotate(article) {
            Ok(found) => found,
            Err(error) => {
                let mut record = compose::empty_record(&self.knowledge, article);
                let end = record.article.text.chars().count();
                record.skipped.push(skipped("annotate", end, error.to_string()));
                return record;
            }
        };
        let resolved = resolve(&self.knowledge, article, &found);
        let mut record = compose(&self.knowledge, article, &found, &resolved);
        record.drop_doubtful(self.min_confidence);
        record.made_with.model = self.model_label();
        record
    }

    /// The model, when there is one.
    #[cfg(feature = "model")]
    pub(crate) fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Stage 4 by the model when there is one.
    pub(crate) fn annotate(&self, article: &Article) -> Result<Annotations> {
        #[cfg(feature = "model")]
        if let Some(model) = &self.model {
            return annotate_with_model(model, &self.knowledge, article, self.wide);
        }
        Ok(annotate(&self.knowledge, article))
    }

    /// Every word of an article that may be an event's trigger, with what the model and the lexicon say of it: what
    /// `training/combine.py` weighs them by. Nothing without a model.
    ///
    /// # Errors
    /// When a graph of the model cannot be run, which a sound model folder excludes.
    #[cfg(feature = "model")]
    pub fn trigger_candidates(&self, article: &Article) -> Result<Vec<TriggerCandidate>> {
        match &self.model {
            Some(model) => trigger_candidates(model, &self.knowledge, article),
            None => Ok(Vec::new()),
        }
    }

    /// Name and version of the model, when there is one.
    fn model_label(&self) -> Option<String> {
        #[cfg(feature = "model")]
        return self.model.as_ref().map(Model::label);
        #[cfg(not(feature = "model"))]
        None
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
