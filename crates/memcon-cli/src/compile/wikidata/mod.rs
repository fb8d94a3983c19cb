//! Wikidata's JSON dump to people.csv, organizations.csv and states.csv.
//!
//! The dump is read twice, one entity at a time. The first reading finds states, classes of organisations and people who
//! hold or held positions; people wait in a file. The second finds organisations and what the positions are called. So
//! memory grows with the numbers of classes, positions and kept names, not with the dump.

mod entity;
mod mapping;
mod organizations;
mod ours;
mod people;
mod states;
mod terms;
mod time;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use regex::bytes::Regex;
use serde_json::Value;

use self::entity::{Entity, Id, Statement};
use self::mapping::Mapping;
use self::organizations::Organizations;
use self::people::{People, Positions};
use self::states::States;
use super::CompileOptions;
use super::complaints::Complaints;
use super::lines::each_line;
use super::output::Output;
use super::tables::{self, Names};
use crate::exit::{Stop, say};

/// Wikidata's item for human beings.
const HUMAN: Id = 5;

/// What every part needs.
struct Context {
    mapping: Mapping,
    names: Names,
    since: u16,
    min_links: u32,
}

/// Writes the tables. Gives the number of wrong lines.
pub fn compile(dump: &Path, options: &CompileOptions, quiet: bool, output: &mut Output) -> Result<u64, Stop> {
    let known = tables::rows::<tables::State>("states.csv")?;
    let mut context = Context {
        mapping: Mapping::read(&known)?,
        names: Names::read(&known)?,
        since: options.since,
        min_links: options.min_links,
    };
    let mut complaints = Complaints::about(dump);
    let mut states = States::new(output)?;
    let mut people = People::new(output)?;
    let mut organizations = Organizations::new(output)?;

    let wanted = Regex::new(r#""(?:P39|P279|P298)""#).map_err(|error| Stop::Failure(error.to_string()))?;
    let mut classes: HashMap<Id, usize> = HashMap::new();
    let mut entities = 0_u64;
    each_line(dump, quiet, |number, line| {
        let line = match line.and_then(item_of_array) {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(()),
            Err(why) => {
                complaints.add(number, &why);
                return Ok(());
            }
        };
        entities += 1;
        if !wanted.is_match(line) {
            return Ok(());
        }
        match Entity::of(line) {
            Ok(Some((id, entity))) => {
                states.meet(id, &entity, &mut context);
                let class = context.mapping.class(id, entity.label());
                if let Some(class) = class.filter(|_| !entity.claims.subclass_of.is_empty()) {
                    classes.insert(id, class.order);
                }
                let mut complain = |why: String| complaints.add(number, &why);
                people.meet(id, &entity, &context, &mut complain)?;
            }
            Ok(None) => {}
            Err(why) => complaints.add(number, &why),
        }
        Ok(())
    })?;
    if entities == 0 {
        return Err(Stop::Command(format!(
            "{}: holds no entity; a dump of Wikidata is a JSON array with one entity a line",
            dump.display()
        )));
    }

    let mut positions = Positions::new(people.positions(), mapping::role_words()?);
    each_line(dump, quiet, |number, line| {
        // Wrong lines were said the first time, and those that were read then are right.
        let Ok(Some(line)) = line.and_then(item_of_array) else { return Ok(()) };
        match Entity::of(line) {
            Ok(Some((id, entity))) => {
                positions.meet(id, &entity, &context);
                let mut complain = |why: String| complaints.add(number, &why);
                organizations.meet(id, &entity, &classes, &context, &mut complain)?;
            }
            Ok(None) => {}
            Err(why) if !wanted.is_match(line) => complaints.add(number, &why),
            Err(_) => {}
        }
        Ok(())
    })?;

    let people = people.finish(&positions, &context)?;
    let organizations = organizations.finish()?;
    let states = states.finish()?;
    if !quiet {
        say(&format!(
            "{people} people, {organizations} organisations, {states} states from {entities} entities"
        ));
    }
    Ok(complaints.finish())
}

/// The entity's own text; none for the brackets of the array and empty lines.
fn item_of_array(line: &[u8]) -> Result<Option<&[u8]>, String> {
    let line = line.strip_suffix(b",").unwrap_or(line).trim_ascii();
    match line {
        b"" | b"[" | b"]" => Ok(None),
        [b'{', .., b'}'] => Ok(Some(line)),
        [b'{', ..] => Err("the entity is cut off".to_owned()),
        _ => Err("not an entity of Wikidata, which is a JSON object".to_owned()),
    }
}

/// The date of a statement or qualifier; empty, with a complaint, when it cannot be understood.
fn date(
    value: Option<&Value>,
    entity: &Entity,
    property: &str,
    context: &Context,
    complain: &mut impl FnMut(String),
) -> String {
    let Some(value) = value else { return String::new() };
    time::date_of(value, &context.mapping).unwrap_or_else(|why| {
        complain(format!("{} {property}: {why}; left out", entity.id));
        String::new()
    })
}

/// True for a date that is known and lies before the year.
fn before(date: &str, year: u16) -> bool {
    time::last_day(date).is_some_and(|day| day.year() < year as i16)
}

/// The state that the statements name, those that still hold before others; empty for a body of several states.
fn state_of<'m>(statements: &[Statement], mapping: &'m Mapping) -> Option<&'m str> {
    let best = entity::best(statements);
    let (over, holding): (Vec<_>, Vec<_>) = best.into_iter().partition(|statement| statement.is_over());
    let mut ids = holding.into_iter().chain(over).filter_map(Statement::item);
    ids.find_map(|id| mapping.state(id))
}

/// Wikidata's identifiers that were kept, each once.
#[derive(Default)]
struct Seen(HashSet<Id>);

impl Seen {
    /// True the first time.
    fn first(&mut self, id: Id) -> bool {
        self.0.insert(id)
    }
}
