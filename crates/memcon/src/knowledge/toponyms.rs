//! Names of states and regions as places, and the words by which a name shows that it is used as one.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::table::{self, List};
use super::world::World;
use crate::error::Result;
use crate::gazetteer::{Feature, Gazetteer, PlaceNumber, fold, fold_word};

/// A state, sea or region of the world: places that the gazetteer does not hold.
#[derive(Debug, Clone)]
pub(crate) struct Area {
    pub name: String,
    /// `state`, or the kind that regions.csv gives.
    pub kind: String,
    /// ISO 3166-1 alpha-3; none when it belongs to several.
    pub country: Option<String>,
    pub position: Option<(f64, f64)>,
}

/// What a word near a name, or the name itself, tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WordKind {
    /// "in": a place follows.
    In,
    /// "from": a place or person follows.
    From,
    /// "of": anything follows.
    Of,
    /// "near": what follows is where something took place.
    Locating,
    /// "against": what follows an assault's name is what was assaulted.
    Object,
    /// "there": a place named before.
    There,
    /// "northern".
    Direction,
    /// "province".
    Division,
    /// "village".
    Settlement,
    /// "residents", "border": what places have.
    People,
    /// "River", "Street": the name is part of the feature's.
    Feature,
    /// "University", "Times": the name is part of the body's.
    Organisation,
    /// "Senator": a person follows.
    Title,
    /// A common word that is also a place somewhere.
    Common,
    /// "March".
    Month,
    /// "Calif.", "TX".
    Abbreviation,
    /// Last part of the addresses of a country's outlets; those sold to all comers are left out.
    Domain,
}

#[derive(Debug, Deserialize)]
struct StateRow {
    iso3: String,
    name: String,
    aliases: List,
    adjectives: List,
    demonyms: List,
    capital: List,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct RegionRow {
    name: String,
    aliases: List,
    adjectives: List,
    kind: String,
    country: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct WordRow {
    word: String,
    kind: WordKind,
    value: String,
}

#[derive(Debug, Deserialize)]
struct NameRow {
    name: String,
}

#[derive(Debug, Deserialize)]
struct OutletRow {
    domain: String,
    country: String,
}

#[derive(Debug, Deserialize)]
struct CueRow {
    cue: String,
    weight: f64,
}

/// What a name of the tables stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toponym {
    /// Number in [`Toponyms::areas`].
    Area(usize),
    /// A division that the gazetteer holds too; the table adds names to it.
    Entry(PlaceNumber),
}

/// A toponym, and whether its name must be written in capitals ("US" is not "us").
type Named = (Toponym, bool);

/// Everything that the search for places knows beside the gazetteer.
#[derive(Debug, Default)]
pub(crate) struct Toponyms {
    pub areas: Vec<Area>,
    by_name: HashMap<String, Vec<Named>>,
    /// Folded adjective or demonym to the code of its state; empty for those of regions.
    adjectives: HashMap<String, String>,
    words: HashMap<String, Vec<WordKind>>,
    abbreviations: HashMap<String, String>,
    domains: HashMap<String, String>,
    outlets: HashMap<String, String>,
    /// Folded name of a state's capital, with the state's code.
    capitals: HashSet<(String, String)>,
    given: HashSet<String>,
    family: HashSet<String>,
    weights: HashMap<String, f64>,
}

impl Toponyms {
    /// Reads the tables.
    pub(crate) fn read(
        file: &dyn Fn(&str) -> Result<String>,
        world: &World,
        gazetteer: &Gazetteer,
    ) -> Result<Toponyms> {
        let mut toponyms = Toponyms::default();
        for row in table::rows::<StateRow>("states.csv", &file("states.csv")?)? {
            toponyms.adjective(row.adjectives.iter().chain(row.demonyms.iter()), &row.iso3);
            toponyms.capitals.extend(row.capital.iter().map(|name| (fold(name), row.iso3.clone())));
            let area = Area {
                name: row.name.clone(),
                kind: "state".to_owned(),
                country: Some(row.iso3),
                position: row.lat.zip(row.lon),
            };
            toponyms.area(area, std::iter::once(row.name.as_str()).chain(row.aliases.iter()));
        }
        for row in table::rows::<RegionRow>("regions.csv", &file("regions.csv")?)? {
            toponyms.adjective(row.adjectives.iter(), "");
            let names: Vec<&str> = std::iter::once(row.name.as_str()).chain(row.aliases.iter()).collect();
            let country = row.country.filter(|country| !country.is_empty());
            let division = (row.kind == "subnational")
                .then(|| division(gazetteer, &names, country.as_deref()))
                .flatten();
            if let Some(division) = division {
                // "TX" and "Tex." want more care than a name: see place_words.csv.
                let long = names.iter().copied().filter(|name| name.len() > 2 && !name.ends_with('.'));
                toponyms.name(Toponym::Entry(division), long);
                continue;
            }
            let area =
                Area { name: row.name.clone(), kind: row.kind, country, position: row.lat.zip(row.lon) };
            toponyms.area(area, names.iter().copied());
        }
        for row in table::rows::<WordRow>("place_words.csv", &file("place_words.csv")?)? {
            match row.kind {
                WordKind::Abbreviation => {
                    toponyms.abbreviations.insert(row.word, row.value);
                }
                WordKind::Domain => {
                    toponyms.domains.insert(row.word, row.value);
                }
                kind => toponyms.words.entry(fold_word(&row.word)).or_default().push(kind),
            }
        }
        for row in table::rows::<NameRow>("given_names.csv", &file("given_names.csv")?)? {
            toponyms.given.insert(fold_word(&row.name));
        }
        for row in table::rows::<NameRow>("family_names.csv", &file("family_names.csv")?)? {
            toponyms.family.insert(fold_word(&row.name));
        }
        for person in &world.people {
            let mut words = person.name.split_whitespace();
            if let (Some(first), Some(last)) = (words.next(), words.next_back()) {
                toponyms.given.insert(fold_word(first));
                toponyms.family.insert(fold(last));
            }
        }
        for row in table::rows::<OutletRow>("outlets.csv", &file("outlets.csv")?)? {
            toponyms.outlets.insert(row.domain, row.country);
        }
        for row in table::rows::<CueRow>("place_cues.csv", &file("place_cues.csv")?)? {
            toponyms.weights.insert(row.cue, row.weight);
        }
        Ok(toponyms)
    }

