//! A web page to headline, paragraphs and what it says of itself.

mod blocks;
mod clean;
mod depth;
mod head;
mod jsonld;

use std::borrow::Cow;

use dom_query::Document;
use rs_trafilatura::Options;

pub(super) use head::people;

use self::blocks::{Block, blocks, without_links_elsewhere};
use super::dates;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Headline.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// The outlet.
    pub(super) publisher: Option<String>,
    /// Date from machine-readable fields, ISO.
    pub(super) published: Option<String>,
    /// Its own address.
    pub(super) url: Option<String>,
    /// The body, without the headline.
    pub(super) paragraphs: Vec<String>,
    /// How many elements the page has, when they were too many to look for the article among them: then all paragraphs
    /// are the body.
    pub(super) too_long: Option<usize>,
}

/// Characters of body below which an extraction counts as failed.
const FAILED_BELOW: usize = 300;

/// Bytes of a page that are read. News pages stay below a tenth; time grows with the square of what is beyond.
const READ: usize = 8 * 1024 * 1024;

/// Elements above which the article is not looked for: the library's time grows with their square. The longest live pages
/// stay below.
const MOST_SEARCHED: usize = 12_000;

/// Reads a page that is known to be HTML.
pub(super) fn parts(html: &str, url: Option<&str>) -> Parts {
    let elements = depth::elements(html);
    let html = depth::flattened(&html[..html.floor_char_boundary(READ)]);
    let page = Document::from(html.as_ref());
    let described = jsonld::described(&page);
    let head = head::head(&page, &described);
    let cleaned = clean::cleaned(&page);
    let too_long = (elements > MOST_SEARCHED).then_some(elements);
    let mut body = if too_long.is_some() { all_paragraphs(&cleaned) } else { body(&cleaned, url) };
    if too_long.is_none() && length(&body) < FAILED_BELOW {
        let whole = self::body(&html, url);
        if length(&whole) > 2 * length(&body) {
            body = whole;
        }
    }
    if let Some(stated) = &described.body
        && carries_the_text(stated, &body)
    {
        body = stated.lines().map(str::to_owned).collect();
    }
    let title = head.title;
    if let Some(title) = &title {
        drop_headline(&mut body, title);
    }
    Parts {
        title,
        authors: head.authors,
        publisher: head.publisher,
        published: head.published,
        url: head.url,
        paragraphs: body,
        too_long,
    }
}

/// Every paragraph of the page but lists of links.
fn all_paragraphs(html: &str) -> Vec<String> {
    without_links_elsewhere(blocks(html)).into_iter().map(|block| block.text).collect()
}

/// Paragraphs of the page's main text.
fn body(html: &str, url: Option<&str>) -> Vec<String> {
    let options = Options { url: url.map(str::to_owned), ..Options::default() };
    let Ok(found) = rs_trafilatura::extract_with_options(html, &options) else {
        return Vec::new();
    };
    let found: Vec<Block> = match &found.content_html {
        Some(html) => without_links_elsewhere(blocks(html)),
        None => {
            return found
                .content_text
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|l| !l.is_empty())
                .collect();
        }
    };
    let found: Vec<String> = found.into_iter().map(|block| block.text).collect();
    // Of tiny pages the library returns the words once for every element that they are nested in. A body is never most
    // of a page's bytes otherwise, so it is cheap to look.
    if length(&found) * 2 > html.len() {
        let whole: Vec<String> = blocks(html).into_iter().map(|block| block.text).collect();
        if length(&whole) < length(&found) {
            return whole;
        }
    }
    found
}

/// Words that a text in JSON-LD must have to be the article and not its teaser.
const WHOLE_TEXT: usize = 200;

/// True when the `articleBody` that the page states is the better text: the page shows its text by script only, or
/// much that is not the article was found with it.
fn carries_the_text(stated: &str, found: &[String]) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let (stated_words, found_words) = (words(stated), found.iter().map(|it| words(it)).sum::<usize>());
    let fuller = 3 * stated_words > 4 * found_words;
    let cleaner = stated_words >= WHOLE_TEXT && 2 * found_words > 3 * stated_words;
    fuller || cleaner
}

fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|it| it.chars().count()).sum()
}

/// The headline is put before the body later; it must not stand there twice.
fn drop_headline(body: &mut Vec<String>, title: &str) {
    let key = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let title = key(title);
    if let Some(place) = body.iter().take(5).position(|paragraph| key(paragraph) == title) {
        body.remove(place);
    }
}

/// Date that the page's address names.
pub(super) fn date_in(url: &str) -> Option<String> {
    dates::in_address(url).map(|day| day.to_string())
}

/// `text` as one line, when it is not one already.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t', '\r']) {
        Cow::Owned(head::one_line(text))
    } else {
        Cow::Borrowed(text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiny_nested_pages_say_things_once() {
        let page = format!("<html><body>{}The envoy left Oslo.", "<div>".repeat(300));
        assert_eq!(parts(&page, None).paragraphs, ["The envoy left Oslo."]);
    }

    #[test]
    fn very_long_pages_are_read_by_their_paragraphs() {
        let paragraphs: String =
            (0..20_000).map(|n| format!("<p>The envoy said {n} times that talks go on.</p>")).collect();
        let page = format!(
            "<html><head><title>Talks go on</title></head><body><nav><a href=a>World news and more</a></nav>\
             <article>{paragraphs}</article></body></html>"
        );
        let parts = parts(&page, None);
        assert!(parts.too_long.is_some_and(|elements| elements > 20_000));
        assert_eq!(parts.paragraphs.len(), 20_000);
        assert_eq!(parts.paragraphs[19_999], "The envoy said 19999 times that talks go on.");
    }

    #[test]
    fn a_page_cut_short_keeps_what_came() {
        let words = "The envoy said that the talks in Oslo would go on until Friday. ".repeat(8);
        let page = format!(
            "<html><head><title>Talks go on</title></head><body><article><p>{words}</p><p class=\"le"
        );
        let parts = parts(&page, None);
        assert_eq!(parts.title.as_deref(), Some("Talks go on"));
        assert_eq!(parts.paragraphs, [words.trim()]);
    }

    #[test]
    fn a_text_that_only_json_ld_carries_is_found() {
        let words = "The envoy said that the talks in Oslo would go on until Friday. ".repeat(8);
        let page = format!(
            "<html><head><script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Talks go on\", \
             \"datePublished\": \"2023-02-30\", \"articleBody\": \"{words}\\n\\nHe left.\"}}</script></head>\
             <body><p>Please turn on scripts.</p></body></html>"
        );
        let parts = parts(&page, None);
        assert_eq!(parts.paragraphs, [words.trim(), "He left."]);
        assert_eq!(parts.published, None, "no calendar has that day");
    }

    #[test]
    fn words_of_links_and_newsletters_stay_out() {
        let words = "The envoy said that the talks in Oslo would go on until Friday. ".repeat(8);
        let page = format!(
            "<html><body><nav><a href=a>World</a></nav><article><h1>Talks go on in Oslo</h1><p>{words}</p>\
             <div class=\"newsletter-box\"><p>Get our morning letter.</p></div><p>She was <a href=b>not alone</a>.</p>\
             <ul class=\"related-stories\"><li><a href=c>Ferry runs aground near Bergen</a></li></ul></article></body></html>"
        );
        let parts = parts(&page, None);
        assert_eq!(parts.title.as_deref(), Some("Talks go on in Oslo"));
        assert_eq!(parts.paragraphs, [words.trim(), "She was not alone."]);
    }
}
