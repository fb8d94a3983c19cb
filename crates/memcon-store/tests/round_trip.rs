//! Records go in and come out the same.

use memcon::Record;
use memcon_store::{Counts, Error, Store};

/// A record that uses every field, with characters of one to four bytes.
fn record(id: &str, source: &str) -> Record {
    serde_json::from_value(serde_json::json!({
        "memcon": "0.1.0",
        "made_with": {"model": null, "ontology": "plover-2.0", "knowledge": "2026-11"},
        "article": {
            "id": id, "source": source, "url": "https://news.example/1", "publisher": "The Example",
            "title": "Zoë meets 李明 🙂", "authors": ["A. Writer", "B, \"C\""],
            "published": "2023-05-11T10:00:00+02:00", "published_from": "metadata", "language": "en",
            "text": "Zoë meets 李明 🙂\n\nZoë Ötzi said the treaty holds. It has “no secret part”.",
            "furniture": [{"start": 0, "end": 3, "kind": "caption"}]
        },
        "actors": [
            {"id": "a1", "name": "Zoë Ötzi", "known_as": "Zoë Ötzi", "wikidata": "Q1", "kind": "person",
             "country": "AUT", "sectors": ["GOV", "EXE"],
             "roles": [{"title": "minister", "status": "former", "start": 1, "end": 2},
                       {"title": "mayor", "status": null, "start": 3, "end": 4}],
             "mentions": [{"start": 17, "end": 25, "form": "name"}, {"start": 0, "end": 3, "form": "name"}],
             "reason": "the only one called so"},
            {"id": "a2", "name": "李明", "known_as": null, "wikidata": null, "kind": "group", "country": null,
             "sectors": [], "roles": [], "mentions": [], "reason": "unknown"}
        ],
        "places": [
            {"id": "p1", "name": "Graz", "kind": "city", "country": "AUT", "lat": 47.0667, "lon": 15.45,
             "geonames": 2778067, "mentions": [{"start": 5, "end": 9}]},
            {"id": "p2", "name": "North Sea", "kind": "region", "country": null, "lat": null, "lon": null,
             "geonames": null, "mentions": []}
        ],
        "times": [{"start": 1, "end": 9, "type": "DATE", "value": "2023-05-10", "anchor": "published"},
                  {"start": 1, "end": 9, "type": "SET", "value": null, "anchor": null}],
        "events": [
            {"id": "e1", "type": "CONSULT", "mode": "meet", "contexts": ["diplomatic", "legal"], "quad": 1,
             "intensity": 4.0, "sources": ["a1", "a2"], "targets": [], "place": "p1",
             "time": {"value": "2023-05-11", "start": 1, "end": 9}, "status": "happened", "background": true,
             "attributed_to": "a2", "confidence": 0.1,
             "evidence": [{"start": 4, "end": 9, "role": "trigger"}, {"start": 0, "end": 3, "role": "source"}]},
            {"id": "e2", "type": "ASSAULT", "mode": null, "contexts": [], "quad": 4, "intensity": -9.5,
             "sources": [], "targets": ["a1"], "place": null,
             "time": {"value": "2023", "start": null, "end": null}, "status": "denied", "background": false,
             "attributed_to": null, "confidence": 1.0, "evidence": [{"start": 4, "end": 9, "role": "trigger"}]},
            {"id": "e3", "type": "AID", "mode": null, "contexts": [], "quad": 2, "intensity": 7.0, "sources": [],
             "targets": [], "place": null, "time": null, "status": "planned", "background": false,
             "attributed_to": null, "confidence": 0.5, "evidence": [{"start": 4, "end": 9, "role": "trigger"}]}
        ],
        "statements": [
            {"id": "s1", "speaker": "a1", "cue": {"start": 26, "end": 30},
             "content": [{"start": 31, "end": 47}, {"start": 57, "end": 72}], "direct": false,
             "about": ["a1", "p1"], "confidence": 0.97},
            {"id": "s2", "speaker": null, "cue": null, "content": [{"start": 56, "end": 73}], "direct": true,
             "about": [], "confidence": 0.3}
        ],
        "skipped": [{"start": 1, "end": 9, "stage": "annotate", "reason": "too long"}]
    }))
    .unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let mut store = Store::in_memory().unwrap();
    let saved = record("x", "a.txt");
    store.save(&saved).unwrap();
    store.finish().unwrap();
    assert_eq!(store.load("x").unwrap(), Some(saved));
    assert_eq!(store.load("y").unwrap(), None);
    assert!(store.has("a.txt", "x").unwrap());
    assert!(!store.has("b.txt", "x").unwrap());
    assert_eq!(
        store.counts().unwrap(),
        Counts { articles: 1, skipped: 0, actors: 2, events: 3, statements: 2 }
    );
}

#[test]
fn an_id_is_taken_once_and_neighbours_are_kept() {
    let mut store = Store::in_memory().unwrap();
    store.save(&record("x", "a.txt")).unwrap();
    let error = store.save(&record("x", "b.txt")).unwrap_err();
    assert!(matches!(error, Error::AlreadyThere { ref id, .. } if id == "x"), "{error}");
    store.save(&record("y", "c.txt")).unwrap();
    store.finish().unwrap();
    assert_eq!(store.ids().unwrap(), ["x", "y"]);
    assert_eq!(store.counts().unwrap().events, 6);
}

#[test]
fn what_was_not_committed_is_lost_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let mut store = Store::create(&path).unwrap();
    for number in 0..250 {
        store.save(&record(&format!("n{number}"), "x")).unwrap();
    }
    // Dropped as a killed run drops it: after one full batch and a part of the next.
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.counts().unwrap().articles, 200);
    assert_eq!(store.load("n199").unwrap(), Some(record("n199", "x")));
    assert_eq!(store.load("n200").unwrap(), None);
}

#[test]
fn articles_and_statements_are_found_by_their_words() {
    let mut store = Store::in_memory().unwrap();
    store.save(&record("x", "a.txt")).unwrap();
    let hits = store.search("Treaty holds", 10).unwrap();
    let kinds: Vec<_> = hits.iter().map(|hit| (hit.kind.as_str(), hit.statement.as_deref())).collect();
    assert_eq!(kinds, [("statement", Some("s1")), ("article", None)]);
    assert_eq!(hits[0].speaker.as_deref(), Some("Zoë Ötzi"));
    assert!(hits[0].words.contains("[treaty] [holds]"), "{}", hits[0].words);
    for (wanted, count) in
        [("otzi", 1), ("\"secret part\"", 2), ("\"part secret\"", 0), ("treat*", 2), ("AND", 0), ("", 0)]
    {
        assert_eq!(store.search(wanted, 10).unwrap().len(), count, "{wanted}");
    }
}
