//! States, organisations and people, with the dates between which each fact holds.

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer};

use super::names::Entity;
use super::table::{self, List};
use crate::error::Result;

/// A state or territory.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct State {
    /// ISO 3166-1 alpha-3, or the code it had.
    pub iso3: String,
    /// Usual English name.
    pub name: String,
    /// Other names in the news.
    pub aliases: List,
    /// "French", as used before a noun.
    pub adjectives: List,
    /// Nouns for its people.
    pub demonyms: List,
    /// Its capital, in all spellings, and other seats of its government.
    pub capital: List,
    pub from: FirstDay,
    pub to: LastDay,
    #[serde(default)]
    pub wikidata: String,
}

/// A name that stands for a government or body when it acts: "the Kremlin".
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Metonym {
    pub name: String,
    pub country: String,
    pub sector: String,
    pub stands_for: String,
    pub from: FirstDay,
    pub to: LastDay,
}

/// An organisation.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Organization {
    pub name: String,
    pub aliases: List,
    pub kind: String,
    pub country: String,
    pub sectors: List,
    pub from: FirstDay,
    pub to: LastDay,
    #[serde(default)]
    pub wikidata: String,
}

#[derive(Debug, Deserialize)]
struct PersonRow {
    name: String,
    aliases: List,
    gender: String,
    country: String,
    sectors: List,
    office: String,
    from: FirstDay,
    to: LastDay,
    #[serde(default)]
    wikidata: String,
}

#[derive(Debug, Deserialize)]
struct Culture {
    country: String,
}

/// A person, with the offices that he or she held.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub name: String,
    pub aliases: Vec<String>,
    /// `m`, `f` or empty.
    pub gender: String,
    pub offices: Vec<Office>,
    /// Identifier in Wikidata, or empty.
    pub wikidata: String,
}

/// One term of one office.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub title: String,
    pub country: String,
    pub sectors: Vec<String>,
    pub term: Period,
}

/// Between which days something holds; open where empty.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Period {
    from: FirstDay,
    to: LastDay,
}

impl Period {
    pub(crate) fn new(from: FirstDay, to: LastDay) -> Period {
        Period { from, to }
    }

    /// True when `day` may lie inside. An unknown day lies in every period.
    pub(crate) fn holds(self, day: Option<Date>) -> bool {
        day.is_none_or(|day| !self.is_over(day) && !self.is_ahead(day))
    }

    /// True when it ended before `day`.
    pub(crate) fn is_over(self, day: Date) -> bool {
        self.to.0.is_some_and(|to| to < day)
    }

    /// True when it begins after `day`.
    pub(crate) fn is_ahead(self, day: Date) -> bool {
        self.from.0.is_some_and(|from| day < from)
    }

    /// First day, for ordering; long ago when unknown.
    pub(crate) fn begins(self) -> Date {
        self.from.0.unwrap_or(date(1, 1, 1))
    }
}

/// First day of what a table gives as `2014`, `2014-05` or `2014-05-25`; none when empty.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct FirstDay(Option<Date>);

/// Last day of the same.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LastDay(Option<Date>);

impl<'de> Deserialize<'de> for FirstDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<FirstDay, D::Error> {
        partial_date(&String::deserialize(deserializer)?, "-01", "-01").map(FirstDay)
    }
}

impl<'de> Deserialize<'de> for LastDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<LastDay, D::Error> {
        let field = String::deserialize(deserializer)?;
        let day: Option<Date> = partial_date(&field, "-12", "-01")?;
        Ok(LastDay(day.map(|day| if field.len() < 10 { day.last_of_month() } else { day })))
    }
}

/// The date that `field` begins, with what it lacks added.
fn partial_date<E: serde::de::Error>(
    field: &str,
    month: &str,
    day: &str,
) -> std::result::Result<Option<Date>, E> {
    let whole = match field.len() {
        0 => return Ok(None),
        4 => format!("{field}{month}{day}"),
        7 => format!("{field}{day}"),
        _ => field.to_owned(),
    };
    whole.parse().map(Some).map_err(|_| E::custom(format!("{field:?} is not a date")))
}

/// Everything in the world that memcon knows by name.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub states: Vec<State>,
    pub metonyms: Vec<Metonym>,
    pub organizations: Vec<Organization>,
    pub people: Vec<Person>,
    /// ISO codes of the countries whose names begin with the family's.
    pub family_first: HashSet<String>,
}

