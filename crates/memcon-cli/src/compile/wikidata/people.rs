//! People who hold or held positions.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::entity::{self, Entity, Id, Statement};
use super::ours::{self, Ours};
use super::terms::{self, Term};
use super::{Context, HUMAN, Seen, before, date, state_of};
use crate::compile::output::{self, Output};
use crate::exit::Stop;

const HEADER: [&str; 10] =
    ["name", "aliases", "gender", "country", "sectors", "office", "from", "to", "source", "wikidata"];

/// A person of the first reading, whose positions are not known by name yet.
#[derive(Debug, Serialize, Deserialize)]
struct Person {
    id: Id,
    name: String,
    aliases: Vec<String>,
    gender: String,
    /// Code of the state of which he or she is a citizen, and the item where no code was known yet.
    citizen_of: Vec<Id>,
    links: u32,
    terms: Vec<Held>,
}

/// A position held.
#[derive(Debug, Serialize, Deserialize)]
struct Held {
    position: Id,
    from: String,
    to: String,
}

/// People, while they wait for the second reading.
pub struct People {
    table: csv::Writer<BufWriter<File>>,
    waiting: BufWriter<File>,
    path: PathBuf,
    positions: HashSet<Id>,
    seen: Seen,
}

impl People {
    pub fn new(output: &mut Output) -> Result<People, Stop> {
        let mut table = csv::Writer::from_writer(output.create("people.csv")?);
        table.write_record(HEADER).map_err(ours::failed)?;
        let (waiting, path) = output.scratch("people.jsonl")?;
        Ok(People { table, waiting, path, positions: HashSet::new(), seen: Seen::default() })
    }

    /// Takes a person who holds or held a position since the year asked for; anything else is passed over.
    pub fn meet(
        &mut self,
        id: Id,
        entity: &Entity,
        context: &Context,
        complain: &mut impl FnMut(String),
    ) -> Result<(), Stop> {
        let claims = &entity.claims;
        let human = entity::valid(&claims.instance_of).any(|statement| statement.item() == Some(HUMAN));
        let links = entity.wikipedias();
        let Some(name) = entity.label().and_then(|label| context.names.usable(label)) else { return Ok(()) };
        if !human || claims.position.is_empty() || links < context.min_links {
            return Ok(());
        }
        let death = entity::best(&claims.death).into_iter().find_map(Statement::time);
        let death = date(death, entity, "P570", context, complain);
        let mut terms = Vec::new();
        for statement in entity::valid(&claims.position) {
            let Some(position) = statement.item() else { continue };
            let from = date(statement.start(), entity, "P580", context, complain);
            let mut to = date(statement.end(), entity, "P582", context, complain);
            if to.is_empty() {
                to.clone_from(&death);
            }
            // An office that ended nobody knows when, and of which nothing else is known, may have been at any time.
            let vague = from.is_empty() && to.is_empty() && statement.is_over();
            if !before(&to, context.since) && !vague {
                terms.push(Held { position, from, to });
            }
        }
        if terms.is_empty() || !self.seen.first(id) {
            return Ok(());
        }
        self.positions.extend(terms.iter().map(|term| term.position));
        let sex = entity::best(&claims.sex).into_iter().filter_map(Statement::item);
        let (over, holding): (Vec<_>, Vec<_>) =
            entity::best(&claims.citizenship).into_iter().partition(|statement| statement.is_over());
        let mut aliases: Vec<String> = Vec::new();
        for alias in entity.aliases().filter_map(|alias| context.names.usable_alias(alias)) {
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let person = Person {
            id,
            name,
            aliases,
            gender: sex.filter_map(|id| context.mapping.sex(id)).take(1).collect(),
            citizen_of: holding.into_iter().chain(over).filter_map(Statement::item).collect(),
            links,
            terms,
        };
        serde_json::to_writer(&mut self.waiting, &person)
            .map_err(|error| Stop::Failure(error.to_string()))?;
        Ok(self.waiting.write_all(b"\n")?)
    }

    /// The positions that somebody held.
    pub fn positions(&self) -> HashSet<Id> {
        self.positions.clone()
    }

    /// Writes the table. Gives the number of people with an identifier.
    pub fn finish(mut self, positions: &Positions, context: &Context) -> Result<usize, Stop> {
        self.waiting.flush()?;
        let mut ours = Ours::read("people.csv")?;
        // Those of ours that were found; few, and so kept until all are known.
        let mut same: HashMap<usize, (Person, Vec<Term>)> = HashMap::new();
        let mut written = 0;
        for line in BufReader::new(File::open(&self.path)?).lines() {
            let person: Person =
                serde_json::from_str(&line?).map_err(|error| Stop::Failure(error.to_string()))?;
            let terms = positions.terms(&person, context);
            if terms.is_empty() {
                continue;
            }
            let free = match known(&ours, &person, &terms, context) {
                None => Some((person, terms)),
                Some(number) => {
                    ours.known[number].taken = true;
                    match same.get(&number) {
                        // Of two that look the same, the one that more Wikipedias write about.
                        Some((other, _)) if other.links >= person.links => Some((person, terms)),
                        _ => same.insert(number, (person, terms)),
                    }
                }
            };
            if let Some((person, terms)) = free {
                ours.take(&person.name);
                written += 1;
                let aliases = person.aliases.join("|");
                self.write(&person.name, &aliases, &person, &terms)?;
            }
        }
        for (number, known) in ours.known.iter().enumerate().filter(|(_, known)| known.taken) {
            let own: Vec<Term> = known.lines.iter().map(|line| Term::of_line(&ours, line)).collect();
            let aliases = &known.lines[0][1];
            match same.get(&number) {
                Some((person, terms)) => {
                    let theirs = std::iter::once(&person.name).chain(&person.aliases).map(String::as_str);
                    let aliases = ours::joined(&known.name, aliases, theirs);
                    let terms = terms::completed(own, terms);
                    let gender = known.lines[0][ours.column("gender")].to_owned();
                    let person = Person { gender, ..Person::nameless(person.id) };
                    self.write(&known.name, &aliases, &person, &terms)?;
                }
                None => {
                    let gender = known.lines[0][ours.column("gender")].to_owned();
                    self.write(&known.name, aliases, &Person { gender, ..Person::nameless(0) }, &own)?;
                }
            }
        }
        output::close(self.table)?;
        Ok(written + same.len())
    }

    /// One line a term; the aliases stand in the first.
    fn write(&mut self, name: &str, aliases: &str, person: &Person, terms: &[Term]) -> Result<(), Stop> {
        let id = if person.id == 0 { String::new() } else { format!("Q{}", person.id) };
        for (number, term) in terms.iter().enumerate() {
            let aliases = if number == 0 { aliases } else { "" };
            let Term { country, sectors, office, from, to, source } = term;
            let row = [name, aliases, &person.gender, country, sectors, office, from, to, source, &id];
            self.table.write_record(row).map_err(ours::failed)?;
        }
        Ok(())
    }
}

impl Person {
    fn nameless(id: Id) -> Person {
        Person {
            id,
            name: String::new(),
            aliases: Vec::new(),
            gender: String::new(),
            citizen_of: Vec::new(),
            links: 0,
            terms: Vec::new(),
        }
    }
}

/// The person of ours who has one of the names, was in office at the same time and for the same country.
fn known(ours: &Ours, person: &Person, terms: &[Term], context: &Context) -> Option<usize> {
    let names = std::iter::once(&person.name).chain(&person.aliases).map(String::as_str);
    let mut countries: HashSet<&str> =
        person.citizen_of.iter().filter_map(|id| context.mapping.state(*id)).collect();
    countries.extend(terms.iter().map(|term| term.country.as_str()));
    ours.with_names(names).into_iter().find(|&number| {
        ours.known[number].lines.iter().any(|line| {
            let own = Term::of_line(ours, line);
            countries.contains(own.country.as_str()) && terms.iter().any(|term| term.overlaps(&own))
        })
    })
}

/// What the positions are, by item.
pub struct Positions {
    wanted: HashSet<Id>,
    known: HashMap<Id, Position>,
    role_words: HashSet<String>,
}

struct Position {
    office: String,
    sectors: String,
    /// None when it is its holder's; empty when international.
    country: Option<String>,
}

impl Positions {
    pub fn new(wanted: HashSet<Id>, role_words: HashSet<String>) -> Positions {
        Positions { wanted, known: HashMap::new(), role_words }
    }

