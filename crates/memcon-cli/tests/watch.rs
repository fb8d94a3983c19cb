//! `memcon watch` against a server that misbehaves.

mod common;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{memcon, said};

const STORY: &str = "<html><head><title>Carvalho visits Oslo</title>\
    <meta property=\"article:published_time\" content=\"2026-03-12T08:00:00Z\"></head><body><article>\
    <p>Portuguese Foreign Minister Inês Carvalho visited Oslo on Wednesday and met Norwegian Prime Minister Kjetil Lund \
    to talk about the fishing grounds that both countries claim.</p><p>The two sides agreed to meet again in Lisbon. \
    Nobody expects that the talks will be over soon, said an official who has followed them for many years.</p></article>\
    </body></html>";

/// A request: its path, its fields in small letters, its content.
#[derive(Debug, Clone)]
struct Request {
    path: String,
    fields: HashMap<String, String>,
    body: String,
}

/// What the server does with a request.
type Answer = dyn Fn(&Request, &mut TcpStream) + Send + Sync;

/// A server on this machine, which notes what it is asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn start(answer: Box<Answer>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (Arc::clone(&asked), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (noted, answer) = (Arc::clone(&noted), Arc::clone(&answer));
                std::thread::spawn(move || serve(stream, &noted, &**answer));
            }
        });
        Server { address, asked }
    }

    fn asked(&self, path: &str) -> Vec<Request> {
        let asked = self.asked.lock().expect("not poisoned");
        asked.iter().filter(|request| request.path == path).cloned().collect()
    }

    fn count(&self, path: &str) -> usize {
        self.asked(path).len()
    }
}

fn serve(mut stream: TcpStream, noted: &Mutex<Vec<Request>>, answer: &Answer) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let path = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let mut fields = HashMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            fields.insert(name.to_lowercase(), value.trim().to_owned());
        }
    }
    let length = fields.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    let _ = reader.read_exact(&mut body);
    let request = Request { path, fields, body: String::from_utf8_lossy(&body).into_owned() };
    noted.lock().expect("not poisoned").push(request.clone());
    answer(&request, &mut stream);
}

fn send(stream: &mut TcpStream, status: &str, fields: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{fields}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

fn page(stream: &mut TcpStream, body: &str) {
    send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes());
}

fn rss(links: &[&str]) -> String {
    let item = |link: &&str| {
        let date = "Thu, 12 Mar 2026 08:00:00 GMT";
        format!("<item><title>Story</title><link>{link}</link><pubDate>{date}</pubDate></item>")
    };
    let items: String = links.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>{items}</channel></rss>")
}

/// A folder with `feeds.toml` for these feeds.
fn folder(feeds: &[String], more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let feeds: String = feeds.iter().map(|url| format!("[[feed]]\nurl = \"{url}\"\n")).collect();
    let config = format!("pause_seconds = 0\ntimeout_seconds = 2\nevery_minutes = 0\n{more}\n{feeds}");
    std::fs::write(folder.path().join("feeds.toml"), config).expect("written");
    folder
}

fn watch(folder: &Path) -> Output {
    let (feeds, db) = (folder.join("feeds.toml"), folder.join("news.db"));
    memcon(&["watch", "--once", "--no-model", &feeds.to_string_lossy(), "--db", &db.to_string_lossy()])
}

/// Source and text of every article that is not skipped.
fn articles(folder: &Path) -> Vec<(String, String)> {
    let store = memcon_store::Store::open(&folder.join("news.db")).expect("a database");
    let records = store.records().map(|record| record.expect("readable"));
    let coded = records.filter(|record| !record.is_skipped());
    coded.map(|record| (record.article.source, record.article.text)).collect()
}

#[test]
fn articles_are_coded_once_and_new_incidents_told_of() {
    let server = Server::start(Box::new(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        "/feed" if request.fields.get("if-none-match").is_some_and(|etag| etag == "\"v1\"") => {
            send(stream, "304 Not Modified", "", b"");
        }
        "/feed" => send(
            stream,
            "200 OK",
            "Content-Type: application/rss+xml\r\nETag: \"v1\"\r\nLast-Modified: Thu, 12 Mar 2026 09:00:00 GMT\r\n",
            rss(&["/story", "/story#comments"]).as_bytes(),
        ),
        "/hook" => send(stream, "204 No Content", "", b""),
        _ => page(stream, STORY),
    }));
    let more = format!(
        "atom = \"new.xml\"\nwebhook = \"{}/hook\"\nwatch = [{{ pair = [\"Norway\", \"Portugal\"] }}]",
        server.address
    );
    let folder = folder(&[format!("{}/feed", server.address)], &more);
    let output = watch(folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let coded = articles(folder.path());
    assert_eq!(coded.len(), 1, "{}", said(&output));
    assert!(coded[0].0.ends_with("/story") && coded[0].1.contains("Inês Carvalho visited Oslo"));

    let atom = std::fs::read_to_string(folder.path().join("new.xml")).expect("the feed is written");
    assert!(atom.contains("CONSULT") && atom.contains("Carvalho") && atom.contains("/story\""), "{atom}");
    let posted = server.asked("/hook");
    assert!(!posted.is_empty());
    let told: serde_json::Value = serde_json::from_str(&posted[0].body).expect("JSON");
    assert!(told["incident"]["reports"].as_array().is_some_and(|reports| !reports.is_empty()), "{told}");

    let again = watch(folder.path());
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert_eq!((server.count("/feed"), server.count("/story")), (2, 1));
    let second = &server.asked("/feed")[1].fields;
    assert_eq!(second.get("if-modified-since").map(String::as_str), Some("Thu, 12 Mar 2026 09:00:00 GMT"));
    assert_eq!(server.count("/hook"), posted.len(), "nothing is told twice");
    assert_eq!(std::fs::read_to_string(folder.path().join("new.xml")).expect("there"), atom);
}

