//! `memcon query` and `memcon eval`, as users run them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use memcon_store::Store;

fn memcon(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_memcon")).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn utf8(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A database with one article that has one statement.
fn database(folder: &Path) -> PathBuf {
    let text = "The fishing dispute is over. \"The treaty holds,\" Minister Vera Holm said.";
    let record = serde_json::json!({
        "memcon": "0.1.0",
        "made_with": {"model": null, "ontology": "plover-2.0", "knowledge": "2026-11"},
        "article": {
            "id": "n1", "source": "n1.txt", "url": null, "publisher": "The Example", "title": "Dispute over",
            "authors": [], "published": "2023-05-11", "published_from": "flag", "language": "en", "text": text,
            "furniture": []
        },
        "actors": [{
            "id": "a1", "name": "Vera Holm", "known_as": null, "wikidata": null, "kind": "person", "country": null,
            "sectors": [], "roles": [], "mentions": [{"start": 59, "end": 68, "form": "name"}], "reason": "named once"
        }],
        "places": [], "times": [], "events": [],
        "statements": [{
            "id": "s1", "speaker": "a1", "cue": {"start": 69, "end": 73}, "content": [{"start": 30, "end": 48}],
            "direct": true, "about": [], "confidence": 0.9
        }],
        "skipped": []
    });
    let path = folder.join("news.db");
    let mut store = Store::create(&path).unwrap();
    store.save(&serde_json::from_value(record).unwrap()).unwrap();
    store.finish().unwrap();
    path
}

#[test]
fn a_query_finds_statements_and_articles() {
    let folder = tempfile::tempdir().unwrap();
    let path = database(folder.path());
    let found = memcon(&["query", utf8(&path), "treaty"]);
    assert!(found.status.success());
    let table = stdout(&found);
    assert!(table.contains("2023-05-11  Vera Holm: The [treaty] holds,"), "{table}");
    assert!(table.contains("2023-05-11  Dispute over (The Example)"), "{table}");

    let lines = stdout(&memcon(&["query", utf8(&path), "treaty", "holds", "--json"]));
    let hits: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0]["kind"], "statement");
    assert_eq!(hits[0]["article"], "n1");
}

#[test]
fn a_query_that_finds_nothing_says_so_and_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let found = memcon(&["query", utf8(&database(folder.path())), "NEAR(", "unheard"]);
    assert!(found.status.success(), "{}", stderr(&found));
    assert_eq!(stdout(&found), "");
    assert!(stderr(&found).contains("nothing found"));
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(&text, "words and words and words. ".repeat(50)).unwrap();
    for (path, expected) in [
        (text, "text.db: not a database that memcon wrote"),
        (folder.path().join("none.db"), "none.db: no such file or directory"),
    ] {
        let refused = memcon(&["query", utf8(&path), "x"]);
        assert_eq!(refused.status.code(), Some(2));
        assert_eq!(stderr(&refused).lines().count(), 1);
        assert!(stderr(&refused).contains(expected), "{}", stderr(&refused));
    }
}

#[test]
fn each_task_gives_its_figures_and_predictions() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (
            "times",
            r#"{"doc": "t1", "published": "2023-05-11", "text": "The ministers met on 3 May 2023 in the capital.",
                "dates": [{"start": 21, "end": 31, "when": "2023-05-03"}]}"#,
            "value right, of all",
        ),
        (
            "places",
            r#"{"id": "p1", "text": "The ministers met in France on Monday.",
                "toponyms": [{"start": 21, "end": 27, "lat": 46.0, "lon": 2.0}, {"start": 4, "end": 13, "lat": null, "lon": null}]}"#,
            "within 161 km, of all",
        ),
        (
            "events",
            r#"{"id": "e1", "doc": null, "published": null, "text": "Russia attacked Ukraine.",
                "events": [{"type": "ASSAULT", "trigger": [7, 15], "sources": [[0, 6]], "targets": [[16, 23]],
                            "status": "happened", "background": false}]}"#,
            "everything right, F1",
        ),
    ];
    for (task, gold, figure) in cases {
        let path = folder.path().join(format!("{task}.jsonl"));
        std::fs::write(&path, format!("{}\n", gold.replace('\n', " "))).unwrap();
        let predictions = folder.path().join(format!("{task}.out.jsonl"));
        let scored = memcon(&["eval", task, utf8(&path), "--json", "--predictions", utf8(&predictions)]);
        assert!(scored.status.success(), "{task}: {}", stderr(&scored));
        let figures: serde_json::Value = serde_json::from_str(&stdout(&scored)).unwrap();
        assert!(figures[figure]["of"].as_f64().unwrap() > 0.0, "{task}: {figures}");
        let record: memcon::Record =
            serde_json::from_str(&std::fs::read_to_string(&predictions).unwrap()).unwrap();
        assert!(gold.contains(&record.article.text), "{task}");

        let table = stdout(&memcon(&["eval", task, utf8(&path)]));
        assert!(table.contains(figure), "{table}");
    }
}

#[test]
fn gold_that_cannot_be_read_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gold.jsonl");
    std::fs::write(&path, "{\"text\": \"x\", \"dates\": []}\n{\"text\": \"cut in ha").unwrap();
    for (path, expected) in [
        (path, "gold.jsonl:2: "),
        (folder.path().join("none.jsonl"), "none.jsonl: no such file or directory"),
    ] {
        let refused = memcon(&["eval", "times", utf8(&path)]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(stderr(&refused).contains(expected), "{}", stderr(&refused));
    }
    assert_eq!(memcon(&["eval", "weather", "x.jsonl"]).status.code(), Some(2));
}
