//! Words of a text and the word pieces that the model knows them by.

use std::collections::HashMap;
use std::path::Path;

use regex::Regex;
use serde::Deserialize;
use unicode_normalization::char::decompose_canonical;

use crate::error::{Error, Result};
use crate::text::Span;

/// Most pieces of a word that the model is shown.
const MOST: usize = 24;
/// A longer word is not looked up at all.
const LONGEST: usize = 100;

/// A word as the model counts them: letters and digits together, each mark and each Chinese character alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub span: Span,
    /// Its pieces, at least one.
    pub ids: Vec<i32>,
    /// How it is capitalised, as the model numbers that.
    pub casing: i32,
}

/// The vocabulary of an uncased WordPiece tokenizer.
#[derive(Debug)]
pub(super) struct Pieces {
    /// Pieces that begin a word.
    heads: HashMap<String, i32>,
    /// Pieces that continue one, without "##".
    tails: HashMap<String, i32>,
    unknown: i32,
    accent: Regex,
    invisible: Regex,
    punctuation: Regex,
}

#[derive(Deserialize)]
struct File {
    model: Vocabulary,
}

#[derive(Deserialize)]
struct Vocabulary {
    #[serde(rename = "type")]
    kind: String,
    unk_token: String,
    continuing_subword_prefix: String,
    vocab: HashMap<String, i32>,
}

impl Pieces {
    /// Reads a tokenizer file.
    pub(super) fn open(path: &Path) -> Result<Pieces> {
        let text =
            std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let wrong = |cause: String| Error::input(path.display().to_string(), cause);
        let file: File = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let model = file.model;
        if model.kind != "WordPiece" {
            return Err(wrong(format!("tokenizers of the kind {:?} are not supported", model.kind)));
        }
        let unknown = model.vocab.get(&model.unk_token).copied();
        let unknown = unknown.ok_or_else(|| wrong("the vocabulary lacks its unknown piece".to_owned()))?;
        let (mut heads, mut tails) = (HashMap::new(), HashMap::new());
        for (piece, id) in model.vocab {
            match piece.strip_prefix(&model.continuing_subword_prefix) {
                Some(tail) => tails.insert(tail.to_owned(), id),
                None => heads.insert(piece, id),
            };
        }
        // Constant patterns; every test of this file compiles them.
        let class = |pattern: &str| Regex::new(pattern).expect("the pattern is sound");
        Ok(Pieces {
            heads,
            tails,
            unknown,
            accent: class(r"^\p{Mn}$"),
            invisible: class(r"^[\p{Cc}\p{Cf}\p{Co}]$"),
            punctuation: class(r"^\p{P}$"),
        })
    }

    /// Words of the text at `span`, in order.
    pub(super) fn words(&self, text: &str, span: Span) -> Vec<Word> {
        let mut cutter = Cutter { pieces: self, text, found: Vec::new(), letters: String::new(), span: None };
        for (at, c) in span.of(text).char_indices() {
            let here = Span::new(at, at + c.len_utf8()).shifted(span.start);
            if c.is_whitespace() {
                cutter.close();
            } else if c == '\u{fffd}' || self.is(&self.invisible, c, c.is_ascii_control()) {
                // The tokenizer does not see it.
            } else if is_chinese(c) {
                cutter.close();
                cutter.add(c, here);
                cutter.close();
            } else {
                cutter.add(c, here);
            }
        }
        cutter.close();
        cutter.found
    }

    /// Whether `c` is of a class of characters; for ASCII the caller knows.
    fn is(&self, class: &Regex, c: char, ascii: bool) -> bool {
        if c.is_ascii() { ascii } else { class.is_match(c.encode_utf8(&mut [0; 4])) }
    }

    /// The longest known pieces from the left; one unknown piece when that fails.
    fn ids(&self, word: &str) -> Vec<i32> {
        if word.chars().count() > LONGEST {
            return vec![self.unknown];
        }
        let mut ids = Vec::new();
        let mut start = 0;
        while start < word.len() {
            let known = if start == 0 { &self.heads } else { &self.tails };
            let ends = word[start..].char_indices().rev().map(|(at, c)| start + at + c.len_utf8());
            let longest = ends.into_iter().find_map(|end| Some((end, *known.get(&word[start..end])?)));
            let Some((end, id)) = longest else { return vec![self.unknown] };
            ids.push(id);
            start = end;
        }
        ids.truncate(MOST);
        ids
    }
}

