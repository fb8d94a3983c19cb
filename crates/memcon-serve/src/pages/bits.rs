//! Small parts that several pages share.

use std::collections::HashSet;

use maud::{Markup, html};
use memcon::Incident;
use memcon_store::{ArticleLine, FoundStatement};

use crate::{dates, links, scheme, shown};

/// A name from outside, kept from turning the text around it.
pub(crate) fn name(text: &str) -> Markup {
    html! { bdi { (shown::line(text)) } }
}

/// A point in time as people write it, with the machine's value.
pub(crate) fn time(value: &str) -> Markup {
    let written = dates::written(value);
    html! {
        @if dates::is_machine(value) {
            time datetime=(value.get(..10).unwrap_or(value)) { (written) }
        } @else {
            span.timex { (shown::line(&written)) }
        }
    }
}

/// A headline with its outlet and date.
pub(crate) fn article(article: &ArticleLine) -> Markup {
    html! {
        a.headline href=(links::article(&article.id)) { (name(article.title.as_deref().unwrap_or(&article.id))) }
        " " (source(article.publisher.as_deref(), article.published.as_deref()))
    }
}

/// Outlet and date.
pub(crate) fn source(publisher: Option<&str>, published: Option<&str>) -> Markup {
    html! {
        span.source {
            @if let Some(publisher) = publisher { (name(publisher)) }
            @if publisher.is_some() && published.is_some() { " · " }
            @if let Some(published) = published { (time(&dates::cut(published))) }
        }
    }
}

/// What happened, as a coloured word: the colour is never alone, the type says the same.
pub(crate) fn kind(kind: &str, mode: Option<&str>, quad: u8) -> Markup {
    html! {
        span.kind.{ "q" (quad) } title=(scheme::quad(quad)) {
            (scheme::word(kind))
            @if let Some(mode) = mode { " " span.mode { (shown::line(mode)) } }
        }
    }
}

/// How real something is.
pub(crate) fn status(status: &str) -> Markup {
    html! { span.status.{ "is-" (status) } { (shown::line(status)) } }
}

/// What an incident's actor is called.
pub(crate) fn known_name(incident: &Incident, id: &str) -> String {
    incident.actors.iter().find(|actor| actor.id == id).map_or(id, |actor| actor.name.as_str()).to_owned()
}

/// Names with links to their pages, joined as in a sentence.
fn parties(incident: &Incident, ids: &[String]) -> Markup {
    html! {
        @if ids.is_empty() { span.nobody { "somebody" } }
        @for (n, id) in ids.iter().enumerate() {
            @if n > 0 { ", " }
            a href=(links::actor(id)) { (name(&known_name(incident, id))) }
        }
    }
}

/// Who did what to whom, where, when, and how real it is.
pub(crate) fn incident(incident: &Incident) -> Markup {
    html! {
        (kind(&incident.kind, incident.mode.as_deref(), incident.quad)) " "
        (parties(incident, &incident.sources))
        @if !incident.targets.is_empty() { span.to { " → " span.hidden { "to " } } (parties(incident, &incident.targets)) }
        @if let Some(place) = &incident.place { ", " (name(&place.name)) }
        @if let Some(when) = &incident.time { ", " (time(when)) }
        @if incident.status != "happened" { " " (status(&incident.status)) }
        @if incident.background { " " span.status { "background" } }
    }
}

/// Values of articles that readers corrected: the article's id and the value's.
pub(crate) type Corrected = HashSet<(String, String)>;

fn is_corrected(corrected: &Corrected, article: &str, value: &str) -> bool {
    corrected.contains(&(article.to_owned(), value.to_owned()))
}

/// Says so when a reader corrected a value.
pub(crate) fn mark(corrected: &Corrected, article: &str, value: &str) -> Markup {
    html! { @if is_corrected(corrected, article, value) { " " span.corrected { "corrected by a reader" } } }
}

/// A list of incidents, each with its headline.
pub(crate) fn incidents(incidents: &[Incident], corrected: &Corrected) -> Markup {
    html! {
        ol.lines {
            @for one in incidents {
                li {
                    p {
                        (incident(one))
                        @if let Some(report) = one.reports.iter().find(|report| is_corrected(corrected, &report.article, &report.event)) {
                            (mark(corrected, &report.article, &report.event))
                        }
                    }
                    p.from {
                        a href=(links::incident(&one.id)) { (name(one.headline.as_deref().unwrap_or("What is reported of it"))) } " "
                        span.source {
                            @if one.publishers > 1 { (one.publishers) " outlets" }
                            @else if let Some(publisher) = one.reports.iter().find_map(|report| report.publisher.as_ref()) { (name(publisher)) }
                            @if let Some(first) = &one.first_reported { " · " (time(&dates::cut(first))) }
                        }
                    }
                }
            }
        }
    }
}

/// A list of statements, each with its article.
pub(crate) fn statements(statements: &[FoundStatement], with_speaker: bool, corrected: &Corrected) -> Markup {
    html! {
        ol.lines.quotes {
            @for statement in statements {
                li {
                    blockquote dir="auto" { (said(&statement.words, statement.direct)) }
                    p.from {
                        @if with_speaker {
                            @if let Some(speaker) = &statement.speaker { (name(speaker)) " in " }
                        }
                        a href=(links::value(&statement.article, &statement.statement)) {
                            (name(statement.title.as_deref().unwrap_or(&statement.article))) }
                        " " (source(statement.publisher.as_deref(), statement.published.as_deref()))
                        (mark(corrected, &statement.article, &statement.statement))
                    }
                }
            }
        }
    }
}

/// Words that were said: in quotation marks only when they were so in the article.
pub(crate) fn said(words: &str, direct: bool) -> Markup {
    let words = shown::line(words);
    let bare = words.trim().trim_matches(['"', '“', '”']);
    html! { @if direct { "“" (bare) "”" } @else { (bare) } }
}

/// A number with a space at each thousand.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(7), "7");
        assert_eq!(number(1234), "1\u{202f}234");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
