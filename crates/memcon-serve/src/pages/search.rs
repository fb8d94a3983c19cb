//! Search over articles, statements and actors.

use maud::{Markup, html};
use memcon::Incident;
use memcon::incident::KnownActor;
use memcon_store::{Hit, Store};
use serde::Serialize;

use super::bits;
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::{scheme, shown};

/// Hits of each kind.
const HITS: usize = 20;

#[derive(Serialize)]
struct Data {
    query: String,
    actors: Vec<KnownActor>,
    incidents: Vec<Incident>,
    hits: Vec<Hit>,
}

/// Answers for a search; an empty one shows the box alone.
pub(crate) fn answer(store: &Store, query: &str, form: Form) -> Answer {
    let mut data =
        Data { query: query.to_owned(), actors: Vec::new(), incidents: Vec::new(), hits: Vec::new() };
    if !query.trim().is_empty() {
        let named = query.trim().trim_matches(['"', '“', '”', '*']);
        data.actors = store.known_actors(named, HITS)?;
        data.incidents = store.search_incidents(query, HITS / 2)?;
        data.hits = store.search(query, HITS)?;
    }
    Ok(match form {
        Form::Html => answer::page(&draw(&data, &store.corrected()?)),
        Form::Json => answer::data(&data),
        _ => return Err(Refusal::Missing("a search has no plot; ask for .json".to_owned())),
    })
}

fn draw(data: &Data, corrected: &bits::Corrected) -> Markup {
    let title =
        if data.query.trim().is_empty() { "Search".to_owned() } else { format!("Search: {}", data.query) };
    let address = format!("/search.json?q={}", links::inner(&data.query));
    let of = |kind: &'static str| data.hits.iter().filter(move |hit| hit.kind == kind);
    page(
        &title,
        Room::Inner,
        &data.query,
        Some(&address),
        &html! {
            h1 { @if data.query.trim().is_empty() { "Search" } @else { "Found for “" (bits::name(&data.query)) "”" } }
            @if data.query.trim().is_empty() {
                p { "Type words into the box above: all of them are looked for. Words in quotation marks are found together, and a star ends the beginning of a word." }
            } @else if data.hits.is_empty() && data.actors.is_empty() {
                p { "Nothing. All the words must stand in one article or statement; a star ends the beginning of a word: " code { "minist*" } "." }
            }
            @if !data.actors.is_empty() {
                section {
                    h2 { "Actors" }
                    ul.tags { @for actor in &data.actors {
                        li { a href=(links::actor(&actor.id)) { (bits::name(&actor.id)) } " " span.count { (actor.country.as_deref().map(scheme::country).unwrap_or("")) } }
                    } }
                }
            }
            div.columns {
                @if of("article").next().is_some() {
                    section {
                        h2 { "Articles" }
                        ol.lines { @for hit in of("article") {
                            li {
                                p { a.headline href=(links::article(&hit.article)) { (bits::name(hit.title.as_deref().unwrap_or(&hit.article))) } " " (source(hit)) }
                                p.snippet dir="auto" { (found(&hit.words)) }
                            }
                        } }
                    }
                }
                div {
                    @if of("statement").next().is_some() {
                        section {
                            h2 { "Statements" }
                            ol.lines.quotes { @for hit in of("statement") {
                                li {
                                    blockquote dir="auto" { (found(&hit.words)) }
                                    p.from {
                                        @if let Some(speaker) = &hit.speaker { (bits::name(speaker)) " in " }
                                        a href=(links::value(&hit.article, hit.statement.as_deref().unwrap_or_default())) { (bits::name(hit.title.as_deref().unwrap_or(&hit.article))) }
                                        " " (source(hit))
                                        (bits::mark(corrected, &hit.article, hit.statement.as_deref().unwrap_or_default()))
                                    }
                                }
                            } }
                        }
                    }
                    @if !data.incidents.is_empty() {
                        section {
                            h2 { "Incidents that such articles report" }
                            (bits::incidents(&data.incidents, corrected))
                        }
                    }
                }
            }
        },
    )
}

fn source(hit: &Hit) -> Markup {
    bits::source(hit.publisher.as_deref(), hit.published.as_deref())
}

/// The words around what was found, which the store puts in square brackets.
fn found(words: &str) -> Markup {
    let words = shown::line(words);
    html! {
        @for (n, part) in words.split('[').enumerate() {
            @if n == 0 { (part) } @else {
                @match part.split_once(']') {
                    Some((hit, rest)) => { mark { (hit) } (rest) }
                    None => { "[" (part) }
                }
            }
        }
    }
}
