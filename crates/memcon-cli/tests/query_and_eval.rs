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

/// A database coded from small articles: a summit that two outlets report, a visit, a protest.
fn coded(folder: &Path, order: &[usize]) -> PathBuf {
    let articles = [
        (
            "s1",
            "2023-05-11",
            "The president of Mongolia met the Japanese foreign minister in Ulaanbaatar on Wednesday. Japan and Mongolia \
             spoke about copper and about trains. \"The talks were useful,\" the Japanese foreign minister said.",
        ),
        (
            "s2",
            "2023-05-12",
            "Japan and Mongolia held talks about copper in Ulaanbaatar on Wednesday. The Japanese foreign minister met the \
             president of Mongolia, who praised the new trains.",
        ),
        (
            "v1",
            "2023-06-02",
            "The president of France visited Egypt on Thursday. France and Egypt signed a treaty on fish.",
        ),
        (
            "p1",
            "2023-07-01",
            "Police in Kenya attacked protesters on Friday. The United Nations condemned the police in Kenya.",
        ),
    ];
    let lines: String = order
        .iter()
        .map(|number| {
            let (id, published, text) = articles[*number];
            format!("{}\n", serde_json::json!({"id": id, "published": published, "publisher": format!("{id} Post"), "text": text}))
        })
        .collect();
    let input = folder.join("articles.jsonl");
    std::fs::write(&input, lines).unwrap();
    let path = folder.join("coded.db");
    let done = memcon(&["code", utf8(&input), "--no-model", "--out", utf8(&path)]);
    assert!(done.status.success(), "{}", stderr(&done));
    path
}

fn json_lines(output: &Output) -> Vec<serde_json::Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn incidents_are_found_by_who_what_where_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let path = coded(folder.path(), &[0, 1, 2, 3]);
    let pair =
        memcon(&["query", utf8(&path), "--actor", "Japan", "--actor", "MNG", "--type", "consult", "--json"]);
    let incidents = json_lines(&pair);
    assert!(!incidents.is_empty(), "{}", stderr(&pair));
    let articles: Vec<&str> = incidents[0]["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["article"].as_str().unwrap())
        .collect();
    assert!(articles.contains(&"s1") && articles.contains(&"s2"), "{articles:?}");
    assert_eq!(incidents[0]["publishers"], 2);
    assert_eq!(incidents[0]["time"], "2023-05-10");

    let count = |arguments: &[&str]| {
        let mut all = vec!["query", utf8(&path), "--json"];
        all.extend(arguments);
        json_lines(&memcon(&all)).len()
    };
    let all = count(&["--incidents"]);
    assert!(count(&["--country", "KEN"]) > 0 && count(&["--country", "KEN"]) < all);
    assert_eq!(count(&["--country", "KEN", "--until", "2023-05"]), 0);
    assert!(count(&["--since", "2023-06", "--until", "2023-06"]) > 0);
    assert!(count(&["--incidents", "copper"]) < all);
    assert!(count(&["--events", "--type", "CONSULT"]) >= 2);
    assert_eq!(count(&["--statements", "--actor", "Japan"]), 1);
    assert!(count(&["--timeline"]) >= 2);

    let table = stdout(&memcon(&["query", utf8(&path), "--actor", "Japan", "--type", "CONSULT"]));
    assert!(table.starts_with("2023-05-10  CONSULT happened: "), "{table}");
    assert!(table.contains("2 texts, 2 outlets]"), "{table}");
    let unknown = memcon(&["query", utf8(&path), "--actor", "Nobody Ofthisname"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("Nobody Ofthisname: nobody is called so"), "{}", stderr(&unknown));
    assert_eq!(memcon(&["query", utf8(&path)]).status.code(), Some(2));
}

#[test]
fn articles_in_another_order_give_the_same_incidents() {
    let incidents = |order: &[usize]| {
        let folder = tempfile::tempdir().unwrap();
        let path = coded(folder.path(), order);
        let mut lines: Vec<String> =
            stdout(&memcon(&["query", utf8(&path), "--incidents", "--json", "--limit", "1000"]))
                .lines()
                .map(str::to_owned)
                .collect();
        lines.sort();
        lines
    };
    let first = incidents(&[0, 1, 2, 3]);
    assert!(first.len() > 2);
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        assert_eq!(incidents(&order), first, "{order:?}");
    }
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
        (
            "incidents",
            r#"{"id": "i1", "title": "Russia attacks", "publisher": "x", "published": "2023-05-11", "cluster": "a",
                "text": "Russia attacked Ukraine."}"#,
            "article pairs, F1",
        ),
    ];
    for (task, gold, figure) in cases {
        let path = folder.path().join(format!("{task}.jsonl"));
        std::fs::write(&path, format!("{}\n", gold.replace('\n', " "))).unwrap();
        let predictions = folder.path().join(format!("{task}.out.jsonl"));
        let scored = memcon(&["eval", task, utf8(&path), "--json", "--predictions", utf8(&predictions)]);
        assert!(scored.status.success(), "{task}: {}", stderr(&scored));
        let figures: serde_json::Value = serde_json::from_str(&stdout(&scored)).unwrap();
        // One article has no pairs.
        assert!(figures[figure]["of"].as_f64().unwrap() > 0.0 || task == "incidents", "{task}: {figures}");
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
