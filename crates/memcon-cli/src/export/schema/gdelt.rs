//! The columns of GDELT 2's events: CAMEO codes, actors by country and up to three types, places with FIPS codes.

use memcon::record::{ActorRecord, PlaceRecord};
use serde_json::{Value, json};

use super::codes::Codes;
use super::{Pair, name};
use crate::table::{Column, Row, int, real, text};

pub(super) const COLUMNS: &[Column] = &[
    int("GLOBALEVENTID"),
    int("SQLDATE"),
    int("MonthYear"),
    int("Year"),
    real("FractionDate"),
    text("Actor1Code"),
    text("Actor1Name"),
    text("Actor1CountryCode"),
    text("Actor1KnownGroupCode"),
    text("Actor1EthnicCode"),
    text("Actor1Religion1Code"),
    text("Actor1Religion2Code"),
    text("Actor1Type1Code"),
    text("Actor1Type2Code"),
    text("Actor1Type3Code"),
    text("Actor2Code"),
    text("Actor2Name"),
    text("Actor2CountryCode"),
    text("Actor2KnownGroupCode"),
    text("Actor2EthnicCode"),
    text("Actor2Religion1Code"),
    text("Actor2Religion2Code"),
    text("Actor2Type1Code"),
    text("Actor2Type2Code"),
    text("Actor2Type3Code"),
    int("IsRootEvent"),
    text("EventCode"),
    text("EventBaseCode"),
    text("EventRootCode"),
    int("QuadClass"),
    real("GoldsteinScale"),
    int("NumMentions"),
    int("NumSources"),
    int("NumArticles"),
    real("AvgTone"),
    int("Actor1Geo_Type"),
    text("Actor1Geo_FullName"),
    text("Actor1Geo_CountryCode"),
    text("Actor1Geo_ADM1Code"),
    text("Actor1Geo_ADM2Code"),
    real("Actor1Geo_Lat"),
    real("Actor1Geo_Long"),
    text("Actor1Geo_FeatureID"),
    int("Actor2Geo_Type"),
    text("Actor2Geo_FullName"),
    text("Actor2Geo_CountryCode"),
    text("Actor2Geo_ADM1Code"),
    text("Actor2Geo_ADM2Code"),
    real("Actor2Geo_Lat"),
    real("Actor2Geo_Long"),
    text("Actor2Geo_FeatureID"),
    int("ActionGeo_Type"),
    text("ActionGeo_FullName"),
    text("ActionGeo_CountryCode"),
    text("ActionGeo_ADM1Code"),
    text("ActionGeo_ADM2Code"),
    real("ActionGeo_Lat"),
    real("ActionGeo_Long"),
    text("ActionGeo_FeatureID"),
    int("DATEADDED"),
    text("SOURCEURL"),
];

/// Sentences at the head of an article whose events count as its roots.
const ROOT: usize = 3;

pub(super) fn row(pair: &Pair<'_>, codes: &Codes) -> Row {
    let article = &pair.record.article;
    let (year, month, day) =
        (i64::from(pair.day.year()), i64::from(pair.day.month()), i64::from(pair.day.day()));
    // The project's own formula: every month has thirty days.
    let fraction = year as f64 + ((month * 30 + day) as f64 / 365.0).min(0.9999);
    let mut row = vec![
        json!(pair.number),
        json!(year * 10_000 + month * 100 + day),
        json!(year * 100 + month),
        json!(year),
        json!((fraction * 10_000.0).round() / 10_000.0),
    ];
    row.extend(actor(pair.source, codes));
    row.extend(actor(pair.target, codes));
    let root = !pair.event.background && pair.sentence.is_some_and(|sentence| sentence <= ROOT);
    row.extend([
        json!(i64::from(root)),
        json!(pair.cameo.code),
        json!(pair.cameo.base()),
        json!(pair.cameo.root()),
        json!(pair.cameo.gdelt_quad),
        json!(pair.cameo.goldstein),
        json!(1),
        json!(1),
        json!(1),
        Value::Null,
    ]);
    row.extend(place(None, codes));
    row.extend(place(None, codes));
    row.extend(place(pair.place, codes));
    row.push(json!(added(article.published.as_deref())));
    row.push(json!(article.url.as_ref().unwrap_or(&article.source)));
    row
}

/// The ten columns of one who takes part.
fn actor(actor: Option<&ActorRecord>, codes: &Codes) -> [Value; 10] {
    let mut cells = [const { Value::Null }; 10];
    if let Some(actor) = actor {
        let country = actor.country.as_deref().map(|country| codes.cameo_country(country));
        let types = codes.roles(actor);
        cells[0] = json!(format!("{}{}", country.unwrap_or_default(), types.concat()));
        cells[1] = json!(name(actor).to_uppercase());
        cells[2] = json!(country);
        for (cell, code) in cells[7..].iter_mut().zip(types) {
            *cell = json!(code);
        }
    }
    cells
}

/// The eight columns of a place. Types: 0 none, 1 country, 2 American state, 3 American city, 4 city, 5 division.
fn place(place: Option<&PlaceRecord>, codes: &Codes) -> [Value; 8] {
    let mut cells = [const { Value::Null }; 8];
    cells[0] = json!(0);
    if let Some(place) = place {
        let american = place.country.as_deref() == Some("USA");
        cells[0] = json!(match (place.kind.as_str(), american) {
            ("country", _) => 1,
            ("region", true) => 2,
            ("region", false) => 5,
            (_, true) => 3,
            (_, false) => 4,
        });
        let country = place.country.as_deref().map(|country| codes.country_name(country));
        cells[1] = match country.filter(|country| *country != place.name) {
            Some(country) => json!(format!("{}, {country}", place.name)),
            None => json!(place.name),
        };
        cells[2] = json!(place.country.as_deref().map(|country| codes.fips(country)));
        cells[5] = json!(place.lat);
        cells[6] = json!(place.lon);
        cells[7] = json!(place.geonames.map(|id| id.to_string()));
    }
    cells
}

/// The moment of publication as fourteen digits.
fn added(published: Option<&str>) -> Option<i64> {
    let digits: String =
        published?.split(['+', 'Z', '.']).next()?.chars().filter(char::is_ascii_digit).collect();
    format!("{digits:0<14}").get(..14)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn moments_have_fourteen_digits() {
        assert_eq!(added(Some("2026-03-12")), Some(20_260_312_000_000));
        assert_eq!(added(Some("2026-03-12T07:40:00+01:00")), Some(20_260_312_074_000));
        assert_eq!(added(None), None);
    }
}
