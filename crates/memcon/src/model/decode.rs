//! Scores to spans: see "Decoding" in docs/model-folder.md.

use std::ops::Range;

use super::settings::{Columns, Settings, Thresholds, Weights};

/// Log-probabilities of the words of a stretch, one row a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    width: usize,
    values: Vec<f32>,
}

/// A labelled span of words, counted from the first row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labelled {
    pub words: Range<usize>,
    pub class: usize,
}

/// A trigger worth a second pass.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its words, counted from the first row.
    pub words: Range<usize>,
    /// Probability that it is one.
    pub probability: f32,
    /// Log-probability of each type.
    pub types: Vec<f32>,
}

impl Rows {
    /// Takes one head's columns out of raw scores and normalises them.
    pub(super) fn of<'r>(raw: impl Iterator<Item = &'r [f32]>, columns: Columns) -> Rows {
        let mut values = Vec::new();
        for row in raw {
            values.extend(log_softmax(&row[columns.start..columns.start + columns.width]));
        }
        Rows { width: columns.width, values }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }

    /// The rows of a range of words.
    pub(super) fn slice(&self, words: Range<usize>) -> Rows {
        let values = self.values[words.start * self.width..words.end * self.width].to_vec();
        Rows { width: self.width, values }
    }

    /// With `by` added to O everywhere.
    fn leaning(mut self, by: f32) -> Rows {
        self.values.iter_mut().step_by(self.width).for_each(|value| *value += by);
        self
    }

    /// All classes as one: O, B, I.
    fn collapsed(&self) -> Rows {
        let sum =
            |row: &[f32], first: usize| row[first..].iter().step_by(2).map(|value| value.exp()).sum::<f32>();
        let log = |value: f32| (value + 1e-12).ln();
        let rows = self.rows().flat_map(|row| [log(row[0].exp()), log(sum(row, 1)), log(sum(row, 2))]);
        Rows { width: 3, values: rows.collect() }
    }

    /// Spans of the best legal path; every B costs `switch`.
    pub(super) fn spans(&self, switch: f32) -> Vec<Labelled> {
        let mut found: Vec<Labelled> = Vec::new();
        for (at, label) in self.path(switch).into_iter().enumerate() {
            if label % 2 == 1 {
                found.push(Labelled { words: at..at + 1, class: label / 2 });
            } else if label > 0
                && let Some(open) = found.last_mut()
            {
                open.words.end = at + 1;
            }
        }
        found
    }

    /// The labels with the highest sum in which I follows only its own B or I (Viterbi).
    fn path(&self, switch: f32) -> Vec<usize> {
        let cost = |label: usize| if label % 2 == 1 { switch } else { 0.0 };
        let inside = |label: usize| label > 0 && label.is_multiple_of(2);
        let mut best: Vec<f32> = Vec::new();
        let mut back: Vec<Vec<usize>> = Vec::new();
        for (at, row) in self.rows().enumerate() {
            if at == 0 {
                let first = row.iter().enumerate();
                best = first
                    .map(|(label, value)| if inside(label) { -1e9 } else { value - cost(label) })
                    .collect();
                continue;
            }
            let top = highest(&best);
            let from = |label: usize| match inside(label) {
                true if best[label - 1] >= best[label] => label - 1,
                true => label,
                false => top,
            };
            let before: Vec<usize> = (0..self.width).map(from).collect();
            best = (0..self.width).map(|label| best[before[label]] + row[label] - cost(label)).collect();
            back.push(before);
        }
        if best.is_empty() {
            return Vec::new();
        }
        let mut path = vec![highest(&best)];
        for before in back.iter().rev() {
            path.push(before[path[path.len() - 1]]);
        }
        path.reverse();
        path
    }

    /// Mean over some words of the probability of the label that `choose` makes of a row.
    fn mean(&self, words: &Range<usize>, choose: impl Fn(&[f32]) -> f32) -> f32 {
        words.clone().map(|at| choose(self.row(at))).sum::<f32>() / words.len().max(1) as f32
    }

    /// How sure the labels of a span are, as a probability.
    pub(super) fn certainty(&self, words: &Range<usize>) -> f32 {
        self.mean(words, |row| row[highest(row)].exp())
    }

    /// Of several spans the one that is surest.
    pub(super) fn surest(&self, spans: Vec<Labelled>) -> Option<Range<usize>> {
        let mut best: Option<(f32, Range<usize>)> = None;
        for span in spans {
            let own = self.sureness(&span);
            if best.as_ref().is_none_or(|(known, _)| own > *known) {
                best = Some((own, span.words));
            }
        }
        best.map(|(_, words)| words)
    }

    /// The spans that are at most `margin` less sure than the surest, in order.
    pub(super) fn near_surest(&self, mut spans: Vec<Labelled>, margin: f32) -> Vec<Labelled> {
        let best = spans.iter().map(|span| self.sureness(span)).fold(f32::NEG_INFINITY, f32::max);
        spans.retain(|span| self.sureness(span) >= best - margin);
        spans
    }

    /// Mean over a span's words of the highest log-probability.
    fn sureness(&self, span: &Labelled) -> f32 {
        self.mean(&span.words, |row| row[highest(row)])
    }
}

