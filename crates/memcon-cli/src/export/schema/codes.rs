//! Codes of other projects, from the tables `cameo.csv`, `country_codes.csv`, `sector_codes.csv` and `states.csv`.

use std::collections::HashMap;

use memcon::record::{ActorRecord, EventRecord};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::exit::Stop;

/// A line of `cameo.csv`: which CAMEO code stands for a PLOVER type, mode and context.
#[derive(Debug, Deserialize)]
pub(super) struct Cameo {
    #[serde(rename = "type")]
    kind: String,
    mode: String,
    context: String,
    /// The code, two to four digits, the first two its root.
    #[serde(rename = "cameo")]
    pub(super) code: String,
    /// Its meaning, as ICEWS writes it.
    pub(super) text: String,
    /// The code's score of conflict and co-operation.
    pub(super) goldstein: f64,
    pub(super) phoenix_quad: i64,
    pub(super) gdelt_quad: i64,
}

impl Cameo {
    /// The first two digits.
    pub(super) fn root(&self) -> &str {
        &self.code[..2]
    }

    /// The first three digits.
    pub(super) fn base(&self) -> &str {
        &self.code[..3.min(self.code.len())]
    }
}

#[derive(Debug, Deserialize)]
struct Country {
    iso3: String,
    fips: String,
    cameo: String,
    icews: String,
}

#[derive(Debug, Deserialize)]
struct State {
    iso3: String,
    cow: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Sector {
    plover: String,
    cameo: String,
    icews: String,
}

/// All tables.
pub(super) struct Codes {
    cameo: Vec<Cameo>,
    countries: HashMap<String, Country>,
    states: HashMap<String, State>,
    sectors: HashMap<String, Sector>,
}

impl Codes {
    /// The tables that come with memcon.
    pub(super) fn bundled() -> Result<Codes, Stop> {
        let mut states = HashMap::new();
        // A state that ended stands under its successor's code at the end of the file.
        for state in table::<State>("states.csv")? {
            states.entry(state.iso3.clone()).or_insert(state);
        }
        Ok(Codes {
            cameo: table("cameo.csv")?,
            countries: table("country_codes.csv")?
                .into_iter()
                .map(|it: Country| (it.iso3.clone(), it))
                .collect(),
            states,
            sectors: table("sector_codes.csv")?
                .into_iter()
                .map(|it: Sector| (it.plover.clone(), it))
                .collect(),
        })
    }

    /// The CAMEO code of an event: the first line of its type whose mode and context, where it names them, are the
    /// event's.
    pub(super) fn cameo(&self, event: &EventRecord) -> &Cameo {
        let fits = |line: &&Cameo| {
            line.kind == event.kind
                && (line.mode.is_empty() || event.mode.as_ref() == Some(&line.mode))
                && (line.context.is_empty() || event.contexts.contains(&line.context))
        };
        // A test finds a last line for every type; of a type that no line names the first one would be taken.
        self.cameo.iter().find(fits).unwrap_or(&self.cameo[0])
    }

    /// The usual English name; the code itself when there is none.
    pub(super) fn country_name<'a>(&'a self, iso3: &'a str) -> &'a str {
        self.states.get(iso3).map_or(iso3, |state| &state.name)
    }

    /// The number of the Correlates of War project; empty when it counts no such state.
    pub(super) fn cow(&self, iso3: &str) -> &str {
        self.states.get(iso3).map_or("", |state| &state.cow)
    }

    /// The name that ICEWS uses.
    pub(super) fn icews_country<'a>(&'a self, iso3: &'a str) -> &'a str {
        self.countries.get(iso3).map_or(iso3, |country| &country.icews)
    }

    /// The code that CAMEO's actor dictionaries use.
    pub(super) fn cameo_country<'a>(&'a self, iso3: &'a str) -> &'a str {
        self.countries.get(iso3).map_or(iso3, |country| &country.cameo)
    }

