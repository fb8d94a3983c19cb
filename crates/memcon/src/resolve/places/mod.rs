//! Toponyms and where they are.
//!
//! Names of the gazetteer and of the tables are found by longest match ([`candidates`]), the words around each tell whether
//! it is used as a place ([`usage`]), and what the article names besides tells which of its namesakes is meant
//! ([`senses`]). Cues are added up with the weights of place_cues.csv.

mod candidates;
mod senses;
#[cfg(test)]
mod tests;
mod usage;
mod words;

use std::collections::HashMap;

use self::candidates::{Candidate, Target, candidates};
use super::{Place, PlaceKind};
use crate::article::Article;
use crate::gazetteer::Feature;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;

/// Finds the toponyms of an article and places each on the map.
pub(super) fn places(knowledge: &Knowledge, article: &Article, found: &Annotations) -> Vec<Place> {
    let findings = candidates(knowledge, article);
    let usage = usage::usage(knowledge, article, found, &findings);
    let used: Vec<bool> = usage.iter().map(|cues| usage::weigh(knowledge, "use", cues) > 0.0).collect();
    let (chosen, _) = senses::choose(knowledge, article, &findings, &used);

    let mut places: Vec<Place> = Vec::new();
    let mut numbers: HashMap<Target, usize> = HashMap::new();
    for ((candidate, choice), _) in
        findings.candidates.iter().zip(chosen).zip(&used).filter(|(_, used)| **used)
    {
        let target = candidate.senses[choice].target;
        let number = *numbers.entry(target).or_insert_with(|| {
            places.push(place(knowledge, target));
            places.len() - 1
        });
        places[number].mentions.push(mention(article, candidate));
    }
    places
}

/// The span of the name; an abbreviation's full stop belongs to it ("Calif.").
fn mention(article: &Article, candidate: &Candidate) -> crate::text::Span {
    candidate.span.trimmed(article.text())
}

fn place(knowledge: &Knowledge, target: Target) -> Place {
    match target {
        Target::Area(number) => {
            let area = &knowledge.toponyms.areas[number];
            let kind = match area.kind.as_str() {
                "state" => PlaceKind::Country,
                "site" => PlaceKind::Site,
                _ => PlaceKind::Region,
            };
            let geonames = (kind == PlaceKind::Country)
                .then(|| area.country.as_deref().and_then(|country| knowledge.gazetteer.country(country)))
                .flatten();
            Place {
                name: area.name.clone(),
                kind,
                country: area.country.clone(),
                position: area.position,
                geonames,
                mentions: Vec::new(),
            }
        }
        Target::Entry(number, feature) => {
            let entry = knowledge.gazetteer.entry(number);
            Place {
                name: entry.name.to_owned(),
                kind: if feature == Feature::City { PlaceKind::City } else { PlaceKind::Region },
                country: Some(entry.country.to_owned()),
                position: Some((entry.lat, entry.lon)),
                geonames: Some(entry.geonames),
                mentions: Vec::new(),
            }
        }
    }
}
