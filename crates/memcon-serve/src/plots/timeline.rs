//! Incidents of one actor by month, one row a type; the mark tells how real they are.

use std::collections::BTreeMap;

use maud::{Markup, html};
use memcon_store::Cell;

use super::{INK, Months, at, colour, month_number};
use crate::scheme;

const WIDTH: f64 = 1120.0;
/// Most steps of time, and how many are tried when these hold too many marks.
const STEPS: [i64; 3] = [48, 24, 12];
/// Marks that a reader can take in, and a page carry.
const MARKS: usize = 900;
const LEFT: f64 = 96.0;
const ROW: f64 = 27.0;
const BOTTOM: f64 = 24.0;

/// How real incidents are, in three steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reality {
    /// Happened or goes on: a full disc.
    Real,
    /// Planned, requested, threatened, possible: a ring.
    Open,
    /// Denied: a ring struck through.
    Denied,
}

impl Reality {
    pub(crate) fn of(status: &str) -> Reality {
        match status {
            "happened" | "ongoing" => Reality::Real,
            "denied" => Reality::Denied,
            _ => Reality::Open,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Reality::Real => "happened",
            Reality::Open => "planned, requested, threatened or possible",
            Reality::Denied => "denied",
        }
    }
}

/// Draws them; nothing when none has a date.
pub(crate) fn draw(cells: &[Cell]) -> Markup {
    let placed: Vec<(usize, i64, &Cell)> = cells
        .iter()
        .filter_map(|cell| {
            let row = scheme::kinds().iter().position(|kind| kind.name == cell.kind)?;
            Some((row, month_number(&cell.month)?, cell))
        })
        .collect();
    let Some((axis, marks)) = STEPS.into_iter().find_map(|steps| laid_out(&placed, steps)) else {
        return html! {};
    };
    let mut rows: Vec<usize> = marks.keys().map(|(row, _, _)| *row).collect();
    rows.dedup();
    let most = marks.values().max().copied().unwrap_or(1) as f64;
    let height = ROW * rows.len() as f64 + BOTTOM;
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Incidents by month and type" font-family="sans-serif" font-size="12.5" {
            @for (n, row) in rows.iter().enumerate() {
                @let y = ROW * (n as f64 + 0.5);
                line.rule x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) stroke=(INK) stroke-opacity="0.25" {}
                text.print x=(LEFT - 8.0) y=(y + 4.0) text-anchor="end" fill=(INK) { (scheme::word(&scheme::kinds()[*row].name)) }
            }
            @for (n, row) in rows.iter().enumerate() {
                (self::row(&axis, &marks, *row, ROW * (n as f64 + 0.5), most))
            }
            (axis.labels(height - 6.0))
        }
    }
}

/// Incidents by type, step and how real they are.
type Marks = BTreeMap<(usize, i64, Reality), u64>;

/// The marks in at most `steps` steps of time; `None` when they are too many, unless there are no fewer steps to take.
fn laid_out(placed: &[(usize, i64, &Cell)], steps: i64) -> Option<(Months, Marks)> {
    let axis = Months::over(placed.iter().map(|(_, month, _)| *month), steps, LEFT, WIDTH)?;
    let mut marks = Marks::new();
    for (row, month, cell) in placed.iter().filter(|(_, month, _)| axis.holds(*month)) {
        *marks.entry((*row, axis.step_of(*month), Reality::of(&cell.status))).or_default() += cell.incidents;
    }
    (marks.len() <= MARKS || steps == STEPS[STEPS.len() - 1]).then_some((axis, marks))
}

/// The marks of one type: discs, rings, and rings struck through.
fn row(axis: &Months, marks: &BTreeMap<(usize, i64, Reality), u64>, row: usize, y: f64, most: f64) -> Markup {
    let quad = scheme::kinds()[row].quad;
    let ink = colour(quad);
    let of = |wanted: Reality| {
        marks
            .range((row, i64::MIN, Reality::Real)..(row + 1, i64::MIN, Reality::Real))
            .filter(move |((_, _, reality), _)| *reality == wanted)
            .map(move |((_, step, _), count)| {
                let size = 3.5 + 7.0 * (*count as f64 / most).sqrt();
                (axis.middle(*step), size, format!("{}: {count} {}", axis.name(*step), wanted.name()))
            })
    };
    html! {
        g.{ "q" (quad) } transform=(format!("translate(0 {y})")) {
            g.disc fill=(ink) fill-opacity="0.85" {
                @for (x, size, name) in of(Reality::Real) { circle cx=(at(x)) r=(at(size)) { title { (name) } } }
            }
            g.ring fill="none" stroke=(ink) stroke-width="1.6" {
                @for (x, size, name) in of(Reality::Open) { circle cx=(at(x)) r=(at(size)) { title { (name) } } }
                @for (x, size, name) in of(Reality::Denied) {
                    circle cx=(at(x)) r=(at(size)) { title { (name) } }
                    path d=(format!("M{} {}L{} {}", at(x - size), at(size), at(x + size), at(-size))) {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_how_real_things_are() {
        let cell = |kind: &str, status: &str| Cell {
            month: "2026-03".to_owned(),
            kind: kind.to_owned(),
            quad: 1,
            status: status.to_owned(),
            incidents: 2,
            intensity: 1.0,
        };
        let drawn = draw(&[
            cell("CONSULT", "happened"),
            cell("CONSULT", "denied"),
            cell("AGREE", "planned"),
            cell("AGREE", "requested"),
        ])
        .into_string();
        for (what, times) in
            [("March 2026: 2 happened", 1), ("<path", 1), ("March 2026: 4 planned", 1), ("<circle", 3)]
        {
            assert_eq!(drawn.matches(what).count(), times, "{what}: {drawn}");
        }
        assert_eq!(draw(&[]).into_string(), "");
    }
}
