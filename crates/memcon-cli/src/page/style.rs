//! Widths, colours and underlines.

use anstyle::{AnsiColor, Effects};

/// How a page is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Colours and underlines by escape codes; otherwise carets below the words.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

impl Style {
    /// A heading.
    pub(super) fn heading(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().effects(Effects::BOLD))
    }

    /// Something beside the point.
    pub(super) fn dim(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().effects(Effects::DIMMED))
    }

    /// Words that a line rests on.
    pub(super) fn underline(self, text: &str) -> String {
        self.paint(text, anstyle::Style::new().effects(Effects::UNDERLINE))
    }

    /// An event's type, by its quad class: co-operation green, conflict red, words lighter than deeds.
    pub(super) fn event(self, text: &str, quad: u8) -> String {
        let colour = match quad {
            1 => AnsiColor::Cyan,
            2 => AnsiColor::Green,
            3 => AnsiColor::Yellow,
            _ => AnsiColor::Red,
        };
        self.paint(text, anstyle::Style::new().fg_color(Some(colour.into())).effects(Effects::BOLD))
    }

    fn paint(self, text: &str, style: anstyle::Style) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
