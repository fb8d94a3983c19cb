//! An actor across articles: names, offices, what it did, with whom, what it said, what was said of it.

use std::collections::HashMap;

use maud::{Markup, html};
use memcon_store::{Appearances, Store};
use serde::Serialize;

use super::bits::{self, number};
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::plots::timeline;
use crate::{dates, scheme, shown};

/// Articles that are looked at: the last ones stored. An actor of fifty thousand articles is shown by these.
const LOOKED_AT: usize = 1000;
/// Statements of each kind.
const STATEMENTS: usize = 15;
/// Events listed one by one; the plot and the rows have all that were looked at.
const EVENTS: usize = 40;

#[derive(Serialize)]
struct Data {
    name: String,
    #[serde(flatten)]
    appearances: Appearances,
    with: Vec<Company>,
}

/// Somebody who takes part in the same events.
#[derive(Debug, PartialEq, Serialize)]
struct Company {
    name: String,
    events: u64,
    /// Of these, co-operation.
    cooperation: u64,
}

/// Answers for the actor called `name`.
pub(crate) fn answer(store: &Store, name: &str, form: Form) -> Answer {
    let appearances = store
        .appearances(name, LOOKED_AT, STATEMENTS)?
        .ok_or_else(|| Refusal::Missing(format!("no actor is called {}", shown::line(name))))?;
    let data = Data { name: name.to_owned(), with: company(name, &appearances), appearances };
    let events = &data.appearances.events;
    Ok(match form {
        Form::Html => answer::page(&draw(&data)),
        Form::Json => answer::data(&data),
        Form::Svg => answer::plot(&format!("{name}.svg"), &timeline::events(events)),
        Form::Csv => answer::rows(
            &format!("{name}.csv"),
            [
                "published",
                "time",
                "type",
                "mode",
                "status",
                "background",
                "sources",
                "targets",
                "place",
                "article",
                "event",
            ],
            events.iter().map(|event| {
                let names = |parties: &[memcon_store::Side]| {
                    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("; ")
                };
                [
                    event.article.published.clone().unwrap_or_default(),
                    event.time.clone().unwrap_or_default(),
                    event.kind.clone(),
                    event.mode.clone().unwrap_or_default(),
                    event.status.clone(),
                    event.background.to_string(),
                    names(&event.sources),
                    names(&event.targets),
                    event.place.clone().unwrap_or_default(),
                    event.article.id.clone(),
                    event.event.clone(),
                ]
            }),
        ),
    })
}

fn company(name: &str, appearances: &Appearances) -> Vec<Company> {
    let mut counts: HashMap<&str, (u64, u64)> = HashMap::new();
    for event in &appearances.events {
        let mut others: Vec<&str> =
            event.sources.iter().chain(&event.targets).map(|party| party.name.as_str()).collect();
        others.sort_unstable();
        others.dedup();
        for other in others.into_iter().filter(|other| *other != name) {
            let count = counts.entry(other).or_default();
            count.0 += 1;
            count.1 += u64::from(event.quad <= 2);
        }
    }
    let mut company: Vec<Company> = counts
        .into_iter()
        .map(|(name, (events, cooperation))| Company { name: name.to_owned(), events, cooperation })
        .collect();
    company.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
    company.truncate(30);
    company
}

fn draw(data: &Data) -> Markup {
    let about = &data.appearances;
    let address = |suffix: &str| format!("/actor/{}{suffix}", links::inner(&data.name));
    page(
        &data.name,
        Room::Inner,
        "",
        Some(&address(".json")),
        &html! {
            h1 { (bits::name(&data.name)) }
            p.lead {
                @if let Some(kind) = &about.kind { (shown::line(kind)) }
                @if let Some(country) = &about.country { ", " (scheme::country(country)) }
                " · in " (number(about.articles)) @if about.articles == 1 { " article" } @else { " articles" }
                @if about.looked_at < about.articles { "; shown from the last " (number(about.looked_at)) " stored" }
                @if let Some(wikidata) = &about.wikidata { " · Wikidata " (shown::line(wikidata)) }
            }
            @if about.names.len() > 1 {
                p.names { "Also written " @for (n, used) in about.names.iter().filter(|used| used.name != data.name).enumerate() {
                    @if n > 0 { ", " } (bits::name(&used.name))
                } "." }
            }
            @if !about.events.is_empty() {
                figure.plot {
                    figcaption { "Events by month and type. A disc: it happened. A ring: planned, asked for, threatened or possible. Struck through: denied." }
                    div.scroll tabindex="0" role="group" aria-label="Plot" { (timeline::events(&about.events)) }
                    p.tools { a href=(address(".svg")) { "Save as SVG" } " · " a href=(address(".csv")) { "Rows as CSV" } }
                }
            }
            div.columns {
                @if !about.events.is_empty() {
                    section {
                        h2 { "Events " span.count { (number(about.events.len() as u64)) } }
                        (bits::events(&about.events[..about.events.len().min(EVENTS)]))
                        @if about.events.len() > EVENTS { p.more { "The last " (EVENTS) " stored; " a href=(address(".csv")) { "all " (number(about.events.len() as u64)) " as CSV" } "." } }
                    }
                }
                div {
                    @if !data.with.is_empty() {
                        section {
                            h2 { "Whom with" }
                            ul.tags { @for other in &data.with { li {
                                a href=(links::actor(&other.name)) { (bits::name(&other.name)) } " "
                                span.count title=(format!("{} of {} co-operation", other.cooperation, other.events)) { (other.events) }
                            } } }
                        }
                    }
                    @if !about.offices.is_empty() {
                        section {
                            h2 { "Offices and descriptions" }
                            div.scroll { table {
                                thead { tr { th scope="col" { "As written" } th scope="col" { "Then" } th scope="col" { "Given in articles" } } }
                                tbody { @for office in &about.offices { tr {
                                    td { (bits::name(&office.title)) }
                                    td { (office.status.as_deref().unwrap_or("")) }
                                    td { (between(office.first.as_deref(), office.last.as_deref())) }
                                } } }
                            } }
                        }
                    }
                    @if !about.said.is_empty() {
                        section { h2 { "What they said" } (bits::statements(&about.said, false)) }
                    }
                    @if !about.about.is_empty() {
                        section { h2 { "What was said of them" } (bits::statements(&about.about, true)) }
                    }
                }
            }
        },
    )
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
