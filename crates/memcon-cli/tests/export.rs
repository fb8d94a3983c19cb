//! `memcon export`: every table in every form, and the columns of other projects.

mod common;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use common::{memcon, records, repository, said};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;

/// A database of the two stories.
fn database(folder: &Path) -> PathBuf {
    let path = folder.join("news.db");
    let input = folder.join("in.jsonl");
    let story =
        std::fs::read_to_string(repository("examples/harbour-talks.txt")).expect("the story is there");
    let other = "Ten soldiers were killed when Norwegian jets bombed a camp near Bergen on Monday.\n\nThe Portuguese \
                 foreign minister, Inês Carvalho, condemned the attack. Police arrested two students in Oslo on Tuesday.";
    let lines = [
        serde_json::json!({"id": "talks", "text": story, "published": "2026-03-12", "publisher": "North Port Courier",
                           "url": "https://news.example/talks"}),
        serde_json::json!({"id": "camp", "text": other, "published": "2026-03-18"}),
    ];
    std::fs::write(&input, lines.map(|line| line.to_string()).join("\n")).expect("written");
    let output =
        memcon(&["code", "--no-model", &input.to_string_lossy(), "--out", &path.to_string_lossy(), "-q"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    path
}

fn export(database: &Path, options: &[&str]) -> std::process::Output {
    let database = database.to_string_lossy();
    let output = memcon(&[&["export", &*database], options].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    output
}

/// Rows of a table with a header.
fn rows(output: &std::process::Output, delimiter: u8) -> Vec<HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(output.stdout.as_slice());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn object(row: &Row) -> Value {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Str(text) => text.as_str().into(),
        Field::Long(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Bool(flag) => (*flag).into(),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        _ => Value::Null,
    }
}

#[test]
fn every_table_has_the_same_rows_in_every_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    for table in ["articles", "events", "statements", "actors", "incidents"] {
        let lines = records(&export(&database, &["--table", table, "--format", "jsonl"]));
        assert!(!lines.is_empty(), "{table}");
        let csv = rows(&export(&database, &["--table", table, "--format", "csv"]), b',');
        let tsv = rows(&export(&database, &["--table", table, "--format", "tsv"]), b'\t');
        assert_eq!(csv, tsv);
        assert_eq!(csv.len(), lines.len());
        for (row, line) in csv.iter().zip(&lines) {
            let line = line.as_object().expect("an object");
            assert_eq!(row.len(), line.len());
            for (name, value) in line.iter().filter(|(_, value)| value.is_string()) {
                assert_eq!(Some(row[name].as_str()), value.as_str(), "{table} {name}");
            }
        }
        let out = folder.path().join(format!("{table}.parquet"));
        export(&database, &["--table", table, "--format", "parquet", "--out", &out.to_string_lossy()]);
        let reader = SerializedFileReader::new(std::fs::File::open(&out).expect("there")).expect("Parquet");
        let parquet: Vec<Value> =
            reader.get_row_iter(None).expect("rows").map(|row| object(&row.expect("a row"))).collect();
        assert_eq!(parquet, lines, "{table}");
    }
}

#[test]
fn events_say_whom_they_are_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = records(&export(&database(folder.path()), &["--table", "events", "--format", "jsonl"]));
    let visit = lines.iter().find(|event| event["type"] == "CONSULT" && event["time"] == "2026-03-11");
    let visit = visit.expect("the visit is there");
    assert_eq!(visit["article"], "talks");
    assert!(visit["source_names"].as_array().is_some_and(|names| names.contains(&"Inês Carvalho".into())));
    assert_eq!((&visit["place_name"], &visit["place_country"]), (&"Oslo".into(), &"NOR".into()));
    assert_eq!(visit["status"], "happened");
    assert!(visit["trigger"].as_str().is_some_and(|words| !words.is_empty()));
}

#[test]
fn incidents_name_their_reports() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let lines = records(&export(&database, &["--table", "incidents", "--format", "jsonl"]));
    let events = records(&export(&database, &["--table", "events", "--format", "jsonl"]));
    let mut reports = 0;
    for incident in &lines {
        for name in [
            "id",
            "type",
            "mode",
            "sources",
            "targets",
            "place",
            "time",
            "status",
            "first_reported",
            "publishers",
        ] {
            assert!(incident.get(name).is_some(), "{name}: {incident:#}");
        }
        for report in incident["reports"].as_array().expect("a list") {
            let told =
                |event: &&Value| event["article"] == report["article"] && event["id"] == report["event"];
            let event = events.iter().find(told).expect("the report is an event");
            assert_eq!(event["type"], incident["type"]);
            reports += 1;
        }
    }
    assert_eq!(reports, events.len(), "every event is a report of one incident");
}