    /// FIPS 10-4, as GDELT has for places; empty when there is none.
    pub(super) fn fips(&self, iso3: &str) -> &str {
        self.countries.get(iso3).map_or("", |country| &country.fips)
    }

    /// Sectors of an actor in CAMEO's codes, each once.
    pub(super) fn roles(&self, actor: &ActorRecord) -> Vec<&str> {
        self.sectors(actor, |sector| &sector.cameo)
    }

    /// Sectors of an actor in ICEWS's words, each once.
    pub(super) fn icews_sectors(&self, actor: &ActorRecord) -> Vec<&str> {
        self.sectors(actor, |sector| &sector.icews)
    }

    fn sectors(&self, actor: &ActorRecord, part: impl Fn(&Sector) -> &String) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for sector in actor.sectors.iter().filter_map(|code| self.sectors.get(code)) {
            let code = part(sector).as_str();
            if !code.is_empty() && !found.contains(&code) {
                found.push(code);
            }
        }
        found
    }
}

/// The rows of an embedded table.
fn table<T: DeserializeOwned>(name: &str) -> Result<Vec<T>, Stop> {
    let content = memcon_knowledge::file(name).unwrap_or_default();
    let rows: csv::Result<Vec<T>> = csv::Reader::from_reader(content.as_bytes()).deserialize().collect();
    rows.map_err(|error| Stop::Failure(format!("{name}: {error}")))
}

#[cfg(test)]
mod tests {
    use memcon::EventType;

    use super::*;

    fn event(kind: &str, mode: Option<&str>, contexts: &[&str]) -> EventRecord {
        EventRecord {
            id: "e1".to_owned(),
            kind: kind.to_owned(),
            mode: mode.map(str::to_owned),
            contexts: contexts.iter().map(|it| (*it).to_owned()).collect(),
            quad: 1,
            intensity: 0.0,
            sources: Vec::new(),
            targets: Vec::new(),
            place: None,
            time: None,
            status: "happened".to_owned(),
            background: false,
            attributed_to: None,
            evidence: Vec::new(),
            confidence: 1.0,
        }
    }

    #[test]
    fn types_modes_and_contexts_give_codes() {
        let codes = Codes::bundled().unwrap();
        for (kind, mode, contexts, expected) in [
            ("CONSULT", Some("visit"), &["diplomatic"][..], "042"),
            ("CONSULT", None, &[], "040"),
            ("AID", None, &["health", "military"], "072"),
            ("ASSAULT", Some("aerial"), &[], "195"),
            ("RETREAT", Some("release"), &["legal"], "0841"),
            ("ACCUSE", Some("unheard-of"), &[], "110"),
        ] {
            let event = event(kind, mode, contexts);
            assert_eq!(codes.cameo(&event).code, expected, "{kind} {mode:?} {contexts:?}");
        }
    }

    #[test]
    fn every_type_has_a_code_of_its_own() {
        let codes = Codes::bundled().unwrap();
        for kind in EventType::ALL {
            let line = codes.cameo(&event(kind.code(), None, &[]));
            assert_eq!(
                (line.kind.as_str(), line.mode.as_str(), line.context.as_str()),
                (kind.code(), "", "")
            );
        }
        for line in &codes.cameo {
            assert!(line.kind.parse::<EventType>().is_ok(), "{}", line.kind);
            let root: i64 = line.root().parse().unwrap();
            assert!((3..=20).contains(&root) && (1..=4).contains(&line.gdelt_quad), "{}", line.code);
        }
    }

    #[test]
    fn countries_have_the_codes_of_each_project() {
        let codes = Codes::bundled().unwrap();
        let of =
            |iso3| (codes.cow(iso3), codes.fips(iso3), codes.cameo_country(iso3), codes.icews_country(iso3));
        assert_eq!(of("RUS"), ("365", "RS", "RUS", "Russian Federation"));
        assert_eq!(of("ROU"), ("360", "RO", "ROM", "Romania"));
        assert_eq!(of("NOR"), ("385", "NO", "NOR", "Norway"));
    }
}
