//! states.csv: our own lines of states, with Wikidata's identifiers.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;

use super::entity::{self, Entity, Id, Statement};
use super::{Context, ours};
use crate::compile::output::{self, Output};
use crate::exit::Stop;

/// The item that stands for each code, so far.
pub struct States {
    table: csv::Writer<BufWriter<File>>,
    /// By code: the item, and the number of its Wikipedias. A realm has the code of its main part, which more write about.
    found: HashMap<String, (Id, u32)>,
}

impl States {
    pub fn new(output: &mut Output) -> Result<States, Stop> {
        Ok(States { table: csv::Writer::from_writer(output.create("states.csv")?), found: HashMap::new() })
    }

    /// Takes a state's code; the mapping learns it.
    pub fn meet(&mut self, id: Id, entity: &Entity, context: &mut Context) {
        for code in entity::best(&entity.claims.iso3).into_iter().filter_map(Statement::text) {
            context.mapping.learn(id, code);
            let links = entity.wikipedias();
            if self.found.get(code).is_none_or(|(_, other)| links > *other) {
                self.found.insert(code.to_owned(), (id, links));
            }
        }
    }

    /// Writes all lines of every code that was found; the identifier stands in those of the state that is.
    pub fn finish(mut self) -> Result<usize, Stop> {
        let (header, rows) = ours::lines("states.csv")?;
        let column = |name: &str| header.iter().position(|column| column == name).unwrap_or_default();
        let (iso3, to) = (column("iso3"), column("to"));
        self.table.write_record(header.iter().chain(["wikidata"])).map_err(ours::failed)?;
        let mut written = 0;
        for row in &rows {
            let Some((id, _)) = self.found.get(&row[iso3]) else { continue };
            let id = if row[to].is_empty() { format!("Q{id}") } else { String::new() };
            written += usize::from(!id.is_empty());
            self.table.write_record(row.iter().chain([id.as_str()])).map_err(ours::failed)?;
        }
        output::close(self.table)?;
        Ok(written)
    }
}
