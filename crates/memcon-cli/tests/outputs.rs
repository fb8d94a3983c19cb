//! What `memcon code` writes: nothing lost and nothing doubled, in every form, wherever a run was cut off or killed.

mod common;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{memcon, said};
use flate2::read::MultiGzDecoder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

const GOOD: &str = "The Norwegian foreign minister met the Portuguese envoy in Oslo on Monday.";

/// An input of that many articles, some of them not to be coded.
fn input(folder: &Path, count: usize) -> PathBuf {
    let path = folder.join("in.jsonl");
    let lines: Vec<String> = (0..count)
        .map(|n| match n % 50 {
            7 => format!(r#"{{"id": "n{n}", "text": "Le ministre des affaires étrangères est arrivé mercredi à Oslo, où il a rencontré le premier ministre pour parler de la pêche entre les deux pays, {n}."}}"#),
            _ => format!(r#"{{"id": "n{n}", "text": "{GOOD}\n\nIt was \"talk\" {n}, said the minister."}}"#),
        })
        .collect();
    std::fs::write(&path, lines.join("\n")).expect("written");
    path
}

fn arguments<'a>(input: &'a str, out: &'a str, resume: bool) -> Vec<&'a str> {
    let mut arguments = vec!["code", "--no-model", input, "--out", out, "--quiet"];
    arguments.extend(resume.then_some("--resume"));
    arguments
}

fn code(input: &Path, out: &Path, resume: bool) {
    let output = memcon(&arguments(&input.to_string_lossy(), &out.to_string_lossy(), resume));
    let skipped = said(&output).lines().filter(|line| line.contains("language is fr")).count();
    assert!(resume || skipped > 0, "{}", said(&output));
    assert_eq!(output.status.code(), Some(i32::from(skipped > 0)), "{}", said(&output));
}

/// Starts a run and kills it as soon as `out` holds that many bytes.
fn killed(input: &Path, out: &Path, grows: &Path, bytes: u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_memcon"))
        .args(arguments(&input.to_string_lossy(), &out.to_string_lossy(), true))
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    while std::fs::metadata(grows).map_or(0, |about| about.len()) < bytes
        && child.try_wait().expect("runs").is_none()
    {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child.kill().expect("is killed");
    child.wait().expect("ends");
}

fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tables: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), std::fs::read(&path))
        })
        .map(|(name, bytes)| (name, bytes.expect("a table")))
        .collect();
    tables.sort();
    tables
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("there");
    MultiGzDecoder::new(file).read_to_string(&mut text).expect("whole members");
    text
}

#[test]
fn csv_tables_cut_anywhere_are_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = input(folder.path(), 150);
    let whole = folder.path().join("whole");
    code(&input, &whole, false);
    let expected = tables(&whole);
    assert_eq!(expected.len(), 7);
    for share in [0, 2, 5, 7] {
        let cut = folder.path().join(format!("cut{share}"));
        std::fs::create_dir(&cut).expect("made");
        for (name, bytes) in &expected {
            // The articles' table is always the last to be written.
            let part = if name == "articles.csv" { share * 10 } else { 95 };
            std::fs::write(cut.join(name), &bytes[..bytes.len() * part / 100]).expect("written");
        }
        code(&input, &cut, true);
        assert!(tables(&cut) == expected, "cut at {share}/10");
    }
    let other = folder.path().join("other");
    std::fs::create_dir(&other).expect("made");
    std::fs::write(other.join("articles.csv"), "id,text\n1,x\n").expect("written");
    let output = memcon(&arguments(&input.to_string_lossy(), &other.to_string_lossy(), true));
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("articles.csv: has other columns"), "{}", said(&output));
}

#[test]
fn killed_runs_lose_and_double_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = input(folder.path(), 400);
    let (whole, killed_tables) = (folder.path().join("whole"), folder.path().join("killed"));
    code(&input, &whole, false);
    for bytes in [1, 60_000] {
        killed(&input, &killed_tables, &killed_tables.join("events.csv"), bytes);
    }
    code(&input, &killed_tables, true);
    assert!(tables(&whole) == tables(&killed_tables));

    let (plain, packed) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl.gz"));
    code(&input, &plain, false);
    for bytes in [1, 12_000] {
        killed(&input, &packed, &packed, bytes);
    }
    code(&input, &packed, true);
    assert!(unpacked(&packed) == std::fs::read_to_string(&plain).expect("there"));
}

#[test]
fn a_gzipped_output_cut_within_a_member_is_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = input(folder.path(), 150);
    let whole = folder.path().join("whole.jsonl.gz");
    code(&input, &whole, false);
    let bytes = std::fs::read(&whole).expect("there");
    for share in [1, 4, 9] {
        let cut = folder.path().join(format!("cut{share}.jsonl.gz"));
        std::fs::write(&cut, &bytes[..bytes.len() * share / 10]).expect("written");
        code(&input, &cut, true);
        assert!(unpacked(&cut) == unpacked(&whole), "cut at {share}/10");
    }
}

#[test]
fn parquet_holds_whole_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = input(folder.path(), 150);
    let (out, part) = (folder.path().join("out.parquet"), folder.path().join("out.parquet.part.jsonl"));
    killed(&input, &out, &part, 1);
    code(&input, &out, true);
    assert!(!part.exists());
    let reader = SerializedFileReader::new(std::fs::File::open(&out).expect("there")).expect("Parquet");
    let mut ids = Vec::new();
    let mut events = 0;
    for row in reader.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let article = row.get_group(2).expect("the article");
        ids.push(article.get_string(0).expect("its id").clone());
        events += row.get_list(6).expect("its events").len();
    }
    assert_eq!(ids, (0..150).map(|n| format!("n{n}")).collect::<Vec<_>>());
    assert!(events >= 140, "{events}");
    let output = memcon(&arguments(&input.to_string_lossy(), &out.to_string_lossy(), true));
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("is complete"), "{}", said(&output));
}
