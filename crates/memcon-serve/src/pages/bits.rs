//! Small parts that several pages share.

use maud::{Markup, html};
use memcon_store::{ArticleLine, EventLine, Side, StatementLine};

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
        " " (source(article))
    }
}

/// Outlet and date.
pub(crate) fn source(article: &ArticleLine) -> Markup {
    html! {
        span.source {
            @if let Some(publisher) = &article.publisher { (name(publisher)) }
            @if article.publisher.is_some() && article.published.is_some() { " · " }
            @if let Some(published) = &article.published { (time(&dates::cut(published))) }
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

/// A status that is not simply "happened".
pub(crate) fn status(status: &str) -> Markup {
    html! { span.status.{ "is-" (status) } { (shown::line(status)) } }
}

/// Names with links to their pages, joined as in a sentence.
pub(crate) fn parties(parties: &[Side]) -> Markup {
    html! {
        @if parties.is_empty() { span.nobody { "somebody" } }
        @for (n, party) in parties.iter().enumerate() {
            @if n > 0 { ", " }
            a href=(links::actor(&party.name)) { (name(&party.name)) }
        }
    }
}

/// A list of events, each with its article.
pub(crate) fn events(events: &[EventLine]) -> Markup {
    html! {
        ol.lines {
            @for event in events {
                li {
                    p {
                        (kind(&event.kind, event.mode.as_deref(), event.quad)) " "
                        (parties(&event.sources))
                        @if !event.targets.is_empty() { span.to { " → " span.hidden { "to " } } (parties(&event.targets)) }
                        @if let Some(place) = &event.place { ", " (name(place)) }
                        @if let Some(when) = &event.time { ", " (time(when)) }
                        @if event.status != "happened" { " " (status(&event.status)) }
                        @if event.background { " " span.status { "background" } }
                        @if event.corrected { " " span.corrected { "corrected by a reader" } }
                    }
                    p.from { a href=(links::value(&event.article.id, &event.event)) {
                        (name(event.article.title.as_deref().unwrap_or(&event.article.id))) }
                        " " (source(&event.article)) }
                }
            }
        }
    }
}

/// A list of statements, each with its article.
pub(crate) fn statements(statements: &[StatementLine], with_speaker: bool) -> Markup {
    html! {
        ol.lines.quotes {
            @for statement in statements {
                li {
                    blockquote dir="auto" { (said(&statement.words, statement.direct)) }
                    p.from {
                        @if with_speaker {
                            @if let Some(speaker) = &statement.speaker {
                                a href=(links::actor(speaker)) { (name(speaker)) } " in "
                            }
                        }
                        a href=(links::value(&statement.article.id, &statement.statement)) {
                            (name(statement.article.title.as_deref().unwrap_or(&statement.article.id))) }
                        " " (source(&statement.article))
                        @if statement.corrected { " " span.corrected { "corrected by a reader" } }
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
