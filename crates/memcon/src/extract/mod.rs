//! Stage 2: a page becomes an article; the text is frozen here.

mod encoding;
mod furniture;
mod html;
mod language;
mod metadata;
mod text_head;

use self::metadata::Metadata;
use crate::article::{About, Article, Format, Page, Published, PublishedFrom};
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
    if page.bytes.is_empty() {
        return Err(Error::input(&page.source, "is empty"));
    }
    let format = page.format.unwrap_or_else(|| encoding::format(&page.bytes));
    let decoded = encoding::decode(&page.bytes, format).map_err(|cause| Error::input(&page.source, cause))?;
    let (text, metadata) = match format {
        Format::Text => (decoded.replace("\r\n", "\n"), Metadata::default()),
        Format::Html => html::article(&decoded, page.url.as_deref()),
    };
    Ok(article(page, format, text, metadata))
}

fn article(page: &Page, format: Format, text: String, metadata: Metadata) -> Extracted {
    let furniture = furniture::mark(&text);
    let head = text_head::read(&text, &furniture);
    let title_span = match format {
        Format::Html => {
            metadata.title.as_deref().filter(|title| text.starts_with(title)).map(|t| Span::new(0, t.len()))
        }
        Format::Text => head.title,
    };
    let title =
        page.title.clone().or(metadata.title).or_else(|| head.title.map(|span| span.of(&text).to_owned()));
    let url = page.url.clone().or(metadata.url);
    let published = published(page, metadata.published, url.as_deref(), head.date);
    let language = language::of(&text);
    let about = About {
        id: page.id.clone().unwrap_or_else(|| stable_id(&[url.as_deref().unwrap_or(""), &text])),
        source: page.source.clone(),
        url,
        publisher: page.publisher.clone().or(metadata.publisher),
        title,
        title_span,
        authors: metadata.authors,
        published,
        language: Some(language.code.to_owned()),
    };
    let empty = !text.chars().any(char::is_alphabetic);
    let article = Article::new(about, text, furniture);
    if empty {
        return Extracted::Skipped(article, "no article text found".to_owned());
    }
    if language.code != "en" {
        return Extracted::Skipped(
            article,
            format!("language is {} ({}), not English", language.code, language.name),
        );
    }
    Extracted::Article(article)
}

/// The first of: what the user gave, what the page tells machines, what its address says, what its text says.
fn published(
    page: &Page,
    metadata: Option<String>,
    url: Option<&str>,
    text: Option<String>,
) -> Option<Published> {
    let from = |iso: Option<String>, from| iso.map(|iso| Published { iso, from });
    from(page.published.clone(), PublishedFrom::Flag)
        .or_else(|| from(metadata, PublishedFrom::Metadata))
        .or_else(|| from(url.and_then(metadata::date_in_url), PublishedFrom::Url))
        .or_else(|| from(text, PublishedFrom::Text))
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
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a PNG image"),
            (b"The minister\0 left", "NUL byte at 12"),
            (b"%PDF-1.7 ...", "looks like a PDF"),
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
