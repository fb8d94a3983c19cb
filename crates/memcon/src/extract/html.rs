//! HTML to title, paragraphs and metadata.

use std::sync::LazyLock;

use regex::Regex;
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
    if let Some(stated) = metadata.body.take().map(|stated| without_tags(&stated))
        && is_better(&stated, &body)
    {
        body = stated;
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

/// Words that a text in JSON-LD must have to be the article and not its teaser.
const WHOLE_TEXT: usize = 200;

/// Whether the text that the page states for machines is to be preferred to what was found in its tags: when the page
/// shows its text by script only, or when much that is not the article was found with it.
fn is_better(stated: &str, found: &str) -> bool {
    let (stated_words, found_words) = (words(stated), words(found));
    let fuller = 3 * stated_words > 4 * found_words;
    let cleaner = stated_words >= WHOLE_TEXT && 2 * found_words > 3 * stated_words;
    let same =
        stated_words >= WHOLE_TEXT && 10 * stated_words > 9 * found_words && stated.lines().count() > 4;
    fuller || cleaner || same
}

/// Text of a fragment that may hold tags.
fn without_tags(fragment: &str) -> String {
    static BLOCK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)</?(p|div|br|h\d|li)\b[^>]*>").expect("a constant pattern"));
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"</?[a-zA-Z][^>]*>").expect("a constant pattern"));
    TAG.replace_all(&BLOCK.replace_all(fragment, "\n"), "").into_owned()
}

/// A large first letter that the page sets apart belongs to its word: "T he envoy". "A" and "I" are words.
fn with_initial(line: String) -> String {
    let mut letters = line.chars();
    let first = letters.next().filter(|c| c.is_uppercase() && !matches!(c, 'A' | 'I' | 'O'));
    match (first, letters.next(), letters.next()) {
        (Some(first), Some(' '), Some(next)) if next.is_lowercase() => {
            format!("{first}{}", &line[first.len_utf8() + 1..])
        }
        _ => line,
    }
}

/// Lines of the body as paragraphs; the title is not repeated.
fn paragraphs(body: &str, title: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in body.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !line.is_empty() && !(lines.is_empty() && title == Some(line.as_str())) {
            lines.push(with_initial(line));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_text_is_used_when_it_is_the_article() {
        let article = "The envoy left the city on Friday. ".repeat(40);
        assert!(is_better(&article, "Please turn on scripts."), "the page shows its text by script");
        assert!(is_better(&article, &article.repeat(3)), "other stories were found with it");
        assert!(!is_better("The envoy left the city on Friday…", &article), "a teaser");
    }

    #[test]
    fn large_initials_join_their_word() {
        assert_eq!(with_initial("T he envoy left.".to_owned()), "The envoy left.");
        assert_eq!(with_initial("A boat left.".to_owned()), "A boat left.");
    }

    #[test]
    fn tags_beyond_the_depth_are_dropped_and_the_text_stays() {
        let html = format!("{}deep{}", "<div>".repeat(300), "</div>".repeat(300));
        let kept = shallow(&html);
        assert_eq!(kept.matches("<div>").count(), DEEPEST);
        assert_eq!(kept.matches("</div>").count(), DEEPEST);
        assert!(kept.contains("deep"));
    }
}
