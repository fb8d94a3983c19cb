//! What the model finds in a text: mentions, events and statements, as stretches of the text.

use std::ops::Range;

use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::Model;
use super::decode::{self, Candidate, Labelled, Listed, Rows};
use super::run::{CUE, Item, Second, TRIGGER};
use super::settings::{Columns, MentionClass};
use super::windows::{Document, Window, windows};
use crate::error::Result;
use crate::ontology::{EventType, Status};
use crate::text::Span;

/// Windows read at once.
const WINDOWS: usize = 2;
/// Triggers and cues looked at at once.
const ITEMS: usize = 4;

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

/// What the lexicon says of some words of the text, whatever stands around them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hint {
    pub span: Span,
    /// Types that it lists them under.
    pub types: Vec<EventType>,
    /// Only as words that are as often something else.
    pub weak: bool,
}

/// Words that may be a trigger, and what speaks for it: for fitting the weights of a model's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct TriggerCandidate {
    /// The words.
    pub span: Span,
    /// Probability that they are one, by the first pass.
    pub first: f32,
    /// The same by the second.
    pub second: f32,
    /// Probabilities of each type, in the order of [`EventType::ALL`], by the first pass.
    pub first_types: Vec<f32>,
    /// The same by the second.
    pub second_types: Vec<f32>,
    /// Types that the lexicon lists the words under.
    pub listed: Vec<EventType>,
    /// It lists them only as words that are as often something else.
    pub weak: bool,
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
    Event(Candidate, Listed),
    /// A cue, with its score.
    Cue(Range<usize>, f32),
}

impl Model {
    /// Reads the sentences of a text; `hints` are what the lexicon says of its words, in text order; `wide` counts
    /// beliefs, plans and what documents say as statements too.
    ///
    /// # Errors
    /// When a graph cannot be run, which a sound model folder excludes.
    pub(crate) fn read(&self, text: &str, sentences: &[Span], hints: &[Hint], wide: bool) -> Result<Reading> {
        let document = self.document(text, sentences);
        let cues = if wide { self.settings.cue_wide } else { self.settings.cue };
        let mut reading = Reading::default();
        self.second_looks(
            &document,
            hints,
            Some((&mut reading.mentions, cues)),
            |job, second, row| match &job.kind {
                JobKind::Event(candidate, listed) => {
                    reading.events.extend(self.event(&document, job, (candidate, listed), second, row));
                }
                JobKind::Cue(cue, score) => {
                    reading.statements.extend(self.statement(&document, job, cue, *score, second, row));
                }
            },
        )?;
        reading.mentions.sort_by_key(|mention| mention.span);
        reading.events.sort_by_key(|event| event.trigger);
        reading.statements.sort_by_key(|statement| statement.cue);
        Ok(reading)
    }

