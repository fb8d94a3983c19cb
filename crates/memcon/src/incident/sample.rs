//! Small records for tests, made by hand.

use serde_json::{Value, json};

use crate::record::Record;

/// An article without events.
pub fn record(id: &str, text: &str) -> Record {
    with_events(id, "2023-05-11", text, &[])
}

/// An event for [`with_events`]: type, status, sources, targets, town, time, background. Actors are written `Name/CTY`.
pub type Told<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str], &'a str, &'a str, bool);

/// An article with events; all of them have the trigger "met".
pub fn with_events(id: &str, published: &str, text: &str, events: &[Told<'_>]) -> Record {
    let mut actors: Vec<Value> = Vec::new();
    let mut places: Vec<Value> = Vec::new();
    let mut told: Vec<Value> = Vec::new();
    for (number, (kind, status, sources, targets, town, time, background)) in events.iter().enumerate() {
        let mut ids = |names: &[&str]| -> Vec<String> {
            let one = |name: &&str| {
                let known = actors.iter().position(|actor| actor["reason"] == **name);
                let at = known.unwrap_or_else(|| {
                    let (short, country) = name.split_once('/').unwrap_or((name, ""));
                    let country = if country.is_empty() { Value::Null } else { json!(country) };
                    actors.push(json!({
                        "id": format!("a{}", actors.len() + 1), "name": short, "known_as": null, "wikidata": null,
                        "kind": "person", "country": country, "sectors": ["GOV"], "roles": [],
                        "mentions": [{"start": 0, "end": 1, "form": "name"}], "reason": name
                    }));
                    actors.len() - 1
                });
                format!("a{}", at + 1)
            };
            names.iter().map(one).collect()
        };
        let (sources, targets) = (ids(sources), ids(targets));
        let place = (!town.is_empty()).then(|| {
            places.push(json!({
                "id": format!("p{}", places.len() + 1), "name": town, "kind": "city", "country": "MNG",
                "lat": null, "lon": null, "geonames": null, "mentions": []
            }));
            format!("p{}", places.len())
        });
        let time =
            if time.is_empty() { Value::Null } else { json!({"value": time, "start": null, "end": null}) };
        told.push(json!({
            "id": format!("e{}", number + 1), "type": kind, "mode": null, "contexts": [], "quad": 1, "intensity": 4.0,
            "sources": sources, "targets": targets, "place": place, "time": time, "status": status,
            "background": background, "attributed_to": null, "confidence": 0.9,
            "evidence": [{"start": 0, "end": 3, "role": "trigger"}]
        }));
    }
    serde_json::from_value(json!({
        "memcon": "0", "made_with": {"model": null, "ontology": "p", "knowledge": "k"},
        "article": {
            "id": id, "source": id, "url": null, "publisher": format!("The {id}"), "title": null, "authors": [],
            "published": published, "published_from": "flag", "language": "en", "text": format!("met {text}"),
            "furniture": []
        },
        "actors": actors, "places": places, "times": [], "events": told, "statements": [], "skipped": []
    }))
    .expect("the sample has the shape of a record")
}
