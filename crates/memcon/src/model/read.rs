//! What the model finds in a text: mentions, events and statements, as stretches of the text.

use std::ops::Range;

use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::Model;
use super::decode::{self, Candidate, Labelled, Rows};
use super::run::{Item, Second, Thread};
use super::settings::{Columns, MentionClass};
use super::windows::{Document, Window, windows};
use crate::error::Result;
use crate::ontology::{EventType, Status};
use crate::text::Span;

/// Windows read at once.
const WINDOWS: usize = 8;
/// Triggers and cues looked at at once.
const ITEMS: usize = 16;
/// Marks of a trigger and of a cue.
const TRIGGER: i32 = 1;
const CUE: i32 = 2;

/// What the model finds in one text, each list in text order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    pub mentions: Vec<ReadMention>,
    pub events: Vec<ReadEvent>,
    pub statements: Vec<ReadStatement>,
}

/// An actor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadMention {
    pub span: Span,
    pub class: MentionClass,
    pub score: f32,
}

/// An event, with the words for what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadEvent {
    pub trigger: Span,
    pub event: EventType,
    pub mode: Option<String>,
    pub status: Status,
    pub background: bool,
    pub sources: Vec<Span>,
    pub targets: Vec<Span>,
    pub place: Option<Span>,
    pub time: Option<Span>,
    pub attribution: Option<Span>,
    pub score: f32,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReadStatement {
    pub cue: Span,
    pub speaker: Vec<Span>,
    pub content: Vec<Span>,
    pub direct: bool,
    pub score: f32,
}

/// What the second pass is to look at; words are those of the document.
struct Job {
    item: Item,
    /// Words that are shown.
    crop: Range<usize>,
    /// First piece of each of them, counted from the first piece shown.
    first: Vec<usize>,
    kind: JobKind,
}

enum JobKind {
    Event(Candidate),
    /// A cue, with its score.
    Cue(Range<usize>, f32),
}

impl Model {
    /// Reads the sentences of a text.
    ///
    /// # Errors
    /// When a graph cannot be run, which a sound model folder excludes.
    pub(crate) fn read(&self, text: &str, sentences: &[Span]) -> Result<Reading> {
        let mut document = Document::default();
        for &sentence in sentences {
            let start = document.words.len();
            document.words.extend(self.pieces.words(text, sentence));
            if start < document.words.len() {
                document.sentences.push(start..document.words.len());
            }
        }
        let mut reading = self.graphs.on_one_thread(|thread| self.read_document(&document, thread))?;
        reading.mentions.sort_by_key(|mention| mention.span);
        reading.events.sort_by_key(|event| event.trigger);
        reading.statements.sort_by_key(|statement| statement.cue);
        Ok(reading)
    }

    fn read_document(&self, document: &Document, thread: &Thread) -> Result<Reading> {
        let mut reading = Reading::default();
        let mut all = windows(document, self.settings.window);
        all.sort_by_key(Window::len);
        for batch in all.chunks(WINDOWS) {
            let batch: Vec<&Window> = batch.iter().collect();
            let first = self.graphs.first(&document.words, &batch, thread)?;
            let mut jobs = Vec::new();
            for (row, window) in batch.iter().enumerate() {
                let tags = first.tags.slice(row);
                self.mentions(document, window, tags, &mut reading);
                self.events(window, row, tags, &mut jobs);
                self.cues(window, row, tags, &mut jobs);
            }
            jobs.sort_by_key(|job| job.item.pieces.len());
            for jobs in jobs.chunks(ITEMS) {
                let items: Vec<Item> = jobs.iter().map(|job| job.item.clone()).collect();
                let second = self.graphs.second(&first, &items, thread)?;
                for (row, job) in jobs.iter().enumerate() {
                    match &job.kind {
                        JobKind::Event(candidate) => {
                            reading.events.extend(self.event(document, job, candidate, &second, row));
                        }
                        JobKind::Cue(cue, score) => {
                            reading
                                .statements
                                .extend(self.statement(document, job, cue, *score, &second, row));
                        }
                    }
                }
            }
        }
        Ok(reading)
    }

    fn mentions(
        &self,
        document: &Document,
        window: &Window,
        tags: NdTensorView<'_, f32, 2>,
        to: &mut Reading,
    ) {
        let rows = head(window, tags, self.settings.actor);
        for Labelled { words, class } in rows.spans(0.0) {
            let score = rows.certainty(&words);
            let words = shifted(&words, window.words.start);
            if words.start >= window.counts {
                to.mentions.push(ReadMention {
                    span: span(document, &words),
                    class: self.settings.mentions[class],
                    score,
                });
            }
        }
    }

