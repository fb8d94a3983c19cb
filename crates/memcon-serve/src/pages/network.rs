//! Who deals with whom.

use maud::{Markup, html};
use memcon_store::{Between, Dealing, Store};
use serde::Serialize;

use super::bits::{self, number};
use super::filters::Asked;
use super::layout::{Room, page};
use crate::answer::{self, Answer};
use crate::links::{self, Form};
use crate::plots::network;
use crate::scheme;

/// Pairs drawn.
const PAIRS: usize = 60;

#[derive(Serialize)]
struct Data {
    asked: Asked,
    dealings: Vec<Dealing>,
}

/// Answers with what was asked for; what is late at first.
pub(crate) fn answer(store: &Store, asked: Asked, form: Form) -> Answer {
    let asked = asked.or_lately(store)?;
    let states = asked.between == "states";
    let between = if states { Between::Countries } else { Between::Actors };
    let (filter, first) = asked.filter_and_first_day()?;
    let dealings = store.dealings(&filter, first.as_deref(), between, PAIRS)?;
    let plot = |dealings: &[Dealing]| network::draw(dealings, if states { scheme::country } else { |id| id });
    Ok(match form {
        Form::Svg => answer::plot("network.svg", &plot(&dealings)),
        Form::Csv => answer::rows(
            "network.csv",
            ["one", "other", "incidents", "cooperation", "conflict"],
            dealings.into_iter().map(|dealing| {
                [
                    dealing.one,
                    dealing.other,
                    dealing.incidents.to_string(),
                    dealing.cooperation.to_string(),
                    (dealing.incidents - dealing.cooperation).to_string(),
                ]
            }),
        ),
        Form::Json => answer::data(&Data { asked, dealings }),
        Form::Html => {
            let plot = plot(&dealings);
            answer::page(&draw(&Data { asked, dealings }, states, &plot))
        }
    })
}

fn draw(data: &Data, states: bool, plot: &Markup) -> Markup {
    let query = data.asked.query();
    let name = |id: &str| if states { scheme::country(id).to_owned() } else { id.to_owned() };
    let pair = |dealing: &Dealing| {
        if states {
            links::states(&dealing.one, &dealing.other)
        } else {
            links::pair(&dealing.one, &dealing.other)
        }
    };
    page(
        "Who deals with whom",
        Room::Network,
        "",
        Some(&format!("/network.json{query}")),
        &html! {
            h1 { "Who deals with whom" }
            (data.asked.form("/network", &html! {
                div.field { label for="f-between" { "Between" } select #f-between name="between" {
                    option value="actors" selected[!states] { "actors" }
                    option value="states" selected[states] { "states" }
                } }
            }))
            @if data.dealings.is_empty() { p { "Nobody has to do with anybody in this time." } } @else {
                p.lead { "The " (data.dealings.len()) " pairs with most incidents in common. Thicker: more of them. Blue: mostly co-operation. Red: mostly conflict." }
                figure.plot {
                    div.scroll tabindex="0" role="group" aria-label="Network" { (plot) }
                    p.tools { a href={ "/network.svg" (query) } { "Save as SVG" } " · " a href={ "/network.csv" (query) } { "Rows as CSV" } }
                }
                section {
                    h2 { "Pairs" }
                    div.scroll tabindex="0" role="group" aria-label="Pairs" { table {
                        thead { tr { th scope="col" { "Pair" } th scope="col" { "Incidents" } th scope="col" { "Co-operation" } th scope="col" { "Conflict" } } }
                        tbody { @for dealing in &data.dealings { tr {
                            td { a href=(pair(dealing)) { (bits::name(&name(&dealing.one))) " and " (bits::name(&name(&dealing.other))) } }
                            td { (number(dealing.incidents)) } td { (number(dealing.cooperation)) } td { (number(dealing.incidents - dealing.cooperation)) }
                        } } }
                    } }
                }
            }
        },
    )
}
