//! The page for people: one article's record, each line with the words that it rests on.

mod quote;
mod sections;
mod style;

use std::io::{self, Write};

use memcon::Record;

pub use style::Style;

/// Writes the page of one record. `style` says how wide it is and whether it may use colours.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_page(out: &mut dyn Write, record: &Record, style: Style) -> io::Result<()> {
    let page = sections::Page::new(record, style);
    page.head(out)?;
    if let Some(reason) = record.skip_reason() {
        return writeln!(out, "\n  Not coded: {reason}");
    }
    page.actors(out)?;
    page.events(out, "What happened", |event| !event.background && real(&event.status))?;
    page.events(out, "Planned, asked for or possible", |event| {
        !event.background && !real(&event.status) && event.status != "denied"
    })?;
    page.events(out, "Denied", |event| !event.background && event.status == "denied")?;
    page.events(out, "Background", |event| event.background)?;
    page.statements(out)?;
    page.left_out(out)
}

fn real(status: &str) -> bool {
    matches!(status, "happened" | "ongoing")
}
