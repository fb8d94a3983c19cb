//! One incident: its reports side by side, what they agree and disagree on, how its status moved.

use maud::{Markup, html};
use memcon::incident::Report;
use memcon::record::EventRecord;
use memcon::{Incident, Record};
use memcon_store::{Store, standing};

use super::bits;
use super::layout::{Room, page};
use super::record::Panel;
use crate::answer::{self, Answer, Refusal};
use crate::links::{self, Form};
use crate::{dates, shown};

/// Reports shown side by side; the JSON names all.
const SIDE_BY_SIDE: usize = 12;
/// Characters of the article on either side of the words that tell it.
const AROUND: usize = 220;

/// Answers for the incident called `id`.
pub(crate) fn answer(store: &Store, id: &str, form: Form) -> Answer {
    let incident = store
        .incident(id)?
        .ok_or_else(|| Refusal::Missing(format!("no incident is called {}", shown::line(id))))?;
    Ok(match form {
        Form::Html => answer::page(&draw(store, &incident)?),
        Form::Json => answer::data(&incident),
        _ => return Err(Refusal::Missing("an incident has no plot; ask for .json".to_owned())),
    })
}

fn draw(store: &Store, incident: &Incident) -> Result<Markup, Refusal> {
    let mut sides = Vec::new();
    for report in incident.reports.iter().take(SIDE_BY_SIDE) {
        if let Some(record) = store.load(&report.article)? {
            sides.push(side(store, incident, report, &record)?);
        }
    }
    let title = title(incident);
    let data = format!("/incident/{}.json", links::inner(&incident.id));
    Ok(page(
        &title,
        Room::Inner,
        "",
        Some(&data),
        &html! {
            p.about { span { "Incident" } span.code { (shown::line(&incident.id)) } }
            h1 { (bits::name(incident.headline.as_deref().unwrap_or(&title))) }
            p.what { (bits::incident(incident)) }
            p.lead {
                (count(incident.reports.len(), "report")) " in " (count(incident.publishers, "outlet"))
                @if let Some(first) = &incident.first_reported { ", first on " (bits::time(&dates::cut(first))) }
                @if let Some(last) = incident.last_reported.as_ref().filter(|last| Some(*last) != incident.first_reported.as_ref()) { ", last on " (bits::time(&dates::cut(last))) }
                "."
            }
            div.columns {
                @if incident.reports.len() > 1 {
                    section {
                        h2 { "Agreed and disputed" }
                        (agreement(incident))
                    }
                }
                section {
                    h2 { "How its status moved" }
                    ol.lines { @for change in &incident.history { li {
                        p { (bits::status(&change.status)) " "
                            span.source { @if let Some(reported) = &change.reported { (bits::time(&dates::cut(reported))) " " } }
                            a href=(links::value(&change.article, &change.event)) { (bits::name(&publisher(incident, &change.article))) } }
                    } } }
                }
            }
            section {
                h2 { "The reports" }
                div.sides { @for side in sides { (side) } }
                @if incident.reports.len() > SIDE_BY_SIDE {
                    p.more { "The earliest " (SIDE_BY_SIDE) " of " (incident.reports.len()) "; " a href=(data) { "all of them as JSON" } "." }
                }
            }
        },
    ))
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{} {what}s", bits::number(number as u64)) }
}

fn title(incident: &Incident) -> String {
    let names =
        |ids: &[String]| ids.iter().map(|id| bits::known_name(incident, id)).collect::<Vec<_>>().join(", ");
    let to = if incident.targets.is_empty() {
        String::new()
    } else {
        format!(" → {}", names(&incident.targets))
    };
    format!("{}: {}{to}", crate::scheme::word(&incident.kind), names(&incident.sources))
}

fn publisher(incident: &Incident, article: &str) -> String {
    let report = incident.reports.iter().find(|report| report.article == article);
    report.and_then(|report| report.publisher.clone()).unwrap_or_else(|| article.to_owned())
}

