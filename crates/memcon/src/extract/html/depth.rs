//! Pages nested deeper than any reader meant. Parsers recurse or search the open tags, so 60,000 open `<div>` cost
//! them the stack or minutes; here tags beyond a depth are dropped before parsing, their text stays.

use std::borrow::Cow;

/// Open elements beyond which start tags are dropped. Real pages stay below 60.
const DEEPEST: usize = 150;

/// Elements that never have content, or that the parser closes by itself when the next one opens.
const NEVER_COUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot", "html", "head",
    "body",
];

/// Elements that a parser opens again in every paragraph until they are closed.
const REOPENED: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// How often elements may be opened again before they are closed for good: 60,000 paragraphs below 100 open `<font>` would
/// become six million elements.
const MOST_REOPENED: usize = 5_000;

/// Elements beyond which tags are dropped. Long live pages have a third of it.
const MOST_ELEMENTS: usize = 30_000;

/// Tables within one another: every one is searched for what the inner ones hold. Pages laid out with tables have six.
const DEEPEST_TABLE: usize = 12;

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "noscript", "iframe", "template"];

/// `html` with no more than [`DEEPEST`] open elements anywhere; borrowed when nothing had to go.
pub(super) fn flattened(html: &str) -> Cow<'_, str> {
    let mut open: Vec<&str> = Vec::new();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    // Each is searched to the end of the page once, or a page of open `<title>` would cost its square.
    let mut unclosed: Vec<&str> = Vec::new();
    let (mut elements, mut reopened) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        if html[start..].starts_with("<!--") {
            at = html[start..].find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let closing = html[start + 1..].starts_with('/');
        let name_start = start + 1 + usize::from(closing);
        let name_length = html[name_start..]
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
            .count();
        if name_length == 0 || name_length > 40 {
            at = start + 1;
            continue;
        }
        let name = &html[name_start..name_start + name_length];
        let end = tag_end(html, name_start + name_length);
        at = end;
        let reopens = is_reopened(name);
        if elements > MOST_ELEMENTS {
            cut(html, &mut kept, &mut copied, start, end);
            continue;
        }
        if !closing {
            if !reopens && reopened <= MOST_REOPENED {
                reopened += open.iter().filter(|opened| is_reopened(opened)).count();
                if reopened > MOST_REOPENED {
                    kept.push_str(&html[copied..start]);
                    copied = start;
                    for name in open.iter().rev().filter(|opened| is_reopened(opened)) {
                        kept.push_str("</");
                        kept.push_str(name);
                        kept.push('>');
                    }
                    open.retain(|opened| !is_reopened(opened));
                }
            } else if reopens && reopened > MOST_REOPENED {
                cut(html, &mut kept, &mut copied, start, end);
                continue;
            }
        }
        if NEVER_COUNTED.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            elements += usize::from(!closing);
            continue;
        }
        if closing {
            // The last opened of that name is closed with everything in it, as the parser does.
            match open.iter().rposition(|opened| opened.eq_ignore_ascii_case(name)) {
                Some(place) => open.truncate(place),
                None if open.len() >= DEEPEST => cut(html, &mut kept, &mut copied, start, end),
                None => {}
            }
        } else if RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            if !unclosed.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                match raw_end(html, end, name) {
                    Some(closed) => at = closed,
                    // As in a page cut short: what follows is read as markup.
                    None => unclosed.push(name),
                }
            }
        } else if html[..end].ends_with("/>") && name.eq_ignore_ascii_case("path") {
            // Drawings hold thousands of these.
        } else if open.len() >= DEEPEST || is_too_deep_a_table(name, &open) {
            cut(html, &mut kept, &mut copied, start, end);
        } else {
            elements += 1;
            open.push(name);
        }
    }
    if copied == 0 && kept.is_empty() {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// How many elements a page opens, about.
pub(super) fn elements(html: &str) -> usize {
    html.as_bytes().windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).count()
}

fn is_too_deep_a_table(name: &str, open: &[&str]) -> bool {
    let is_table = |name: &str| name.eq_ignore_ascii_case("table");
    is_table(name) && open.iter().filter(|opened| is_table(opened)).count() >= DEEPEST_TABLE
}

fn is_reopened(name: &str) -> bool {
    REOPENED.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Leaves out `[start, end)`; a space keeps the words on both sides apart.
fn cut(html: &str, kept: &mut String, copied: &mut usize, start: usize, end: usize) {
    kept.push_str(&html[*copied..start]);
    kept.push(' ');
    *copied = end;
}

/// One past the `>` that ends a tag; a `>` inside quotes does not.
fn tag_end(html: &str, from: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in html.as_bytes()[from..].iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return from + offset + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Where the content of a raw element ends: at its closing tag.
fn raw_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found + 2;
        if html.as_bytes()[start..]
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(start - 2);
        }
        at = start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = "<html><body><div><p>One<p>Two<br><script>if (a < b) '<div>'</script></div></body></html>";
        assert!(matches!(flattened(page), Cow::Borrowed(_)));
    }

    #[test]
    fn deep_pages_keep_their_words() {
        let page =
            format!("{}<p>The minister resigned.</p>{}", "<div>".repeat(60_000), "</div>".repeat(60_000));
        let flat = flattened(&page);
        assert!(flat.matches("<div>").count() == DEEPEST && flat.contains("The minister resigned."));
    }

    #[test]
    fn what_parsers_open_again_is_closed_and_tables_stay_shallow() {
        let page: String = (0..2_000).map(|size| format!("<p><font size={size}>word ")).collect();
        let flat = flattened(&page);
        assert!(flat.matches("<font").count() < 200 && flat.matches("word").count() == 2_000);
        let tables = "<table><tr><td>".repeat(1_000) + "cell";
        assert_eq!(flattened(&tables).matches("<table>").count(), DEEPEST_TABLE);
    }
}
