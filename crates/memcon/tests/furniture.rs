//! How much of the page furniture in dumped pages is found: characters of `tests/furniture/*.txt` against the gold
//! beside them. The floor is in `eval/floors.toml`; lowering it is a visible decision.

#![allow(clippy::print_stdout)] // Tests show what is wrong on the captured output.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use memcon::{Characters, Extracted, Format, FurnitureKind, Page, extract};

/// Characters that gold and program agree on, that only the program has, that only gold has.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    both: usize,
    ours: usize,
    gold: usize,
}

impl Counts {
    fn f1(self) -> f64 {
        2.0 * self.both as f64 / (2 * self.both + self.ours + self.gold).max(1) as f64
    }
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Kind of each character of the page: gold's and ours.
fn kinds(text: &str, gold: &Path) -> (Vec<Option<String>>, Vec<Option<String>>) {
    let page = Page {
        source: gold.display().to_string(),
        bytes: text.as_bytes().to_vec(),
        format: Some(Format::Text),
        ..Page::default()
    };
    let Ok(Extracted::Article(article)) = extract(&page) else { panic!("{} is skipped", gold.display()) };
    let count = text.chars().count();
    let (mut expected, mut found) = (vec![None; count], vec![None; count]);
    let read = std::fs::read_to_string(gold).expect("the gold stands beside the page");
    let read: serde_json::Value = serde_json::from_str(&read).expect("the gold is JSON");
    for piece in read["furniture"].as_array().expect("a list") {
        let place = |key: &str| piece[key].as_u64().expect("a number") as usize;
        expected[place("start")..place("end")].fill(piece["kind"].as_str().map(str::to_owned));
    }
    let characters = Characters::new(article.text());
    for piece in article.furniture() {
        let (start, end) = characters.range(piece.span);
        found[start..end].fill(Some(name(piece.kind)));
    }
    (expected, found)
}

fn name(kind: FurnitureKind) -> String {
    format!("{kind:?}").to_lowercase()
}

#[test]
fn dumped_pages_keep_their_floor() {
    let floors = std::fs::read_to_string(here().join("../../eval/floors.toml")).expect("eval/floors.toml");
    let floors: toml::Table = floors.parse().expect("floors are TOML");
    let floor = floors["furniture"]["character_f1"].as_float().expect("a number");

    let mut all = Counts::default();
    let mut kinds_right: HashMap<bool, usize> = HashMap::new();
    let mut pages: Vec<PathBuf> = std::fs::read_dir(here().join("tests/furniture"))
        .expect("the pages")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    pages.sort();
    assert_eq!(pages.len(), 10);
    for page in &pages {
        let text = std::fs::read_to_string(page).expect("a page");
        let (expected, found) = kinds(&text, &page.with_extension("json"));
        let mut counts = Counts::default();
        // Runs that gold and program disagree on are shown when the floor is broken.
        let mut wrong: Vec<(char, String)> = Vec::new();
        for ((letter, expected), found) in text.chars().zip(&expected).zip(&found) {
            match (expected, found) {
                (Some(expected), Some(found)) => {
                    counts.both += 1;
                    *kinds_right.entry(expected == found).or_default() += 1;
                }
                (Some(_), None) => counts.gold += 1,
                (None, Some(_)) => counts.ours += 1,
                (None, None) => {}
            }
            let sign = match (expected, found) {
                (Some(_), None) => '-',
                (None, Some(_)) => '+',
                _ => ' ',
            };
            match wrong.last_mut() {
                Some((last, words)) if *last == sign => words.push(letter),
                _ => wrong.push((sign, letter.to_string())),
            }
        }
        println!("{:.3} {}", counts.f1(), page.display());
        for (sign, words) in wrong.iter().filter(|(sign, words)| *sign != ' ' && !words.trim().is_empty()) {
            println!("    {sign} {words:?}");
        }
        all.both += counts.both;
        all.ours += counts.ours;
        all.gold += counts.gold;
    }
    let right = kinds_right.get(&true).copied().unwrap_or(0);
    println!("character F1 {:.4}; of the characters found, kind right {right} of {}", all.f1(), all.both);
    assert!(all.f1() >= floor, "character F1 {:.4} is below the floor of {floor}", all.f1());
}
