//! Writes what speaks for each trigger candidate of some sentences, for `training/combine.py`.
//!
//!     cargo run --release -p memcon --example trigger_candidates -- MODEL GOLD.jsonl > candidates.jsonl
//!
//! GOLD's lines have `id`, `text` and, when known, `published`. Positions are characters, as everywhere outside.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use memcon::{About, Article, Characters, EventType, Knowledge, Memcon, Model};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(gold)) = (arguments.next(), arguments.next()) else {
        return Err("usage: trigger_candidates MODEL GOLD.jsonl".into());
    };
    let reader = Memcon::new(Knowledge::bundled()).with_model(Model::open(Path::new(&model))?);
    let mut out = std::io::stdout().lock();
    for line in BufReader::new(std::fs::File::open(gold)?).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().ok_or("a line without a text")?;
        let article = Article::new(About::default(), text.to_owned(), Vec::new());
        let characters = Characters::new(article.text());
        let kinds = |found: &[EventType]| found.iter().map(|kind| kind.code()).collect::<Vec<_>>();
        let candidates: Vec<Value> = reader
            .trigger_candidates(&article)?
            .iter()
            .map(|candidate| {
                let (start, end) = characters.range(candidate.span);
                json!({
                    "start": start, "end": end, "first": candidate.first, "second": candidate.second,
                    "first_types": candidate.first_types, "second_types": candidate.second_types,
                    "listed": kinds(&candidate.listed), "weak": candidate.weak,
                })
            })
            .collect();
        writeln!(
            out,
            "{}",
            json!({"id": line["id"], "types": kinds(&EventType::ALL), "candidates": candidates})
        )?;
    }
    Ok(())
}