/// Trigger candidates of one sentence: what the first pass finds, then words of the lexicon (`listed`, as words of the
/// sentence) that it passes over.
pub(super) fn candidates(rows: &Rows, listed: &[Range<usize>], thresholds: &Thresholds) -> Vec<Candidate> {
    let flat = rows.collapsed();
    let spans = flat.clone().leaning(odds(thresholds.trigger_candidate)).spans(0.0);
    let mut found: Vec<Range<usize>> = spans.into_iter().map(|span| span.words).collect();
    let own = found.len();
    for words in listed {
        if !found[..own].iter().any(|other| other.start < words.end && words.start < other.end) {
            found.push(words.clone());
        }
    }
    found.into_iter().map(|words| candidate(rows, &flat, words)).collect()
}

fn candidate(rows: &Rows, flat: &Rows, words: Range<usize>) -> Candidate {
    let probability = words.clone().map(|at| 1.0 - flat.row(at)[0].exp()).fold(0.0, f32::max);
    let types = (1..rows.width).step_by(2).map(|begin| {
        let inside: f32 = (words.start + 1..words.end).map(|at| rows.row(at)[begin + 1].exp()).sum();
        rows.row(words.start)[begin].exp() + inside + 1e-9
    });
    let mut types: Vec<f32> = types.collect();
    let sum: f32 = types.iter().sum();
    types.iter_mut().for_each(|value| *value = (*value / sum).ln());
    Candidate { words, probability, types }
}

/// Cues of a window: words, and how sure.
pub(super) fn cues(rows: &Rows, thresholds: &Thresholds) -> Vec<(Range<usize>, f32)> {
    let spans = rows.clone().leaning(odds(thresholds.cue_accept)).spans(0.0);
    spans.into_iter().map(|span| (span.words.clone(), rows.certainty(&span.words))).collect()
}

/// What the lexicon says of a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Types, by number, that it lists the words under.
    pub types: Vec<usize>,
    /// Only as words that are as often something else.
    pub weak: bool,
}

/// Log-probability of each type after the second pass, and the log-odds that the candidate is a trigger at all.
pub(super) fn second_opinion(candidate: &Candidate, kinds: &[f32]) -> (Vec<f32>, f32) {
    let kinds = log_softmax(kinds);
    let (kinds, none) = kinds.split_at(candidate.types.len());
    let none = none.first().map_or(0.0, |value| value.exp());
    (log_softmax(kinds), log_odds(1.0 - none))
}

