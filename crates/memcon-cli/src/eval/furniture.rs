//! Page furniture, counted in characters.
//!
//! Gold is a folder of dumped pages `NAME.txt`, each with `NAME.json` beside it: `{"furniture": [{start, end, kind}]}`.

use std::path::{Path, PathBuf};

use memcon::{Format, Memcon, Page, Record};
use serde::Deserialize;

use super::Scored;
use super::measure::{Found, Measure};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    furniture: Vec<Piece>,
}

#[derive(Debug, Deserialize)]
struct Piece {
    start: usize,
    end: usize,
    kind: String,
}

/// Scores every page of the folder.
pub(super) fn score(reader: &Memcon, folder: &Path) -> Result<Scored, Stop> {
    let mut records = Vec::new();
    let (mut found, mut kinds) = (Vec::new(), Vec::new());
    for path in pages(folder)? {
        let gold_path = path.with_extension("json");
        let gold: Gold = serde_json::from_slice(&bytes(&gold_path)?)
            .map_err(|error| Stop::Command(format!("{}: {error}", gold_path.display())))?;
        let page = Page {
            source: path.display().to_string(),
            bytes: bytes(&path)?,
            format: Some(Format::Text),
            ..Page::default()
        };
        let record = reader.process(&page);
        let (counts, kind_right) = compare(&gold, &record);
        kinds.push((kind_right, counts.right));
        found.push(counts);
        records.push(record);
    }
    let mut measures = Measure::found("characters", &found).to_vec();
    measures.push(Measure::new("kind right, of found", kinds));
    Ok(Scored { measures, records })
}

fn pages(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let failed = |source| Stop::Command(memcon::Error::Io { path: folder.to_owned(), source }.to_string());
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(failed)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    pages.sort();
    if pages.is_empty() {
        return Err(Stop::Command(format!("{}: holds no page NAME.txt", folder.display())));
    }
    Ok(pages)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(path)
        .map_err(|source| Stop::Command(memcon::Error::Io { path: path.to_owned(), source }.to_string()))
}

/// Characters that both, we, gold call furniture; and of those that both do, how many by the same kind.
fn compare(gold: &Gold, record: &Record) -> (Found, usize) {
    let length = record.article.text.chars().count();
    let mut wanted = vec![None; length];
    let mut given = vec![None; length];
    for piece in &gold.furniture {
        fill(&mut wanted, piece.start, piece.end, &piece.kind);
    }
    for piece in &record.article.furniture {
        fill(&mut given, piece.start, piece.end, &piece.kind);
    }
    let right = wanted.iter().zip(&given).filter(|(gold, ours)| gold.is_some() && ours.is_some()).count();
    let same = wanted.iter().zip(&given).filter(|(gold, ours)| gold.is_some() && gold == ours).count();
    let count = |kinds: &[Option<&str>]| kinds.iter().flatten().count();
    (Found { right, given: count(&given), gold: count(&wanted) }, same)
}

fn fill<'k>(kinds: &mut [Option<&'k str>], start: usize, end: usize, kind: &'k str) {
    let end = end.min(kinds.len());
    if let Some(piece) = kinds.get_mut(start..end) {
        piece.fill(Some(kind));
    }
}
