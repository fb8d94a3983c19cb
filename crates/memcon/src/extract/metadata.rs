//! What a page says about itself: JSON-LD, meta tags, `<time>`, its address.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::read::check_published;

/// What was found; each field none when the page does not say.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    /// ISO date or date-time.
    pub published: Option<String>,
    pub url: Option<String>,
    /// The text that JSON-LD carries.
    pub body: Option<String>,
}

static LD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?is)<script[^>]*application/ld\+json[^>]*>(.*?)</script>"#));
static META: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<(?:meta|link)\s([^>]*)>"));
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?is)([a-z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')"#));
static TIME: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?is)<time[^>]*datetime\s*=\s*["']([^"']*)["']"#));
static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<title[^>]*>(.*?)</title>"));
static URL_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[/\-_](19\d\d|20\d\d)[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?:[/\-_.]|$)")
});

fn pattern(pattern: &str) -> Regex {
    // Proved by the tests below, which use each of them.
    Regex::new(pattern).expect("a constant pattern")
}

/// Reads a page's metadata. JSON-LD goes before meta tags, those before `<time>` and `<title>`.
pub(super) fn read(html: &str) -> Metadata {
    let mut found = Metadata::default();
    for script in LD.captures_iter(html) {
        let json = script[1].trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        if let Ok(value) = serde_json::from_str::<Value>(json) {
            linked_data(&value, &mut found);
        }
    }
    let metas: Vec<(String, String)> =
        META.captures_iter(html).filter_map(|tag| name_and_content(&tag[1])).collect();
    let meta = |names: &[&str]| -> Option<String> {
        names
            .iter()
            .find_map(|name| metas.iter().find(|(known, _)| known == name))
            .map(|(_, content)| content.clone())
    };
    found.title = found.title.or_else(|| meta(&["og:title", "twitter:title"]));
    found.title = found.title.or_else(|| TITLE.captures(html).map(|title| unescape(title[1].trim())));
    found.publisher = found.publisher.or_else(|| meta(&["og:site_name", "application-name"]));
    found.url = meta(&["canonical", "og:url"]).filter(|url| url.starts_with("http"));
    if found.authors.is_empty() {
        let author = meta(&["author", "article:author", "byl", "parsely-author"]);
        found
            .authors
            .extend(author.filter(|author| !author.starts_with("http")).map(|author| bare_author(&author)));
    }
    found.published = found.published.or_else(|| {
        let names = [
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "pubdate",
            "dc.date",
            "dc.date.issued",
            "parsely-pub-date",
            "sailthru.date",
            "publishdate",
            "publish-date",
        ];
        meta(&names).and_then(|date| checked(&date))
    });
    found.published = found.published.or_else(|| TIME.captures_iter(html).find_map(|time| checked(&time[1])));
    found
}

/// Name and content of a meta tag or link, from its attributes.
fn name_and_content(attributes: &str) -> Option<(String, String)> {
    let mut name = None;
    let mut content = None;
    for attribute in ATTRIBUTE.captures_iter(attributes) {
        let value = attribute.get(2).or(attribute.get(3)).map_or("", |value| value.as_str());
        match attribute[1].to_lowercase().as_str() {
            "name" | "property" | "itemprop" | "rel" => name = Some(value.to_lowercase()),
            "content" | "href" => content = Some(unescape(value.trim())),
            _ => {}
        }
    }
    Some((name?, content.filter(|content| !content.is_empty())?))
}

/// Fills what an article object of JSON-LD says; walks lists and `@graph`.
fn linked_data(value: &Value, found: &mut Metadata) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| linked_data(item, found)),
        Value::Object(object) => {
            if let Some(graph) = object.get("@graph") {
                linked_data(graph, found);
            }
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            if !["Article", "Posting", "Reportage"].iter().any(|word| kind.contains(word)) {
                return;
            }
            let text = |key: &str| {
                object.get(key).and_then(Value::as_str).map(unescape).filter(|text| !text.trim().is_empty())
            };
            found.title = found.title.take().or_else(|| text("headline")).or_else(|| text("name"));
            found.published =
                found.published.take().or_else(|| text("datePublished").and_then(|date| checked(&date)));
            found.body = found.body.take().or_else(|| text("articleBody"));
            if found.authors.is_empty() {
                found.authors = object.get("author").map(names).unwrap_or_default();
            }
            found.publisher =
                found.publisher.take().or_else(|| object.get("publisher").map(names)?.into_iter().next());
        }
        _ => {}
    }
}

/// Names in a person, organisation, string or list of these.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![bare_author(&unescape(name))],
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn bare_author(name: &str) -> String {
    name.trim().trim_start_matches("By ").trim_start_matches("by ").to_owned()
}

/// A date as records write it; none for dates that no calendar has.
fn checked(date: &str) -> Option<String> {
    let date = date.trim();
    check_published(date).or_else(|_| check_published(date.get(..10).unwrap_or(""))).ok()
}

/// The date in an address: `/2023/05/11/`, `2023-05-11`.
pub(super) fn date_in_url(url: &str) -> Option<String> {
    let found = URL_DATE.captures(url)?;
    checked(&format!("{}-{}-{}", &found[1], &found[2], &found[3]))
}

/// The five entities that titles and names use, and numbered ones.
fn unescape(text: &str) -> String {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"&#(x?)([0-9a-fA-F]{1,6});"));
    let text = NUMBERED.replace_all(text, |number: &regex::Captures<'_>| {
        let radix = if &number[1] == "x" { 16 } else { 10 };
        let code = u32::from_str_radix(&number[2], radix).ok().and_then(char::from_u32);
        code.filter(|c| *c != '\0').map_or(String::new(), String::from)
    });
    let text = text.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&nbsp;", " ").replace("&rsquo;", "’").replace("&lsquo;", "‘").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_goes_before_meta_tags() {
        let html = r#"<title>Site</title><meta property='og:title' content="Talks &amp; cod">
            <script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "no"},
            {"@type": ["NewsArticle"], "headline": "Talks", "datePublished": "2024-02-30",
             "author": {"name": "By Ana Prado"}, "articleBody": "They met."}]}</script>
            <meta name="date" content="2024-02-29T10:00:00Z">"#;
        let found = read(html);
        assert_eq!(found.title.as_deref(), Some("Talks"));
        assert_eq!(found.authors, ["Ana Prado"]);
        assert_eq!(found.body.as_deref(), Some("They met."));
        assert_eq!(
            found.published.as_deref(),
            Some("2024-02-29T10:00:00Z"),
            "the 30th of February is passed over"
        );
    }

    #[test]
    fn tags_serve_where_json_ld_is_missing() {
        let found =
            read(r#"<title>Talks &#8211; Site</title><time class=x datetime="2023-05-11">May 11</time>"#);
        assert_eq!(found.title.as_deref(), Some("Talks – Site"));
        assert_eq!(found.published.as_deref(), Some("2023-05-11"));
    }

    #[test]
    fn dates_in_addresses() {
        let cases = [
            ("https://a.example/2023/05/11/talks", Some("2023-05-11")),
            ("https://a.example/news/20230511-talks", Some("2023-05-11")),
            ("https://a.example/news/talks-2023-02-31.html", None),
            ("https://a.example/news/12345678", None),
        ];
        for (url, expected) in cases {
            assert_eq!(date_in_url(url).as_deref(), expected, "{url}");
        }
    }
}
