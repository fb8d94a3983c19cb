//! Who deals with whom, as a graph: laid out here, the same for the same pairs.

use std::collections::BTreeMap;

use maud::{Markup, html};
use memcon_store::Dealing;

use super::{INK, at, colour};
use crate::shown;

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 560.0;
const STEPS: usize = 400;
/// Longest name that is written out.
const NAME: usize = 28;

/// Circles for those who deal, lines for the pairs; `name` is what an id is called.
pub(crate) fn draw(dealings: &[Dealing], name: fn(&str) -> &str) -> Markup {
    let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
    for dealing in dealings {
        *weights.entry(&dealing.one).or_default() += dealing.incidents;
        *weights.entry(&dealing.other).or_default() += dealing.incidents;
    }
    let ids: Vec<&str> = weights.keys().copied().collect();
    let number = |id: &str| ids.binary_search(&id).unwrap_or(0);
    let most = dealings.iter().map(|dealing| dealing.incidents).max().unwrap_or(1) as f64;
    let edges: Vec<(usize, usize, f64)> = dealings
        .iter()
        .map(|dealing| (number(&dealing.one), number(&dealing.other), dealing.incidents as f64 / most))
        .collect();
    let places = layout(ids.len(), &edges);
    let heaviest = weights.values().max().copied().unwrap_or(1) as f64;
    let size = |weight: u64| 3.5 + 8.0 * (weight as f64 / heaviest).sqrt();
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Who deals with whom" font-family="sans-serif" font-size="12" {
            @for (dealing, (one, other, share)) in dealings.iter().zip(&edges) {
                @let quad = if dealing.cooperation * 2 >= dealing.incidents { 2 } else { 4 };
                g.{ "q" (quad) } {
                    line.ring x1=(at(places[*one].0)) y1=(at(places[*one].1)) x2=(at(places[*other].0)) y2=(at(places[*other].1)) stroke=(colour(quad)) stroke-opacity="0.55" stroke-width=(at(1.0 + 6.0 * share)) {
                        title { (shown::line(name(&dealing.one))) " and " (shown::line(name(&dealing.other))) ": " (dealing.incidents) " incidents, " (dealing.cooperation) " of co-operation" }
                    }
                }
            }
            @for (n, (id, (x, y))) in ids.iter().zip(&places).enumerate() {
                @let size = size(weights[id]);
                @let left = written_left(n, &places, &edges);
                text.label x=(at(if left { x - size - 4.0 } else { x + size + 4.0 })) y=(at(y + 4.0)) text-anchor=(if left { "end" } else { "start" }) fill=(INK) stroke="#ffffff" stroke-width="3" paint-order="stroke" { (short(name(id))) }
            }
            @for (id, (x, y)) in ids.iter().zip(&places) {
                circle.node cx=(at(*x)) cy=(at(*y)) r=(at(size(weights[id]))) fill=(INK) { title { (shown::line(name(id))) ": " (weights[id]) } }
            }
        }
    }
}

/// True where a name stands to the left of its circle: away from those it deals with, and inside the sheet.
fn written_left(n: usize, places: &[(f64, f64)], edges: &[(usize, usize, f64)]) -> bool {
    let x = places[n].0;
    let pull: f64 = edges
        .iter()
        .filter_map(|(one, other, _)| match (*one == n, *other == n) {
            (true, _) => Some(places[*other].0 - x),
            (_, true) => Some(places[*one].0 - x),
            _ => None,
        })
        .map(f64::signum)
        .sum();
    if x < WIDTH * 0.2 { false } else { x > WIDTH * 0.8 || pull > 0.0 }
}

fn short(name: &str) -> String {
    let name = shown::line(name);
    if name.chars().count() <= NAME {
        name.into_owned()
    } else {
        name.chars().take(NAME - 1).chain(['…']).collect()
    }
}

