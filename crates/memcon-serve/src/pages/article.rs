//! An article: its text with the words underlined, the record beside it.

use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use memcon::Record;
use memcon_store::{Correction, Store, standing};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::layout::{Room, page};
use super::record::{Around, Panel, signed};
use super::text::text;
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::{assets, shown};

/// The page as data.
#[derive(Serialize)]
struct Data<'a> {
    record: &'a Record,
    corrections: &'a [Correction],
}

/// Answers for the article called `id`.
pub(crate) fn answer(store: &Store, id: &str, form: Form) -> Answer {
    let record = find(store, id)?;
    let corrections = store.corrections(id)?;
    Ok(match form {
        Form::Html => answer::page(&draw(&record, &corrections, &around(store, id)?)),
        Form::Json => answer::data(&Data { record: &record, corrections: &corrections }),
        _ => return Err(Refusal::Missing("an article has no plot; ask for .json".to_owned())),
    })
}

/// The record of the article called `id`.
pub(crate) fn find(store: &Store, id: &str) -> Result<Record, Refusal> {
    store.load(id)?.ok_or_else(|| Refusal::Missing(format!("no article is called {}", shown::line(id))))
}

fn around(store: &Store, id: &str) -> Result<Around, Refusal> {
    let mut around = Around { known: store.known_in(id)?, ..Around::default() };
    for incident in store.incidents_of_article(id)? {
        for report in incident.reports.iter().filter(|report| report.article == id) {
            around.incidents.insert(report.event.clone(), (incident.id.clone(), incident.publishers));
        }
    }
    Ok(around)
}

fn draw(record: &Record, corrections: &[Correction], around: &Around) -> Markup {
    let id = &record.article.id;
    let title = record.article.title.as_deref().unwrap_or(id);
    let stand = standing(corrections);
    let data = format!("/article/{}.json", links::inner(id));
    page(
        title,
        Room::Inner,
        "",
        Some(&data),
        &html! {
            (body(record, &stand, Some(around)))
            @if !corrections.is_empty() {
                section.history {
                    h2 { "What readers said" }
                    ol { @for correction in corrections { li { span.code { (correction.about()) } " " (signed(correction)) } } }
                }
            }
        },
    )
}

fn body(record: &Record, corrections: &[&Correction], room: Option<&Around>) -> Markup {
    html! {
        div.desk {
            article.paper aria-label="The article" lang=[record.article.language.as_deref()] {
                a.skip href="#record" { "Skip to the record" }
                (text(record))
            }
            aside.record #record aria-label="The record" tabindex="-1" {
                (key())
                (Panel::new(record, corrections, room).draw())
                @if room.is_some() {
                    p.tools {
                        a href=(links::correct(&record.article.id, "new-event")) { "Add an event" } " · "
                        a href=(links::correct(&record.article.id, "new-statement")) { "Add a statement" }
                    }
                }
                (made(record))
            }
        }
        div.note #note role="status" hidden {}
    }
}

/// What the underlines mean.
fn key() -> Markup {
    html! {
        p.key aria-label="What the marks mean" {
            span.w.trigger.q1 { "co-operation" } " " span.w.trigger.q4 { "conflict" } " "
            span.w.actor { "actor" } " " span.w.place { "place" } " " span.w.time { "time" } " "
            span.w.cue { "speech" } " " span.w.said { "what was said" }
        }
    }
}

fn made(record: &Record) -> Markup {
    let made = &record.made_with;
    html! {
        p.made {
            "Read by memcon " (record.memcon) ", "
            @match &made.model { Some(model) => { "model " (shown::line(model)) }, None => "by word lists alone" }
            ", ontology " (shown::line(&made.ontology)) ", knowledge of " (shown::line(&made.knowledge)) "."
        }
    }
}

/// One article's page as a single file that needs nothing else: stylesheet and script stand in it, and its own policy
/// lets nothing but these two run.
pub fn standalone(record: &Record) -> String {
    let title = record.article.title.as_deref().unwrap_or(&record.article.source);
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(assets::STYLE),
        hash(assets::SCRIPT)
    );
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (shown::line(title)) " · memcon" }
                style { (PreEscaped(assets::STYLE)) }
            }
            body {
                main #main tabindex="-1" { (body(record, &[], None)) }
                script { (PreEscaped(assets::SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_article_stays_text_in_a_single_file() {
        let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
        let page = memcon::Page {
            source: "<img src=x onerror=alert(1)>.txt".to_owned(),
            bytes: "Talks </script><script>alert(1)</script> in Oslo\n\nPresident \u{202e}Lund met the <b>union</b> \
                    in Oslo on Monday. \"Good & <i>well</i>,\" he said.\n"
                .into(),
            title: Some("\u{202e}x</title><script>alert(2)</script>".to_owned()),
            published: Some("2026-03-12".to_owned()),
            ..memcon::Page::default()
        };
        let html = standalone(&reader.process(&page));
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("</script>").count(), 1);
        assert!(!html.contains("<img") && !html.contains("<b>") && !html.contains('\u{202e}'));
        assert!(html.contains("&lt;script&gt;") && html.contains("U+202E"));
        assert!(!html.contains("http://") && !html.contains("https://"), "nothing is loaded from elsewhere");
    }

    #[test]
    fn style_and_script_can_stand_inside_a_page() {
        assert!(!assets::STYLE.contains("</style"));
        assert!(!assets::SCRIPT.contains("</script") && !assets::SCRIPT.contains("<!--"));
    }
}
