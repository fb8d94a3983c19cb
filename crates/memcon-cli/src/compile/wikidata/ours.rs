//! What memcon's own tables hold already: it stays, and gains identifiers.
//!
//! A line of a user's file takes the place of all lines of ours with its name. So a name that both have is written with
//! our lines and theirs together: somebody who is the same keeps our offices, a namesake stands beside.

use std::collections::HashMap;

use csv::StringRecord;

use crate::compile::tables::list;
use crate::exit::Stop;

/// Header and lines of an embedded table.
pub fn lines(name: &str) -> Result<(StringRecord, Vec<StringRecord>), Stop> {
    let content = memcon_knowledge::file(name).unwrap_or_default();
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    let header = reader.headers().map_err(failed)?.clone();
    let rows = reader.records().collect::<csv::Result<Vec<StringRecord>>>().map_err(failed)?;
    Ok((header, rows))
}

/// A table could not be read or written.
pub fn failed(error: csv::Error) -> Stop {
    Stop::Failure(error.to_string())
}

/// A table of ours whose lines are grouped by name. The first two columns are name and aliases.
pub struct Ours {
    pub header: StringRecord,
    pub known: Vec<Known>,
    /// Names and aliases in lower case.
    by_name: HashMap<String, Vec<usize>>,
}

/// The lines of one name.
pub struct Known {
    pub name: String,
    pub lines: Vec<StringRecord>,
    /// A name of Wikidata's is the same, so that these lines must be written again.
    pub taken: bool,
}

impl Ours {
    pub fn read(table: &str) -> Result<Ours, Stop> {
        let (header, rows) = lines(table)?;
        let (mut known, mut numbers): (Vec<Known>, HashMap<String, usize>) = (Vec::new(), HashMap::new());
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for row in rows {
            let name = row[0].to_owned();
            let number = *numbers.entry(name.to_lowercase()).or_insert_with(|| {
                known.push(Known { name: name.clone(), lines: Vec::new(), taken: false });
                known.len() - 1
            });
            for form in std::iter::once(name.as_str()).chain(list(&row[1])) {
                let bearers = by_name.entry(form.to_lowercase()).or_default();
                if !bearers.contains(&number) {
                    bearers.push(number);
                }
            }
            known[number].lines.push(row);
        }
        Ok(Ours { header, known, by_name })
    }

    /// Number of a column.
    pub fn column(&self, name: &str) -> usize {
        self.header.iter().position(|column| column == name).unwrap_or_default()
    }

    /// Who or what of ours has one of these names.
    pub fn with_names<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for number in names.filter_map(|name| self.by_name.get(&name.to_lowercase())).flatten() {
            if !found.contains(number) {
                found.push(*number);
            }
        }
        found
    }

    /// Marks the lines with this very name.
    pub fn take(&mut self, name: &str) {
        let Some(bearers) = self.by_name.get(&name.to_lowercase()) else { return };
        for &number in bearers {
            if self.known[number].name.eq_ignore_ascii_case(name) {
                self.known[number].taken = true;
            }
        }
    }
}

/// Our aliases with those of theirs that are new, joined as in the table.
pub fn joined<'a>(name: &str, ours: &str, theirs: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = list(ours).collect();
    for alias in theirs {
        if alias != name && !all.contains(&alias) {
            all.push(alias);
        }
    }
    all.join("|")
}
