//! Bad input: one clear line that names the file and the place, the right exit status, and good neighbours coded.

mod common;

use std::path::Path;

use common::{memcon, records, said};

const GOOD: &str = "The Norwegian foreign minister met the Portuguese envoy in Oslo on Monday.";

struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    /// What the line on stderr says; empty when the input is to be coded.
    complaint: &'static str,
}

fn cases() -> Vec<Case> {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let case = |name, bytes: &[u8], complaint| Case { name, bytes: bytes.to_vec(), complaint };
    vec![
        case("empty.txt", b"", "is empty"),
        case("image.txt", b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        case("nul.txt", b"The minister\0 left", "NUL"),
        case("latin1.txt", b"The caf\xe9 owner met the Norwegian minister in Oslo on Monday.", ""),
        case("utf16.txt", &utf16, ""),
        case("one-line.txt", format!("{GOOD} ").repeat(5_000_000 / GOOD.len() / 50).as_bytes(), ""),
        case(
            "nested.html",
            format!("<html><body>{}<p>{GOOD} {GOOD}</p>", "<div>".repeat(60_000)).as_bytes(),
            "",
        ),
        case("cut.html", format!("<html><body><article><p>{GOOD} {GOOD}</p><p>He sa").as_bytes(), ""),
        case(
            "french.txt",
            "Le ministre des affaires étrangères est arrivé mercredi à Oslo pour parler de la pêche."
                .as_bytes(),
            "language is fr",
        ),
    ]
}

#[test]
fn each_bad_file_has_one_clear_line_and_its_neighbour_is_coded() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join("good.txt");
    std::fs::write(&good, GOOD).expect("written");
    let mut wrong = Vec::new();
    for case in cases() {
        let path = folder.path().join(case.name);
        std::fs::write(&path, &case.bytes).expect("written");
        let output = memcon(&[
            "read",
            "--no-model",
            "--format",
            "json",
            &path.to_string_lossy(),
            &good.to_string_lossy(),
        ]);
        let lines = records(&output);
        let said = said(&output);
        let named = said.contains(case.name) && said.lines().count() == 1 && said.contains(case.complaint);
        let right = if case.complaint.is_empty() {
            // A deep page is read by its paragraphs, which is said but is no fault.
            let remark = said.is_empty()
                || named && said.starts_with("[WARN") && said.contains("all paragraphs were kept");
            output.status.code() == Some(0) && remark
        } else {
            output.status.code() == Some(1)
                && named
                && !lines[0]["skipped"].as_array().is_none_or(Vec::is_empty)
        };
        if !right || lines.len() != 2 || lines[1]["events"].as_array().is_none_or(Vec::is_empty) {
            wrong.push(format!(
                "{}: status {:?}, {} lines, said {said:?}",
                case.name,
                output.status.code(),
                lines.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_missing_file_is_named() {
    let output = memcon(&["read", "--format", "json", "no-such-file.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said(&output), "memcon: no-such-file.txt: no such file or directory\n");
}

#[test]
fn a_bad_line_of_json_is_named_and_the_others_are_coded() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.jsonl");
    let lines = [
        format!(r#"{{"id": "a", "text": "{GOOD}"}}"#),
        r#"{"id": "b", "text": "The mini"#.to_owned(),
        format!(r#"{{"id": "c", "text": "{GOOD}", "published": "2023-02-30"}}"#),
        format!(r#"{{"id": "d", "text": "{GOOD}", "published": "2023-02-28"}}"#),
    ];
    std::fs::write(&path, lines.join("\n")).expect("written");
    let output = memcon(&["read", "--no-model", "--format", "json", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    assert!(
        said.contains("news.jsonl:2: ") && said.contains("news.jsonl:3: ") && said.contains("does not exist"),
        "{said}"
    );
    let ids: Vec<String> = records(&output)
        .iter()
        .filter(|record| record["events"].as_array().is_some_and(|events| !events.is_empty()))
        .map(|record| record["article"]["id"].to_string())
        .collect();
    assert_eq!(ids, ["\"a\"", "\"d\""]);
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for arguments in [
        &["read", "--published", "2023-02-30", "x.txt"][..],
        &["read"],
        &["code", "x.txt"],
        &["code", "x.txt", "--out", "x.pdf"],
        &["read", "--knowledge", "no-such-folder", "x.txt"],
    ] {
        let output = memcon(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn a_run_that_was_cut_off_goes_on_with_nothing_lost_or_doubled() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in.jsonl");
    let lines: Vec<String> =
        (0..300).map(|n| format!(r#"{{"id": "n{n}", "text": "{GOOD} It was talk {n}."}}"#)).collect();
    std::fs::write(&input, lines.join("\n")).expect("written");
    let code = |out: &Path, resume: bool| {
        let (input, out) = (input.to_string_lossy(), out.to_string_lossy());
        let mut arguments = vec!["code", "--no-model", &input, "--out", &out, "--quiet"];
        arguments.extend(resume.then_some("--resume"));
        memcon(&arguments)
    };
    let whole = folder.path().join("whole.jsonl");
    assert_eq!(code(&whole, false).status.code(), Some(0));
    let written = std::fs::read(&whole).expect("written");
    assert_eq!(written.iter().filter(|byte| **byte == b'\n').count(), 300);
    for share in [0, 1, 3, 7, 9] {
        let cut = folder.path().join(format!("cut{share}.jsonl"));
        std::fs::write(&cut, &written[..written.len() * share / 10]).expect("written");
        assert_eq!(code(&cut, true).status.code(), Some(0));
        assert!(std::fs::read(&cut).expect("written") == written, "cut at {share}/10");
    }
    assert_eq!(code(&whole, false).status.code(), Some(2), "an output is never written over");
}

#[test]
fn a_killed_run_into_a_database_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in.jsonl");
    let lines: Vec<String> =
        (0..600).map(|n| format!(r#"{{"id": "n{n}", "text": "{GOOD} It was talk {n}."}}"#)).collect();
    std::fs::write(&input, lines.join("\n")).expect("written");
    let out = folder.path().join("out.db");
    let arguments =
        ["code", &input.to_string_lossy(), "--out", &out.to_string_lossy(), "--quiet"].map(str::to_owned);
    let mut child =
        std::process::Command::new(env!("CARGO_BIN_EXE_memcon")).args(&arguments).spawn().expect("starts");
    // Killed as soon as there is a file, wherever the run is then.
    while !out.exists() && child.try_wait().expect("runs").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().expect("is killed");
    child.wait().expect("ends");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(["--resume"]).collect();
    let output = memcon(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let store = memcon_store::Store::open(&out).expect("a database");
    let mut ids = store.ids().expect("its ids");
    assert_eq!(ids.len(), 600);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 600);
}
