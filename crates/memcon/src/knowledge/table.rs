//! Knowledge files are CSV tables; this reads one into rows of a type.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};

use crate::error::{Error, Result};

/// Several values in one field, separated by `|`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct List(pub Vec<String>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<List, D::Error> {
        let field = String::deserialize(deserializer)?;
        Ok(List(field.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()))
    }
}

impl List {
    /// The values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Reads the table `content` of the file called `name`.
pub(crate) fn rows<T: DeserializeOwned>(name: &str, content: &str) -> Result<Vec<T>> {
    csv::Reader::from_reader(content.as_bytes())
        .deserialize()
        .map(|row: csv::Result<T>| {
            row.map_err(|error| Error::Knowledge {
                file: name.to_owned(),
                line: error.position().map_or(0, csv::Position::line),
                cause: error.to_string(),
            })
        })
        .collect()
}

/// The table `ours` with the lines of `theirs` in place of those that have the same first field, and the rest after
/// them. The columns of `theirs` may be fewer, more or in another order; what one of the two lacks is empty.
pub(crate) fn overridden(name: &str, ours: &str, theirs: &str) -> Result<String> {
    let wrong = |error: csv::Error| Error::Knowledge {
        file: name.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        cause: error.to_string(),
    };
    let (mut ours, mut theirs) =
        (csv::Reader::from_reader(ours.as_bytes()), csv::Reader::from_reader(theirs.as_bytes()));
    let mut columns = ours.headers().map_err(wrong)?.clone();
    let key = columns.get(0).unwrap_or_default().to_owned();
    let own = theirs.headers().map_err(wrong)?.clone();
    if !own.iter().any(|column| column == key) {
        let cause = format!("the first line names no column {key:?}");
        return Err(Error::Knowledge { file: name.to_owned(), line: 1, cause });
    }
    own.iter()
        .filter(|column| !ours.headers().is_ok_and(|known| known.iter().any(|it| it == *column)))
        .for_each(|column| columns.push_field(column));
    let place: Vec<Option<usize>> =
        columns.iter().map(|column| own.iter().position(|it| it == column)).collect();

    let theirs: Vec<csv::StringRecord> = theirs.records().collect::<csv::Result<_>>().map_err(wrong)?;
    let field = |row: &csv::StringRecord, at: Option<usize>| -> String {
        at.and_then(|at| row.get(at)).unwrap_or_default().to_owned()
    };
    let replaced: HashSet<String> = theirs.iter().map(|row| field(row, place[0]).to_lowercase()).collect();
    let mut merged = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    merged.write_record(&columns).map_err(wrong)?;
    for row in ours.records() {
        let mut row = row.map_err(wrong)?;
        if !replaced.contains(&row.get(0).unwrap_or_default().to_lowercase()) {
            (row.len()..columns.len()).for_each(|_| row.push_field(""));
            merged.write_record(&row).map_err(wrong)?;
        }
    }
    for row in &theirs {
        merged.write_record(place.iter().map(|&at| field(row, at))).map_err(wrong)?;
    }
    let merged = merged.into_inner().map_err(|error| wrong(error.into_error().into()))?;
    // Fields of two strings, joined by commas and line ends.
    Ok(String::from_utf8(merged).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Row {
        name: String,
        aliases: List,
    }

    #[test]
    fn lists_are_split_and_a_wrong_line_is_named() {
        let rows_read: Vec<Row> = rows("x.csv", "name,aliases\nCuba,a|b\n").unwrap();
        assert_eq!(rows_read[0].name, "Cuba");
        assert_eq!(rows_read[0].aliases.iter().collect::<Vec<_>>(), ["a", "b"]);

        let error = rows::<Row>("x.csv", "name,aliases\nCuba,a\nPeru\n").unwrap_err();
        assert_eq!(error.origin(), "x.csv:3");
    }

    #[test]
    fn a_users_line_replaces_ours_about_the_same_thing() {
        let merged = overridden("x.csv", "name,x\nCuba,1\nPeru,2\n", "name,x\nPeru,3\nChad,4\n").unwrap();
        assert_eq!(merged, "name,x\nCuba,1\nPeru,3\nChad,4\n");
        let merged = overridden("x.csv", "name,x\n\"A, B\",1\n\"A, C\",2\n", "name,x\n\"A, B\",3\n").unwrap();
        assert_eq!(merged, "name,x\n\"A, C\",2\n\"A, B\",3\n");
    }

    #[test]
    fn a_users_table_may_have_other_columns() {
        let merged = overridden("x.csv", "name,x,y\nCuba,1,2\nPeru,3,4\n", "id,name,x\nQ1,Peru,5\n").unwrap();
        assert_eq!(merged, "name,x,y,id\nCuba,1,2,\nPeru,5,,Q1\n");
        let error = overridden("x.csv", "name,x\nCuba,1\n", "nom,x\nPeru,3\n").unwrap_err();
        assert_eq!(error.to_string(), "x.csv:1: the first line names no column \"name\"");
        let error = overridden("x.csv", "name,x\nCuba,1\n", "name,x\nPeru,3\nChad\n").unwrap_err();
        assert_eq!(error.origin(), "x.csv:3");
    }
}
