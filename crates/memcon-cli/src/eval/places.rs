//! Places: found, and put where they are.

use std::path::Path;

use memcon::Memcon;
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::pairing::{overlap, pair};
use super::{Scored, gold};
use crate::exit::Stop;

/// What the field counts as right: 100 miles.
const NEAR: f64 = 161.0;

/// The earth's mean radius in kilometres.
const RADIUS: f64 = 6371.0;

#[derive(Debug, Deserialize)]
struct Gold {
    toponyms: Vec<Toponym>,
}

/// A toponym of the gold file. One without a position is neither demanded nor punished: such are adjectives of
/// nations, common nouns, and what the annotators could not find on a map.
#[derive(Debug, Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// One mention of a place that memcon gave.
struct Given {
    start: usize,
    end: usize,
    position: Option<(f64, f64)>,
}

/// Scores every mention of every place.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let mut found = Vec::new();
    let mut near_of_found = Vec::new();
    let mut near_of_all = Vec::new();
    for (text, record) in texts.iter().zip(&records) {
        let (wanted, neutral): (Vec<&Toponym>, Vec<&Toponym>) =
            text.gold.toponyms.iter().partition(|toponym| toponym.lat.is_some() && toponym.lon.is_some());
        let touched = |toponym: &Toponym, given: &Given| {
            overlap((toponym.start, toponym.end), (given.start, given.end))
        };
        let mut given: Vec<Given> = record
            .places
            .iter()
            .flat_map(|place| {
                let position = place.lat.zip(place.lon);
                place.mentions.iter().map(move |span| Given { start: span.start, end: span.end, position })
            })
            .collect();
        given.retain(|given| {
            wanted.iter().any(|toponym| touched(toponym, given))
                || !neutral.iter().any(|toponym| touched(toponym, given))
        });
        let pairs = pair(wanted.len(), given.len(), |g, p| touched(wanted[g], &given[p]));
        let near = pairs
            .iter()
            .filter(|(g, p)| match (wanted[*g].lat.zip(wanted[*g].lon), given[*p].position) {
                (Some(right), Some(here)) => kilometres(right, here) <= NEAR,
                _ => false,
            })
            .count();
        found.push(Found { right: pairs.len(), given: given.len(), gold: wanted.len() });
        near_of_found.push((near, pairs.len()));
        near_of_all.push((near, wanted.len()));
    }
    let mut measures = Measure::found("found", &found).to_vec();
    measures.push(Measure::new("within 161 km, of found", near_of_found));
    measures.push(Measure::new("within 161 km, of all", near_of_all));
    Ok(Scored { measures, records })
}

/// Along a great circle, between two `(latitude, longitude)` in degrees.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (from, to) = (a.0.to_radians(), b.0.to_radians());
    let half_north = (to - from) / 2.0;
    let half_east = (b.1 - a.1).to_radians() / 2.0;
    let chord = half_north.sin().powi(2) + from.cos() * to.cos() * half_east.sin().powi(2);
    2.0 * RADIUS * chord.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::kilometres;

    #[test]
    fn distances_are_those_of_the_globe() {
        for (a, b, expected) in [
            ((48.857, 2.352), (52.520, 13.405), 878.0),
            ((0.0, 179.5), (0.0, -179.5), 111.0),
            ((10.0, 10.0), (10.0, 10.0), 0.0),
        ] {
            assert!((kilometres(a, b) - expected).abs() < 2.0, "{a:?} {b:?}: {}", kilometres(a, b));
        }
    }
}
