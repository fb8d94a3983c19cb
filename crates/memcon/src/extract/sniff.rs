//! HTML or plain text, told from the text itself.

/// How far in the first tag may be: comments and licence notes come before it.
const WITHIN: usize = 4096;

/// Tags that begin pages and pieces of pages.
const OPENERS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<article",
    "<main",
    "<section",
    "<div",
    "<p>",
    "<p ",
    "<h1",
    "<h2",
    "<span",
    "<table",
    "<ul",
    "<script",
    "<link",
];

/// True when `text` is a page or a piece of one. A text that merely quotes a tag is no page: a page begins with one.
pub(super) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let end = rest.floor_char_boundary(WITHIN);
    let head = rest[..end].to_ascii_lowercase();
    rest = &head;
    loop {
        rest = rest.trim_start();
        let (opener, closer) = if rest.starts_with("<!--") { ("<!--", "-->") } else { ("<?", "?>") };
        if !rest.starts_with(opener) {
            break;
        }
        match rest.find(closer) {
            Some(end) => rest = &rest[end + closer.len()..],
            // A comment longer than what is looked at: only pages begin so.
            None => return true,
        }
    }
    if rest.starts_with("<!doctype") && !rest.starts_with("<!doctype html") {
        return rest.contains("<html");
    }
    OPENERS.iter().any(|opener| rest.starts_with(opener))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_with_a_tag() {
        for page in [
            "<!DOCTYPE html><html>",
            "\n<!-- saved -->\n<HTML lang=en>",
            "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>",
            "<div class=a>Text</div>",
            "<p>Text",
        ] {
            assert!(is_html(page), "{page}");
        }
        for text in [
            "The tag <html> opens a page.",
            "",
            "<tweet id=1>Words</tweet>",
            "< 5 degrees in Oslo",
            "Headline\n\n<p>no</p>",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }
}
