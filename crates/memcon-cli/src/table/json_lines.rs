//! Rows as JSON Lines: an object a row, its fields in the order of the columns.

use std::io::{BufWriter, Write};

use super::{Column, Row, TableWriter};
use crate::exit::Stop;

/// Writes JSON Lines.
pub struct JsonLinesWriter<W: Write> {
    out: BufWriter<W>,
    columns: &'static [Column],
}

impl<W: Write> JsonLinesWriter<W> {
    pub fn new(out: W, columns: &'static [Column]) -> JsonLinesWriter<W> {
        JsonLinesWriter { out: BufWriter::new(out), columns }
    }
}

impl<W: Write> TableWriter for JsonLinesWriter<W> {
    fn row(&mut self, row: Row) -> Result<(), Stop> {
        for (n, (column, value)) in self.columns.iter().zip(&row).enumerate() {
            self.out.write_all(if n == 0 { b"{" } else { b"," })?;
            serde_json::to_writer(&mut self.out, column.name).map_err(std::io::Error::from)?;
            self.out.write_all(b":")?;
            serde_json::to_writer(&mut self.out, value).map_err(std::io::Error::from)?;
        }
        self.out.write_all(b"}\n")?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }
}