/// A word in the making.
struct Cutter<'a> {
    pieces: &'a Pieces,
    text: &'a str,
    found: Vec<Word>,
    /// Letters of the open word, in lower case and without accents.
    letters: String,
    span: Option<Span>,
}

impl Cutter<'_> {
    /// Adds one character of the text in the form in which the model knows it, which may be none or several.
    fn add(&mut self, c: char, here: Span) {
        let pieces = self.pieces;
        decompose_canonical(c, |part| {
            if pieces.is(&pieces.accent, part, false) {
                return;
            }
            for letter in part.to_lowercase() {
                if pieces.is(&pieces.punctuation, letter, letter.is_ascii_punctuation()) {
                    self.close();
                    self.push(letter, here);
                    self.close();
                } else {
                    self.push(letter, here);
                }
            }
        });
    }

    fn push(&mut self, letter: char, here: Span) {
        self.letters.push(letter);
        self.span = Some(self.span.map_or(here, |span| span.cover(here)));
    }

    fn close(&mut self) {
        if let Some(span) = self.span.take() {
            let ids = self.pieces.ids(&self.letters);
            self.found.push(Word { span, ids, casing: casing(span.of(self.text)) });
        }
        self.letters.clear();
    }
}

/// 0 no upper-case letter, 1 the first character only, 2 every letter of two or more, 3 any other mixture.
fn casing(word: &str) -> i32 {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    if upper == 0 {
        return 0;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 1 && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
        return 2;
    }
    if upper == 1 && word.starts_with(char::is_uppercase) { 1 } else { 3 }
}

/// Ideographs, which the tokenizer parts from one another.
fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b73f}'
            | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}'
            | '\u{2f800}'..='\u{2fa1f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A vocabulary of single letters and a few words.
    fn pieces() -> Pieces {
        let mut vocabulary: Vec<String> =
            ["[UNK]", "sao", "tom", "##e", "usa", "北", "."].map(Into::into).into();
        for letter in 'a'..='z' {
            vocabulary.extend([letter.to_string(), format!("##{letter}")]);
        }
        let numbered = vocabulary.iter().enumerate().map(|(id, piece)| (piece.clone(), id.into()));
        let vocabulary: serde_json::Map<String, serde_json::Value> = numbered.collect();
        let file = serde_json::json!({"model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "vocab": vocabulary
        }});
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("tokenizer.json");
        std::fs::write(&path, file.to_string()).expect("a file can be written");
        Pieces::open(&path).expect("the tokenizer is sound")
    }

    #[test]
    fn words_pieces_and_capitals() {
        let text = "São Tomé 北京 USA. McX e\u{301}a 🙂";
        let found = pieces().words(text, Span::new(0, text.len()));
        let words: Vec<(&str, usize, i32)> =
            found.iter().map(|word| (word.span.of(text), word.ids.len(), word.casing)).collect();
        let expected = [
            ("São", 1, 1),
            ("Tomé", 2, 1),
            ("北", 1, 0),
            ("京", 1, 0),
            ("USA", 1, 2),
            (".", 1, 0),
            ("McX", 3, 3),
            ("e\u{301}a", 2, 0),
            ("🙂", 1, 0),
        ];
        assert_eq!(words, expected);
    }

    proptest! {
        #[test]
        fn words_lose_nothing_that_can_be_seen(text in "(\\PC|[a-zA-Z.,’“ éÜñ日本🙂\u{301}İßﬁ한]){0,120}") {
            let pieces = pieces();
            let words = pieces.words(&text, Span::new(0, text.len()));
            let mut end = 0;
            let mut rest = String::new();
            for word in &words {
                // In order, on character borders, not empty, without white space. One character that becomes
                // several may be shared by two words.
                prop_assert!(word.span.start >= end || text[word.span.start..end].chars().count() == 1);
                prop_assert!(!word.span.is_empty() && !word.span.of(&text).contains(char::is_whitespace));
                prop_assert!((1..=MOST).contains(&word.ids.len()));
                rest.push_str(&text[end..word.span.start.max(end)]);
                end = word.span.end;
            }
            rest.push_str(&text[end..]);
            let seen = |c: char| {
                let mut form = String::new();
                decompose_canonical(c, |part| form.push(part));
                !c.is_whitespace() && c != '\u{fffd}' && !pieces.invisible.is_match(&c.to_string())
                    && form.chars().any(|part| !pieces.accent.is_match(&part.to_string()))
            };
            prop_assert_eq!(rest.chars().find(|c| seen(*c)), None);
        }
    }
}
