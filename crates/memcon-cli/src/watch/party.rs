//! Whether an incident has to do with somebody who is watched.

use std::collections::HashSet;

use memcon::incident::{Incident, KnownActor};
use serde::Deserialize;

use super::config::Watch;
use crate::exit::Stop;

/// Those who are watched, with what their names stand for.
pub struct Watched(Vec<Vec<Party>>);

/// One who is watched.
#[derive(Debug, PartialEq, Eq)]
enum Party {
    /// Anybody of a country: its state, its bodies, its people. ISO 3166-1 alpha-3.
    Country(String),
    /// Somebody, by name in small letters.
    Name(String),
}

#[derive(Debug, Deserialize)]
struct State {
    iso3: String,
    name: String,
    aliases: String,
}

impl Watched {
    /// # Errors
    /// When the table of states is wrong.
    pub fn new(watch: &[Watch]) -> Result<Watched, Stop> {
        let table = memcon_knowledge::file("states.csv").unwrap_or_default();
        let states: csv::Result<Vec<State>> =
            csv::Reader::from_reader(table.as_bytes()).deserialize().collect();
        let states = states.map_err(|error| Stop::Failure(format!("states.csv: {error}")))?;
        let party = |name: &String| {
            let called = |state: &&State| {
                std::iter::once(state.name.as_str())
                    .chain(state.aliases.split('|'))
                    .any(|known| known.eq_ignore_ascii_case(name.trim()))
            };
            match states.iter().find(called) {
                Some(state) => Party::Country(state.iso3.clone()),
                None => Party::Name(name.trim().to_lowercase()),
            }
        };
        Ok(Watched(
            watch
                .iter()
                .map(|watch| match watch {
                    Watch::Actor { actor } => vec![party(actor)],
                    Watch::Pair { pair } => pair.iter().map(party).collect(),
                })
                .collect(),
        ))
    }

    /// Whether somebody who is watched takes part, of a pair both, by two different actors. When nobody is named everything
    /// is wanted.
    pub fn wants(&self, incident: &Incident) -> bool {
        self.0.is_empty() || self.0.iter().any(|parties| take_part(parties, &incident.actors))
    }
}

fn take_part(parties: &[Party], actors: &[KnownActor]) -> bool {
    let found = |party: &Party| -> HashSet<&str> {
        actors.iter().filter(|actor| party.is(actor)).map(|actor| actor.id.as_str()).collect()
    };
    match parties {
        [one, other] => {
            let (ones, others) = (found(one), found(other));
            ones.iter().any(|one| others.iter().any(|other| one != other))
        }
        parties => parties.iter().all(|party| !found(party).is_empty()),
    }
}

impl Party {
    fn is(&self, actor: &KnownActor) -> bool {
        match self {
            Party::Country(iso3) => actor.country.as_ref() == Some(iso3),
            Party::Name(name) => [&actor.name, &actor.id].iter().any(|known| known.to_lowercase() == *name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(actors: &[(&str, Option<&str>)]) -> Incident {
        let actors: Vec<_> = actors
            .iter()
            .map(|(name, country)| {
                serde_json::json!({"id": name, "name": name, "kind": "person", "country": country, "wikidata": null})
            })
            .collect();
        serde_json::from_value(serde_json::json!({
            "id": "0", "type": "CONSULT", "mode": null, "quad": 1, "intensity": 1.0, "sources": [], "targets": [],
            "actors": actors, "place": null, "time": null, "days": null, "status": "happened", "background": false,
            "headline": null, "reports": [], "first_reported": null, "last_reported": null, "voices": 1, "publishers": 1,
            "history": [], "disagreements": []
        }))
        .unwrap()
    }

    fn wants(watch: &[Watch], actors: &[(&str, Option<&str>)]) -> bool {
        Watched::new(watch).unwrap().wants(&incident(actors))
    }

    #[test]
    fn actors_and_pairs_are_found_by_name_and_country() {
        let actor = |name: &str| [Watch::Actor { actor: name.to_owned() }];
        let pair = |one: &str, other: &str| [Watch::Pair { pair: [one.to_owned(), other.to_owned()] }];
        let talks = [("Inês Carvalho", Some("PRT")), ("Kjetil Lund", Some("NOR"))];
        assert!(wants(&[], &talks));
        assert!(wants(&actor("inês carvalho"), &talks) && !wants(&actor("Marta Lund"), &talks));
        assert!(wants(&actor("Norway"), &talks) && !wants(&actor("Sweden"), &talks));
        assert!(
            wants(&pair("Norway", "Portugal"), &talks) && wants(&pair("Norway", "Inês Carvalho"), &talks)
        );
        assert!(!wants(&pair("Norway", "Sweden"), &talks));
        assert!(!wants(&pair("Norway", "Norway"), &talks), "one actor is no pair");
    }
}
