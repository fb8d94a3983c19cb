//! Incidents of a store are those of its articles, in whatever order and however many at a time they come.

use memcon::Record;
use memcon::incident::{Incident, incidents};
use memcon_store::{Filter, Order, Store};
use serde_json::json;

/// An article about one happening: who met whom, where and when; `text` gives it its words.
fn article(id: &str, published: &str, text: &str, day: &str, background: bool) -> Record {
    let actor = |id: &str, name: &str, country: &str, at: usize| {
        json!({"id": id, "name": name, "known_as": name, "wikidata": null, "kind": "person", "country": country,
               "sectors": ["GOV"], "roles": [], "mentions": [{"start": at, "end": at + 4, "form": "name"}], "reason": ""})
    };
    serde_json::from_value(json!({
        "memcon": "0", "made_with": {"model": null, "ontology": "p", "knowledge": "k"},
        "article": {"id": id, "source": id, "url": null, "publisher": format!("{id} Post"), "title": "Envoys meet",
                    "authors": [], "published": published, "published_from": "flag", "language": "en", "text": text,
                    "furniture": []},
        "actors": [actor("a1", "Vera Holm", "JPN", 0), actor("a2", "Batu Dorj", "MNG", 10)],
        "places": [{"id": "p1", "name": "Darkhan", "kind": "city", "country": "MNG", "lat": 49.5, "lon": 105.9,
                    "geonames": null, "mentions": []}],
        "times": [], "statements": [], "skipped": [],
        "events": [{"id": "e1", "type": "CONSULT", "mode": "meet", "contexts": [], "quad": 1, "intensity": 4.0,
                    "sources": ["a1", "a2"], "targets": [], "place": "p1",
                    "time": {"value": day, "start": null, "end": null}, "status": "happened",
                    "background": background, "attributed_to": null, "confidence": 0.9,
                    "evidence": [{"start": 5, "end": 9, "role": "trigger"}]}]
    }))
    .unwrap()
}

/// Two summits, a copy, a look back.
fn articles() -> Vec<Record> {
    let text = "Holm met Batu Dorj at the quarry of Darkhan; envoys spoke of copper, of rails and of visas for miners. ";
    let long: String = (0..6).map(|number| format!("{text}Point {number} was agreed on by them. ")).collect();
    vec![
        article("n1", "2023-05-11", &long, "2023-05-10", false),
        article("n2", "2023-05-12", &format!("{long} More to follow."), "2023-05-10", false),
        article("n3", "2023-05-12", "Copper talks: Holm and Dorj at Darkhan.", "2023-05-11", false),
        article("n4", "2024-01-02", "The year in trade, with many a meeting.", "2023-05-10", true),
        article("n5", "2024-03-02", "Again Holm and Dorj met at Darkhan over copper.", "2024-03-01", false),
        article("n0", "2023-05-10", &long, "2023-05-10", false),
        article("n9", "2023-05-10", &long, "2023-05-10", false),
    ]
}

fn stored(records: &[&Record], at_once: usize) -> Vec<Incident> {
    let mut store = Store::in_memory().unwrap();
    for batch in records.chunks(at_once) {
        batch.iter().for_each(|record| store.save(record).unwrap());
        store.commit().unwrap();
    }
    let mut found = store.incidents(&Filter { order: Order::Oldest, ..Filter::default() }).unwrap();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

#[test]
fn the_store_gives_what_all_articles_give_at_once() {
    let records = articles();
    let mut expected = incidents(&records);
    expected.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(expected.len(), 2);
    let summit = expected.iter().find(|incident| incident.reports.len() == 6).unwrap();
    assert_eq!((summit.voices, summit.publishers), (3, 6));
    // Every rotation, forwards and backwards, a few at a time.
    for turn in 0..records.len() {
        for backwards in [false, true] {
            let mut order: Vec<&Record> = records.iter().collect();
            order.rotate_left(turn);
            if backwards {
                order.reverse();
            }
            for at_once in [1, 2, 7] {
                assert_eq!(stored(&order, at_once), expected, "{turn} {backwards} {at_once}");
            }
        }
    }
}

#[test]
fn versions_are_found_and_the_earliest_is_the_original() {
    let mut store = Store::in_memory().unwrap();
    for record in articles() {
        store.save(&record).unwrap();
    }
    store.finish().unwrap();
    assert_eq!(store.versions("n2").unwrap(), ["n0", "n9", "n1", "n2"]);
    assert_eq!(store.versions("n4").unwrap(), ["n4"]);
    let copies: Vec<bool> = store
        .incident_of_event("n1", "e1")
        .unwrap()
        .unwrap()
        .reports
        .iter()
        .map(|report| report.copy)
        .collect();
    assert_eq!(copies, [false, true, true, true, false, false]);
}

#[test]
fn an_old_id_leads_to_the_incident_after_an_earlier_report_was_found() {
    let mut store = Store::in_memory().unwrap();
    let records = articles();
    store.save(&records[0]).unwrap();
    store.commit().unwrap();
    let before = store.incident_of_event("n1", "e1").unwrap().unwrap().id;
    store.save(&records[5]).unwrap();
    store.commit().unwrap();
    let after = store.incident(&before).unwrap().unwrap();
    assert_ne!(after.id, before);
    assert_eq!(after.reports[0].article, "n0");
}
