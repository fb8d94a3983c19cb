//! Stage 2: a page becomes an article; the text is frozen here.

mod binary;
mod dates;
mod encoding;
mod furniture;
mod html;
mod language;
mod outlets;
mod plain;
mod sniff;

use crate::article::{About, Article, Format, Furniture, FurnitureKind, Page, Published, PublishedFrom};
use crate::error::{Error, Result};
use crate::hash::stable_id;
use crate::text::Span;

/// What a page turned out to be.
#[derive(Debug, Clone)]
pub enum Extracted {
    /// An article to be coded.
    Article(Article),
    /// Readable, but not to be coded, and why: another language, no text.
    Skipped(Article, String),
}

/// Decodes a page, finds its article and marks what is page and not article.
///
/// # Errors
/// When the page holds nothing that can be read as text: empty, binary.
pub fn extract(page: &Page) -> Result<Extracted> {
    let decoded = encoding::decode(&page.bytes, page.charset.as_deref())
        .map_err(|cause| Error::input(&page.source, cause))?;
    let is_html = match page.format {
        Some(format) => format == Format::Html,
        None => sniff::is_html(&decoded),
    };
    let (mut about, text) = if is_html { of_html(page, &decoded) } else { (of_hints(page), decoded) };
    let furniture = furniture::mark(&text, about.title_span);
    if !is_html {
        of_plain_text(page, &mut about, &text, &furniture);
    }
    about.id = page.id.clone().unwrap_or_else(|| stable_id(&[about.url.as_deref().unwrap_or(""), &text]));

    let language = language::of(&text);
    about.language = Some(language.code.to_owned());
    let body = &text[about.title_span.filter(|_| is_html).map_or(0, |title| title.end)..];
    let reason = if !body.chars().any(char::is_alphabetic) {
        Some("no article text found".to_owned())
    } else if language.code != "en" {
        Some(format!("language is {} ({}), not English", language.code, language.name))
    } else {
        None
    };
    let article = Article::new(about, text, furniture);
    Ok(match reason {
        Some(reason) => Extracted::Skipped(article, reason),
        None => Extracted::Article(article),
    })
}

/// What came with the page.
fn of_hints(page: &Page) -> About {
    About {
        source: page.source.clone(),
        url: page.url.clone(),
        publisher: page.publisher.clone(),
        title: page.title.clone(),
        published: page.published.clone().map(|iso| Published { iso, from: PublishedFrom::Flag }),
        ..About::default()
    }
}

/// Title, blank line, paragraphs separated by blank lines; and what the page says of itself.
fn of_html(page: &Page, decoded: &str) -> (About, String) {
    let parts = html::parts(decoded, page.url.as_deref());
    if let Some(elements) = parts.too_long {
        log::warn!(
            "{}: {elements} elements are too many to look for the article; all paragraphs were kept",
            page.source
        );
    }
    let mut about = of_hints(page);
    about.title = about.title.or(parts.title).map(|title| html::line(&title).into_owned());
    about.authors = parts.authors;
    let address = page.url.as_deref().or(parts.url.as_deref());
    about.publisher = about.publisher.or_else(|| outlets::of_address(address?)).or(parts.publisher);
    about.published = about
        .published
        .or_else(|| parts.published.map(|iso| Published { iso, from: PublishedFrom::Metadata }))
        .or_else(|| dated_by_address(page.url.as_deref().or(parts.url.as_deref())));
    about.url = about.url.or(parts.url);

    let mut text = String::new();
    if let Some(title) = about.title.as_deref().filter(|title| !title.is_empty()) {
        text.push_str(title);
        about.title_span = Some(Span::new(0, text.len()));
    }
    for paragraph in &parts.paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(paragraph);
    }
    if about.published.is_none() {
        about.published = dated_by_text(&text);
    }
    (about, text)
}

