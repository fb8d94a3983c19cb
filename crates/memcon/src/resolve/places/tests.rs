//! Articles of one or two sentences, and the places that a reader finds in them.

use proptest::prelude::*;

use super::*;
use crate::article::About;

/// Writes the cues of every candidate for `training/fit_places.py`.
#[test]
#[ignore = "writes training rows: MEMCON_PLACES_IN and MEMCON_PLACES_OUT name JSON Lines"]
fn training_rows() {
    use std::io::Write;
    let (input, output) =
        (std::env::var("MEMCON_PLACES_IN").unwrap(), std::env::var("MEMCON_PLACES_OUT").unwrap());
    let knowledge = Knowledge::bundled();
    let mut out = std::io::BufWriter::new(std::fs::File::create(output).unwrap());
    for line in std::fs::read_to_string(input).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let about = About { url: row["url"].as_str().map(str::to_owned), ..About::default() };
        let article = Article::new(about, text.to_owned(), Vec::new());
        let found = crate::annotate(&knowledge, &article);
        let findings = candidates(&knowledge, &article);
        let usage = usage::usage(&knowledge, &article, &found, &findings);
        let used: Vec<bool> = usage.iter().map(|cues| usage::weigh(&knowledge, "use", cues) > 0.0).collect();
        let (chosen, setting) = senses::choose(&knowledge, &article, &findings, &used);
        let characters = crate::text::Characters::new(text);
        for (number, candidate) in findings.candidates.iter().enumerate() {
            let (start, end) = characters.range(candidate.span);
            let senses: Vec<_> = candidate
                .senses
                .iter()
                .map(|sense| {
                    let place = place(&knowledge, sense.target);
                    let cues = senses::cues(&knowledge, &findings, &setting, candidate, sense);
                    serde_json::json!({"kind": format!("{:?}", place.kind), "position": place.position,
                        "country": place.country, "cues": cues})
                })
                .collect();
            let row = serde_json::json!({"doc": row["id"], "start": start, "end": end, "use": usage[number],
                "used": used[number], "chosen": chosen[number], "senses": senses});
            writeln!(out, "{row}").unwrap();
        }
    }
}

proptest! {
    #[test]
    fn mentions_are_whole_words_in_order(text in "(\\PC|[A-Za-z.,'’ é-]|Paris|Syria| in |U\\.S\\.){0,60}") {
        let knowledge = knowledge();
        let article = Article::new(About::default(), text.clone(), Vec::new());
        for place in places(knowledge, &article, &Annotations::default()) {
            let mut end = 0;
            for mention in place.mentions {
                prop_assert!(mention.start >= end);
                prop_assert!(text.is_char_boundary(mention.start) && text.is_char_boundary(mention.end));
                prop_assert_eq!(mention.trimmed(&text), mention);
                end = mention.end;
            }
        }
    }
}

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: std::sync::LazyLock<Knowledge> = std::sync::LazyLock::new(Knowledge::bundled);
    &KNOWLEDGE
}
