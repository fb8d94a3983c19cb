//! What Wikidata's classes, positions and countries are in memcon's terms: the table wikidata.csv.

use std::collections::HashMap;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::entity::Id;
use crate::compile::tables::{self, State, list};
use crate::exit::Stop;

#[derive(Debug, Clone, Deserialize)]
struct Row {
    what: What,
    id: String,
    label: String,
    value: String,
    sectors: String,
    scope: Scope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Kind of organisation: `value` is that of organizations.csv.
    Class,
    /// Office: `value` is its title.
    Position,
    /// A state without a code of its own: `value` is the code; empty for bodies of several states.
    State,
    Sex,
    Calendar,
}

/// Calendars in which Wikidata has dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    Gregorian,
    Julian,
}

/// What a class or position is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// Kind of organisation, or title of the office; empty when the position's own label is the title.
    pub value: String,
    /// PLOVER codes joined by `|`.
    pub sectors: String,
    pub scope: Scope,
    /// Number of its line: the earlier decides.
    pub order: usize,
}

/// Of which country a thing of this sort is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Of one.
    #[serde(rename = "")]
    Country,
    /// Of the one that its item names, if it does.
    Any,
    /// Of none.
    International,
}

impl Scope {
    pub fn is_international(self) -> bool {
        self == Scope::International
    }

    pub fn may_be_international(self) -> bool {
        self != Scope::Country
    }
}

/// The table, ready to be asked.
pub struct Mapping {
    classes: Part,
    positions: Part,
    /// Code by item; more are learnt from the dump.
    states: HashMap<Id, String>,
    sexes: HashMap<Id, char>,
    calendars: HashMap<String, Calendar>,
    /// " of the Kingdom of Norway" at the end of a title.
    of_state: Regex,
}

/// Lines of one sort.
struct Part {
    by_id: HashMap<Id, usize>,
    patterns: RegexSet,
    /// For each pattern its meaning.
    of_pattern: Vec<usize>,
    meanings: Vec<Meaning>,
}

impl Part {
    fn new(rows: &[Row], what: What, state: &str) -> Result<Part, Stop> {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.what == what).collect();
        let with = |pattern: &str| pattern.replace("{state}", &format!("(?:the )?(?:{state})"));
        let patterns: Vec<(usize, String)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.label.is_empty())
            .map(|(order, row)| (order, with(&row.label)))
            .collect();
        let set = regex::RegexSetBuilder::new(patterns.iter().map(|(_, pattern)| pattern))
            .size_limit(256 << 20)
            .build()
            .map_err(|error| Stop::Failure(format!("wikidata.csv: {error}")))?;
        Ok(Part {
            by_id: rows
                .iter()
                .enumerate()
                .filter_map(|(order, row)| Some((number(&row.id)?, order)))
                .collect(),
            patterns: set,
            of_pattern: patterns.into_iter().map(|(order, _)| order).collect(),
            meanings: rows
                .iter()
                .enumerate()
                .map(|(order, row)| Meaning {
                    value: row.value.clone(),
                    sectors: row.sectors.clone(),
                    scope: row.scope,
                    order,
                })
                .collect(),
        })
    }

    /// What the item with this id and English label is: by the id, else by the first line that knows the label.
    fn of(&self, id: Id, label: Option<&str>) -> Option<&Meaning> {
        let by_label = || {
            let label = label?.to_lowercase();
            self.patterns.matches(&label).iter().map(|pattern| self.of_pattern[pattern]).min()
        };
        self.by_id.get(&id).copied().or_else(by_label).map(|order| &self.meanings[order])
    }
}

impl Mapping {
    /// Reads the table; the names of `states` stand for `{state}` in its patterns.
    pub fn read(states: &[State]) -> Result<Mapping, Stop> {
        let rows: Vec<Row> = tables::rows("wikidata.csv")?;
        let mut names: Vec<String> =
            states.iter().flat_map(State::names).map(|name| regex::escape(&name.to_lowercase())).collect();
        // The longest first: "Guinea-Bissau" before "Guinea".
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let state = if names.is_empty() { "[^\\s\\S]".to_owned() } else { names.join("|") };
        let of = |what: What| rows.iter().filter(move |row| row.what == what);
        Ok(Mapping {
            classes: Part::new(&rows, What::Class, &state)?,
            positions: Part::new(&rows, What::Position, &state)?,
            states: of(What::State).filter_map(|row| Some((number(&row.id)?, row.value.clone()))).collect(),
            sexes: of(What::Sex)
                .filter_map(|row| Some((number(&row.id)?, row.value.chars().next()?)))
                .collect(),
            calendars: of(What::Calendar)
                .map(|row| {
                    let julian = row.value == "julian";
                    (row.id.clone(), if julian { Calendar::Julian } else { Calendar::Gregorian })
                })
                .collect(),
            of_state: tables::regex(&format!("(?i) (?:of|in) (?:the )?(?:{state})$"))?,
        })
    }

