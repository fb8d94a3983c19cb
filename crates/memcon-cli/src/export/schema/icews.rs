//! ICEWS's columns: CAMEO codes with their meaning, sectors in words joined by commas.

use serde_json::json;

use super::codes::Codes;
use super::{Pair, name, named};
use crate::table::{Column, Row, int, real, text};

pub(super) const COLUMNS: &[Column] = &[
    int("Event ID"),
    text("Event Date"),
    text("Source Name"),
    text("Source Sectors"),
    text("Source Country"),
    text("Event Text"),
    text("CAMEO Code"),
    real("Intensity"),
    text("Target Name"),
    text("Target Sectors"),
    text("Target Country"),
    text("Story ID"),
    int("Sentence Number"),
    text("Publisher"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    real("Latitude"),
    real("Longitude"),
];

pub(super) fn row(pair: &Pair<'_>, codes: &Codes) -> Row {
    let (article, place) = (&pair.record.article, pair.place);
    let sectors = |actor| codes.icews_sectors(actor).join(",");
    let country = |iso3: Option<&String>| iso3.map(|iso3| codes.icews_country(iso3).to_owned());
    vec![
        json!(pair.number),
        json!(pair.day.to_string()),
        json!(pair.source.map(name)),
        json!(pair.source.map(sectors)),
        json!(pair.source.and_then(|actor| country(actor.country.as_ref()))),
        json!(pair.cameo.text),
        json!(pair.cameo.code),
        json!(pair.cameo.goldstein),
        json!(pair.target.map(name)),
        json!(pair.target.map(sectors)),
        json!(pair.target.and_then(|actor| country(actor.country.as_ref()))),
        json!(article.id),
        json!(pair.sentence),
        json!(article.publisher),
        json!(named(place, "city")),
        json!(null),
        json!(named(place, "region")),
        json!(place.and_then(|place| country(place.country.as_ref()))),
        json!(place.and_then(|place| place.lat)),
        json!(place.and_then(|place| place.lon)),
    ]
}
