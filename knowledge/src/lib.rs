//! What memcon knows of the world, as text: the files of this folder, embedded.
//!
//! `README.md` beside them says what each column means and where the facts come from.

/// Month of the last change to the files.
pub const VERSION: &str = "2026-11";

/// Name and content of every knowledge file.
pub const FILES: &[(&str, &str)] = &[
    ("abbreviations.csv", include_str!("../abbreviations.csv")),
    ("sentence_openers.csv", include_str!("../sentence_openers.csv")),
];

/// The embedded content of the file called `name`.
pub fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, content)| *content)
}