    /// Every candidate for a trigger, however unsure, in text order.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub(crate) fn candidates(
        &self,
        text: &str,
        sentences: &[Span],
        hints: &[Hint],
    ) -> Result<Vec<TriggerCandidate>> {
        let document = self.document(text, sentences);
        let mut found = Vec::new();
        self.second_looks(&document, hints, None, |job, second, row| {
            let JobKind::Event(candidate, listed) = &job.kind else { return };
            let (kinds, real) = decode::second_opinion(candidate, &line(&second.kind, row));
            let in_order = |values: &[f32]| -> Vec<f32> {
                let place = |kind: &EventType| self.settings.types.iter().position(|other| other == kind);
                EventType::ALL.iter().map(|kind| place(kind).map_or(0.0, |at| values[at].exp())).collect()
            };
            found.push(TriggerCandidate {
                span: span(&document, &candidate.words),
                first: candidate.probability,
                second: 1.0 / (1.0 + (-real).exp()),
                first_types: in_order(&candidate.types),
                second_types: in_order(&kinds),
                listed: listed.types.iter().map(|&kind| self.settings.types[kind]).collect(),
                weak: listed.weak,
            });
        })?;
        found.sort_by_key(|candidate| candidate.span);
        Ok(found)
    }

    pub(super) fn document(&self, text: &str, sentences: &[Span]) -> Document {
        let mut document = Document::default();
        for &sentence in sentences {
            let start = document.words.len();
            document.words.extend(self.pieces.words(text, sentence));
            if start < document.words.len() {
                document.sentences.push(start..document.words.len());
            }
        }
        document
    }

    /// Both passes over a document: mentions go to `mentions` when they are wanted, cues are read from the columns beside
    /// them, and `look` is shown each trigger
    /// and cue with its scores.
    fn second_looks(
        &self,
        document: &Document,
        hints: &[Hint],
        mut mentions: Option<(&mut Vec<ReadMention>, Columns)>,
        mut look: impl FnMut(&Job, &Second, usize) + Send,
    ) -> Result<()> {
        let mut all = windows(document, self.settings.window);
        all.sort_by_key(Window::len);
        self.graphs.on_one_thread(|thread| {
            for batch in all.chunks(WINDOWS) {
                let batch: Vec<&Window> = batch.iter().collect();
                let first = self.graphs.first(&document.words, &batch, &[], thread)?;
                let mut jobs = Vec::new();
                for (row, window) in batch.iter().enumerate() {
                    let tags = first.tags.slice(row);
                    if let Some((mentions, cues)) = &mut mentions {
                        self.mentions(document, window, tags, mentions);
                        self.cues(window, row, head(window, tags, *cues), &mut jobs);
                    }
                    self.events(document, window, row, tags, hints, &mut jobs);
                }
                jobs.sort_by_key(|job| job.item.pieces.len());
                for jobs in jobs.chunks(ITEMS) {
                    let items: Vec<Item> = jobs.iter().map(|job| job.item.clone()).collect();
                    let second = self.graphs.second(&first, &items, thread)?;
                    jobs.iter().enumerate().for_each(|(row, job)| look(job, &second, row));
                }
            }
            Ok(())
        })
    }

    fn mentions(
        &self,
        document: &Document,
        window: &Window,
        tags: NdTensorView<'_, f32, 2>,
        to: &mut Vec<ReadMention>,
    ) {
        let rows = head(window, tags, self.settings.actor);
        for Labelled { words, class } in rows.spans(0.0) {
            let score = rows.certainty(&words);
            let words = shifted(&words, window.words.start);
            if words.start >= window.counts {
                to.push(ReadMention {
                    span: span(document, &words),
                    class: self.settings.mentions[class],
                    score,
                });
            }
        }
    }

    /// Trigger candidates, which never cross sentences.
    fn events(
        &self,
        document: &Document,
        window: &Window,
        row: usize,
        tags: NdTensorView<'_, f32, 2>,
        hints: &[Hint],
        jobs: &mut Vec<Job>,
    ) {
        let rows = head(window, tags, self.settings.trigger);
        for sentence in &window.sentences {
            let inside = sentence.start - window.words.start..sentence.end - window.words.start;
            let hints = hints_in(document, sentence, hints);
            let listed: Vec<Range<usize>> = hints.iter().map(|(words, _)| words.clone()).collect();
            for mut candidate in decode::candidates(&rows.slice(inside), &listed, &self.settings.thresholds) {
                let listed = self.listed(&candidate.words, &hints);
                candidate.words = shifted(&candidate.words, sentence.start);
                if candidate.words.start >= window.counts {
                    let words = candidate.words.clone();
                    let kind = JobKind::Event(candidate, listed);
                    jobs.push(job(window, row, sentence.clone(), &words, TRIGGER, kind));
                }
            }
        }
    }

    /// What the hints say of some words: the strongest of those that share one.
    fn listed(&self, words: &Range<usize>, hints: &[(Range<usize>, &Hint)]) -> Listed {
        let touching = || {
            hints
                .iter()
                .filter(|(own, _)| own.start < words.end && words.start < own.end)
                .map(|(_, hint)| *hint)
        };
        let weak = touching().all(|hint| hint.weak);
        let mut listed = Listed { types: Vec::new(), weak };
        for hint in touching().filter(|hint| hint.weak == weak) {
            let numbers = hint.types.iter();
            let numbers =
                numbers.filter_map(|kind| self.settings.types.iter().position(|other| other == kind));
            listed.types.extend(numbers);
        }
        listed
    }

    fn cues(&self, window: &Window, row: usize, rows: Rows, jobs: &mut Vec<Job>) {
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
        (candidate, listed): (&Candidate, &Listed),
        second: &Second,
        row: usize,
    ) -> Option<ReadEvent> {
        let settings = &self.settings;
        let (kind, score) = decode::judge(candidate, &line(&second.kind, row), listed, &settings.weights);
        if score < settings.thresholds.trigger_accept {
            return None;
        }
        let all = |columns: Columns| -> Vec<Span> {
            let rows = link_head(job, second, row, columns);
            let found = rows.near_surest(rows.spans(0.0), settings.thresholds.role_margin).into_iter();
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

/// Hints of one sentence, with their words counted from its first.
fn hints_in<'h>(
    document: &Document,
    sentence: &Range<usize>,
    hints: &'h [Hint],
) -> Vec<(Range<usize>, &'h Hint)> {
    let words = &document.words[sentence.clone()];
    let whole = span(document, sentence);
    let first = hints.partition_point(|hint| hint.span.end <= whole.start);
    let inside = hints[first..].iter().take_while(|hint| hint.span.start < whole.end);
    inside
        .filter_map(|hint| {
            let start = words.partition_point(|word| word.span.end <= hint.span.start);
            let end = words.partition_point(|word| word.span.start < hint.span.end);
            (start < end).then_some((start..end, hint))
        })
        .collect()
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
    let marked = vec![(window.pieces(marked), mark)];
    Job { item: Item { row, pieces, marked }, crop, first, kind }
}

/// A head of the first pass at the first piece of each of a window's words.
pub(super) fn head(window: &Window, tags: NdTensorView<'_, f32, 2>, columns: Columns) -> Rows {
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

pub(super) fn line(scores: &NdTensor<f32, 2>, row: usize) -> Vec<f32> {
    scores.slice(row).iter().copied().collect()
}

pub(super) fn shifted(words: &Range<usize>, by: usize) -> Range<usize> {
    words.start + by..words.end + by
}

/// From a first word to a last.
pub(super) fn span(document: &Document, words: &Range<usize>) -> Span {
    document.words[words.start].span.cover(document.words[words.end - 1].span)
}
