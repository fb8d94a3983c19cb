//! Articles by month, as bars.

use std::collections::BTreeMap;

use maud::{Markup, html};
use memcon_store::Month;

use super::{INK, Months, at, month_number};

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 160.0;
/// Steps of time; more would be too thin to be told apart.
const MOST: i64 = 60;
const LEFT: f64 = 54.0;
const BOTTOM: f64 = 22.0;
const TOP: f64 = 8.0;

/// One bar a month.
pub(crate) fn months(months: &[Month]) -> Markup {
    let numbered: Vec<(i64, u64)> =
        months.iter().filter_map(|month| Some((month_number(&month.month)?, month.articles))).collect();
    let Some(axis) = Months::over(numbered.iter().map(|(month, _)| *month), MOST, LEFT, WIDTH) else {
        return html! {};
    };
    let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
    for (month, articles) in numbered.into_iter().filter(|(month, _)| axis.holds(*month)) {
        *counts.entry(axis.step_of(month)).or_default() += articles;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    let step = step(most, 4);
    let top = step * most.div_ceil(step).max(1);
    let down = |count: u64| TOP + (HEIGHT - BOTTOM - TOP) * (1.0 - count as f64 / top as f64);
    let wide = axis.wide(44.0);
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Articles by month of publication" font-family="sans-serif" font-size="12.5" {
            @for line in (0..=top / step).map(|line| line * step) {
                line.rule x1=(LEFT) x2=(WIDTH) y1=(at(down(line))) y2=(at(down(line))) stroke=(INK) stroke-opacity="0.25" {}
                text.print x=(LEFT - 8.0) y=(at(down(line) + 4.0)) text-anchor="end" fill=(INK) { (line) }
            }
            @for (month, count) in &counts {
                rect.bar x=(at(axis.middle(*month) - wide / 2.0)) y=(at(down(*count))) width=(at(wide)) height=(at(HEIGHT - BOTTOM - down(*count))) fill="#1f6aa5" {
                    title { (axis.name(*month)) ": " (count) }
                }
            }
            (axis.labels(HEIGHT - 6.0))
        }
    }
}

/// A step such that at most `most` of them cover `count`: 1, 2 or 5 times a power of ten.
fn step(count: u64, most: u64) -> u64 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if count <= factor * power * most {
                return factor * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_cover() {
        for (count, expected) in [(0, 1), (4, 1), (5, 2), (9, 5), (21, 10), (1000, 500)] {
            assert_eq!(step(count, 4), expected, "{count}");
        }
    }
}
