//! POLECAT's columns. What an event does not have is `None` there, lists are joined by `; `.

use memcon::record::ActorRecord;
use serde_json::json;

use super::codes::Codes;
use super::{Pair, name, named};
use crate::table::{Column, Row, int, real, text, words};

pub(super) const COLUMNS: &[Column] = &[
    text("Event ID"),
    text("Event Date"),
    text("Event Type"),
    text("Event Mode"),
    real("Intensity"),
    text("Quad Code"),
    text("Contexts"),
    text("Actor Name"),
    text("Actor Country"),
    text("Actor COW"),
    text("Primary Actor Sector"),
    text("Actor Sectors"),
    text("Actor Title"),
    text("Actor Name Raw"),
    text("Wikipedia Actor ID"),
    text("Recipient Name"),
    text("Recipient Country"),
    text("Recipient COW"),
    text("Primary Recipient Sector"),
    text("Recipient Sectors"),
    text("Recipient Title"),
    text("Recipient Name Raw"),
    text("Wikipedia Recipient ID"),
    text("Placename"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    real("Latitude"),
    real("Longitude"),
    int("GeoNames ID"),
    text("Raw Placename"),
    text("Feature Type"),
    text("Source"),
    text("Publication Date"),
    text("Story People"),
    text("Story Organizations"),
    text("Story Locations"),
    text("Language"),
    text("Version"),
];

/// What stands where a value is unknown.
const NONE: &str = "None";

pub(super) fn row(pair: &Pair<'_>, codes: &Codes) -> Row {
    let (record, event, place) = (pair.record, pair.event, pair.place);
    let nth = if pair.nth == 1 { String::new() } else { format!("_{}", pair.nth) };
    let quad = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];
    let kinds = |kind: &str| {
        let actors = record.actors.iter().filter(|actor| actor.kind == kind);
        joined(&actors.map(name).collect::<Vec<_>>())
    };
    let raw = place.and_then(|place| place.mentions.first()).map(|at| words(record, at.start, at.end));
    let country = place.and_then(|place| place.country.as_deref());
    let places: Vec<&str> = record.places.iter().map(|place| place.name.as_str()).collect();
    let mut row = vec![
        json!(format!("{}_{}{nth}", record.article.id, event.id)),
        json!(pair.day.to_string()),
        json!(event.kind),
        json!(event.mode.as_deref().unwrap_or(NONE)),
        json!(event.intensity),
        json!(quad.get(usize::from(event.quad).wrapping_sub(1)).unwrap_or(&NONE)),
        json!(joined(&event.contexts)),
    ];
    row.extend(actor(pair.source, codes));
    row.extend(actor(pair.target, codes));
    row.extend([
        json!(place.map_or(NONE, |place| &place.name)),
        json!(named(place, "city").unwrap_or(NONE)),
        json!(""),
        json!(named(place, "region").unwrap_or(NONE)),
        json!(country.map_or(NONE, |country| codes.country_name(country))),
        json!(place.and_then(|place| place.lat)),
        json!(place.and_then(|place| place.lon)),
        json!(place.and_then(|place| place.geonames)),
        json!(raw.unwrap_or(NONE)),
        json!(""),
        json!(record.article.publisher.as_deref().unwrap_or(NONE)),
        json!(record.article.published.as_deref().unwrap_or(NONE)),
        json!(kinds("person")),
        json!(kinds("organization")),
        json!(joined(&places)),
        json!("English"),
        json!(format!("memcon {}", record.memcon)),
    ]);
    row
}

/// The eight columns of one who takes part.
fn actor(actor: Option<&ActorRecord>, codes: &Codes) -> [serde_json::Value; 8] {
    let Some(actor) = actor else {
        return [NONE, NONE, NONE, NONE, NONE, NONE, NONE, ""].map(|cell| json!(cell));
    };
    let country = actor.country.as_deref();
    let current = actor.roles.iter().find(|role| role.status.as_deref() == Some("current"));
    let title = current.or(actor.roles.first()).map(|role| role.title.as_str());
    let cow = country.map(|country| codes.cow(country)).filter(|cow| !cow.is_empty());
    [
        json!(name(actor)),
        json!(country.map_or(NONE, |country| codes.country_name(country))),
        json!(cow.unwrap_or(NONE)),
        json!(actor.sectors.first().map_or(NONE, String::as_str)),
        json!(joined(&actor.sectors)),
        json!(title.unwrap_or(NONE)),
        json!(actor.name),
        json!(""),
    ]
}

fn joined<T: AsRef<str>>(items: &[T]) -> String {
    if items.is_empty() {
        return NONE.to_owned();
    }
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; ")
}
