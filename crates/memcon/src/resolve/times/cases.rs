//! Cases of every kind, in `cases.txt`, and what holds for any text.

use proptest::prelude::*;

use crate::article::{About, Article, Published, PublishedFrom};
use crate::knowledge::Knowledge;
use crate::resolve::{Anchor, Time, TimeKind};

use super::times;

/// The tables, to be read by people too.
const TABLES: &str = include_str!("cases.txt");

/// A sentence with its expressions under it.
fn shown(sentence: &str, found: &[Time]) -> String {
    let mut lines = sentence.to_owned();
    for time in found {
        let kind = match time.kind {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        };
        let anchor = match time.anchor {
            Some(Anchor::Published) => " from published",
            Some(Anchor::Dateline) => " from dateline",
            Some(Anchor::Text) => " from text",
            None => "",
        };
        let indent = sentence[..time.span.start].chars().count();
        let carets = "^".repeat(sentence[time.span.start..time.span.end].chars().count());
        let value = time.value.as_deref().unwrap_or("unknown");
        lines.push_str(&format!("\n{}{carets} {kind} {value}{anchor}", " ".repeat(indent)));
    }
    lines
}

/// An article of one sentence.
fn article(text: &str, published: Option<&str>, url: Option<&str>) -> Article {
    let about = About {
        published: published.map(|iso| Published { iso: iso.to_owned(), from: PublishedFrom::Flag }),
        url: url.map(str::to_owned),
        ..About::default()
    };
    Article::new(about, text.to_owned(), Vec::new())
}

#[test]
fn every_kind() {
    let knowledge = Knowledge::bundled();
    let mut wrong = Vec::new();
    for table in TABLES.split("\n## ").skip(1) {
        let (head, cases) = table.split_once('\n').unwrap();
        let fields: Vec<&str> = head.split(" | ").collect();
        let [about, published, url] = fields[..] else { panic!("{head:?} does not have three fields") };
        let given = |field: &'static str| Some(field).filter(|field| *field != "-");
        let cases = cases.trim_end();
        // A line of carets belongs to the sentence above it.
        let sentences = cases.lines().filter(|line| !line.trim_start().starts_with('^'));
        let found: Vec<String> = sentences
            .map(|sentence| {
                shown(sentence, &times(&knowledge, &article(sentence, given(published), given(url))))
            })
            .collect();
        let found = found.join("\n");
        if found != cases {
            wrong.push(format!("{about}: expected\n{cases}\n\nfound\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// True for a value that TIMEX3 knows.
fn is_value(value: &str) -> bool {
    let pattern = regex::Regex::new(
        r"(?x)^(
            (PAST|PRESENT|FUTURE)_REF
            | FY\d{4} | BC\d{2,5} | \d{2,3}
            | \d{4}(/\d{4})? | \d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d
            | \d{4}-(\d\d|Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d(-WE)?)
            | \d{4}-\d\d-\d\d
            | (\d{4}-\d\d-\d\d)?(T(\d\d(:\d\d)?|MO|AF|EV|NI))
            | PT?(X|\d+(\.\d+)?)[YMWDHS]
            | XXXX-(\d\d|SP|SU|FA|WI|WXX-([1-7]|WE)|XX-XXT(MO|AF|EV|NI))
        )$",
    );
    pattern.unwrap().is_match(value)
}

#[test]
fn values_are_those_of_timex() {
    for value in
        ["2018-05-10", "2018-W14-WE", "196", "T15:00", "2018-05-10TMO", "PT24H", "P6.5Y", "XXXX-WXX-2"]
    {
        assert!(is_value(value), "{value}");
    }
    for value in ["", "yesterday", "2018-5-1", "P", "XXXX"] {
        assert!(!is_value(value), "{value:?}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_sound_spans_and_values(
        pieces in proptest::collection::vec(piece(), 0..40),
        known in proptest::bool::ANY,
    ) {
        thread_local!(static KNOWLEDGE: Knowledge = Knowledge::bundled());
        let text = pieces.concat();
        let article = article(&text, known.then_some("2018-05-10"), None);
        let found = KNOWLEDGE.with(|knowledge| times(knowledge, &article));
        let mut end = 0;
        for time in found {
            prop_assert!(time.span.start >= end && !time.span.is_empty() && time.span.end <= text.len());
            prop_assert!(text.is_char_boundary(time.span.start) && text.is_char_boundary(time.span.end));
            prop_assert_eq!(time.span, time.span.trimmed(&text));
            if let Some(value) = &time.value {
                prop_assert!(is_value(value), "{:?} for {:?}", value, time.span.of(&text));
            }
            end = time.span.end;
        }
    }
}

/// Words of time, numbers, signs and whatever else a text may hold.
fn piece() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(
        "the a this last next every of in on at to from until since and or ago later earlier before after past first \
         second twenty half several few Monday Tues. May March Sept. Jan 1 2 9 12 31 1984 2015 1960s 12th 3:30 p.m. \
         o'clock noon day days week month year years decade century quarter summer fall weekend morning night today \
         tomorrow Christmas Eid al-Fitr 9/11 2,000 2.5 2018-05-10 10/05/2023 Q1 FY19 BC fiscal now daily per old - – ' ’ \
         . , : ( ) [ ] $ % / Daily Mail WWII '70s ½ 99999999999999999999 é 日本 🙂"
            .split_whitespace()
            .collect::<Vec<_>>(),
    );
    let space = proptest::sample::select(vec![" ", " ", " ", "", "\n", "\n\n"]);
    prop_oneof![
        9 => (words, space).prop_map(|(word, space)| format!("{word}{space}")),
        1 => "\\PC{0,6}",
    ]
}
