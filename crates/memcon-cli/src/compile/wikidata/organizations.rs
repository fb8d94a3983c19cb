//! Organisations: items whose class is one that we know.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;

use super::entity::{self, Entity, Id, Statement};
use super::ours::{self, Ours};
use super::{Context, HUMAN, Seen, before, date, state_of};
use crate::compile::output::{self, Output};
use crate::exit::Stop;

const HEADER: [&str; 9] =
    ["name", "aliases", "kind", "country", "sectors", "from", "to", "source", "wikidata"];

/// The table in the making.
pub struct Organizations {
    table: csv::Writer<BufWriter<File>>,
    ours: Ours,
    /// For those of ours that were found: identifier, number of Wikipedias, aliases.
    same: HashMap<usize, Same>,
    seen: Seen,
    written: usize,
}

struct Same {
    id: Id,
    links: u32,
    aliases: Vec<String>,
    /// Its own line, in case that another is the same more surely.
    row: Row,
}

type Row = [String; HEADER.len()];

impl Organizations {
    pub fn new(output: &mut Output) -> Result<Organizations, Stop> {
        let mut table = csv::Writer::from_writer(output.create("organizations.csv")?);
        table.write_record(HEADER).map_err(ours::failed)?;
        let ours = Ours::read("organizations.csv")?;
        Ok(Organizations { table, ours, same: HashMap::new(), seen: Seen::default(), written: 0 })
    }

    /// Takes an organisation; anything else is passed over.
    pub fn meet(
        &mut self,
        id: Id,
        entity: &Entity,
        classes: &HashMap<Id, usize>,
        context: &Context,
        complain: &mut impl FnMut(String),
    ) -> Result<(), Stop> {
        let of: Vec<Id> =
            entity::best(&entity.claims.instance_of).into_iter().filter_map(Statement::item).collect();
        // The earliest line of the table that one of the classes has: "central bank" before "bank".
        let Some(class) = of
            .iter()
            .filter_map(|class| {
                let known = context.mapping.class(*class, None).map(|meaning| meaning.order);
                known.or_else(|| classes.get(class).copied())
            })
            .min()
            .filter(|_| !of.contains(&HUMAN))
        else {
            return Ok(());
        };
        let class = context.mapping.class_of_line(class);
        let links = entity.wikipedias();
        let Some(name) = entity.label().and_then(|label| context.names.usable(label)) else { return Ok(()) };
        if links < context.min_links {
            return Ok(());
        }
        let time = |statements: &[Statement]| {
            entity::best(statements).into_iter().find_map(Statement::time).cloned()
        };
        let from = date(time(&entity.claims.inception).as_ref(), entity, "P571", context, complain);
        let to = date(time(&entity.claims.dissolved).as_ref(), entity, "P576", context, complain);
        let country = if class.scope.is_international() {
            ""
        } else {
            match state_of(&entity.claims.country, &context.mapping) {
                Some(country) => country,
                None if class.scope.may_be_international() => "",
                None => return Ok(()),
            }
        };
        if before(&to, context.since) || !self.seen.first(id) {
            return Ok(());
        }
        let mut aliases: Vec<String> = Vec::new();
        for alias in entity.aliases().filter_map(|alias| context.names.usable(alias)) {
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let row = [
            name.clone(),
            aliases.join("|"),
            class.value.clone(),
            country.to_owned(),
            class.sectors.clone(),
            from,
            to,
            "wikidata".to_owned(),
            format!("Q{id}"),
        ];
        if let Some(number) = self.known(&name, &aliases, country) {
            self.ours.known[number].taken = true;
            // Of two that look the same, the one that more Wikipedias write about.
            if self.same.get(&number).is_some_and(|other| other.links >= links) {
                return self.write(&row);
            }
            aliases.push(name);
            return match self.same.insert(number, Same { id, links, aliases, row }) {
                Some(other) => self.write(&other.row),
                None => Ok(()),
            };
        }
        self.write(&row)
    }

    fn write(&mut self, row: &Row) -> Result<(), Stop> {
        self.ours.take(&row[0]);
        self.written += 1;
        self.table.write_record(row).map_err(ours::failed)
    }

    /// The organisation of ours with one of these names and this country.
    fn known(&self, name: &str, aliases: &[String], country: &str) -> Option<usize> {
        let column = self.ours.column("country");
        let agrees = |&number: &usize| {
            self.ours.known[number]
                .lines
                .iter()
                .any(|line| line[column].is_empty() || line[column] == *country)
        };
        let by_name = self.ours.with_names(std::iter::once(name)).into_iter().find(agrees);
        let long = aliases.iter().map(String::as_str).filter(|alias| alias.contains(' '));
        by_name.or_else(|| self.ours.with_names(long).into_iter().find(agrees))
    }

    /// Writes those of ours that were found or have a namesake. Gives the number of organisations with an identifier.
    pub fn finish(mut self) -> Result<usize, Stop> {
        for (number, known) in self.ours.known.iter().enumerate().filter(|(_, known)| known.taken) {
            let same = self.same.get(&number);
            for (line, row) in known.lines.iter().enumerate() {
                let theirs = same.filter(|_| line == 0).map_or(&[][..], |same| &same.aliases);
                let aliases = ours::joined(&known.name, &row[1], theirs.iter().map(String::as_str));
                let wikidata = same.map_or(String::new(), |same| format!("Q{}", same.id));
                let field = |name: &str| match name {
                    "aliases" => aliases.as_str(),
                    "wikidata" => wikidata.as_str(),
                    name => row.get(self.ours.column(name)).unwrap_or_default(),
                };
                self.table.write_record(HEADER.map(field)).map_err(ours::failed)?;
            }
        }
        output::close(self.table)?;
        Ok(self.written + self.same.len())
    }
}
