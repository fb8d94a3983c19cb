//! Rows as CSV.

use std::borrow::Cow;
use std::io::Write;

use serde_json::Value;

use super::{Column, Row, TableWriter};
use crate::exit::Stop;

/// Writes CSV, the columns' names first.
///
/// `delimiter` is a comma in CSV, a tab where a project's files have it.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    pub fn new(out: W, columns: &[Column], delimiter: u8) -> Result<CsvWriter<W>, Stop> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        writer.write_record(columns.iter().map(|column| column.name)).map_err(stop)?;
        Ok(CsvWriter { writer })
    }
}

impl<W: Write> TableWriter for CsvWriter<W> {
    fn row(&mut self, row: Row) -> Result<(), Stop> {
        self.writer.write_record(row.iter().map(|value| cell(value).into_owned())).map_err(stop)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Stop> {
        Ok(self.writer.flush()?)
    }
}

/// A value as a cell: nothing for null, a list of texts joined by `|`, other lists and objects as JSON.
pub fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            Cow::Owned(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"))
        }
        other => Cow::Owned(other.to_string()),
    }
}

/// A pipe that closed is no failure.
fn stop(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Stop::Failure(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_are_what_a_spreadsheet_can_show() {
        for (value, expected) in [
            (json!(null), ""),
            (json!("a, b"), "a, b"),
            (json!(["GOV", "MIL"]), "GOV|MIL"),
            (json!([]), ""),
            (json!(2.5), "2.5"),
            (json!(true), "true"),
            (json!([{"start": 1}]), "[{\"start\":1}]"),
        ] {
            assert_eq!(cell(&value), expected);
        }
    }
}
