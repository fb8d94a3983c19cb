//! Two actors or two states: what they do with and against each other, what they say of each other, what is next.

use maud::{Markup, html};
use memcon::Incident;
use memcon_store::{Cell, FoundStatement, Happening, Party, Store, cells};
use serde::Serialize;

use super::actor::known;
use super::bits::{self, number};
use super::incidents::rows;
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::plots::balance;
use crate::{scheme, shown};

/// Incidents listed one by one.
const INCIDENTS: usize = 40;
/// Planned ones.
const NEXT: usize = 10;
/// Statements of each about the other.
const STATEMENTS: usize = 10;
/// Incidents in a file.
const ROWS: usize = 2_000;
/// Articles that statements are taken from: the last ones.
const LOOKED_AT: usize = 2_000;

/// One of the two.
pub(crate) struct Side {
    party: Party,
    name: String,
    link: Option<String>,
}

impl Side {
    /// The known actor called `id`.
    pub(crate) fn actor(store: &Store, id: &str) -> Result<Side, Refusal> {
        let actor = known(store, id)?;
        Ok(Side { link: Some(links::actor(&actor.id)), party: Party::Actor(actor.id), name: actor.name })
    }

    /// Everybody of the country with this code.
    pub(crate) fn country(code: &str) -> Result<Side, Refusal> {
        if !scheme::is_country(code) {
            return Err(Refusal::Missing(format!("no country has the code {}", shown::line(code))));
        }
        Ok(Side {
            party: Party::Country(code.to_owned()),
            name: scheme::country(code).to_owned(),
            link: None,
        })
    }
}

#[derive(Serialize)]
struct Data {
    one: String,
    other: String,
    timeline: Vec<Cell>,
    next: Vec<Incident>,
    incidents: Vec<Incident>,
    said_by_one: Vec<FoundStatement>,
    said_by_other: Vec<FoundStatement>,
}

/// Answers for two; `address` is the page's own, without a suffix.
pub(crate) fn answer(store: &Store, one: &Side, other: &Side, address: &str, form: Form) -> Answer {
    if one.party == other.party {
        return Err(Refusal::Wrong("a pair is two".to_owned()));
    }
    let happenings = store.happenings(&one.party, Some(&other.party))?;
    let file = format!("{} and {}", one.name, other.name);
    let load = |keys: Vec<i64>| store.incidents_by_key(&keys);
    Ok(match form {
        Form::Svg => answer::plot(&format!("{file}.svg"), &balance::draw(&cells(&happenings))),
        Form::Csv => rows(
            &format!("{file}.csv"),
            &load(happenings.iter().take(ROWS).map(|happening| happening.key).collect())?,
        ),
        Form::Html | Form::Json => {
            let now = store.newest_day()?;
            let ahead = |happening: &&Happening| {
                matches!(happening.status.as_str(), "planned" | "requested") && happening.last_day >= now
            };
            // The latest stand first, and what is next should.
            let next: Vec<i64> =
                happenings.iter().rev().filter(ahead).take(NEXT).map(|happening| happening.key).collect();
            let newest = happenings.iter().take(INCIDENTS).map(|happening| happening.key).collect();
            let said = |speaker: &Side, about: &Side| {
                store.said(&speaker.party, Some(&about.party), LOOKED_AT, STATEMENTS)
            };
            let data = Data {
                one: one.name.clone(),
                other: other.name.clone(),
                timeline: cells(&happenings),
                next: load(next)?,
                incidents: load(newest)?,
                said_by_one: said(one, other)?,
                said_by_other: said(other, one)?,
            };
            if form == Form::Json {
                answer::data(&data)
            } else {
                answer::page(&draw(&data, [one, other], address, store)?)
            }
        }
    })
}

fn draw(data: &Data, sides: [&Side; 2], address: &str, store: &Store) -> Result<Markup, Refusal> {
    let incidents: u64 = data.timeline.iter().map(|cell| cell.incidents).sum();
    let cooperation: u64 =
        data.timeline.iter().filter(|cell| cell.quad <= 2).map(|cell| cell.incidents).sum();
    let title = format!("{} and {}", data.one, data.other);
    let corrected = store.corrected()?;
    let name = |side: &Side| {
        html! {
            @match &side.link { Some(link) => a href=(link) { (bits::name(&side.name)) }, None => (bits::name(&side.name)) }
        }
    };
    Ok(page(
        &title,
        Room::Inner,
        "",
        Some(&format!("{address}.json")),
        &html! {
            h1 { (name(sides[0])) " and " (name(sides[1])) }
            p.lead {
                @if incidents == 0 { "No incident has both." } @else {
                    (number(incidents)) @if incidents == 1 { " incident" } @else { " incidents" } ": "
                    (number(cooperation)) " of co-operation, " (number(incidents - cooperation)) " of conflict."
                }
            }
            @if !data.timeline.is_empty() {
                figure.plot {
                    figcaption { "Intensity by month: co-operation above the line, conflict below; deeds darker than words. Outlined: planned, asked for, threatened or possible. Denied ones are left out, and a few much older ones may be." }
                    div.scroll tabindex="0" role="group" aria-label="Plot" { (balance::draw(&data.timeline)) }
                    p.tools { a href={ (address) ".svg" } { "Save as SVG" } " · " a href={ (address) ".csv" } { "Rows as CSV" } }
                }
            }
            div.columns {
                div {
                    @if !data.next.is_empty() {
                        section { h2 { "Next" } (bits::incidents(&data.next, &corrected)) }
                    }
                    @if !data.incidents.is_empty() {
                        section {
                            h2 { "Incidents " span.count { (number(incidents)) } }
                            (bits::incidents(&data.incidents, &corrected))
                            @if incidents > data.incidents.len() as u64 { p.more { "The newest " (data.incidents.len()) "; " a href={ (address) ".csv" } { "more as CSV" } "." } }
                        }
                    }
                }
                div {
                    @for (said, of, about) in [(&data.said_by_one, &data.one, &data.other), (&data.said_by_other, &data.other, &data.one)] {
                        @if !said.is_empty() {
                            section { h2 { (bits::name(of)) " about " (bits::name(about)) } (bits::statements(said, true, &corrected)) }
                        }
                    }
                }
            }
        },
    ))
}
