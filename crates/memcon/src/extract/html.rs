//! HTML to title, paragraphs and metadata.

use rs_trafilatura::page_type::PageType;
use rs_trafilatura::{Options, extract_with_options};

use super::metadata::{self, Metadata};

/// Nested elements beyond this depth lose their tags: parsers that descend by recursion would overflow.
const DEEPEST: usize = 200;

/// The article's text (title, blank line, paragraphs) and what the page says about it.
pub(super) fn article(html: &str, url: Option<&str>) -> (String, Metadata) {
    let html = shallow(html);
    let mut metadata = metadata::read(&html);
    let options =
        Options { url: url.map(str::to_owned), page_type: Some(PageType::Article), ..Options::default() };
    let found = extract_with_options(&html, &options).ok();
    let mut body = found.as_ref().map(|found| found.content_text.clone()).unwrap_or_default();
    if let Some(whole) = metadata.body.take()
        && words(&whole) > words(&body) + words(&body) / 3
    {
        // Some pages carry their text for machines only and show it by script.
        body = whole;
    }
    if metadata.title.is_none() {
        metadata.title = found.and_then(|found| found.metadata.title);
    }
    let title = metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let paragraphs = paragraphs(&body, title);
    let text = title.into_iter().map(str::to_owned).chain(paragraphs).collect::<Vec<_>>().join("\n\n");
    metadata.title = title.map(str::to_owned);
    (text, metadata)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Lines of the body as paragraphs; the title is not repeated.
fn paragraphs(body: &str, title: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in body.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !line.is_empty() && !(lines.is_empty() && title == Some(line.as_str())) {
            lines.push(line);
        }
    }
    lines
}

/// The page with tags deeper than [`DEEPEST`] left out.
fn shallow(html: &str) -> String {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    let mut depth = 0usize;
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let closing = rest[1..].starts_with('/');
        let name: String =
            rest[1 + usize::from(closing)..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let name = name.to_ascii_lowercase();
        let element = !name.is_empty() && !VOID.contains(&name.as_str()) && !rest[..end].ends_with("/>");
        let mut keep = true;
        if element && closing {
            keep = depth <= DEEPEST;
            depth = depth.saturating_sub(1);
        } else if element {
            depth += 1;
            keep = depth <= DEEPEST;
        }
        let end = if matches!(name.as_str(), "script" | "style") && !closing {
            // What looks like tags inside scripts is none.
            let close = format!("</{name}");
            let body = rest[end..].to_ascii_lowercase().find(&close).map_or(rest.len(), |at| end + at);
            body.max(end)
        } else {
            end
        };
        if keep {
            kept.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}