#[test]
fn a_misbehaving_server_harms_nobody() {
    let server = Server::start(Box::new(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /closed\n"),
        "/good" => {
            let links = [
                "/cut",
                "/slow",
                "/broken",
                "/busy",
                "/loop",
                "/latin1",
                "/huge",
                "/closed/1",
                "/gone",
                "/image",
                "/endless",
                "/empty",
                "/last",
            ];
            send(stream, "200 OK", "Content-Type: text/xml\r\n", rss(&links).as_bytes());
        }
        "/dead" => send(stream, "503 Service Unavailable", "Retry-After: 7200\r\n", b""),
        "/html" => page(stream, "<html><body>not a feed</body></html>"),
        "/cut" => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n<html>";
            let _ = stream.write_all(head);
        }
        "/slow" => std::thread::sleep(Duration::from_secs(20)),
        "/broken" => send(stream, "500 Internal Server Error", "", b"oops"),
        "/busy" => send(stream, "429 Too Many Requests", "Retry-After: 3600\r\n", b""),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", b""),
        "/gone" => send(stream, "410 Gone", "", b""),
        "/latin1" => {
            let text: Vec<u8> =
                STORY.replace("Carvalho", "Conceição").chars().map(|c| u32::from(c) as u8).collect();
            send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", &text);
        }
        "/huge" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while stream.write_all(&[b'x'; 65_536]).is_ok() {}
        }
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nX-Line: ");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        }
        "/image" => send(stream, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/empty" => page(stream, ""),
        _ => page(stream, STORY),
    }));
    let feed = |path: &str| format!("{}{path}", server.address);
    // Nobody listens there any more.
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port is free");
    let folder = folder(&[feed("/dead"), feed("/html"), format!("http://{closed}/none"), feed("/good")], "");
    let output = watch(folder.path());
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let coded = articles(folder.path());
    let sources: Vec<String> = coded.iter().map(|(source, _)| source.replace(&server.address, "")).collect();
    assert_eq!(sources, ["/latin1", "/last"], "{said}");
    assert!(coded[0].1.contains("Inês Conceição"), "the page is not in the charset that was sent");
    for (path, cause) in [
        ("/dead", "503 Service Unavailable; next try in 2 h"),
        ("/html", "not a feed"),
        ("/none", "next try in"),
        ("/cut", "broke off"),
        ("/slow", "next try in"),
        ("/broken", "500 Internal Server Error; next try in"),
        ("/busy", "429 Too Many Requests; next try in 60 min"),
        ("/loop", "more than 5 redirects"),
        ("/huge", "more than 10 MB"),
        ("/closed/1", "robots.txt does not allow it"),
        ("/gone", "410 Gone"),
        ("/image", "is image/png, no page"),
        ("/endless", ""),
        ("/empty", "is empty"),
    ] {
        let told = said.lines().any(|line| line.contains(&format!("{path}: ")) && line.contains(cause));
        assert!(told, "{path}: {cause}\n{said}");
    }
    assert_eq!((server.count("/closed/1"), server.count("/robots.txt")), (0, 1));
    // What was given up or must wait is not asked for again at once.
    watch(folder.path());
    assert_eq!((server.count("/busy"), server.count("/gone"), server.count("/last")), (1, 1, 1));
    assert_eq!(server.count("/dead"), 1);
}

#[test]
fn a_site_whose_robots_cannot_be_read_is_not_asked() {
    let server = Server::start(Box::new(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, "500 Internal Server Error", "", b""),
        _ => page(stream, STORY),
    }));
    let folder = folder(&[format!("{}/feed", server.address)], "");
    let output = watch(folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("robots.txt: the server answered 500"), "{}", said(&output));
    assert_eq!((server.count("/robots.txt"), server.count("/feed")), (1, 0));
}

#[test]
fn mistakes_in_the_file_end_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("feeds.toml"), "[[feed]]\nadress = \"x\"\n").expect("written");
    let output = watch(folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("feeds.toml:2: "), "{}", said(&output));
    assert!(!folder.path().join("news.db").exists());
}
