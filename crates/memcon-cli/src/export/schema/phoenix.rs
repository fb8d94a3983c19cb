//! Phoenix's columns: CAMEO codes, actors as country, role and attribute.

use memcon::record::ActorRecord;
use serde_json::{Value, json};

use super::codes::Codes;
use super::{Pair, named};
use crate::table::{Column, Row, int, real, text};

pub(super) const COLUMNS: &[Column] = &[
    text("EventID"),
    text("Date"),
    text("Year"),
    text("Month"),
    text("Day"),
    text("SourceActorFull"),
    text("SourceActorEntity"),
    text("SourceActorRole"),
    text("SourceActorAttribute"),
    text("TargetActorFull"),
    text("TargetActorEntity"),
    text("TargetActorRole"),
    text("TargetActorAttribute"),
    text("EventCode"),
    text("EventRootCode"),
    int("QuadClass"),
    real("GoldsteinScore"),
    text("Issues"),
    real("ActionLat"),
    real("ActionLong"),
    text("LocationName"),
    text("GeoStateName"),
    text("GeoCountryName"),
    text("SentenceID"),
    text("URLs"),
    text("NewsSources"),
];

pub(super) fn row(pair: &Pair<'_>, codes: &Codes) -> Row {
    let (article, place, day) = (&pair.record.article, pair.place, pair.day);
    let mut row = vec![
        json!(pair.number.to_string()),
        json!(format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())),
        json!(format!("{:04}", day.year())),
        json!(format!("{:02}", day.month())),
        json!(format!("{:02}", day.day())),
    ];
    row.extend(actor(pair.source, codes));
    row.extend(actor(pair.target, codes));
    let issues: Vec<String> = pair.event.contexts.iter().map(|context| format!("{context},1")).collect();
    let country = place.and_then(|place| place.country.as_deref());
    row.extend([
        json!(pair.cameo.code),
        json!(pair.cameo.root()),
        json!(pair.cameo.phoenix_quad),
        json!(pair.cameo.goldstein),
        json!(issues.join(";")),
        json!(place.and_then(|place| place.lat)),
        json!(place.and_then(|place| place.lon)),
        json!(place.map(|place| &place.name)),
        json!(named(place, "region")),
        json!(country.map(|country| codes.country_name(country))),
        json!(pair.sentence.map(|sentence| format!("{}_{sentence}", article.id))),
        json!(article.url),
        json!(article.publisher),
    ]);
    row
}

/// The whole code and its three parts.
fn actor(actor: Option<&ActorRecord>, codes: &Codes) -> [Value; 4] {
    let Some(actor) = actor else {
        return [const { Value::Null }; 4];
    };
    let entity = actor.country.as_deref().map_or("", |country| codes.cameo_country(country));
    let roles = codes.roles(actor);
    let (role, rest) = roles.split_first().map_or(("", &[][..]), |(role, rest)| (*role, rest));
    let attribute = rest.concat();
    [json!(format!("{entity}{role}{attribute}")), json!(entity), json!(role), json!(attribute)]
}
