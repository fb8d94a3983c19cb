//! Archives as crawlers write them, put together here.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

const PAGE: &str = "<html><head><title>Talks</title></head><body><p>The envoy left Oslo.</p></body></html>";

fn record(fields: &str, body: &[u8]) -> Vec<u8> {
    let id = body.len() as u64 * 7919 % 10_000;
    let head = format!(
        "WARC/1.0\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000{id:04}>\r\n\
         WARC-Date: 2026-03-12T07:40:00Z\r\nContent-Length: {}\r\n{fields}\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn answer(url: &str, http: &str) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n\
         WARC-IP-Address: 192.0.2.7\r\nWARC-Identified-Payload-Type: text/html\r\n"
    );
    record(&fields, http.as_bytes())
}

fn story(n: usize) -> Vec<u8> {
    let http = format!(
        "HTTP/1.1 200 OK\r\nServer: small\r\nContent-Type: text/html; charset=utf-8\r\n\
         X-Crawler-Content-Length: 99\r\nContent-Length: {}\r\n\r\n{PAGE}",
        PAGE.len()
    );
    answer(&format!("https://news.example/{n}"), &http)
}

/// What a crawl of one page looks like: a note on the crawl, the request, the answer, and notes on it.
fn crawl() -> Vec<Vec<u8>> {
    let info = "WARC-Type: warcinfo\r\nWARC-Filename: NEWS-20260312.warc.gz\r\nContent-Type: application/warc-fields\r\n";
    let request = "WARC-Type: request\r\nWARC-Target-URI: https://news.example/1\r\nContent-Type: application/http; msgtype=request\r\n";
    vec![
        record(info, b"software: small crawler\r\nformat: WARC File Format 1.0\r\n"),
        record(request, b"GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n"),
        story(1),
        record("WARC-Type: metadata\r\nContent-Type: application/warc-fields\r\n", b"fetchTimeMs: 98\r\n"),
        answer("https://news.example/2", "HTTP/1.1 301 Moved\r\nLocation: /3\r\n\r\n"),
        answer("https://news.example/p.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{89}PNG"),
        story(4),
    ]
}

fn packed(records: &[Vec<u8>]) -> Vec<u8> {
    let member = |record: &Vec<u8>| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(record).unwrap();
        encoder.finish().unwrap()
    };
    records.iter().flat_map(member).collect()
}