impl World {
    /// Reads the four tables.
    pub(crate) fn read(file: &dyn Fn(&str) -> Result<String>) -> Result<World> {
        let states: Vec<State> = table::rows("states.csv", &file("states.csv")?)?;
        let metonyms: Vec<Metonym> = table::rows("metonyms.csv", &file("metonyms.csv")?)?;
        let organizations: Vec<Organization> = table::rows("organizations.csv", &file("organizations.csv")?)?;
        let rows: Vec<PersonRow> = table::rows("people.csv", &file("people.csv")?)?;
        let cultures: Vec<Culture> = table::rows("family_first.csv", &file("family_first.csv")?)?;
        let family_first = cultures.into_iter().map(|culture| culture.country).collect();
        Ok(World { states, metonyms, organizations, people: people(rows), family_first })
    }

    /// The identifier that Wikidata gives to what a name stands for.
    pub(crate) fn wikidata(&self, entity: Entity) -> Option<&str> {
        let id = match entity {
            Entity::State(index)
            | Entity::Capital(index)
            | Entity::Adjective(index)
            | Entity::Demonym(index) => &self.states[index].wikidata,
            Entity::Organization(index) => &self.organizations[index].wikidata,
            Entity::Person(index) => &self.people[index].wikidata,
            Entity::Metonym(_) => return None,
        };
        (!id.is_empty()).then_some(id)
    }
}

/// One person for each name, or for each Wikidata identifier where namesakes have one; with all offices in order of
/// time.
fn people(rows: Vec<PersonRow>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for row in rows {
        let index = *known.entry((row.name.clone(), row.wikidata.clone())).or_insert_with(|| {
            people.push(Person {
                name: row.name,
                aliases: Vec::new(),
                gender: row.gender.clone(),
                offices: Vec::new(),
                wikidata: row.wikidata,
            });
            people.len() - 1
        });
        let person = &mut people[index];
        if person.gender.is_empty() {
            person.gender = row.gender;
        }
        person.aliases.extend(row.aliases.0);
        person.offices.push(Office {
            title: row.office,
            country: row.country,
            sectors: row.sectors.0,
            term: Period::new(row.from, row.to),
        });
    }
    for person in &mut people {
        person.offices.sort_by_key(|office| office.term.begins());
    }
    people
}

impl Person {
    /// The office held on `day`, else the last one before, else the first. The most recent wins when several do.
    pub(crate) fn office_on(&self, day: Option<Date>) -> Option<&Office> {
        let held = day.and_then(|day| self.offices.iter().rev().find(|office| office.term.holds(Some(day))));
        let before = || {
            day.and_then(|day| self.offices.iter().rev().find(|office| !office.term.is_ahead(day)))
                .or(if day.is_none() { self.offices.last() } else { None })
        };
        held.or_else(before).or_else(|| self.offices.first())
    }

    /// Family name: the last word, or the first where `family_first` says so.
    pub(crate) fn surname(&self, family_first: bool) -> &str {
        let mut words = self.name.split_whitespace();
        let word = if family_first { words.next() } else { words.next_back() };
        word.unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_told_apart_by_their_identifiers() {
        let header = "name,aliases,gender,country,sectors,office,from,to,source,wikidata\n";
        let lines = "Ana Li,,f,NOR,GOV,minister,2001,2003,x,Q1\nAna Li,,f,PER,LEG,senator,1999,2002,x,Q2\n\
                     Ana Li,,f,NOR,GOV,president,2004,,x,Q1\n";
        let people = people(table::rows::<PersonRow>("people.csv", &format!("{header}{lines}")).unwrap());
        let known: Vec<_> = people.iter().map(|it| (it.wikidata.as_str(), it.offices.len())).collect();
        assert_eq!(known, [("Q1", 2), ("Q2", 1)]);
    }

    #[test]
    fn a_period_holds_on_its_first_and_last_day() {
        #[derive(Deserialize)]
        struct Row {
            from: FirstDay,
            to: LastDay,
        }
        let row = &table::rows::<Row>("x.csv", "from,to\n2014-05,2016\n").unwrap()[0];
        let period = Period::new(row.from, row.to);
        let holds = |day: Date| period.holds(Some(day));
        assert!(holds(date(2014, 5, 1)) && holds(date(2016, 12, 31)) && period.holds(None));
        assert!(!holds(date(2014, 4, 30)) && !holds(date(2017, 1, 1)));
    }
}
