//! The numbers that training wrote for some texts, against ours.

use std::path::Path;

use rten_tensor::prelude::*;
use serde_json::Value;

use super::Model;
use super::run::Item;
use super::tests::folder;
use super::windows::{Document, windows};
use crate::text::{Span, byte_of_character};

/// Most that a score may differ: docs/model-folder.md.
const BOUND: f64 = 1e-3;

fn numbers(value: &Value) -> Vec<usize> {
    let values = value.as_array().into_iter().flatten();
    values.map(|value| usize::try_from(value.as_u64().expect("a count")).expect("it fits")).collect()
}

fn ranges(value: &Value) -> Vec<(usize, usize)> {
    let pairs = value.as_array().into_iter().flatten().map(numbers);
    pairs.map(|pair| (pair[0], pair[1])).collect()
}

/// Compares a row of scores and says where they part.
fn same<'a>(ours: impl Iterator<Item = &'a f32>, theirs: &Value, what: &str) {
    let theirs = theirs.as_array().expect(what);
    let ours: Vec<f64> = ours.map(|value| f64::from(*value)).collect();
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let theirs = theirs.as_f64().expect(what);
        assert!((ours - theirs).abs() < BOUND, "{what}, column {at}: {ours} is not {theirs}");
    }
}

#[test]
fn rust_computes_what_training_computed() {
    let Some(folder) = folder() else { return };
    let model = Model::open(&folder).expect("the model is sound");
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/reference");
    let Ok(files) = std::fs::read_dir(reference) else { return };
    for file in files {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("it can be read");
        let reference: Value = serde_json::from_str(&text).expect("it is JSON");
        one(&model, &reference);
    }
}

fn one(model: &Model, reference: &Value) {
    let text = reference["text"].as_str().expect("a text");
    let byte = |at: usize| byte_of_character(text, at).expect("a place in the text");
    let words = model.pieces.words(text, Span::new(0, text.len()));
    let spans: Vec<Span> = words.iter().map(|word| word.span).collect();
    let expected: Vec<Span> = ranges(&reference["words"])
        .into_iter()
        .map(|(start, end)| Span::new(byte(start), byte(end)))
        .collect();
    assert_eq!(spans, expected, "{text}");
    let casing: Vec<usize> =
        words.iter().map(|word| usize::try_from(word.casing).expect("a class")).collect();
    assert_eq!(casing, numbers(&reference["casing"]), "{text}");
    let ids: Vec<usize> =
        words.iter().flat_map(|word| &word.ids).map(|&id| usize::try_from(id).expect("an id")).collect();
    let expected = numbers(&reference["ids"]);
    assert_eq!(ids, expected[1..expected.len() - 1], "{text}");

    let sentences = ranges(&reference["sentences"]).into_iter().map(|(start, end)| start..end).collect();
    let document = Document { words, sentences };
    let windows = windows(&document, model.settings.window);
    assert_eq!(windows.len(), 1, "{text}");
    model.graphs.on_one_thread(|thread| {
        let first = model.graphs.first(&document.words, &[&windows[0]], &[], thread).expect("it runs");
        for (piece, row) in reference["tags"].as_array().expect("rows").iter().enumerate() {
            same(first.tags.slice((0, piece)).iter(), row, &format!("{text}: tags of piece {piece}"));
        }
        for link in reference["link"].as_array().expect("items") {
            let start = numbers(&serde_json::json!([link["piece_start"]]))[0];
            let marks = numbers(&link["marks"]);
            let marked = marks.iter().position(|&mark| mark > 0).expect("something is marked");
            let end = marks.iter().rposition(|&mark| mark > 0).expect("something is marked") + 1;
            let item = Item {
                row: 0,
                pieces: start..start + marks.len(),
                marked: vec![(start + marked..start + end, i32::try_from(marks[marked]).expect("a mark"))],
            };
            let second = model.graphs.second(&first, &[item], thread).expect("it runs");
            for (piece, row) in link["words"].as_array().expect("rows").iter().enumerate() {
                same(second.words.slice((0, piece)).iter(), row, &format!("{text}: words of piece {piece}"));
            }
            same(second.kind.iter(), &link["type"], "type");
            same(second.mode.iter(), &link["mode"], "mode");
            same(second.status.iter(), &link["status"], "status");
            same(second.background.iter(), &link["background"], "background");
            same(second.direct.iter(), &link["direct"], "direct");
            same(second.pair.iter(), &link["pair"], "pair");
        }
    });
    decoded(model, &document, text, reference);
}

/// Events, statements and mentions against what training's own decoder made of the text.
fn decoded(model: &Model, document: &Document, text: &str, reference: &Value) {
    let span = |range: &std::ops::Range<usize>| {
        document.words[range.start].span.cover(document.words[range.end - 1].span)
    };
    let sentences: Vec<Span> = document.sentences.iter().map(span).collect();
    let ours = model.read(text, &sentences, &[], false).expect("it runs");
    let byte = |at: usize| byte_of_character(text, at).expect("a place in the text");
    let spans = |value: &Value| -> Vec<Span> {
        ranges(value).into_iter().map(|(start, end)| Span::new(byte(start), byte(end))).collect()
    };
    let one = |value: &Value| spans(&serde_json::json!([value]))[0];
    let sorted = |name: &str, key: &str| {
        let mut list = reference["decoded"][name].as_array().expect(name).clone();
        list.sort_by_key(|entry| one(&entry[key]));
        list
    };
    let events = sorted("events", "trigger");
    assert_eq!(ours.events.len(), events.len(), "{text}");
    for (ours, theirs) in ours.events.iter().zip(&events) {
        assert_eq!(ours.trigger, one(&theirs["trigger"]), "{text}");
        assert_eq!(ours.event.code(), theirs["type"], "{text}");
        assert_eq!(ours.mode.as_deref(), theirs["mode"].as_str(), "{text}");
        assert_eq!(ours.status.name(), theirs["status"], "{text}");
        assert_eq!(ours.background, theirs["background"], "{text}");
        assert_eq!(ours.sources, spans(&theirs["roles"]["source"]), "{text}");
        assert_eq!(ours.targets, spans(&theirs["roles"]["target"]), "{text}");
        assert!((f64::from(ours.score) - theirs["score"].as_f64().expect("a score")).abs() < BOUND, "{text}");
    }
    let statements = sorted("statements", "cue");
    assert_eq!(ours.statements.len(), statements.len(), "{text}");
    for (ours, theirs) in ours.statements.iter().zip(&statements) {
        assert_eq!(ours.cue, one(&theirs["cue"]), "{text}");
        assert_eq!(ours.content, spans(&theirs["content"]), "{text}");
        assert_eq!(ours.speaker, spans(&theirs["speaker"]), "{text}");
        assert_eq!(ours.direct, theirs["direct"], "{text}");
    }
}
