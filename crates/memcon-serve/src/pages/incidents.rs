//! Incidents in a list, by type, status, time, place and words.

use maud::{Markup, html};
use memcon::Incident;
use memcon_store::{Filter, Store};
use serde::Serialize;

use super::bits::{self, number};
use super::filters::Asked;
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::links::Form;

/// Incidents on a page.
const SHOWN: usize = 50;
/// Incidents in a file.
const ROWS: usize = 2_000;

#[derive(Serialize)]
struct Data {
    asked: Asked,
    found: usize,
    incidents: Vec<Incident>,
}

/// Answers with what was asked for.
pub(crate) fn answer(store: &Store, asked: Asked, form: Form) -> Answer {
    let most = if form == Form::Csv { ROWS } else { SHOWN };
    let filter = Filter { limit: Some(most), ..asked.filter()? };
    let incidents = store.incidents(&filter)?;
    Ok(match form {
        Form::Csv => rows("incidents.csv", &incidents),
        Form::Svg => return Err(Refusal::Missing("this list has no plot; see /map.svg".to_owned())),
        Form::Html | Form::Json => {
            let found =
                if incidents.len() < most { incidents.len() } else { store.count_incidents(&filter)? };
            let data = Data { asked, found, incidents };
            if form == Form::Json { answer::data(&data) } else { answer::page(&draw(&data, store)?) }
        }
    })
}

/// Incidents as CSV.
pub(crate) fn rows(name: &str, incidents: &[Incident]) -> axum::response::Response {
    answer::rows(
        name,
        [
            "incident",
            "type",
            "mode",
            "status",
            "time",
            "sources",
            "targets",
            "place",
            "country",
            "first_reported",
            "publishers",
            "headline",
        ],
        incidents.iter().map(|incident| {
            [
                incident.id.clone(),
                incident.kind.clone(),
                incident.mode.clone().unwrap_or_default(),
                incident.status.clone(),
                incident.time.clone().unwrap_or_default(),
                incident.sources.join("; "),
                incident.targets.join("; "),
                incident.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
                incident.place.as_ref().and_then(|place| place.country.clone()).unwrap_or_default(),
                incident.first_reported.clone().unwrap_or_default(),
                incident.publishers.to_string(),
                incident.headline.clone().unwrap_or_default(),
            ]
        }),
    )
}

fn draw(data: &Data, store: &Store) -> Result<Markup, Refusal> {
    let query = data.asked.query();
    let corrected = store.corrected()?;
    Ok(page(
        "Incidents",
        Room::Incidents,
        "",
        Some(&format!("/incidents.json{query}")),
        &html! {
            h1 { "Incidents" }
            (data.asked.form("/incidents", &data.asked.place_and_words()))
            p.lead {
                (number(data.found as u64)) " found"
                @if data.found > data.incidents.len() { "; the newest " (data.incidents.len()) " are shown" }
                ". " a href={ "/incidents.csv" (query) } { "Rows as CSV" }
            }
            (bits::incidents(&data.incidents, &corrected))
        },
    ))
}