#[test]
fn schemas_have_exactly_the_columns_of_their_projects() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let table = std::fs::read_to_string(repository("crates/memcon-cli/tests/columns.tsv")).expect("there");
    for schema in ["polecat", "icews", "phoenix", "gdelt"] {
        let expected: Vec<&str> = table
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(name, _)| *name == schema)
            .map(|(_, column)| column)
            .collect();
        let output = export(&database, &["--schema", schema, "--format", "tsv"]);
        let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        assert_eq!(text.lines().next().unwrap_or_default().split('\t').collect::<Vec<_>>(), expected);
        assert!(rows(&output, b'\t').len() >= 4, "{schema}: {text}");
        let out = folder.path().join(format!("{schema}.parquet"));
        export(&database, &["--schema", schema, "--format", "parquet", "--out", &out.to_string_lossy()]);
        let reader = SerializedFileReader::new(std::fs::File::open(&out).expect("there")).expect("Parquet");
        let fields = reader.metadata().file_metadata().schema().get_fields().to_vec();
        assert_eq!(fields.iter().map(|field| field.name()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn values_are_those_of_their_projects() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let of = |schema: &str| rows(&export(&database, &["--schema", schema, "--format", "tsv"]), b'\t');
    let find = |rows: Vec<HashMap<String, String>>, fits: &dyn Fn(&HashMap<String, String>) -> bool| {
        rows.iter().find(|row| fits(row)).cloned().unwrap_or_else(|| panic!("{rows:#?}"))
    };

    let polecat =
        find(of("polecat"), &|row| row["Event Type"] == "CONSULT" && row["Event Date"] == "2026-03-11");
    assert_eq!(polecat["Quad Code"], "VERBAL COOPERATION");
    assert_eq!((polecat["Placename"].as_str(), polecat["Country"].as_str()), ("Oslo", "Norway"));
    assert_eq!(polecat["Language"], "English");

    let icews =
        find(of("icews"), &|row| row["CAMEO Code"].starts_with("04") && row["Event Date"] == "2026-03-11");
    assert!(["Make a visit", "Consult, not specified"].contains(&icews["Event Text"].as_str()), "{icews:#?}");
    assert_eq!((icews["City"].as_str(), icews["Story ID"].as_str()), ("Oslo", "talks"));
    assert!(icews["Sentence Number"].parse::<u32>().is_ok());

    let phoenix = find(of("phoenix"), &|row| row["EventCode"] == "173" && row["Date"] == "20260317");
    assert_eq!((phoenix["EventRootCode"].as_str(), phoenix["QuadClass"].as_str()), ("17", "4"));
    assert_eq!((phoenix["Date"].as_str(), phoenix["Month"].as_str()), ("20260317", "03"));
    assert!(phoenix["SourceActorFull"].contains("COP"), "{phoenix:#?}");

    let gdelt = find(of("gdelt"), &|row| row["EventRootCode"] == "04" && row["SQLDATE"] == "20260311");
    assert_eq!((gdelt["EventBaseCode"].len(), gdelt["QuadClass"].as_str()), (3, "1"));
    assert_eq!((gdelt["MonthYear"].as_str(), gdelt["FractionDate"].as_str()), ("202603", "2026.2767"));
    assert_eq!((gdelt["ActionGeo_CountryCode"].as_str(), gdelt["ActionGeo_Type"].as_str()), ("NO", "4"));
    assert_eq!(gdelt["SOURCEURL"], "https://news.example/talks");
    assert_eq!(gdelt["DATEADDED"], "20260312000000");
}

#[test]
fn what_did_not_happen_is_left_out_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let events = records(&export(&database, &["--table", "events", "--format", "jsonl"]));
    let denied = events.iter().filter(|event| event["status"] == "denied").count();
    assert!(denied > 0);
    let output = export(&database, &["--schema", "polecat", "--format", "jsonl"]);
    assert!(said(&output).starts_with("memcon: left out "), "{}", said(&output));
    let exported: std::collections::HashSet<String> =
        records(&output).iter().map(|row| row["Event ID"].to_string()).collect();
    for event in events.iter().filter(|event| event["status"] == "denied") {
        let id =
            format!("\"{}_{}\"", event["article"].as_str().unwrap_or(""), event["id"].as_str().unwrap_or(""));
        assert!(!exported.contains(&id), "{event:#}");
    }
}

#[test]
fn a_wrong_request_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = database(folder.path());
    let database = database.to_string_lossy();
    for options in [
        &["--table", "actors", "--schema", "gdelt", "--format", "csv"][..],
        &["--format", "csv"],
        &["--table", "events"],
        &["--table", "cats", "--format", "csv"],
    ] {
        let output = memcon(&[&["export", &*database], options].concat());
        assert_eq!(output.status.code(), Some(2), "{options:?}: {}", said(&output));
    }
    let output = memcon(&["export", "none.db", "--table", "events", "--format", "csv"]);
    assert_eq!(said(&output), "memcon: none.db: no such file or directory\n");
}