/// Places for `count` nodes by forces (Fruchterman and Reingold 1991): all push each other away, pairs pull each other together, and a
/// weak pull to the middle keeps parts that have nothing to do with each other in sight. Begins on a circle in the order of names, so
/// that the same pairs always give the same picture.
fn layout(count: usize, edges: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    let turn = std::f64::consts::TAU / count.max(1) as f64;
    // The golden angle sets neighbours in the alphabet apart.
    let golden = std::f64::consts::PI * (3.0 - 5f64.sqrt());
    let mut places: Vec<(f64, f64)> = (0..count)
        .map(|n| {
            let radius = 0.1 + 0.4 * (n as f64 + 0.5) / count as f64;
            let angle = n as f64 * golden + turn;
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect();
    let ideal = 0.9 / (count.max(1) as f64).sqrt();
    for step in 0..STEPS {
        let heat = 0.08 * (1.0 - step as f64 / STEPS as f64);
        let mut forces = vec![(0.0, 0.0); count];
        for one in 0..count {
            for other in 0..one {
                let (dx, dy, far) = apart(places[one], places[other]);
                push(&mut forces, one, other, (dx, dy), ideal * ideal / far);
            }
        }
        for &(one, other, weight) in edges {
            let (dx, dy, far) = apart(places[one], places[other]);
            push(&mut forces, one, other, (dx, dy), -far * far / ideal * (0.4 + 0.6 * weight));
        }
        for (place, force) in places.iter_mut().zip(&forces) {
            let force = (force.0 - place.0 * 0.6, force.1 - place.1 * 0.6);
            let strength = force.0.hypot(force.1).max(1e-9);
            let most = strength.min(heat) / strength;
            *place = (place.0 + force.0 * most, place.1 + force.1 * most);
        }
    }
    fitted(&places)
}

/// Direction and distance from `other` to `one`.
fn apart(one: (f64, f64), other: (f64, f64)) -> (f64, f64, f64) {
    let (dx, dy) = (one.0 - other.0, one.1 - other.1);
    let far = dx.hypot(dy).max(1e-4);
    (dx / far, dy / far, far)
}

fn push(forces: &mut [(f64, f64)], one: usize, other: usize, direction: (f64, f64), by: f64) {
    forces[one] = (forces[one].0 + direction.0 * by, forces[one].1 + direction.1 * by);
    forces[other] = (forces[other].0 - direction.0 * by, forces[other].1 - direction.1 * by);
}

/// The places stretched over the sheet.
fn fitted(places: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let all = places.iter().map(of);
        (all.clone().fold(f64::INFINITY, f64::min), all.fold(f64::NEG_INFINITY, f64::max))
    };
    let (left, right) = ends(|place| place.0);
    let (top, bottom) = ends(|place| place.1);
    let within = |value: f64, (low, high): (f64, f64), room: f64, margin: f64| {
        if high - low < 1e-6 {
            room / 2.0
        } else {
            margin + (room - 2.0 * margin) * (value - low) / (high - low)
        }
    };
    places
        .iter()
        .map(|&(x, y)| (within(x, (left, right), WIDTH, 60.0), within(y, (top, bottom), HEIGHT, 30.0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_pairs_give_the_same_picture_on_the_sheet() {
        let edges = [(0, 1, 1.0), (1, 2, 0.5), (3, 4, 0.1)];
        let places = layout(5, &edges);
        assert_eq!(places, layout(5, &edges));
        for (n, one) in places.iter().enumerate() {
            assert!((0.0..=WIDTH).contains(&one.0) && (0.0..=HEIGHT).contains(&one.1), "{one:?}");
            for other in &places[..n] {
                assert!((one.0 - other.0).hypot(one.1 - other.1) > 20.0, "{places:?}");
            }
        }
        assert_eq!(layout(1, &[]), [(WIDTH / 2.0, HEIGHT / 2.0)]);
        assert!(layout(0, &[]).is_empty());
    }
}
