//! What readers corrected, newest first.

use maud::{Markup, html};
use memcon_store::{Correction, Store};
use serde::Serialize;

use super::bits;
use super::layout::{Room, page};
use super::record::signed;
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};

/// Corrections shown; the files have all.
const SHOWN: usize = 200;

#[derive(Serialize)]
struct Data {
    corrections: Vec<Correction>,
}

/// Answers with the newest corrections.
pub(crate) fn answer(store: &Store, form: Form) -> Answer {
    let data = Data {
        corrections: store.latest_corrections(if form == Form::Json { usize::MAX >> 1 } else { SHOWN })?,
    };
    Ok(match form {
        Form::Html => answer::page(&draw(&data)),
        Form::Json => answer::data(&data),
        _ => return Err(Refusal::Missing("ask for /corrections.json or /corrections.jsonl".to_owned())),
    })
}

/// Answers with the corrected sentences as training data, JSON Lines.
pub(crate) fn training(store: &Store) -> Answer {
    let mut lines = String::new();
    for sentence in crate::training::training_data(store)? {
        lines
            .push_str(&serde_json::to_string(&sentence).map_err(|error| Refusal::Failed(error.to_string()))?);
        lines.push('\n');
    }
    Ok(answer::saved("corrections.jsonl", "application/jsonl; charset=utf-8", lines))
}

fn draw(data: &Data) -> Markup {
    page(
        "Corrections",
        Room::Corrections,
        "",
        Some("/corrections.json"),
        &html! {
            h1 { "Corrections" }
            p.lead {
                "What readers said of the record. The machine's values stay as they are; what stands here stands beside them. "
                a href="/corrections.jsonl" { "The corrected sentences as training data" } "."
            }
            @if data.corrections.is_empty() { p { "None yet. Every event and statement of an article has a link to correct it." } }
            ol.lines {
                @for correction in &data.corrections {
                    li {
                        (signed(correction))
                        p.from {
                            a href=(links::value(&correction.article, correction.about())) { (bits::name(&correction.article)) ", " (correction.about()) }
                        }
                    }
                }
            }
        },
    )
}