    /// Takes a position that somebody held; anything else is passed over.
    pub fn meet(&mut self, id: Id, entity: &Entity, context: &Context) {
        if !self.wanted.contains(&id) {
            return;
        }
        let Some(label) = entity.label() else { return };
        let meaning = context.mapping.position(id, label);
        let office = match meaning {
            Some(meaning) if !meaning.value.is_empty() => meaning.value.clone(),
            _ => context.mapping.title(label, |word| self.role_words.contains(word)),
        };
        let of = |statements: &[Statement]| state_of(statements, &context.mapping).map(str::to_owned);
        let country = match meaning {
            Some(meaning) if meaning.scope.is_international() => Some(String::new()),
            _ => of(&entity.claims.country).or_else(|| of(&entity.claims.jurisdiction)),
        };
        let sectors = meaning.map_or(String::new(), |meaning| meaning.sectors.clone());
        self.known.insert(id, Position { office: office.replace('|', " "), sectors, country });
    }

    /// The terms of a person in order of time, consecutive ones of one office joined. Positions without a name are none.
    fn terms(&self, person: &Person, context: &Context) -> Vec<Term> {
        let citizen = person.citizen_of.iter().find_map(|id| context.mapping.state(*id)).unwrap_or_default();
        let terms = person.terms.iter().filter_map(|held| {
            let position = self.known.get(&held.position)?;
            Some(Term {
                country: position.country.clone().unwrap_or_else(|| citizen.to_owned()),
                sectors: position.sectors.clone(),
                office: position.office.clone(),
                from: held.from.clone(),
                to: held.to.clone(),
                source: "wikidata".to_owned(),
            })
        });
        terms::joined(terms.collect())
    }
}
