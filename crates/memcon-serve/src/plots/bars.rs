//! Articles by month, as bars.

use maud::{Markup, html};
use memcon_store::Month;

use super::{INK, month_name, month_number, step};
use crate::dates;

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 160.0;
const LEFT: f64 = 44.0;
const BOTTOM: f64 = 22.0;
const TOP: f64 = 8.0;
/// More months than this would be thinner than a pixel.
const MOST: i64 = 300;

/// One bar a month, empty months between; only the last [`MOST`] months.
pub(crate) fn months(months: &[Month]) -> Markup {
    let numbered: Vec<(i64, &Month)> =
        months.iter().filter_map(|month| Some((month_number(&month.month)?, month))).collect();
    let last = numbered.last().map_or(0, |(number, _)| *number);
    let first = numbered.first().map_or(0, |(number, _)| *number).max(last - MOST + 1);
    let span = (last - first + 1) as f64;
    let most = numbered.iter().map(|(_, month)| month.articles).max().unwrap_or(0);
    let step = step(most, 4);
    let top = step * most.div_ceil(step).max(1);
    let across = |number: i64| LEFT + (WIDTH - LEFT) * (number - first) as f64 / span;
    let down = |count: u64| TOP + (HEIGHT - BOTTOM - TOP) * (1.0 - count as f64 / top as f64);
    let wide = ((WIDTH - LEFT) / span).min(44.0);
    let every =
        [1, 3, 6, 12, 24, 60, 120].into_iter().find(|every| span / *every as f64 <= 10.0).unwrap_or(240);
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Articles by month of publication" font-family="sans-serif" font-size="12.5" {
            @for line in (0..=top).step_by(usize::try_from(step).unwrap_or(1)) {
                line.rule x1=(LEFT) x2=(WIDTH) y1=(at(down(line))) y2=(at(down(line))) stroke=(INK) stroke-opacity="0.25" {}
                text.print x=(LEFT - 6.0) y=(at(down(line) + 4.0)) text-anchor="end" fill=(INK) { (line) }
            }
            @for (number, month) in numbered.iter().filter(|(number, _)| *number >= first) {
                rect.bar x=(at(across(*number) + wide * 0.1)) y=(at(down(month.articles))) width=(at(wide * 0.8)) height=(at(HEIGHT - BOTTOM - down(month.articles))) fill="#1f6aa5" {
                    title { (dates::written(&month.month)) ": " (month.articles) }
                }
            }
            @for number in (first..=last).filter(|number| number % every == 0 || span < 3.0) {
                text.print x=(at(across(number) + wide * 0.1)) y=(HEIGHT - 6.0) fill=(INK) { (dates::written(&month_name(number))) }
            }
        }
    }
}

fn at(value: f64) -> String {
    format!("{value:.1}")
}
