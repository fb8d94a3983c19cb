//! Where and when, in sentences with carets: `cases.txt`.

use super::{place, time};
use crate::article::{About, Article, Published, PublishedFrom};
use crate::compose::Context;
use crate::knowledge::Knowledge;
use crate::mention::{Annotations, Trigger};
use crate::ontology::{EventType, Status};
use crate::resolve::resolve;
use crate::text::Span;

/// The tables, to be read by people too.
const TABLES: &str = include_str!("cases.txt");

#[test]
fn every_kind() {
    let knowledge = Knowledge::bundled();
    let mut wrong = Vec::new();
    for table in TABLES.split("\n## ").skip(1) {
        let (about, cases) = table.split_once('\n').unwrap();
        let lines: Vec<&str> = cases.trim_end().lines().collect();
        let mut from = 0;
        while from < lines.len() {
            let carets = |line: &&&str| line.trim_start().starts_with('^');
            let marks: Vec<&str> = lines[from + 1..].iter().take_while(carets).copied().collect();
            let given: Vec<&str> = marks.iter().filter(|mark| !is_answer(mark)).copied().collect();
            let expected: Vec<&str> = marks.iter().filter(|mark| is_answer(mark)).copied().collect();
            let found = answers(&knowledge, lines[from], &given);
            if found != expected {
                wrong.push(format!(
                    "{about}: {}\n{}\nnot\n{}",
                    lines[from],
                    found.join("\n"),
                    expected.join("\n")
                ));
            }
            from += 1 + marks.len();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn is_answer(mark: &str) -> bool {
    mark.ends_with(" where") || mark.ends_with(" when")
}

/// Carets under the place and the time of the last trigger of `marks`.
fn answers(knowledge: &Knowledge, text: &str, marks: &[&str]) -> Vec<String> {
    let published = Published { iso: "2018-05-10".to_owned(), from: PublishedFrom::Flag };
    let about = About { published: Some(published), ..About::default() };
    let article = Article::new(about, text.to_owned(), Vec::new());
    let mut found = Annotations::default();
    for mark in marks {
        let (carets, label) = mark.rsplit_once(' ').unwrap();
        let start = carets.find('^').unwrap();
        let span = Span::new(start, carets.len());
        match (label, found.triggers.last_mut()) {
            ("there", Some(trigger)) => trigger.place = Some(span),
            ("then", Some(trigger)) => trigger.time = Some(span),
            _ => found.triggers.push(trigger(&article, span, label)),
        }
    }
    let asked = found.triggers.last().unwrap().clone();
    found.triggers.sort_by_key(|trigger| trigger.span);
    let resolved = resolve(knowledge, &article, &found);
    let context = Context::new(knowledge, &article, &found, &resolved);
    let under =
        |span: Span, label: &str| format!("{}{} {label}", " ".repeat(span.start), "^".repeat(span.len()));
    let place = place(&context, &asked).map(|(place, number)| resolved.places[place].mentions[number]);
    let time = time(&context, &asked).map(|time| resolved.times[time].span);
    place.map(|span| under(span, "where")).into_iter().chain(time.map(|span| under(span, "when"))).collect()
}

fn trigger(article: &Article, span: Span, label: &str) -> Trigger {
    Trigger {
        span,
        sentence: article.sentences().iter().position(|sentence| sentence.span.overlaps(span)).unwrap(),
        event: EventType::ALL.into_iter().find(|event| event.code() == label).unwrap(),
        mode: None,
        status: Status::Happened,
        status_cue: None,
        background: false,
        sources: Vec::new(),
        targets: Vec::new(),
        place: None,
        time: None,
        attributed_to: None,
        score: 1.0,
    }
}
