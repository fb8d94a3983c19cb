//! An actor across articles: names, offices, incidents, whom with, what they said, what was said of them.

use maud::{Markup, html};
use memcon::Incident;
use memcon::incident::KnownActor;
use memcon_store::{Cell, Company, FoundStatement, NameUsed, OfficeHeld, Party, Store, cells};
use serde::Serialize;

use super::bits::{self, number};
use super::incidents::rows;
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::plots::timeline;
use crate::{dates, scheme, shown};

/// Articles and incidents that names, offices, company and statements are taken from: the last ones.
const LOOKED_AT: usize = 1000;
/// Statements of each kind.
const STATEMENTS: usize = 15;
/// Incidents listed one by one.
const INCIDENTS: usize = 40;
/// Incidents in a file.
const ROWS: usize = 2_000;

#[derive(Serialize)]
struct Data {
    #[serde(flatten)]
    actor: KnownActor,
    articles: u64,
    names: Vec<NameUsed>,
    offices: Vec<OfficeHeld>,
    timeline: Vec<Cell>,
    incidents: Vec<Incident>,
    with: Vec<Company>,
    said: Vec<FoundStatement>,
    about: Vec<FoundStatement>,
}

/// Answers for the actor called `id`; a name that several may have leads to a choice.
pub(crate) fn answer(store: &Store, id: &str, form: Form) -> Answer {
    let actor = known(store, id)?;
    let party = Party::Actor(actor.id.clone());
    let happenings = store.happenings(&party, None)?;
    let newest = |most: usize| {
        let keys: Vec<i64> = happenings.iter().take(most).map(|one| one.key).collect();
        store.incidents_by_key(&keys)
    };
    Ok(match form {
        Form::Csv => rows(&format!("{id}.csv"), &newest(ROWS)?),
        Form::Svg => answer::plot(&format!("{id}.svg"), &timeline::draw(&cells(&happenings))),
        Form::Html | Form::Json => {
            let data = Data {
                articles: store.count_appearances(&actor.id)?,
                names: store.names_used(&actor.id, LOOKED_AT)?,
                offices: store.offices_held(&actor.id, LOOKED_AT)?,
                timeline: cells(&happenings),
                incidents: newest(INCIDENTS)?,
                with: store.company(&actor.id, LOOKED_AT, 30)?,
                said: store.said(&party, None, LOOKED_AT, STATEMENTS)?,
                about: store.said_of(&party, LOOKED_AT, STATEMENTS)?,
                actor,
            };
            if form == Form::Json { answer::data(&data) } else { answer::page(&draw(&data, store)?) }
        }
    })
}

/// The known actor called `id`.
pub(crate) fn known(store: &Store, id: &str) -> Result<KnownActor, Refusal> {
    store.known_actor(id)?.ok_or_else(|| {
        Refusal::Missing(format!("no actor is called {}; a search finds those who are", shown::line(id)))
    })
}

fn draw(data: &Data, store: &Store) -> Result<Markup, Refusal> {
    let actor = &data.actor;
    let address = |suffix: &str| format!("/actor/{}{suffix}", links::inner(&actor.id));
    let incidents: u64 = data.timeline.iter().map(|cell| cell.incidents).sum();
    let corrected = store.corrected()?;
    Ok(page(
        &actor.name,
        Room::Inner,
        "",
        Some(&address(".json")),
        &html! {
            h1 { (bits::name(&actor.name)) }
            p.lead {
                (shown::line(&actor.kind))
                @if let Some(country) = &actor.country { ", " (scheme::country(country)) }
                " · in " (number(data.articles)) @if data.articles == 1 { " article" } @else { " articles" }
                @if let Some(wikidata) = &actor.wikidata { " · Wikidata " (shown::line(wikidata)) }
            }
            @if data.names.iter().any(|used| used.name != actor.name) {
                p.names { "Also written " @for (n, used) in data.names.iter().filter(|used| used.name != actor.name).enumerate() {
                    @if n > 0 { ", " } (bits::name(&used.name))
                } "." }
            }
            @if !data.timeline.is_empty() {
                figure.plot {
                    figcaption { "Incidents by month and type. A disc: it happened. A ring: planned, asked for, threatened or possible. Struck through: denied. A few much older ones may stand outside." }
                    div.scroll tabindex="0" role="group" aria-label="Plot" { (timeline::draw(&data.timeline)) }
                    p.tools { a href=(address(".svg")) { "Save as SVG" } " · " a href=(address(".csv")) { "Rows as CSV" } }
                }
            }
            div.columns {
                @if !data.incidents.is_empty() {
                    section {
                        h2 { "Incidents " span.count { (number(incidents)) } }
                        (bits::incidents(&data.incidents, &corrected))
                        @if incidents > data.incidents.len() as u64 { p.more { "The newest " (data.incidents.len()) "; " a href=(address(".csv")) { "more as CSV" } "." } }
                    }
                }
                div {
                    @if !data.with.is_empty() {
                        section {
                            h2 { "Whom with" }
                            ul.tags { @for other in &data.with { li {
                                a href=(links::actor(&other.id)) { (bits::name(&other.id)) } " "
                                a.count href=(links::pair(&actor.id, &other.id)) title=(format!("{} of {} co-operation", other.cooperation, other.incidents)) {
                                    (other.incidents) span.hidden { " incidents together with " (bits::name(&other.id)) }
                                }
                            } } }
                        }
                    }
                    @if !data.offices.is_empty() {
                        section {
                            h2 { "Offices and descriptions" }
                            div.scroll tabindex="0" role="group" aria-label="Offices" { table {
                                thead { tr { th scope="col" { "As written" } th scope="col" { "Then" } th scope="col" { "Given in articles" } } }
                                tbody { @for office in &data.offices { tr {
                                    td { (bits::name(&office.title)) }
                                    td { (office.status.as_deref().unwrap_or("")) }
                                    td { (between(office.first.as_deref(), office.last.as_deref())) }
                                } } }
                            } }
                        }
                    }
                    @if !data.said.is_empty() {
                        section { h2 { "What they said" } (bits::statements(&data.said, false, &corrected)) }
                    }
                    @if !data.about.is_empty() {
                        section { h2 { "What was said of them" } (bits::statements(&data.about, true, &corrected)) }
                    }
                }
            }
        },
    ))
}

fn between(first: Option<&str>, last: Option<&str>) -> Markup {
    html! {
        @match (first, last) {
            (Some(first), Some(last)) if dates::cut(first) == dates::cut(last) => (bits::time(&dates::cut(first))),
            (Some(first), Some(last)) => { (bits::time(&dates::cut(first))) " to " (bits::time(&dates::cut(last))) },
            _ => "date unknown",
        }
    }
}
