//! Tables: columns with their kinds, rows of values, and the three ways to write them.

mod csv;
mod json_lines;
mod parquet;
mod records;
mod shred;

use serde_json::Value;

pub use self::csv::{CsvWriter, cell};
pub use self::json_lines::JsonLinesWriter;
pub use self::parquet::ParquetWriter;
pub use self::records::{ACTORS, ARTICLES, EVENTS, RECORD_TABLES, RECORDS, STATEMENTS, Table, words};
use crate::exit::Stop;

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// As it stands in the first row of CSV, and as the field of JSON Lines and Parquet.
    pub name: &'static str,
    pub kind: Kind,
}

/// What the cells of a column hold; every cell may be null.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Int,
    Real,
    Bool,
    /// A list of texts.
    Texts,
    /// An object with these fields.
    Struct(&'static [Column]),
    /// A list of objects with these fields.
    Structs(&'static [Column]),
}

pub const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

pub const fn int(name: &'static str) -> Column {
    Column { name, kind: Kind::Int }
}

pub const fn real(name: &'static str) -> Column {
    Column { name, kind: Kind::Real }
}

pub const fn flag(name: &'static str) -> Column {
    Column { name, kind: Kind::Bool }
}

pub const fn texts(name: &'static str) -> Column {
    Column { name, kind: Kind::Texts }
}

pub const fn structs(name: &'static str, fields: &'static [Column]) -> Column {
    Column { name, kind: Kind::Structs(fields) }
}

/// A row: a value for each column, in their order.
pub type Row = Vec<Value>;

/// Takes rows one by one.
pub trait TableWriter {
    fn row(&mut self, row: Row) -> Result<(), Stop>;
    /// Ends the table; without it what was written is not whole.
    fn finish(self: Box<Self>) -> Result<(), Stop>;
}
