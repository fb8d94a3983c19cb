//! The event scheme and the names of states, as pages and forms show them: read from the knowledge files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// An event type.
#[derive(Debug, Deserialize)]
pub(crate) struct Kind {
    /// `CONSULT`.
    pub name: String,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// PLOVER score.
    pub intensity: f64,
    /// One sentence.
    pub meaning: String,
    /// Its modes.
    #[serde(default, rename = "mode")]
    pub modes: Vec<Mode>,
}

/// A mode of an event type.
#[derive(Debug, Deserialize)]
pub(crate) struct Mode {
    /// `visit`.
    pub name: String,
    /// PLOVER score in place of the type's.
    pub intensity: Option<f64>,
}

#[derive(Deserialize)]
struct Ontology {
    event: Vec<Kind>,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let text = memcon_knowledge::file("ontology.toml").unwrap_or_default();
    // Proved by the test below, which reads the same constant.
    toml::from_str::<Ontology>(text).expect("the embedded ontology is sound").event
});

static STATES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let text = memcon_knowledge::file("states.csv").unwrap_or_default();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    // A state of the past may share a code with the one that followed it: the later line wins only where none was.
    let mut names = BTreeMap::new();
    for row in rows.records().flatten() {
        if let (Some(code), Some(name)) = (row.get(0), row.get(2)) {
            names.entry(code.to_owned()).or_insert_with(|| name.to_owned());
        }
    }
    names
});

/// All event types, in the ontology's order.
pub(crate) fn kinds() -> &'static [Kind] {
    &KINDS
}

/// The type called `name`.
pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// A state's usual name by its code; the code where it has none.
pub(crate) fn country(code: &str) -> &str {
    STATES.get(code).map_or(code, String::as_str)
}

/// True when a state has this code.
pub(crate) fn is_country(code: &str) -> bool {
    STATES.contains_key(code)
}

/// What a quad class is called.
pub(crate) fn quad(quad: u8) -> &'static str {
    match quad {
        1 => "verbal co-operation",
        2 => "material co-operation",
        3 => "verbal conflict",
        _ => "material conflict",
    }
}

/// `CONSULT` as a word of a sentence: `Consult`.
pub(crate) fn word(code: &str) -> String {
    let mut letters = code.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_the_librarys() {
        let ours: Vec<&str> = kinds().iter().map(|kind| kind.name.as_str()).collect();
        let theirs: Vec<&str> = memcon::EventType::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(ours, theirs);
        assert!(kind("CONSULT").unwrap().modes.iter().any(|mode| mode.name == "visit"));
        assert_eq!(country("NOR"), "Norway");
        assert_eq!(country("XYZ"), "XYZ");
        assert_eq!(word("CONSULT"), "Consult");
    }
}
