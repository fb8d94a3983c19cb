//! Events of one actor by month, one row a type; the mark tells how real they are.

use std::collections::BTreeMap;

use maud::{Markup, html};
use memcon_store::EventLine;

use super::{INK, colour, month_name, month_number};
use crate::{dates, scheme};

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 96.0;
const ROW: f64 = 26.0;
const BOTTOM: f64 = 24.0;

/// How real events are, in three steps.
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

/// The month in which an event stands: its own time, else its article's.
pub(crate) fn month_of(event: &EventLine) -> Option<i64> {
    event
        .time
        .as_deref()
        .and_then(month_number)
        .or_else(|| event.article.published.as_deref().and_then(month_number))
}

/// Draws them; nothing when no event has a date.
pub(crate) fn events(events: &[EventLine]) -> Markup {
    let mut cells: BTreeMap<(usize, i64, Reality), u64> = BTreeMap::new();
    for event in events {
        let row = scheme::kinds().iter().position(|kind| kind.name == event.kind);
        if let (Some(row), Some(month)) = (row, month_of(event)) {
            *cells.entry((row, month, Reality::of(&event.status))).or_default() += 1;
        }
    }
    let mut rows: Vec<usize> = cells.keys().map(|(row, _, _)| *row).collect();
    rows.dedup();
    let Some(first) = cells.keys().map(|(_, month, _)| *month).min() else {
        return html! {};
    };
    let last = cells.keys().map(|(_, month, _)| *month).max().unwrap_or(first);
    let span = (last - first + 1) as f64;
    let most = cells.values().max().copied().unwrap_or(1) as f64;
    let height = ROW * rows.len() as f64 + BOTTOM;
    let across = |month: i64| LEFT + (WIDTH - LEFT) * ((month - first) as f64 + 0.5) / span;
    let every =
        [1, 3, 6, 12, 24, 60, 120].into_iter().find(|every| span / *every as f64 <= 8.0).unwrap_or(240);
    html! {
        svg.chart xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Events by month and type" font-family="sans-serif" font-size="12.5" {
            @for (n, row) in rows.iter().enumerate() {
                @let y = ROW * (n as f64 + 0.5);
                line.rule x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) stroke=(INK) stroke-opacity="0.25" {}
                text.print x=(LEFT - 8.0) y=(y + 4.0) text-anchor="end" fill=(INK) { (scheme::word(&scheme::kinds()[*row].name)) }
            }
            @for ((row, month, reality), count) in &cells {
                @let y = ROW * (rows.iter().position(|other| other == row).unwrap_or(0) as f64 + 0.5);
                @let x = across(*month);
                @let size = 3.5 + 7.5 * (*count as f64 / most).sqrt();
                @let ink = colour(scheme::kinds()[*row].quad);
                g.{ "q" (scheme::kinds()[*row].quad) } {
                    title { (dates::written(&month_name(*month))) ": " (count) " " (scheme::word(&scheme::kinds()[*row].name)) ", " (reality.name()) }
                    @match reality {
                        Reality::Real => circle.disc cx=(at(x)) cy=(at(y)) r=(at(size)) fill=(ink) fill-opacity="0.85" {},
                        _ => circle.ring cx=(at(x)) cy=(at(y)) r=(at(size)) fill="none" stroke=(ink) stroke-width="1.6" {},
                    }
                    @if *reality == Reality::Denied {
                        line.ring x1=(at(x - size)) y1=(at(y + size)) x2=(at(x + size)) y2=(at(y - size)) stroke=(ink) stroke-width="1.6" {}
                    }
                }
            }
            @for month in (first..=last).filter(|month| month % every == 0 || span < 3.0) {
                text.print x=(at(across(month))) y=(height - 6.0) text-anchor="middle" fill=(INK) { (dates::written(&month_name(month))) }
            }
        }
    }
}

fn at(value: f64) -> String {
    format!("{value:.1}")
}
