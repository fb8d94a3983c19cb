//! JSON Lines: an article a line.

use std::io::{BufRead, Read};

use serde_json::error::Category;

use super::fields::Fields;
use super::{LARGEST_PAGE, too_large};
use crate::article::Page;
use crate::error::{Error, Result};

/// The articles of JSON Lines: objects with `text` or `html` and any of `id`, `title`, `published`, `url` and
/// `publisher`. A bad line is an error that names it, and the lines after it go on. `origin` names the input.
pub fn read_jsonl<R: BufRead>(origin: &str, reader: R) -> impl Iterator<Item = Result<Page>> + use<R> {
    Lines { origin: origin.to_owned(), reader, number: 0, any: false, over: false }
}

struct Lines<R> {
    origin: String,
    reader: R,
    number: u64,
    any: bool,
    over: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        while !self.over {
            let mut line = Vec::new();
            match self.reader.by_ref().take(LARGEST_PAGE).read_until(b'\n', &mut line) {
                Ok(0) => {
                    self.over = true;
                    return (!self.any).then(|| Err(Error::input(&self.origin, "holds no line of JSON")));
                }
                Ok(_) => {}
                Err(source) => {
                    self.over = true;
                    return Some(Err(Error::Io { path: self.origin.clone().into(), source }));
                }
            }
            self.number += 1;
            let origin = format!("{}:{}", self.origin, self.number);
            if line.len() as u64 == LARGEST_PAGE && line.last() != Some(&b'\n') {
                self.any = true;
                self.over = self.reader.skip_until(b'\n').is_err();
                return Some(Err(too_large(&origin)));
            }
            let content =
                if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
            if content.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.any = true;
            return Some(page(content, origin));
        }
        None
    }
}

fn page(line: &[u8], origin: String) -> Result<Page> {
    let line = match std::str::from_utf8(line) {
        Ok(line) => line.trim_end_matches(['\n', '\r']),
        Err(error) => {
            return Err(Error::input(origin, format!("not UTF-8 at byte {}", error.valid_up_to() + 1)));
        }
    };
    match serde_json::from_str::<Fields>(line) {
        Ok(fields) => fields.page(origin),
        Err(error) => {
            let message = error.to_string();
            // serde_json counts lines too, and here there is only one.
            let message = message.split(" at line ").next().unwrap_or_default();
            let column = error.column();
            Err(Error::input(
                origin,
                match error.classify() {
                    Category::Eof => format!("JSON is cut off at column {column}"),
                    Category::Syntax | Category::Io => format!("not JSON: {message} at column {column}"),
                    Category::Data => format!("{message} at column {column}"),
                },
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Format;

    fn read(lines: &str) -> Vec<Result<Page>> {
        read_jsonl("news.jsonl", lines.as_bytes()).collect()
    }

    #[test]
    fn fields_become_a_page() {
        let pages = read(
            "\u{FEFF}{\"id\": 7, \"text\": \"Über\", \"published\": \"2023-05-11\", \"extra\": [1]}\r\n\n\
             {\"html\": \"<p>x\", \"url\": \"u\", \"publisher\": \"p\", \"title\": \"\"}",
        );
        let first = pages[0].as_ref().unwrap();
        assert_eq!(first.source, "news.jsonl:1");
        assert_eq!(first.id.as_deref(), Some("7"));
        assert_eq!(first.published.as_deref(), Some("2023-05-11"));
        assert_eq!(first.bytes, "Über".as_bytes());
        let second = pages[1].as_ref().unwrap();
        assert_eq!(second.source, "news.jsonl:3");
        assert_eq!(second.format, Some(Format::Html));
        assert_eq!(second.title, None);
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_on() {
        let cases = [
            (r#"{"text": "cut in ha"#, "news.jsonl:1: JSON is cut off at column 19"),
            (r#"{"text": 12}"#, "news.jsonl:1: invalid type: integer `12`, expected a string at column 11"),
            (r#"{text}"#, "news.jsonl:1: not JSON: key must be a string at column 2"),
            (r#"{"title": "no text"}"#, "news.jsonl:1: neither text nor html has any content"),
            (
                r#"{"text": "x", "published": "2023-02-30"}"#,
                "news.jsonl:1: published: \"2023-02-30\" is a date that does not exist",
            ),
        ];
        for (line, expected) in cases {
            let pages = read(&format!("{line}\n{{\"text\": \"good\"}}\n"));
            assert_eq!(pages[0].as_ref().unwrap_err().to_string(), expected);
            assert_eq!(pages[1].as_ref().unwrap().source, "news.jsonl:2");
        }
    }

    #[test]
    fn an_empty_file_is_an_error() {
        assert_eq!(read("\n\n")[0].as_ref().unwrap_err().to_string(), "news.jsonl: holds no line of JSON");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_an_error() {
        let page = read_jsonl("x.jsonl", &b"{\"text\": \"caf\xe9\"}"[..]).next().unwrap();
        assert_eq!(page.unwrap_err().to_string(), "x.jsonl:1: not UTF-8 at byte 14");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end_and_name_their_line(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
            let pages: Vec<_> = read_jsonl("x", bytes.as_slice()).collect();
            proptest::prop_assert!(!pages.is_empty() && pages.len() <= lines);
            for page in pages {
                let origin = page.map_or_else(|error| error.origin(), |page| page.source);
                proptest::prop_assert!(origin.starts_with('x'));
            }
        }
    }
}
