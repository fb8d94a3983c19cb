//! `memcon relate`, and what the model makes of sentences that are easily mistaken.

mod common;

use std::collections::BTreeSet;

use common::{memcon, records, said};
use serde_json::{Value, json};

fn line(id: &str, text: &str, source: &str, target: &str) -> String {
    // The sentences are ASCII, so bytes count as characters.
    let at = |words: &str| text.find(words).map(|start| json!([start, start + words.len()]));
    json!({"id": id, "text": text, "source": at(source), "target": at(target)}).to_string()
}

#[test]
fn pairs_that_the_user_names_are_coded_line_by_line() {
    let cases = [
        (
            "France condemned Russia's decision to expel three diplomats.",
            "France",
            "Russia",
            "ACCUSE",
            "happened",
        ),
        (
            "Peruvian police arrested two miners near Cusco.",
            "Peruvian police",
            "two miners",
            "COERCE",
            "happened",
        ),
        (
            "Turkey will withdraw its troops from northern Iraq.",
            "Turkey",
            "northern Iraq",
            "YIELD",
            "planned",
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder can be made");
    let input = folder.path().join("pairs.jsonl");
    let mut lines: Vec<String> =
        cases.iter().enumerate().map(|(at, case)| line(&at.to_string(), case.0, case.1, case.2)).collect();
    lines.push(json!({"id": "bad", "text": "x", "source": [5, 9], "target": [0, 1]}).to_string());
    std::fs::write(&input, lines.join("\n")).expect("a file can be written");
    let output = memcon(&["relate", input.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("pairs.jsonl:4: source (5, 9) is not in the text"), "{}", said(&output));
    let answers = records(&output);
    assert_eq!(answers.len(), 4);
    for (case, answer) in cases.iter().zip(&answers) {
        assert_eq!(answer["type"], case.3, "{}: {answer}", case.0);
        assert_eq!(answer["status"], case.4, "{}: {answer}", case.0);
        let sum: f64 = answer["scores"].as_object().expect("scores").values().filter_map(Value::as_f64).sum();
        assert!((sum - 1.0).abs() < 1e-3, "{}: {sum}", case.0);
    }
    assert!(answers[3]["type"].is_null() && answers[3]["error"].is_string());
}

#[test]
fn relate_without_a_model_is_refused() {
    let output = memcon(&["relate", "--no-model", "-"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("relate needs the model"), "{}", said(&output));
}

/// Texts that dictionary coders take for attacks of today.
#[test]
fn what_is_planned_old_denied_or_told_by_others_is_not_news() {
    let cases = [
        ("Russia will attack Ukraine.", "ASSAULT planned"),
        ("In 1991 Iraq attacked Kuwait.", "ASSAULT happened background"),
        ("Russia denied attacking Ukraine.", "ASSAULT denied"),
        ("Ukraine said Russia attacked Poland.", "ASSAULT happened says Ukraine"),
        ("If Russia attacks, France will impose sanctions.", "ASSAULT possible; SANCTION planned"),
    ];
    let folder = tempfile::tempdir().expect("a folder can be made");
    let input = folder.path().join("sentences.jsonl");
    let lines: Vec<String> =
        cases.iter().map(|case| json!({"text": case.0, "published": "2024-05-10"}).to_string()).collect();
    std::fs::write(&input, lines.join("\n")).expect("a file can be written");
    let output = memcon(&["read", "--format", "json", input.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for (case, record) in cases.iter().zip(records(&output)) {
        let name = |id: &Value| {
            let actors = record["actors"].as_array().expect("actors");
            actors
                .iter()
                .find(|actor| actor["id"] == *id)
                .map_or("", |actor| actor["name"].as_str().unwrap_or(""))
        };
        let told = |event: &Value| {
            let mut words =
                vec![event["type"].as_str().unwrap_or(""), event["status"].as_str().unwrap_or("")];
            words.extend((event["background"] == true).then_some("background"));
            let speaker = name(&event["attributed_to"]);
            if !speaker.is_empty() {
                words.extend(["says", speaker]);
            }
            words.join(" ")
        };
        let events: BTreeSet<String> =
            record["events"].as_array().expect("events").iter().map(told).collect();
        let expected: BTreeSet<String> = case.1.split("; ").map(str::to_owned).collect();
        assert_eq!(events, expected, "{}", case.0);
    }
}

/// Who stands before a passive verb suffers the act, whatever a model makes of it.
#[test]
fn nobody_is_arrested_by_himself() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let input = folder.path().join("passives.jsonl");
    let cases = ["Maria Lopez was arrested in Lima on Monday.", "The two bishops had been killed in Lagos."];
    let lines = cases.map(|text| json!({"text": text, "published": "2024-05-10"}).to_string());
    std::fs::write(&input, lines.join("\n")).expect("a file can be written");
    let output = memcon(&["read", "--format", "json", input.to_str().expect("UTF-8")]);
    for (text, record) in cases.iter().zip(records(&output)) {
        let events = record["events"].as_array().expect("events");
        assert_eq!(events.len(), 1, "{text}: {events:?}");
        assert_eq!(events[0]["sources"], json!([]), "{text}");
        assert_eq!(events[0]["targets"].as_array().map(Vec::len), Some(1), "{text}: {events:?}");
    }
}

/// What the words alone decide, without a model: a headline's future, and one act told twice.
#[test]
fn the_grammar_of_headlines_and_repeated_words() {
    let cases = [
        (
            "Norway to expel envoys\n\nThe decision was announced in Oslo on Monday by the foreign ministry there.",
            "planned",
        ),
        ("Kenya to visit Chad", "planned"),
        ("Kenya criticised Chad. Kenya criticised Chad last year, when the old road was closed.", "happened"),
    ];
    let folder = tempfile::tempdir().expect("a folder can be made");
    let input = folder.path().join("headlines.jsonl");
    let lines: Vec<String> =
        cases.iter().map(|case| json!({"text": case.0, "published": "2024-05-10"}).to_string()).collect();
    std::fs::write(&input, lines.join("\n")).expect("a file can be written");
    let output = memcon(&["read", "--no-model", "--format", "json", input.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for (case, record) in cases.iter().zip(records(&output)) {
        let events = record["events"].as_array().expect("events");
        let told: Vec<&Value> = events.iter().map(|event| &event["status"]).collect();
        assert_eq!(told, [case.1], "{}: {events:?}", case.0);
    }
}

#[test]
fn doubtful_events_can_be_left_out_and_are_listed() {
    let all = memcon(&["read", "--format", "json", "../../examples/harbour-talks.txt"]);
    let sure =
        memcon(&["--min-confidence", "0.8", "read", "--format", "json", "../../examples/harbour-talks.txt"]);
    let count =
        |output: &std::process::Output, key: &str| records(output)[0][key].as_array().map_or(0, Vec::len);
    let (before, after) = (count(&all, "events"), count(&sure, "events"));
    assert!(0 < after && after < before, "{after} of {before}");
    let dropped = before - after + count(&all, "statements") - count(&sure, "statements");
    assert_eq!(count(&sure, "skipped") - count(&all, "skipped"), dropped);
    let wrong = memcon(&["--min-confidence", "7", "read", "x.txt"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// The README shows a part of what its first command prints.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string("../../README.md").expect("the README is there");
    let (_, rest) = readme.split_once("```\nPortugal and Norway").expect("the README shows a page");
    let (shown, _) = rest.split_once("```").expect("the page ends");
    let output = memcon(&["read", "../../examples/harbour-talks.txt"]);
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<&str> = printed.lines().collect();
    let missing: Vec<&str> = shown.lines().skip(1).filter(|line| !lines.contains(line)).collect();
    assert!(missing.is_empty(), "not printed:\n{}", missing.join("\n"));
}