    /// The kind of organisation that an item's class makes it. A line without a kind says that the class is of things.
    pub fn class(&self, id: Id, label: Option<&str>) -> Option<&Meaning> {
        self.classes.of(id, label).filter(|meaning| !meaning.value.is_empty())
    }

    /// The same, by the number of its line.
    pub fn class_of_line(&self, order: usize) -> &Meaning {
        &self.classes.meanings[order]
    }

    /// The office that a position is.
    pub fn position(&self, id: Id, label: &str) -> Option<&Meaning> {
        self.positions.of(id, Some(label))
    }

    /// Adds a state that the dump gives a code.
    pub fn learn(&mut self, id: Id, iso3: &str) {
        self.states.entry(id).or_insert_with(|| iso3.to_owned());
    }

    /// Code of a state; empty for a body of several, none for anything else.
    pub fn state(&self, id: Id) -> Option<&str> {
        self.states.get(&id).map(String::as_str)
    }

    /// `m` or `f`.
    pub fn sex(&self, id: Id) -> Option<char> {
        self.sexes.get(&id).copied()
    }

    /// The calendar that is this item.
    pub fn calendar(&self, id: &str) -> Option<Calendar> {
        self.calendars.get(id).copied()
    }

    /// A position's label as a title: "Minister of Fisheries of Norway" is "minister of Fisheries" there. Words that role
    /// nouns are made of are small before the first "of" or "for"; what follows is a name more often than not.
    pub fn title(&self, label: &str, common: impl Fn(&str) -> bool) -> String {
        let label = self.of_state.replace(label, "");
        let mut named = false;
        let words = label.split_whitespace().map(|word| {
            let lower = word.to_lowercase();
            named |= matches!(lower.as_str(), "of" | "for" | "to" | "in" | "at");
            if !named && common(&lower) { lower } else { word.to_owned() }
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Words, in lower case, of which role nouns are made.
pub fn role_words() -> Result<std::collections::HashSet<String>, Stop> {
    #[derive(Deserialize)]
    struct Agent {
        noun: String,
    }
    let words = |row: Agent| {
        list(&row.noun.to_lowercase()).flat_map(str::split_whitespace).map(str::to_owned).collect::<Vec<_>>()
    };
    Ok(tables::rows::<Agent>("agents.csv")?.into_iter().flat_map(words).collect())
}

fn number(id: &str) -> Option<Id> {
    id.strip_prefix('Q')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_positions_and_classes_have_their_meanings() {
        let states: Vec<State> = tables::rows("states.csv").unwrap();
        let mapping = Mapping::read(&states).unwrap();
        for (label, title, sectors) in [
            ("President of Norway", "president", "GOV"),
            ("President of the Republic of Peru", "president", "GOV"),
            ("Prime Minister of Iceland", "prime minister", "GOV"),
            ("Deputy Prime Minister of Iceland", "deputy prime minister", "GOV"),
            ("Minister of Foreign Affairs of Peru", "foreign minister", "GOV"),
            ("Vice Minister of Foreign Affairs", "", "GOV"),
            ("Minister for Defence", "defence minister", "GOV"),
            ("Member of the Storting", "", "LEG"),
            ("Member of the 4th Parliament of Norway", "member of parliament", "LEG"),
            ("Chief of the General Staff", "", "MIL"),
            ("judge of the Supreme Court of Norway", "", "JUD"),
            ("Leader of the Opposition", "opposition leader", "OPP"),
            ("President of the Norwegian Curling Association", "", "SOC"),
        ] {
            let found = mapping.position(0, label);
            let found = found.map(|it| (it.value.as_str(), it.sectors.as_str()));
            if sectors == "SOC" {
                assert_eq!(found, None, "{label}");
            } else {
                assert_eq!(found, Some((title, sectors)), "{label}");
            }
        }
        for (label, kind, sectors) in [
            ("political party in Norway", "party", "PTY"),
            ("ministry of defence", "ministry", "MIL"),
            ("ministry of culture", "ministry", "GOV"),
            ("daily newspaper", "news", "JRN"),
            ("trade union federation", "union", "LAB"),
            ("central bank", "bank", "GOV"),
            ("intelligence agency", "intelligence", "SPY"),
            ("supreme court", "court", "JUD"),
        ] {
            let found = mapping.class(0, Some(label)).map(|it| (it.value.as_str(), it.sectors.as_str()));
            assert_eq!(found, Some((kind, sectors)), "{label}");
        }
        assert_eq!(mapping.class(0, Some("mountain range")), None);
        assert_eq!(mapping.class(0, Some("trade union building")), None);
        assert_eq!(mapping.class(7278, None).map(|it| it.value.as_str()), Some("party"));
        let common = role_words().unwrap();
        let title =
            mapping.title("Minister of Fisheries of the Kingdom of Norway", |word| common.contains(word));
        assert_eq!(title, "minister of Fisheries");
        let title = mapping.title("Member of the European Commission", |word| common.contains(word));
        assert_eq!(title, "member of the European Commission");
    }
}
