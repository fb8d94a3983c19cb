//! What a page says of itself in JSON-LD, the vocabulary of schema.org.

use dom_query::Document;
use serde_json::Value;

/// What the page's article object says; empty strings count as nothing.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// `headline`, else `name`.
    pub(super) headline: Option<String>,
    /// `articleBody`.
    pub(super) body: Option<String>,
    /// Names of `author`.
    pub(super) authors: Vec<String>,
    /// Name of `publisher`.
    pub(super) publisher: Option<String>,
    /// `datePublished`, else `dateCreated`.
    pub(super) published: Option<String>,
}

/// How deep objects may stand in one another; a hostile page could nest them without end.
const DEEPEST: usize = 8;

/// Reads every JSON-LD script of the page; the first article object with a field wins that field.
pub(super) fn described(page: &Document) -> Described {
    let mut found = Described::default();
    for script in page.select("script[type*='ld+json']").nodes() {
        let text = script.text();
        let Some(value) = parsed(&text) else {
            continue;
        };
        let mut objects = Vec::new();
        articles(&value, DEEPEST, &mut objects);
        for object in objects {
            take(object, &mut found);
        }
    }
    found
}

/// JSON, also when wrapped in a comment or with raw line breaks inside its strings, as pages have it.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let text =
        text.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let cleaned: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&cleaned).ok()
    })
}

/// Article objects within `value`: alone, in a list, in `@graph`, as `mainEntity`.
fn articles<'v>(value: &'v Value, deepest: usize, found: &mut Vec<&'v Value>) {
    if deepest == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| articles(item, deepest - 1, found)),
        Value::Object(fields) => {
            if is_article(value) {
                found.push(value);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = fields.get(key) {
                    articles(inner, deepest - 1, found);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Value) -> bool {
    let named = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
    match &object["@type"] {
        Value::String(kind) => named(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

fn take(object: &Value, found: &mut Described) {
    let string = |key: &str| object[key].as_str().map(plain).filter(|text| !text.is_empty());
    found.headline = found.headline.take().or_else(|| string("headline")).or_else(|| string("name"));
    found.published =
        found.published.take().or_else(|| string("datePublished")).or_else(|| string("dateCreated"));
    found.publisher = found.publisher.take().or_else(|| names(&object["publisher"]).into_iter().next());
    if found.authors.is_empty() {
        found.authors = names(&object["author"]);
    }
    let body = object["articleBody"].as_str().map(body_text).filter(|text| !text.trim().is_empty());
    if body.as_ref().map_or(0, String::len) > found.body.as_ref().map_or(0, String::len) {
        found.body = body;
    }
}

/// Names of a person or organisation, or of a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => Some(plain(name)).into_iter().collect(),
        Value::Array(items) => items.iter().filter(|item| !item.is_array()).flat_map(names).collect(),
        // The name itself may be a list.
        Value::Object(fields) => match fields.get("name") {
            Some(name @ (Value::String(_) | Value::Array(_))) => names(name),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// One line of plain text: pages escape the text of a script twice or leave tags in it.
fn plain(text: &str) -> String {
    unmarked(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Like [`plain`], but paragraphs stay apart.
fn body_text(text: &str) -> String {
    let text = text.replace("</p>", "</p>\n").replace("<br", "\n<br");
    let lines = text.lines().map(plain).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn unmarked(text: &str) -> String {
    if text.contains('<') || text.contains('&') {
        let first = Document::fragment(text).text().to_string();
        if first.contains("&#") || first.contains("&amp;") || first.contains("&quot;") {
            return Document::fragment(first.as_str()).text().to_string();
        }
        return first;
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph() {
        let page = Document::from(
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"The Harbour Times"},
            {"@type":["NewsArticle"],"headline":"Talks &amp; tea","datePublished":"2023-05-11",
             "author":[{"@type":"Person","name":"Ada Lund"},"Tom Reyes"],
             "publisher":{"@type":"Organization","name":"The Harbour Times"},
             "articleBody":"<p>First.</p><p>Second
            half.</p>"}]}</script>"#,
        );
        let found = described(&page);
        assert_eq!(found.headline.as_deref(), Some("Talks & tea"));
        assert_eq!(found.authors, ["Ada Lund", "Tom Reyes"]);
        assert_eq!(found.publisher.as_deref(), Some("The Harbour Times"));
        assert_eq!(found.body.as_deref(), Some("First.\nSecond half."));
    }
}
