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
    // Weights under trial, without building anew.
    let knowledge = match std::env::var("MEMCON_PLACES_KNOWLEDGE") {
        Ok(folder) => Knowledge::open(folder.as_ref()).unwrap(),
        Err(_) => Knowledge::bundled(),
    };
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

/// Puts carets under the mentions of the places found, and lists the places.
fn shown(text: &str) -> String {
    let article = Article::new(About::default(), text.to_owned(), Vec::new());
    let found = crate::annotate(knowledge(), &article);
    let mut carets: Vec<char> = text.chars().map(|_| ' ').collect();
    let characters = crate::text::Characters::new(text);
    let mut list = Vec::new();
    for place in crate::resolve(knowledge(), &article, &found).places {
        for mention in &place.mentions {
            let (start, end) = characters.range(*mention);
            carets[start..end].fill('^');
        }
        list.push(format!("{} {:?} {}", place.name, place.kind, place.country.as_deref().unwrap_or("-")));
    }
    let carets: String = carets.into_iter().collect();
    format!("{}|{}", carets.trim_end(), list.join(", "))
}

struct Case {
    text: &'static str,
    carets: &'static str,
    places: &'static str,
}

const CASES: &[Case] = &[
    // States as actors and possessives count; adjectives and people do not.
    Case {
        text: "Norway's envoy met French and Kenyan ministers in Nairobi.",
        carets: "^^^^^^                                            ^^^^^^^",
        places: "Norway Country NOR, Nairobi City KEN",
    },
    Case {
        text: "Iranians and Turks left the Syria-Iraq border, a UK-based group said.",
        carets: "                            ^^^^^ ^^^^           ^^",
        places: "Syria Country SYR, Iraq Country IRQ, United Kingdom Country GBR",
    },
    Case {
        text: "He told us that the US would leave.",
        carets: "                    ^^",
        places: "United States Country USA",
    },
    // What follows a name tells which one it is.
    Case {
        text: "A fire broke out in Paris, Texas, on Monday.",
        carets: "                    ^^^^^  ^^^^^",
        places: "Paris City USA, Texas Region USA",
    },
    Case {
        text: "She was born in Cambridge, Mass., and lives in Toronto.",
        carets: "                ^^^^^^^^^  ^^^^                ^^^^^^^",
        places: "Cambridge City USA, Massachusetts Region USA, Toronto City CAN",
    },
    Case {
        text: "Shells fell in Tripoli, Lebanon, the army said.",
        carets: "               ^^^^^^^  ^^^^^^^",
        places: "Tripoli City LBN, Lebanon Country LBN",
    },
    // So do the other names of the article.
    Case {
        text: "Farmers in Ontario protested. In London, near Windsor, two were held, Canada said.",
        carets: "           ^^^^^^^               ^^^^^^       ^^^^^^^                 ^^^^^^",
        places: "Ontario Region CAN, London City CAN, Windsor City CAN, Canada Country CAN",
    },
    // Names of people, days and things are no places.
    Case { text: "Mr Lincoln and Jack London spoke on a Sunday in March.", carets: "", places: "" },
    Case {
        text: "Reading is fun, said Victoria Jackson of Oslo.",
        carets: "                                         ^^^^",
        places: "Oslo City NOR",
    },
    // Spellings differ.
    Case {
        text: "Troops entered Deir ez-Zor and São Paulo.",
        carets: "               ^^^^^^^^^^^     ^^^^^^^^^",
        places: "Deir ez-Zor City SYR, São Paulo City BRA",
    },
    Case {
        text: "They crossed the Strait of Hormuz into Oman.",
        carets: "                 ^^^^^^^^^^^^^^^^      ^^^^",
        places: "Strait of Hormuz Region -, Oman Country OMN",
    },
];

#[test]
fn places_are_found_and_told_apart() {
    let mut wrong = String::new();
    for case in CASES {
        let (expected, found) = (format!("{}|{}", case.carets, case.places), shown(case.text));
        if expected != found {
            let (carets, places) = found.split_once('|').unwrap_or_default();
            wrong += &format!(
                "{}\n{carets}\n{places}\n  expected:\n{}\n{}\n\n",
                case.text, case.carets, case.places
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