/// What all reports say alike, and what they say of the rest.
fn agreement(incident: &Incident) -> Markup {
    let fields = ["time", "place", "sources", "targets", "status"];
    let disputed = |field: &&str| incident.disagreements.iter().any(|other| other.field == **field);
    let agreed: Vec<&str> =
        fields.iter().filter(|field| !disputed(field)).map(|field| named(field)).collect();
    html! {
        @if !agreed.is_empty() { p { "The reports agree on " (agreed.join(", ")) "." } }
        @for disagreement in &incident.disagreements {
            h3 { "They differ on " (named(&disagreement.field)) }
            ul { @for version in &disagreement.values { li {
                span.differs { (value(&disagreement.field, &version.value)) } " "
                span.source {
                    @for (n, report) in version.reports.iter().enumerate().take(6) {
                        @if n > 0 { ", " }
                        a href=(links::value(&report.article, &report.event)) { (bits::name(&publisher(incident, &report.article))) }
                    }
                    @if version.reports.len() > 6 { " and " (version.reports.len() - 6) " more" }
                }
            } } }
        }
    }
}

fn value(field: &str, value: &str) -> Markup {
    html! {
        @match field {
            "time" => (bits::time(value)),
            _ if value.is_empty() => "nobody",
            _ => (bits::name(&value.replace(" | ", ", "))),
        }
    }
}

fn named(field: &str) -> &'static str {
    match field {
        "time" => "when",
        "place" => "where",
        "sources" => "who did it",
        "targets" => "to whom",
        _ => "its status",
    }
}

/// One report: outlet, headline, the words that tell it, and what the record has of them.
fn side(store: &Store, incident: &Incident, report: &Report, record: &Record) -> Result<Markup, Refusal> {
    let corrections = store.corrections(&report.article)?;
    let stand = standing(&corrections);
    let panel = Panel::new(record, &stand, None);
    let event = record.events.iter().find(|event| event.id == report.event);
    let about = stand.iter().find(|correction| correction.about() == report.event);
    let differs = incident.disagreements.iter().any(|disagreement| {
        disagreement.values.iter().skip(1).any(|version| {
            version.reports.iter().any(|other| other.article == report.article && other.event == report.event)
        })
    });
    Ok(html! {
        article.side {
            h3 { a href=(links::value(&report.article, &report.event)) { (bits::name(record.article.title.as_deref().unwrap_or(&report.article))) } }
            p.source {
                @if let Some(publisher) = &report.publisher { (bits::name(publisher)) " · " }
                @if let Some(published) = &report.published { (bits::time(&dates::cut(published))) }
                @if report.copy { " " span.status { "a copy" } }
                @if report.background { " " span.status { "background" } }
                @if differs { " " span.status { "differs" } }
            }
            @if let Some(event) = event {
                (quoted(record, event))
                p { (bits::kind(&event.kind, event.mode.as_deref(), event.quad)) }
                (panel.event_body(event))
            }
            (panel.corrected(about.copied()))
        }
    })
}

/// The words around the first trigger, those of the evidence marked.
fn quoted(record: &Record, event: &EventRecord) -> Markup {
    let text: Vec<char> = record.article.text.chars().collect();
    let Some(trigger) =
        event.evidence.iter().find(|proof| proof.role == "trigger" && proof.end <= text.len())
    else {
        return html! {};
    };
    let line_start = text[..trigger.start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let line_end =
        text[trigger.end..].iter().position(|c| *c == '\n').map_or(text.len(), |at| trigger.end + at);
    let start = line_start.max(trigger.start.saturating_sub(AROUND));
    let end = line_end.min(trigger.end + AROUND);
    let mut cuts = vec![start, end];
    for proof in &event.evidence {
        cuts.extend([proof.start, proof.end].into_iter().filter(|at| (start..end).contains(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        blockquote dir="auto" {
            @if start > line_start { "…" }
            @for pair in cuts.windows(2) {
                @let words: String = text[pair[0]..pair[1]].iter().collect();
                @let proof = event.evidence.iter().find(|proof| proof.start <= pair[0] && pair[1] <= proof.end);
                @match proof {
                    Some(proof) if proof.role == "trigger" => mark { (shown::line(&words)) },
                    Some(_) => span.w.actor { (shown::line(&words)) },
                    None => (shown::line(&words)),
                }
            }
            @if end < line_end { "…" }
        }
    }
}
