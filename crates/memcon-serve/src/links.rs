//! Addresses of pages. Each page has one address, and the same with `.json` behind it; some have `.csv` and `.svg` too.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Left as it is in a path segment (RFC 3986, unreserved).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What a page is asked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page for people.
    Html,
    /// The same as data.
    Json,
    /// The rows behind its plot.
    Csv,
    /// Its plot.
    Svg,
}

const SUFFIXES: [(&str, Form); 4] =
    [(".html", Form::Html), (".json", Form::Json), (".csv", Form::Csv), (".svg", Form::Svg)];

/// The last segment of a path without its suffix, and the form that the suffix asks for.
pub fn split(segment: &str) -> (&str, Form) {
    for (suffix, form) in SUFFIXES {
        if let Some(name) = segment.strip_suffix(suffix).filter(|name| !name.is_empty()) {
            return (name, form);
        }
    }
    (segment, Form::Html)
}

/// A path segment that [`split`] gives `name` back from. Browsers walk up at `.` and `..`, and a name may end as a
/// suffix does: both take a suffix more.
pub(crate) fn last(name: &str) -> String {
    let dots = name.chars().all(|c| c == '.');
    let suffix = if dots || split(name).0 != name { ".html" } else { "" };
    format!("{}{suffix}", inner(name))
}

pub(crate) fn inner(name: &str) -> String {
    utf8_percent_encode(name, KEPT).to_string()
}

/// What [`inner`] made of a name, back again.
pub(crate) fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

/// An article's page.
pub fn article(id: &str) -> String {
    format!("/article/{}", last(id))
}

/// An article's page, at one of its values.
pub fn value(id: &str, value: &str) -> String {
    format!("{}#v-{}", article(id), inner(value))
}

/// Where a value of an article is corrected; `value` is an event's or statement's id, or `new-event`, `new-statement`.
pub fn correct(id: &str, value: &str) -> String {
    format!("/correct/{}?value={}", last(id), inner(value))
}

/// An incident's page.
pub fn incident(id: &str) -> String {
    format!("/incident/{}", last(id))
}

/// The page of two actors.
pub fn pair(one: &str, other: &str) -> String {
    format!("/pair/{}/{}", inner(one), last(other))
}

/// The page of two states, by their codes.
pub fn states(one: &str, other: &str) -> String {
    format!("/states/{}/{}", inner(one), last(other))
}

/// An actor's page.
pub fn actor(name: &str) -> String {
    format!("/actor/{}", last(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back() {
        for (name, path) in [
            ("x1", "/article/x1"),
            ("a/b c?", "/article/a%2Fb%20c%3F"),
            ("..", "/article/...html"),
            ("feed.json", "/article/feed.json.html"),
            ("news.txt", "/article/news.txt"),
            ("李明", "/article/%E6%9D%8E%E6%98%8E"),
        ] {
            assert_eq!(article(name), path);
            let segment = path.strip_prefix("/article/").unwrap();
            let decoded = percent_encoding::percent_decode_str(segment).decode_utf8().unwrap();
            assert_eq!(split(&decoded), (name, Form::Html), "{path}");
        }
        assert_eq!(split("x1.json"), ("x1", Form::Json));
        assert_eq!(split(".json"), (".json", Form::Html));
    }
}
