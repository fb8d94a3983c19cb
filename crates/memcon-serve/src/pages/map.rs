//! Incidents on a map.

use maud::{Markup, html};
use memcon_store::{Spot, Store};
use serde::Serialize;

use super::bits::{self, number};
use super::filters::Asked;
use super::layout::{Room, page};
use crate::answer::{self, Answer};
use crate::links::Form;
use crate::plots::map;
use crate::scheme;

/// Places on the map.
const SPOTS: usize = 300;
/// Places in the list.
const LISTED: usize = 40;

#[derive(Serialize)]
struct Data {
    asked: Asked,
    spots: Vec<Spot>,
}

/// Answers with what was asked for; what is late at first.
pub(crate) fn answer(store: &Store, asked: Asked, form: Form) -> Answer {
    let asked = asked.or_lately(store)?;
    let (filter, first) = asked.filter_and_first_day()?;
    let spots = store.spots(&filter, first.as_deref(), SPOTS)?;
    Ok(match form {
        Form::Svg => answer::plot("incidents.svg", &map::draw(&spots)),
        Form::Csv => answer::rows(
            "places.csv",
            ["place", "country", "lat", "lon", "incidents", "cooperation", "conflict"],
            spots.into_iter().map(|spot| {
                [
                    spot.place,
                    spot.country.unwrap_or_default(),
                    spot.lat.to_string(),
                    spot.lon.to_string(),
                    spot.incidents.to_string(),
                    spot.cooperation.to_string(),
                    (spot.incidents - spot.cooperation).to_string(),
                ]
            }),
        ),
        Form::Json => answer::data(&Data { asked, spots }),
        Form::Html => answer::page(&draw(&Data { asked, spots })),
    })
}

fn draw(data: &Data) -> Markup {
    let query = data.asked.query();
    let incidents: u64 = data.spots.iter().map(|spot| spot.incidents).sum();
    page(
        "Map of incidents",
        Room::Map,
        "",
        Some(&format!("/map.json{query}")),
        &html! {
            h1 { "Map of incidents" }
            (data.asked.form("/map", &html! {}))
            p.lead {
                (number(incidents)) " incidents with a known place, in " (data.spots.len()) " places. "
                "Blue: mostly co-operation. Red: mostly conflict."
            }
            figure.plot {
                div.scroll tabindex="0" role="group" aria-label="Map" { (map::draw(&data.spots)) }
                p.tools { a href={ "/map.svg" (query) } { "Save as SVG" } " · " a href={ "/map.csv" (query) } { "Rows as CSV" } " · Outlines: Natural Earth" }
            }
            section {
                h2 { "Places" }
                div.scroll tabindex="0" role="group" aria-label="Places" { table {
                    thead { tr { th scope="col" { "Place" } th scope="col" { "Country" } th scope="col" { "Incidents" } th scope="col" { "Co-operation" } th scope="col" { "Conflict" } } }
                    tbody { @for spot in data.spots.iter().take(LISTED) { tr {
                        td { a href={ "/incidents" (Asked { place: spot.place.clone(), ..data.asked.clone() }.query()) } { (bits::name(&spot.place)) } }
                        td { (spot.country.as_deref().map(scheme::country).unwrap_or("")) }
                        td { (number(spot.incidents)) } td { (number(spot.cooperation)) } td { (number(spot.incidents - spot.cooperation)) }
                    } } }
                } }
            }
        },
    )
}