/// Headline and date as the text shows them.
fn of_plain_text(page: &Page, about: &mut About, text: &str, furniture: &[Furniture]) {
    about.title_span = match &page.title {
        // A title given with the input stands in the text when the text begins with it.
        Some(title) => {
            let start = text.len() - text.trim_start().len();
            let given = title.trim();
            (!given.is_empty() && text[start..].starts_with(given))
                .then(|| Span::new(start, start + given.len()))
        }
        None => plain::title(text, furniture),
    };
    if about.title.is_none() {
        about.title = about.title_span.map(|span| html::line(span.of(text)).into_owned());
    }
    about.published = about
        .published
        .take()
        .or_else(|| dated_by_address(page.url.as_deref()))
        .or_else(|| dated_by_text(text));
    about.publisher = about.publisher.take().or_else(|| outlets::of_address(page.url.as_deref()?));
    about.authors = writers(text, furniture);
}

fn dated_by_address(url: Option<&str>) -> Option<Published> {
    let iso = html::date_in(url?)?;
    Some(Published { iso, from: PublishedFrom::Url })
}

fn dated_by_text(text: &str) -> Option<Published> {
    let iso = plain::date(text)?.to_string();
    Some(Published { iso, from: PublishedFrom::Text })
}

/// Who the bylines say wrote the article.
fn writers(text: &str, furniture: &[Furniture]) -> Vec<String> {
    let bylines = furniture.iter().filter(|piece| piece.kind == FurnitureKind::Byline);
    let named: Vec<String> = bylines
        .map(|piece| piece.span.of(text).trim().to_owned())
        .filter(|line| line.to_lowercase().starts_with("by "))
        .collect();
    html::people(&named, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(bytes: &[u8]) -> Page {
        Page { source: "page".to_owned(), bytes: bytes.to_vec(), ..Page::default() }
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_reason() {
        let cases: [(&[u8], &str); 4] = [
            (b"", "is empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks binary (PNG image)"),
            (b"The minister\0 left", "NUL byte at byte 12"),
            (b"%PDF-1.7 ...", "looks binary (PDF document)"),
        ];
        for (bytes, expected) in cases {
            let error = extract(&page(bytes)).unwrap_err().to_string();
            assert!(error.contains(expected) && error.starts_with("page: "), "{error}");
        }
    }

    #[test]
    fn other_languages_are_skipped_with_a_reason() {
        let french = "Le ministre des affaires étrangères est arrivé mercredi à Oslo, où il a rencontré le premier \
                      ministre norvégien pour parler de la pêche et du commerce entre les deux pays.";
        match extract(&page(french.as_bytes())) {
            Ok(Extracted::Skipped(article, reason)) => {
                assert_eq!(reason, "language is fr (French), not English");
                assert_eq!(article.text(), french);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_page_gives_title_date_authors_and_body() {
        let html = include_str!("../../../../examples/harbour-talks.html");
        let Ok(Extracted::Article(article)) = extract(&page(html.as_bytes())) else { panic!("skipped") };
        assert_eq!(
            article.about.title.as_deref(),
            Some("Portugal and Norway move to calm cod dispute after Oslo talks")
        );
        assert_eq!(article.about.authors, ["Hanna Weiss"]);
        assert_eq!(article.about.publisher.as_deref(), Some("North Port Courier"));
        assert_eq!(
            article.about.published.as_ref().map(|date| date.iso.as_str()),
            Some("2026-03-12T07:40:00+01:00")
        );
        assert!(
            article
                .text()
                .starts_with("Portugal and Norway move to calm cod dispute after Oslo talks\n\nOSLO — ")
        );
        assert!(article.text().ends_with("will meet in Lisbon next Thursday."), "{}", article.text());
        assert!(!article.text().contains("newsletter"), "{}", article.text());
    }

    #[test]
    fn sixty_thousand_nested_tags_are_read() {
        let html =
            format!("<html><body>{}The envoy left Oslo on Friday after talks.", "<div>".repeat(60_000));
        assert!(extract(&page(html.as_bytes())).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = extract(&page(&bytes));
        }

        #[test]
        fn no_tags_make_it_panic(html in "(<(/)?(p|div|table|script|b|!--|article)( x=\"y\")?>|[a-z é]{1,9}|<|>|&amp;|&#){0,40}") {
            let mut page = page(html.as_bytes());
            page.format = Some(Format::Html);
            let _ = extract(&page);
        }
    }
}