/// Type (by number) of a candidate, and the probability that it is an event of this type.
pub(super) fn judge(
    candidate: &Candidate,
    kinds: &[f32],
    listed: &Listed,
    weights: &Weights,
) -> (usize, f32) {
    let (second, real) = second_opinion(candidate, kinds);
    let mixed: Vec<f32> = candidate
        .types
        .iter()
        .zip(&second)
        .enumerate()
        .map(|(kind, (first, second))| {
            let bonus = if listed.types.contains(&kind) { weights.type_listed } else { 0.0 };
            first * weights.type_first + second + bonus
        })
        .collect();
    let kind = highest(&mixed);
    let sure = log_softmax(&mixed)[kind];
    let sign = match (listed.types.is_empty(), listed.types.contains(&kind), listed.weak) {
        (true, _, _) => 0.0,
        (_, true, false) => weights.listed,
        (_, false, false) => weights.listed_other,
        (_, true, true) => weights.weak,
        (_, false, true) => weights.weak_other,
    };
    let sum = weights.bias
        + weights.first * log_odds(candidate.probability)
        + weights.second * real
        + weights.sure * sure
        + sign;
    (kind, 1.0 / (1.0 + (-sum).exp()))
}

/// Of a probability kept away from 0 and 1.
fn log_odds(probability: f32) -> f32 {
    odds(probability.clamp(1e-4, 1.0 - 1e-4))
}

/// The best mode of a type.
pub(super) fn mode(settings: &Settings, kind: usize, scores: &[f32]) -> Option<String> {
    let fitting = settings.modes.iter().zip(scores).filter(|((event, _), _)| *event == settings.types[kind]);
    let best = fitting.max_by(|a, b| a.1.total_cmp(b.1).then(std::cmp::Ordering::Greater));
    best.and_then(|((_, mode), _)| mode.clone())
}

/// Place of the highest value, the first of equals; 0 for none.
pub(super) fn highest(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

/// Raw scores of labels of which one holds, as probabilities.
pub(super) fn probabilities(scores: &[f32]) -> Vec<f32> {
    log_softmax(scores).into_iter().map(f32::exp).collect()
}

fn odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln()
}

fn log_softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    scores.iter().map(|score| score - top - sum.ln()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_legal() {
        // Columns O, B, I; the last row's I cannot follow O, so O B or B I must pay.
        struct Case {
            rows: Vec<[f32; 3]>,
            switch: f32,
            spans: &'static [(usize, usize)],
        }
        let two = vec![[-3.0, -0.1, -3.0], [-3.0, -0.1, -0.2]];
        let cases = [
            Case {
                rows: vec![[-3.0, -0.1, -3.0], [-3.0, -3.0, -0.1], [-0.1, -3.0, -3.0]],
                switch: 0.0,
                spans: &[(0, 2)],
            },
            Case { rows: vec![[-0.1, -2.0, -9.0], [-3.0, -3.0, -0.1]], switch: 0.0, spans: &[(0, 2)] },
            Case { rows: two.clone(), switch: 0.0, spans: &[(0, 1), (1, 2)] },
            Case { rows: two, switch: 0.5, spans: &[(0, 2)] },
        ];
        for case in cases {
            let rows = Rows { width: 3, values: case.rows.concat() };
            let found = rows.spans(case.switch).into_iter().map(|span| (span.words.start, span.words.end));
            assert_eq!(found.collect::<Vec<_>>(), case.spans, "{rows:?}");
        }
    }

    #[test]
    fn a_second_actor_must_be_nearly_as_sure_as_the_first() {
        // O, B, I of five words: two spans, the second told with a probability of 0.6 instead of 0.99.
        let outside = [0.98, 0.01, 0.01];
        let rows: Vec<[f32; 3]> = vec![outside, [0.005, 0.99, 0.005], outside, [0.3, 0.6, 0.1], outside];
        let values = rows.concat().into_iter().map(f32::ln).collect();
        let rows = Rows { width: 3, values };
        let kept = |margin: f32| {
            let spans = rows.near_surest(rows.spans(0.0), margin);
            spans.into_iter().map(|span| (span.words.start, span.words.end)).collect::<Vec<_>>()
        };
        assert_eq!(kept(0.2), [(1, 2)]);
        assert_eq!(kept(0.6), [(1, 2), (3, 4)]);
        assert_eq!(kept(f32::INFINITY), [(1, 2), (3, 4)]);
    }
}