/// What came, in short: the address of a page, `-` for what is no page, the cause of an error.
fn came(pages: impl Iterator<Item = Result<Page>>) -> Vec<String> {
    pages
        .map(|page| match page {
            Ok(page) => {
                assert!(!page.bytes.is_empty() && page.source.starts_with("a.warc:"));
                page.url.unwrap_or_default().replace("https://news.example", "")
            }
            Err(Error::NotArticles { .. }) => "-".to_owned(),
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn a_crawl_gives_its_pages() {
    let records = crawl();
    let plain = records.concat();
    assert_eq!(came(read_warc("a.warc", plain.as_slice())), ["/1", "-", "-", "/4"]);
    let gz = packed(&records);
    assert_eq!(came(read_warc_gz("a.warc", gz.as_slice())), ["/1", "-", "-", "/4"]);
    // The whole archive in one member, as some tools pack it.
    assert_eq!(came(read_warc_gz("a.warc", packed(&[plain]).as_slice())), ["/1", "-", "-", "/4"]);
    let pages: Vec<_> = read_warc_gz("a.warc", gz.as_slice()).flatten().collect();
    assert_eq!(pages[0].bytes, PAGE.as_bytes());
    assert_eq!((pages[0].format, pages[0].charset.as_deref()), (Some(Format::Html), Some("utf-8")));
    assert_eq!((pages[0].source.as_str(), pages[1].source.as_str()), ("a.warc:3", "a.warc:7"));
}

#[test]
fn bad_records_are_named_and_their_neighbours_read() {
    let lengthened = |record: Vec<u8>, length: &str| {
        let text = String::from_utf8(record).unwrap();
        let from = text.find("Content-Length: ").unwrap() + 16;
        let to = from + text[from..].find('\r').unwrap();
        format!("{}{length}{}", &text[..from], &text[to..]).into_bytes()
    };
    let cases = [
        ("no number", lengthened(story(2), "many"), "its Content-Length is \"many\", which is no number"),
        ("too long", lengthened(story(2), "400"), "400 bytes announced, but another record begins within"),
        (
            "far too long",
            lengthened(story(2), "99999999"),
            "99999999 bytes announced, but the archive ends after",
        ),
        (
            "nonsense",
            b"nonsense between records\r\n".to_vec(),
            "a WARC record must begin here, not \"nonsense",
        ),
        ("no status", answer("https://news.example/2", "not HTTP at all"), "no HTTP status line"),
    ];
    for (name, bad, expected) in cases {
        let bytes = [story(1), bad, story(3), story(4)].concat();
        let found = came(read_warc("a.warc", bytes.as_slice()));
        assert!(found[1].starts_with(&format!("a.warc:2: {expected}")), "{name}: {found:?}");
        assert_eq!(
            (found[0].as_str(), &found[2..]),
            ("/1", &["/3".to_owned(), "/4".to_owned()][..]),
            "{name}"
        );
    }
}

#[test]
fn too_short_a_length_loses_one_record_only() {
    let text = String::from_utf8(story(2)).unwrap();
    let short = text.replacen("Content-Length: ", "Content-Length: 12\r\nX-True-Length: ", 1).into_bytes();
    let bytes = [story(1), short, story(3)].concat();
    let found = came(read_warc("a.warc", bytes.as_slice()));
    assert_eq!((found.first().unwrap().as_str(), found.last().unwrap().as_str()), ("/1", "/3"), "{found:?}");
    assert!(found[1].contains("a.warc:2: "), "{found:?}");
}

#[test]
fn a_damaged_member_is_one_error() {
    let parts: Vec<Vec<u8>> = (1..4).map(|n| packed(&[story(n)])).collect();
    let mut middle = parts[1].clone();
    let half = middle.len() / 2;
    middle[half..half + 8].copy_from_slice(&[0xff; 8]);
    let bytes = [parts[0].clone(), middle, parts[2].clone()].concat();
    let found = came(read_warc_gz("a.warc", bytes.as_slice()));
    assert_eq!(
        (found[0].as_str(), found.last().unwrap().as_str(), found.len()),
        ("/1", "/3", 3),
        "{found:?}"
    );
    assert!(found[1].starts_with("a.warc:2: damaged gzip data"), "{found:?}");

    let cut = &parts.concat()[..parts.concat().len() - 20];
    let found = came(read_warc_gz("a.warc", cut));
    assert_eq!(found[2], "a.warc:3: the gzip data is cut off");
}

#[test]
fn what_is_no_archive_is_one_error() {
    assert_eq!(came(read_warc("a.warc", &b""[..])), ["a.warc: holds no WARC record"]);
    let found = came(read_warc("a.warc", &b"<html>\n<p>one\n<p>two\n"[..]));
    assert_eq!(found, ["a.warc:1: a WARC record must begin here, not \"<html>\""]);
    let found = came(read_warc_gz("a.warc", &b"not gzip at all"[..]));
    assert_eq!(found, ["a.warc:1: bytes that are not gzip"]);
}

#[test]
fn extracted_text_is_an_article() {
    let fields =
        "WARC-Type: conversion\r\nWARC-Target-URI: <https://news.example/9>\r\nContent-Type: text/plain\r\n";
    let bytes = record(fields, b"The envoy left Oslo.");
    let page = read_warc("a.warc", bytes.as_slice()).next().unwrap().unwrap();
    assert_eq!((page.url.as_deref(), page.format), (Some("https://news.example/9"), Some(Format::Text)));
}

proptest::proptest! {
    #[test]
    fn any_lines_end(text in "(WARC/1\\.0\r\n|Content-Length: [0-9]{1,3}\r\n|WARC-Type: response\r\n|HTTP/1.1 200\r\n|\r\n|[a-z]{1,9}\n){0,40}") {
        let count = read_warc("a.warc", text.as_bytes()).count();
        proptest::prop_assert!((1..=text.len() + 1).contains(&count) || text.contains("WARC"));
    }
}
