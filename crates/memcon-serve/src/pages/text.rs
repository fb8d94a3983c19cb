//! The article's text with its words underlined, each leading to the value that rests on it.

use std::collections::HashSet;

use maud::{Markup, html};
use memcon::Record;

use super::bits;
use crate::dates;
use crate::shown;
use crate::underline::{Look, Paragraph, Piece, underline};

/// The text, headline first: page furniture before the headline is folded away, the rest of it is dimmed.
pub(crate) fn text(record: &Record) -> Markup {
    let paragraphs = underline(record);
    let headline = headline(record, &paragraphs);
    let before = headline.unwrap_or(0);
    let mut drawn = Drawn::default();
    html! {
        @if before > 0 {
            details.before {
                summary { "Page furniture before the headline" }
                @for paragraph in &paragraphs[..before] { (self::paragraph(paragraph, &mut drawn)) }
            }
        }
        @match headline {
            Some(at) => h1.title dir="auto" { @for piece in &paragraphs[at].pieces { (self::piece(piece, &mut drawn)) } },
            None => h1.title dir="auto" { (shown::line(record.article.title.as_deref().unwrap_or(&record.article.source))) },
        }
        (about(record))
        div.words {
            @for paragraph in paragraphs.iter().skip(headline.map_or(0, |at| at + 1)) {
                (self::paragraph(paragraph, &mut drawn))
            }
        }
    }
}

/// Which paragraph is the headline, when everything before it is furniture.
fn headline(record: &Record, paragraphs: &[Paragraph]) -> Option<usize> {
    let title = record.article.title.as_deref()?.trim();
    let words = |paragraph: &Paragraph| -> String {
        paragraph.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>().trim().to_owned()
    };
    let first = paragraphs.iter().position(|paragraph| paragraph.furniture.is_none())?;
    (words(&paragraphs[first]) == title).then_some(first)
}

/// Outlet, date, authors, where it was read.
fn about(record: &Record) -> Markup {
    let article = &record.article;
    html! {
        p.about {
            @if let Some(publisher) = &article.publisher { span { (bits::name(publisher)) } }
            @match &article.published {
                Some(published) => span { time datetime=(dates::cut(published)) { (dates::written(published)) } },
                None => span { "date unknown: relative dates stay open" },
            }
            @if !article.authors.is_empty() { span { "by " (bits::name(&article.authors.join(", "))) } }
            span.where { (bits::name(article.url.as_deref().unwrap_or(&article.source))) }
        }
    }
}

/// Values whose first words have been drawn: they carry the address that the value's link leads to.
#[derive(Default)]
struct Drawn(HashSet<String>);

fn paragraph(paragraph: &Paragraph, drawn: &mut Drawn) -> Markup {
    html! {
        @match &paragraph.furniture {
            Some(kind) => p.furniture dir="auto" title=(format!("page furniture: {kind}")) {
                @for piece in &paragraph.pieces { (self::piece(piece, drawn)) }
            },
            None => p dir="auto" { @for piece in &paragraph.pieces { (self::piece(piece, drawn)) } },
        }
    }
}

fn piece(piece: &Piece, drawn: &mut Drawn) -> Markup {
    let words = words(&piece.text);
    let Some(look) = piece.look else {
        return if piece.furniture {
            html! { span.furniture { (words) } }
        } else {
            words
        };
    };
    let values = piece.values.join(" ");
    let new: Vec<&String> = piece.values.iter().filter(|value| drawn.0.insert((*value).clone())).collect();
    let (class, is_link) = match look {
        Look::Trigger(quad) => (format!("w trigger q{quad}"), true),
        Look::Cue => ("w cue".to_owned(), true),
        Look::Actor => ("w actor".to_owned(), true),
        Look::Place => ("w place".to_owned(), true),
        Look::Time => ("w time".to_owned(), true),
        Look::Role => ("w role".to_owned(), true),
        Look::Evidence => ("w evidence".to_owned(), false),
        Look::Said => ("w".to_owned(), false),
    };
    let class = if piece.said { format!("{class} said") } else { class };
    html! {
        @for value in new { span id={ "w-" (value) } {} }
        @if is_link {
            a class=(class) href={ "#v-" (piece.values[0]) } data-values=(values) aria-describedby={ "v-" (piece.values[0]) } { (words) }
        } @else {
            span class=(class) data-values=(values) { (words) }
        }
    }
}

/// Text with its line breaks; characters that turn its direction are shown by name instead.
fn words(text: &str) -> Markup {
    let mut runs: Vec<Result<&str, (char, &str)>> = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let named = shown::turn(character).or((character == '\n').then_some(""));
        if let Some(name) = named {
            runs.push(Ok(&text[from..at]));
            runs.push(Err((character, name)));
            from = at + character.len_utf8();
        }
    }
    runs.push(Ok(&text[from..]));
    html! {
        @for run in runs {
            @match run {
                Ok(words) => (words),
                Err(('\n', _)) => br;,
                Err((character, name)) => span.control title=(name) { (format!("U+{:04X}", u32::from(character))) },
            }
        }
    }
}
