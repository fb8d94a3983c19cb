//! The output has exactly the documented shape, and every position holds.

mod common;

use common::{memcon, records, repository};
use serde_json::Value;

/// The record of one of the stories, by the plain reader, whose words every build knows.
fn story(name: &str) -> Value {
    let path = repository("examples").join(name);
    let output = memcon(&[
        "read",
        "--no-model",
        "--format",
        "json",
        "--published",
        "2026-03-12",
        &path.to_string_lossy(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", common::said(&output));
    records(&output).remove(0)
}

#[test]
fn records_follow_the_schema() {
    let schema = std::fs::read_to_string(repository("docs/record.schema.json")).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for name in ["harbour-talks.txt", "harbour-talks.html"] {
        let record = story(name);
        let wrong: Vec<String> = validator
            .iter_errors(&record)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
    let path = repository("examples/harbour-talks.txt");
    let with_model = records(&memcon(&["read", "--format", "json", &path.to_string_lossy()])).remove(0);
    assert!(validator.is_valid(&with_model), "the model's record follows it too");
    assert_ne!(with_model["made_with"]["model"], Value::Null, "the model is found without being named");
    let mut broken = story("harbour-talks.txt");
    broken["events"][0]["status"] = "maybe".into();
    assert!(!validator.is_valid(&broken), "the schema must refuse what is wrong");
}

#[test]
fn text_is_the_users_own_and_positions_are_characters() {
    let written =
        std::fs::read_to_string(repository("examples/harbour-talks.txt")).expect("the story is there");
    let record = story("harbour-talks.txt");
    assert_eq!(record["article"]["text"], written);
    let letters: Vec<char> = written.chars().collect();
    let at = |span: &Value| -> String {
        let place = |key: &str| span[key].as_u64().expect("a position") as usize;
        letters[place("start")..place("end")].iter().collect()
    };
    let actors = record["actors"].as_array().expect("a list");
    let carvalho = actors.iter().find(|actor| actor["name"] == "Inês Carvalho").expect("she is in the story");
    for mention in carvalho["mentions"].as_array().expect("a list") {
        let words = at(mention);
        assert!(words.contains("Carvalho") || words == "She", "{words:?}");
    }
}

#[test]
fn two_people_of_one_family_name_are_two_actors() {
    let record = story("harbour-talks.txt");
    let names: Vec<&str> =
        record["actors"].as_array().expect("a list").iter().filter_map(|a| a["name"].as_str()).collect();
    assert!(names.contains(&"Kjetil Lund") && names.contains(&"Marta Lund"), "{names:?}");
}

#[test]
fn an_invitation_is_no_visit_and_an_old_summit_is_background() {
    let record = story("harbour-talks.txt");
    let events = record["events"].as_array().expect("a list");
    let year = |event: &Value| {
        event["time"]["value"].as_str().unwrap_or_default().get(..4).unwrap_or_default().to_owned()
    };
    let old: Vec<&Value> = events.iter().filter(|event| year(event) == "2019").collect();
    assert!(!old.is_empty() && old.iter().all(|event| event["background"] == true), "{old:#?}");
    let june = |event: &&Value| event["time"]["value"] == "2026-06";
    for event in events.iter().filter(june) {
        assert_eq!((&event["type"], &event["status"]), (&"AGREE".into(), &"requested".into()), "{event:#}");
    }
    assert!(events.iter().any(|event| june(&event)), "the invitation is recorded");
    let denied = events.iter().find(|event| event["type"] == "ASSAULT" && event["status"] == "denied");
    assert!(denied.is_some(), "the coast guard denies that it fired");
}

#[test]
fn without_a_date_relative_times_stay_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("undated.txt");
    std::fs::write(&path, "The Norwegian foreign minister met the envoy on Tuesday.").expect("written");
    let output = memcon(&["read", "--format", "json", &path.to_string_lossy()]);
    let record = records(&output).remove(0);
    assert_eq!(record["article"]["published"], Value::Null);
    assert_eq!(record["times"][0]["value"], Value::Null, "{:#}", record["times"]);
}
