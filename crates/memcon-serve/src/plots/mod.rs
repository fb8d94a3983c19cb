//! Plots as SVG. Colours stand in attributes, so that a saved plot looks right; the page's stylesheet replaces them.

pub(crate) mod balance;
pub(crate) mod bars;
pub(crate) mod map;
mod months;
pub(crate) mod network;
pub(crate) mod timeline;

use months::{Months, month_number};

/// Colour of a quad class: co-operation blue, conflict red, deeds darker than words.
pub(crate) fn colour(quad: u8) -> &'static str {
    match quad {
        1 => "#7fb0d6",
        2 => "#1f6aa5",
        3 => "#e59a6f",
        _ => "#b5341d",
    }
}

/// Colour of lines and small print.
pub(crate) const INK: &str = "#5b564d";

/// A position, to a tenth.
fn at(value: f64) -> String {
    format!("{value:.1}")
}
