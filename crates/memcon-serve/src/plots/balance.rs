//! Two sides over time: co-operation above the line, conflict below it, by month.

use std::collections::BTreeMap;

use maud::{Markup, html};
use memcon_store::Cell;

use super::{INK, Months, colour, month_number};
use crate::plots::timeline::Reality;

const WIDTH: f64 = 1120.0;
/// Steps of time; more would be too thin to be told apart.
const MOST: i64 = 60;
const LEFT: f64 = 96.0;
const HALF: f64 = 96.0;
const BOTTOM: f64 = 24.0;

/// Intensity of one month or longer step: how much of it by quad class, what happened and what is open.
#[derive(Default)]
struct Balance {
    happened: [f64; 4],
    open: [f64; 4],
    incidents: u64,
}

impl Balance {
    fn above(&self) -> f64 {
        self.happened[0] + self.happened[1] + self.open[0] + self.open[1]
    }

    fn below(&self) -> f64 {
        self.happened[2] + self.happened[3] + self.open[2] + self.open[3]
    }
}

/// Draws it; nothing when nothing has a date.
pub(crate) fn draw(cells: &[Cell]) -> Markup {
    let dated: Vec<(i64, &Cell)> = cells
        .iter()
        .filter(|cell| Reality::of(&cell.status) != Reality::Denied)
        .filter_map(|cell| Some((month_number(&cell.month)?, cell)))
        .collect();
    let Some(axis) = Months::over(dated.iter().map(|(month, _)| *month), MOST, LEFT, WIDTH) else {
        return html! {};
    };
    let mut steps: BTreeMap<i64, Balance> = BTreeMap::new();
    for (month, cell) in dated.into_iter().filter(|(month, _)| axis.holds(*month)) {
        let balance = steps.entry(axis.step_of(month)).or_default();
        let quad = usize::from(cell.quad.clamp(1, 4) - 1);
        let real = Reality::of(&cell.status) == Reality::Real;
        let part = if real { &mut balance.happened } else { &mut balance.open };
        part[quad] += cell.intensity.abs();
        balance.incidents += cell.incidents;
    }
    let most = steps.values().map(|step| step.above().max(step.below())).fold(1.0, f64::max);
    let scale = (HALF - 10.0) / most;
    let height = 2.0 * HALF + BOTTOM;
    let wide = axis.wide(40.0);
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Intensity by month, co-operation above and conflict below the line" font-family="sans-serif" font-size="12.5" {
            text.print x=(LEFT - 8.0) y="22" text-anchor="end" fill=(INK) { "co-operation" }
            text.print x=(LEFT - 8.0) y=(2.0 * HALF - 8.0) text-anchor="end" fill=(INK) { "conflict" }
            @for (number, balance) in &steps {
                g {
                    title { (axis.name(*number)) ": " (balance.incidents) " incidents, co-operation " (format!("{:.1}", balance.above())) ", conflict " (format!("{:.1}", balance.below())) }
                    // Deeds stand at the line, words on them, what is open outside.
                    (stack(axis.middle(*number), wide, scale, -1.0, [(2, balance.happened[1]), (1, balance.happened[0])], balance.open[0] + balance.open[1]))
                    (stack(axis.middle(*number), wide, scale, 1.0, [(4, balance.happened[3]), (3, balance.happened[2])], balance.open[2] + balance.open[3]))
                }
            }
            line.axis x1=(LEFT) x2=(WIDTH) y1=(HALF) y2=(HALF) stroke=(INK) {}
            (axis.labels(height - 6.0))
        }
    }
}

/// Bars on one side of the line: `way` is -1 above it and 1 below.
fn stack(middle: f64, wide: f64, scale: f64, way: f64, solid: [(u8, f64); 2], open: f64) -> Markup {
    let mut from = 0.0;
    let mut bars = Vec::new();
    for (quad, amount) in solid.into_iter().map(|(quad, amount)| (quad, amount * scale)) {
        bars.push((quad, from, amount, false));
        from += amount;
    }
    bars.push((solid[1].0, from, open * scale, true));
    let top = |from: f64, amount: f64| HALF + if way < 0.0 { -(from + amount) } else { from };
    html! {
        @for (quad, from, amount, outlined) in bars.into_iter().filter(|(_, _, amount, _)| *amount > 0.2) {
            g.{ "q" (quad) } {
                @if outlined {
                    rect.ring x=(super::at(middle - wide / 2.0 + 0.75)) y=(super::at(top(from, amount) + 0.75)) width=(super::at((wide - 1.5).max(0.5))) height=(super::at((amount - 1.5).max(0.5))) fill="none" stroke=(colour(quad)) stroke-width="1.5" {}
                } @else {
                    rect.disc x=(super::at(middle - wide / 2.0)) y=(super::at(top(from, amount))) width=(super::at(wide)) height=(super::at(amount)) fill=(colour(quad)) {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn denied_ones_are_left_out_and_open_ones_outlined() {
        let cell = |quad, status: &str, intensity| Cell {
            month: "2026-03".to_owned(),
            kind: "X".to_owned(),
            quad,
            status: status.to_owned(),
            incidents: 1,
            intensity,
        };
        let drawn = draw(&[cell(1, "happened", 2.5), cell(4, "planned", -9.0), cell(4, "denied", -50.0)])
            .into_string();
        assert!(drawn.contains("2 incidents, co-operation 2.5, conflict 9.0"), "{drawn}");
        assert_eq!(
            (drawn.matches("<rect class=\"disc\"").count(), drawn.matches("<rect class=\"ring\"").count()),
            (1, 1)
        );
        assert_eq!(draw(&[cell(4, "denied", -1.0)]).into_string(), "");
    }
}
