//! Places on a map of the world, in the Equal Earth projection.

use maud::{Markup, PreEscaped, html};
use memcon_store::Spot;

use super::{INK, at, colour};

/// Outlines of land, and on the second line borders of states: written by `ui/world.py`.
const WORLD: &str = include_str!("../../ui/world.paths");

/// Coefficients of the projection (Šavrič, Patterson and Jenny 2018), as in `ui/world.py`.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
/// The easternmost point of the equator in the formula's own unit.
const EDGE: f64 = 2.706_629_983_696_074_8;

/// A circle for each place, its area by how many incidents happened there.
pub(crate) fn draw(spots: &[Spot]) -> Markup {
    let (land, borders) = WORLD.trim_end().split_once('\n').unwrap_or((WORLD, ""));
    let most = spots.iter().map(|spot| spot.incidents).max().unwrap_or(1) as f64;
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 450" role="img" aria-label="Map of incidents" {
            // Written by our own script: digits, letters of paths, commas, full stops, spaces and minus signs.
            path.land d=(PreEscaped(land)) fill="#e9e4d6" {}
            path.borders d=(PreEscaped(borders)) fill="none" stroke="#cfc8b6" stroke-width="0.6" {}
            @for spot in spots {
                @let (x, y) = project(spot.lon, spot.lat);
                @let quad = if spot.cooperation * 2 >= spot.incidents { 2 } else { 4 };
                g.{ "q" (quad) } {
                    circle.disc cx=(at(x)) cy=(at(y)) r=(at(2.2 + 11.0 * (spot.incidents as f64 / most).sqrt())) fill=(colour(quad)) fill-opacity="0.6" stroke=(INK) stroke-opacity="0.5" stroke-width="0.5" {
                        title { (crate::shown::line(&spot.place)) ": " (spot.incidents) " incidents, " (spot.cooperation) " of co-operation" }
                    }
                }
            }
        }
    }
}

/// Where a place stands on a map that is 1000 wide.
fn project(lon: f64, lat: f64) -> (f64, f64) {
    let t = (3f64.sqrt() / 2.0 * lat.clamp(-58.0, 90.0).to_radians().sin()).asin();
    let t2 = t * t;
    let t6 = t2 * t2 * t2;
    let d = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = 2.0 * 3f64.sqrt() * lon.clamp(-180.0, 180.0).to_radians() * t.cos() / (3.0 * d);
    let y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (500.0 + x / EDGE * 500.0, 250.0 - y / EDGE * 500.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_edges_of_the_world_stand_where_they_should() {
        let round = |(x, y): (f64, f64)| (x.round(), y.round());
        assert_eq!(round(project(0.0, 0.0)), (500.0, 250.0));
        assert_eq!(round(project(180.0, 0.0)), (1000.0, 250.0));
        assert_eq!(round(project(-180.0, 0.0)), (0.0, 250.0));
        // Equal Earth is 2.054 times as wide as it is high.
        assert_eq!(round(project(0.0, 90.0)), (500.0, 7.0));
    }

    #[test]
    fn the_outlines_are_paths_and_nothing_else() {
        assert_eq!(WORLD.trim_end().lines().count(), 2);
        assert!(WORLD.chars().all(|c| c.is_ascii_digit() || "Mlz,.- \n".contains(c)));
    }
}
