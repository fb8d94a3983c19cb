//! Any bytes, of a kind to be found out: no panic, furniture that fits the text, and a text that is the input.
#![no_main]

use libfuzzer_sys::fuzz_target;
use memcon::{Extracted, Format, Page, extract};

fuzz_target!(|bytes: &[u8]| {
    let page = Page {
        source: "fuzz".to_owned(),
        bytes: bytes.to_vec(),
        format: Some(Format::Text),
        ..Page::default()
    };
    let Ok(Extracted::Article(article) | Extracted::Skipped(article, _)) = extract(&page) else {
        return;
    };
    if let Ok(input) = std::str::from_utf8(bytes) {
        let input = input.strip_prefix('\u{feff}').unwrap_or(input);
        assert_eq!(article.text(), input.replace("\r\n", "\n"));
    }
    let mut end = 0;
    for piece in article.furniture() {
        assert!(end <= piece.span.start && !article.slice(piece.span).is_empty());
        end = piece.span.end;
    }
});
