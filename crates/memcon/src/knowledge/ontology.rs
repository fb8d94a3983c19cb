//! Figures of the ontology: quad classes and PLOVER scores.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::ontology::EventType;

/// What `ontology.toml` says of each event type.
#[derive(Debug)]
pub(crate) struct Ontology {
    /// `plover-2.0`.
    pub version: String,
    figures: HashMap<EventType, Figures>,
}

#[derive(Debug)]
struct Figures {
    quad: u8,
    intensity: f64,
    modes: HashMap<String, f64>,
}

#[derive(Debug, Deserialize)]
struct File {
    version: String,
    event: Vec<EventEntry>,
}

#[derive(Debug, Deserialize)]
struct EventEntry {
    name: String,
    quad: u8,
    intensity: f64,
    #[serde(default)]
    mode: Vec<ModeEntry>,
}

#[derive(Debug, Deserialize)]
struct ModeEntry {
    name: String,
    intensity: Option<f64>,
}

impl Ontology {
    /// Reads `ontology.toml`.
    pub(crate) fn read(content: &str) -> Result<Ontology> {
        let wrong = |cause: String| Error::Knowledge { file: "ontology.toml".to_owned(), line: 0, cause };
        let file: File = toml::from_str(content).map_err(|error| wrong(error.to_string()))?;
        let mut figures = HashMap::new();
        for entry in file.event {
            let event: EventType = entry.name.parse().map_err(wrong)?;
            let modes =
                entry.mode.into_iter().filter_map(|mode| Some((mode.name, mode.intensity?))).collect();
            figures.insert(event, Figures { quad: entry.quad, intensity: entry.intensity, modes });
        }
        match EventType::ALL.iter().find(|event| !figures.contains_key(event)) {
            Some(missing) => Err(wrong(format!("no entry for {missing}"))),
            None => Ok(Ontology { version: file.version, figures }),
        }
    }

    /// Quad class and score; a mode's score replaces that of its type.
    pub(crate) fn figures(&self, event: EventType, mode: Option<&str>) -> (u8, f64) {
        let figures = &self.figures[&event];
        let own = mode.and_then(|mode| figures.modes.get(mode));
        (figures.quad, own.copied().unwrap_or(figures.intensity))
    }
}
