//! Knowledge files are CSV tables; this reads one into rows of a type.

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

/// `ours` with the lines of `theirs` in place of those that begin with the same field, and the rest after them.
/// Both are CSV with the same header.
pub(crate) fn overridden(ours: &str, theirs: &str) -> String {
    let key = |line: &str| line.split(',').next().unwrap_or("").to_lowercase();
    let replaced: std::collections::HashSet<String> = theirs.lines().skip(1).map(key).collect();
    let kept = ours.lines().enumerate().filter(|(line, text)| *line == 0 || !replaced.contains(&key(text)));
    let mut merged: String = kept.flat_map(|(_, text)| [text, "\n"]).collect();
    merged.extend(theirs.lines().skip(1).flat_map(|text| [text, "\n"]));
    merged
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
        let merged = overridden("name,x\nCuba,1\nPeru,2\n", "name,x\nPeru,3\nChad,4\n");
        assert_eq!(merged, "name,x\nCuba,1\nPeru,3\nChad,4\n");
    }
}
