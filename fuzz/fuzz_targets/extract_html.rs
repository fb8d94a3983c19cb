//! Any bytes taken for a web page: no panic, and furniture that fits the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use memcon::{Extracted, Format, Page, extract};

fuzz_target!(|bytes: &[u8]| {
    let page = Page {
        source: "fuzz".to_owned(),
        bytes: bytes.to_vec(),
        format: Some(Format::Html),
        url: Some("https://example.org/2023/05/11/story".to_owned()),
        ..Page::default()
    };
    let Ok(Extracted::Article(article) | Extracted::Skipped(article, _)) = extract(&page) else {
        return;
    };
    let mut end = 0;
    for piece in article.furniture() {
        assert!(end <= piece.span.start && !article.slice(piece.span).is_empty());
        end = piece.span.end;
    }
});