    fn area<'a>(&mut self, area: Area, names: impl Iterator<Item = &'a str>) {
        self.name(Toponym::Area(self.areas.len()), names);
        self.areas.push(area);
    }

    fn name<'a>(&mut self, toponym: Toponym, names: impl Iterator<Item = &'a str>) {
        for name in names {
            let name = name.strip_prefix("the ").unwrap_or(name);
            // "Georgia (U.S. state)": the bracket is for those who read the table.
            let name = name.split(" (").next().unwrap_or(name);
            let upper = name.chars().count() <= 5 && !name.contains(char::is_lowercase);
            let known = self.by_name.entry(fold(name)).or_default();
            if !known.contains(&(toponym, upper)) {
                known.push((toponym, upper));
            }
        }
    }

    fn adjective<'a>(&mut self, words: impl Iterator<Item = &'a str>, country: &str) {
        for word in words {
            self.adjectives.entry(fold(word)).or_insert_with(|| country.to_owned());
        }
    }

    /// Toponyms whose folded name is `key`; `upper` tells whether the text writes it in capitals.
    pub(crate) fn named(&self, key: &str, upper: bool) -> impl Iterator<Item = Toponym> {
        let known = self.by_name.get(key).map_or(&[][..], Vec::as_slice);
        known.iter().filter(move |(_, must)| upper || !must).map(|(toponym, _)| *toponym)
    }

    /// Code of the state whose adjective or demonym `key` is; empty for a region's.
    pub(crate) fn adjective_of(&self, key: &str) -> Option<&str> {
        self.adjectives.get(key).map(String::as_str)
    }

    /// True when the folded word `key` is of this kind.
    pub(crate) fn is(&self, key: &str, kind: WordKind) -> bool {
        self.words.get(key).is_some_and(|kinds| kinds.contains(&kind))
    }

    /// What "Calif." or "TX" stands for.
    pub(crate) fn abbreviation(&self, written: &str) -> Option<&str> {
        self.abbreviations.get(written).map(String::as_str)
    }

    /// True when the folded name `key` is that of the capital of the state with code `country`.
    pub(crate) fn is_capital(&self, key: &str, country: &str) -> bool {
        self.capitals.contains(&(key.to_owned(), country.to_owned()))
    }

    /// Code of the country of the outlet at `domain`.
    pub(crate) fn outlet_country(&self, domain: &str) -> Option<&str> {
        self.outlets.get(domain).map(String::as_str).filter(|country| !country.is_empty())
    }

    /// Code of the country whose outlets have addresses that end so.
    pub(crate) fn domain_country(&self, ending: &str) -> Option<&str> {
        self.domains.get(ending).map(String::as_str)
    }

    /// True when `key` is often a given name.
    pub(crate) fn is_given_name(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// True when `key` is often a family name.
    pub(crate) fn is_family_name(&self, key: &str) -> bool {
        self.family.contains(key)
    }

    /// The weight of a cue in place_cues.csv; a cue without a line says nothing.
    pub(crate) fn weight(&self, cue: &str) -> f64 {
        self.weights.get(cue).copied().unwrap_or(0.0)
    }
}

/// The first-level division of `country` that the gazetteer knows by one of `names`.
fn division(gazetteer: &Gazetteer, names: &[&str], country: Option<&str>) -> Option<PlaceNumber> {
    names
        .iter()
        .flat_map(|name| gazetteer.folded(&fold(name.split(" (").next().unwrap_or(name))))
        .map(|(number, _)| (number, gazetteer.entry(number)))
        .filter(|(_, entry)| entry.feature == Feature::Division1 && Some(entry.country) == country)
        .max_by(|(_, a), (_, b)| a.log_population.total_cmp(&b.log_population))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    #[test]
    fn names_words_and_adjectives_are_known() {
        let knowledge = Knowledge::bundled();
        let toponyms = &knowledge.toponyms;
        assert!(matches!(toponyms.named("syria", false).next(), Some(Toponym::Area(_))));
        assert_eq!(toponyms.named("us", false).count(), 0, "a pronoun");
        assert_eq!(toponyms.named("us", true).count(), 1);
        assert!(matches!(toponyms.named("texas", false).next(), Some(Toponym::Entry(_))));
        assert_eq!(toponyms.adjective_of("french"), Some("FRA"));
        assert_eq!(toponyms.abbreviation("Calif."), Some("California"));
        assert_eq!(toponyms.domain_country("uk"), Some("GBR"));
        assert!(toponyms.is("province", WordKind::Division) && !toponyms.is("province", WordKind::Title));
        assert!(toponyms.is_capital("damascus", "SYR") && !toponyms.is_capital("aleppo", "SYR"));
    }
}