    /// Trigger candidates, which never cross sentences.
    fn events(&self, window: &Window, row: usize, tags: NdTensorView<'_, f32, 2>, jobs: &mut Vec<Job>) {
        let rows = head(window, tags, self.settings.trigger);
        for sentence in &window.sentences {
            let inside = sentence.start - window.words.start..sentence.end - window.words.start;
            for mut candidate in decode::candidates(&rows.slice(inside), &self.settings.thresholds) {
                candidate.words = shifted(&candidate.words, sentence.start);
                if candidate.words.start >= window.counts {
                    let words = candidate.words.clone();
                    jobs.push(job(window, row, sentence.clone(), &words, TRIGGER, JobKind::Event(candidate)));
                }
            }
        }
    }

    fn cues(&self, window: &Window, row: usize, tags: NdTensorView<'_, f32, 2>, jobs: &mut Vec<Job>) {
        let rows = head(window, tags, self.settings.cue);
        for (words, score) in decode::cues(&rows, &self.settings.thresholds) {
            let words = shifted(&words, window.words.start);
            let crop = window.neighbourhood(words.start);
            if let Some(crop) = crop.filter(|_| words.start >= window.counts) {
                // A span of the path may run over the border of its neighbourhood; what is shown ends there.
                let marked = words.start..words.end.min(crop.end);
                jobs.push(job(window, row, crop, &marked, CUE, JobKind::Cue(words, score)));
            }
        }
    }

    fn event(
        &self,
        document: &Document,
        job: &Job,
        candidate: &Candidate,
        second: &Second,
        row: usize,
    ) -> Option<ReadEvent> {
        let settings = &self.settings;
        let (kind, score) = decode::judge(candidate, &line(&second.kind, row));
        if score < settings.thresholds.trigger_accept {
            return None;
        }
        let all = |columns: Columns| -> Vec<Span> {
            let found = link_head(job, second, row, columns).spans(0.0).into_iter();
            found.map(|found| span(document, &shifted(&found.words, job.crop.start))).collect()
        };
        let one = |columns: Columns| -> Option<Span> {
            let rows = link_head(job, second, row, columns);
            rows.surest(rows.spans(0.0)).map(|words| span(document, &shifted(&words, job.crop.start)))
        };
        Some(ReadEvent {
            trigger: span(document, &candidate.words),
            event: settings.types[kind],
            mode: decode::mode(settings, kind, &line(&second.mode, row)),
            status: settings.statuses[decode::highest(&line(&second.status, row))],
            background: decode::highest(&line(&second.background, row)) == 1,
            sources: all(settings.link.source),
            targets: all(settings.link.target),
            place: one(settings.link.place),
            time: one(settings.link.time),
            attribution: one(settings.link.attribution),
            score,
        })
    }

    fn statement(
        &self,
        document: &Document,
        job: &Job,
        cue: &Range<usize>,
        score: f32,
        second: &Second,
        row: usize,
    ) -> Option<ReadStatement> {
        let spans = |columns: Columns, switch: f32| -> Vec<Span> {
            let found = link_head(job, second, row, columns).spans(switch).into_iter();
            found.map(|found| span(document, &shifted(&found.words, job.crop.start))).collect()
        };
        let content = spans(self.settings.link.content, self.settings.thresholds.content_switch);
        if content.is_empty() {
            return None;
        }
        Some(ReadStatement {
            cue: span(document, cue),
            speaker: spans(self.settings.link.speaker, 0.0),
            content,
            direct: decode::highest(&line(&second.direct, row)) == 1,
            score,
        })
    }
}

fn job(
    window: &Window,
    row: usize,
    crop: Range<usize>,
    marked: &Range<usize>,
    mark: i32,
    kind: JobKind,
) -> Job {
    let pieces = window.pieces(&crop);
    let first = crop.clone().map(|word| window.piece(word) - pieces.start).collect();
    Job { item: Item { row, pieces, marked: window.pieces(marked), mark }, crop, first, kind }
}

/// A head of the first pass at the first piece of each of a window's words.
fn head(window: &Window, tags: NdTensorView<'_, f32, 2>, columns: Columns) -> Rows {
    let rows: Vec<Vec<f32>> =
        window.words.clone().map(|word| tags.slice(window.piece(word)).iter().copied().collect()).collect();
    Rows::of(rows.iter().map(Vec::as_slice), columns)
}

/// A head of the second pass at the first piece of each word that is shown.
fn link_head(job: &Job, second: &Second, row: usize, columns: Columns) -> Rows {
    let words = second.words.slice(row);
    let rows: Vec<Vec<f32>> =
        job.first.iter().map(|&piece| words.slice(piece).iter().copied().collect()).collect();
    Rows::of(rows.iter().map(Vec::as_slice), columns)
}

fn line(scores: &NdTensor<f32, 2>, row: usize) -> Vec<f32> {
    scores.slice(row).iter().copied().collect()
}

fn shifted(words: &Range<usize>, by: usize) -> Range<usize> {
    words.start + by..words.end + by
}

/// From a first word to a last.
fn span(document: &Document, words: &Range<usize>) -> Span {
    document.words[words.start].span.cover(document.words[words.end - 1].span)
}
