//! One pair of actors that the user names: what stands between them.

use std::ops::Range;

use rten_tensor::prelude::*;

use super::Model;
use super::decode::probabilities;
use super::read::{head, line, shifted, span};
use super::run::{Item, SOURCE, TARGET};
use super::windows::{Document, Window, windows};
use crate::error::Result;
use crate::text::Span;

/// Most pieces around a pair that are read.
const AROUND: usize = 250;

impl Model {
    /// Names of the types of a pair and their probabilities for the words at `source` and `target` of a text (byte
    /// ranges; several when an actor is named more than once, none when the text does not name it).
    ///
    /// # Errors
    /// When a graph cannot be run, which a sound model folder excludes.
    pub(crate) fn pair(
        &self,
        text: &str,
        sentences: &[Span],
        source: &[Span],
        target: &[Span],
    ) -> Result<Vec<(String, f32)>> {
        let document = self.document(text, sentences);
        // A word that is both is the source.
        let marks = |spans: &[Span], mark: i32| -> Vec<(Range<usize>, i32)> {
            spans.iter().filter_map(|&span| Some((words_of(&document, span)?, mark))).collect()
        };
        let marked = [marks(target, TARGET), marks(source, SOURCE)].concat();
        let all = windows(&document, AROUND);
        let held = |window: &&Window| {
            marked
                .iter()
                .filter(|(words, _)| window.words.start <= words.start && words.end <= window.words.end)
                .count()
        };
        let Some(window) = all.iter().rev().max_by_key(held) else { return Ok(Vec::new()) };
        let inside = marked
            .iter()
            .filter(|(words, _)| window.words.start <= words.start && words.end <= window.words.end);
        let item = Item {
            row: 0,
            pieces: window.pieces(&window.words),
            marked: inside.map(|(words, mark)| (window.pieces(words), *mark)).collect(),
        };
        let scores = self.graphs.on_one_thread(|thread| {
            let first = self.graphs.first(&document.words, &[window], &marked, thread)?;
            let second = self.graphs.second(&first, &[item], thread)?;
            Ok(line(&second.pair, 0))
        })?;
        Ok(self.settings.pair_types.iter().cloned().zip(probabilities(&scores)).collect())
    }

    /// The main source and the main target of a text, as CAMEO's coders marked them.
    ///
    /// # Errors
    /// As [`Model::pair`].
    pub(crate) fn main_actors(&self, text: &str, sentences: &[Span]) -> Result<(Vec<Span>, Vec<Span>)> {
        let document = self.document(text, sentences);
        let all = windows(&document, AROUND);
        let Some(window) = all.first() else { return Ok((Vec::new(), Vec::new())) };
        let tags = self.graphs.on_one_thread(|thread| {
            self.graphs.first(&document.words, &[window], &[], thread).map(|first| first.tags)
        })?;
        let found = |columns| -> Vec<Span> {
            let spans = head(window, tags.slice(0), columns).spans(0.0).into_iter();
            spans.map(|found| span(&document, &shifted(&found.words, window.words.start))).collect()
        };
        Ok((found(self.settings.pair_source), found(self.settings.pair_target)))
    }
}

/// The words that share a character with a span.
fn words_of(document: &Document, span: Span) -> Option<Range<usize>> {
    let start = document.words.partition_point(|word| word.span.end <= span.start);
    let end = document.words.partition_point(|word| word.span.start < span.end);
    (start < end).then_some(start..end)
}
