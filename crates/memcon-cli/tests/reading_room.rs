//! `memcon read --format html`, `memcon serve` and `memcon corrections` from the command line. What the pages do in a browser is
//! tested in `e2e/`.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use common::{memcon, repository, said};

#[test]
fn an_articles_page_is_one_file_that_loads_nothing() {
    let article = repository("examples/harbour-talks.txt");
    let output = memcon(&["read", "--no-model", "--format", "html", article.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("Kjetil Lund") && page.contains("data-values=\"e1"));
    for loads in ["src=", "<link", "url(", "@import"] {
        assert!(!page.contains(loads), "{loads}");
    }
}

#[test]
fn two_articles_are_no_one_file() {
    let article = repository("examples/harbour-talks.txt");
    let article = article.to_str().unwrap();
    let output = memcon(&["read", "--no-model", "--format", "html", article, article]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(said(&output).contains("--format html writes one article"), "{}", said(&output));
}

#[test]
fn what_is_no_database_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("x.db");
    std::fs::write(&text, "no database at all, but long enough to look like something".repeat(40)).unwrap();
    for (path, why) in [(text.as_path(), "not a database"), (&folder.path().join("none.db"), "no such file")]
    {
        for command in ["serve", "corrections"] {
            let output = memcon(&[command, path.to_str().unwrap()]);
            assert_eq!(output.status.code(), Some(2), "{command}");
            let said = said(&output);
            assert!(said.contains(why) && said.lines().count() == 1, "{command}: {said}");
        }
    }
}

#[test]
fn the_room_opens_where_it_says_and_nobody_has_corrected_anything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let path = path.to_str().unwrap();
    let article = repository("examples/harbour-talks.txt");
    let coded = memcon(&["code", "--no-model", "-q", article.to_str().unwrap(), "--out", path]);
    assert_eq!(coded.status.code(), Some(0), "{}", said(&coded));

    let corrections = memcon(&["corrections", path]);
    assert_eq!((corrections.status.code(), corrections.stdout.len()), (Some(0), 0));

    let mut server = Command::new(env!("CARGO_BIN_EXE_memcon"))
        .args(["serve", path, "--port", "0"])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let mut answer = String::new();
    let talked = TcpStream::connect(address).and_then(|mut stream| {
        write!(stream, "GET /index.json HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        stream.read_to_string(&mut answer)
    });
    server.kill().unwrap();
    server.wait().unwrap();
    talked.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"articles\": 1"), "{answer}");
}
