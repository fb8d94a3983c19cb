//! Temporal expressions and what dates they mean.
//!
//! In order: [`lexer`] cuts a sentence into words that may speak of time, [`grammar`] reads expressions out of them
//! ([`absolute`], [`years`], [`periods`], [`ranges`], [`relative`], [`clock`], [`timed`], [`durations`], [`sets`], with
//! [`guard`] against look-alikes),
//! [`direction`] asks the verb whether the clause looks back or ahead, and [`anchor`] with [`recurring`]
//! says which day that is.

mod absolute;
mod anchor;
#[cfg(test)]
mod cases;
mod clock;
mod count;
mod direction;
mod durations;
mod grammar;
mod guard;
mod lexer;
mod meaning;
mod outlet;
mod periods;
mod ranges;
mod recurring;
mod relative;
mod sets;
mod timed;
mod value;
mod years;

use self::anchor::{Frame, Said};
use self::lexer::Words;
use self::meaning::{Base, Meaning};
use self::value::Grain;
use super::{Anchor, Time, TimeKind};
use crate::article::Article;
use crate::knowledge::Knowledge;

/// Finds the temporal expressions of an article and resolves each.
pub(super) fn times(knowledge: &Knowledge, article: &Article) -> Vec<Time> {
    let known = knowledge.times();
    let day_first = outlet::day_first(known, article);
    let dateline = outlet::dateline(known, article, day_first);
    let mut frame = Frame {
        known,
        reference: dateline
            .map(|date| (date, Anchor::Dateline))
            .or(article.day().map(|day| (day, Anchor::Published))),
        last: None,
        last_day: None,
        sentence: 0,
    };
    let mut times = outlet::dates_in_furniture(known, article, day_first);
    for (number, sentence) in article.sentences().iter().enumerate() {
        frame.sentence = number;
        let words = Words::new(known, article.slice(sentence.span), day_first);
        read(&words, &mut frame, sentence.span.start, &mut times);
    }
    times.sort_by_key(|time| time.span);
    times
}

/// Adds the expressions of one sentence to `times`; `offset` is where the sentence starts.
fn read(words: &Words, frame: &mut Frame, offset: usize, times: &mut Vec<Time>) {
    for found in grammar::read(words) {
        let first = words.tokens[found.first].span;
        let last = words.tokens[found.last - 1].span;
        let span = first.cover(last).shifted(offset);
        let time = match found.meaning {
            Meaning::Nothing => continue,
            Meaning::Ready { kind, value } => {
                if let Some(said) = year_said(kind, &value, frame.sentence) {
                    frame.last = Some(said);
                }
                Time { span, kind, value: Some(value), anchor: None }
            }
            Meaning::Point(point) => {
                let direction = direction::direction(words, found.first, found.last);
                let answer = frame.resolve(&point, direction);
                // "in the evening" of no day is no time that a record can use.
                if answer.value.is_none() && point.base == Base::Here {
                    continue;
                }
                if let Some(said) = answer.said.filter(|_| point.base != Base::Here) {
                    frame.last = Some(said);
                    if said.grain == Grain::Day {
                        frame.last_day = Some(said);
                    }
                }
                let value = answer.value.filter(|value| has_day(answer.kind, value));
                Time { span, kind: answer.kind, value, anchor: answer.anchor }
            }
        };
        times.push(time);
    }
}

/// A bare year sets the year of the story.
fn year_said(kind: TimeKind, value: &str, sentence: usize) -> Option<Said> {
    if kind != TimeKind::Date || value.len() != 4 {
        return None;
    }
    let date = jiff::civil::Date::new(value.parse().ok()?, 1, 1).ok()?;
    Some(Said { date, grain: Grain::Year, sentence, explicit: true })
}

/// An hour needs its day: where only the year is sure, as in 10/05/2023 of an unknown outlet, the hour says nothing.
fn has_day(kind: TimeKind, value: &str) -> bool {
    let calendar = value.split_once('T').map_or("", |(calendar, _)| calendar);
    kind != TimeKind::Time || calendar.is_empty() || calendar.len() >= "2023-W10".len()
}
