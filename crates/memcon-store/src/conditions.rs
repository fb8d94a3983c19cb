//! A filter as SQL over `incidents AS i`.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::filter::{Filter, Order, Party};
use crate::search;

/// Up to how many incidents a condition may name for the search to start from it; beyond that going through all of
/// them by day is as fast, since hits are frequent.
const FEW: i64 = 200_000;

/// One condition: true of an incident, and where it can be told beforehand, the keys of those that meet it.
struct Condition {
    holds: String,
    holds_values: Vec<Value>,
    keys: Option<(String, Vec<Value>)>,
}

/// The part of a query from `WHERE` on, and its values in order.
pub(crate) struct Where {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Filter {
    /// Conditions on incidents: on `type` and `status` only when `on_events` is false, which asks them of events.
    pub(crate) fn conditions(&self, db: &Connection, on_events: bool) -> rusqlite::Result<Where> {
        let mut all = self.party_conditions();
        for country in &self.countries {
            all.push(country_condition(country));
        }
        if let Some(text) = &self.text {
            all.push(text_condition(text));
        }
        if let Some(place) = &self.place {
            let value = vec![Value::from(place.clone()), Value::from(place.to_uppercase())];
            all.push(Condition {
                holds: "(i.place = ? COLLATE NOCASE OR i.country = ?)".to_owned(),
                holds_values: value.clone(),
                keys: Some((
                    "SELECT key FROM incidents WHERE place = ? COLLATE NOCASE
                     UNION SELECT key FROM incidents WHERE country = ?"
                        .to_owned(),
                    value,
                )),
            });
        }
        let start = rarest(db, &all)?;
        let mut found = Where { sql: "WHERE true".to_owned(), values: Vec::new() };
        for (number, condition) in all.into_iter().enumerate() {
            match condition.keys {
                Some((keys, values)) if start == Some(number) => {
                    found.and(&format!("i.key IN ({keys})"), values)
                }
                _ => found.and(&condition.holds, condition.holds_values),
            }
        }
        if !on_events {
            found.one_of("i.type", &self.kinds);
            found.one_of("i.status", &self.statuses);
            if self.news_only {
                found.and("NOT i.background", Vec::new());
            }
        }
        if let Some(since) = &self.since {
            found.and("i.last_day >= ?", vec![Value::from(since.clone())]);
            // What lasts a year or less is found without going through everything before it.
            if let Some(year) = since.get(..4).and_then(|year| year.parse::<i32>().ok()) {
                found.and("i.day >= ?", vec![Value::from(format!("{:04}-01-01", year - 1))]);
            }
        }
        if let Some(until) = &self.until {
            found.and("i.day <= ?", vec![Value::from(until.clone())]);
        }
        Ok(found)
    }

    fn party_conditions(&self) -> Vec<Condition> {
        let mut all = Vec::new();
        for (number, party) in self.parties.iter().enumerate() {
            let (test, value) = party_test(party);
            let keys = format!("SELECT incident FROM incident_actors AS x WHERE {test}");
            let mut holds =
                format!("EXISTS (SELECT 1 FROM incident_actors AS x WHERE x.incident = i.key AND {test})");
            let mut values = vec![value.clone()];
            // Two of one country are two actors, not one who is counted twice.
            for earlier in &self.parties[..number] {
                let (other, other_value) = party_test(earlier);
                let other = other.replace("x.", "y.");
                holds.push_str(&format!(
                    " AND EXISTS (SELECT 1 FROM incident_actors AS x JOIN incident_actors AS y
                       ON y.incident = x.incident AND y.actor <> x.actor
                       WHERE x.incident = i.key AND {test} AND {other})"
                ));
                values.extend([value.clone(), other_value]);
            }
            all.push(Condition {
                holds,
                holds_values: values,
                keys: (number == 0).then_some((keys, vec![value])),
            });
        }
        // A later party can be rarer than the first, so its keys are a condition of their own.
        for party in self.parties.iter().skip(1) {
            let (test, value) = party_test(party);
            all.push(Condition {
                holds: "true".to_owned(),
                holds_values: Vec::new(),
                keys: Some((format!("SELECT incident FROM incident_actors AS x WHERE {test}"), vec![value])),
            });
        }
        all
    }

    /// `ORDER BY` and `LIMIT`.
    pub(crate) fn tail(&self, then: &str) -> String {
        let order = match self.order {
            Order::Newest => "i.day DESC, i.key DESC",
            Order::Oldest => "i.day, i.key",
            Order::MostReported => "i.voices DESC, i.day DESC, i.key DESC",
        };
        let limit = self.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        format!("ORDER BY {order}{then} LIMIT {limit} OFFSET {}", self.offset)
    }
}

impl Where {
    pub(crate) fn and(&mut self, sql: &str, values: Vec<Value>) {
        self.sql.push_str(&format!(" AND {sql}"));
        self.values.extend(values);
    }

    /// Adds that `column` is any of `values`, when there are any.
    pub(crate) fn one_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} IN ({marks})"), values.iter().cloned().map(Value::from).collect());
        }
    }
}

/// What makes a row `x` of `incident_actors` one of the party.
fn party_test(party: &Party) -> (&'static str, Value) {
    match party {
        Party::Actor(id) => {
            ("x.actor = (SELECT key FROM known_actors WHERE id = ?)", Value::from(id.clone()))
        }
        Party::Country(code) => ("x.country = ?", Value::from(code.clone())),
    }
}

fn country_condition(country: &str) -> Condition {
    let value = vec![Value::from(country.to_owned()), Value::from(country.to_owned())];
    Condition {
        holds: "(i.country = ? OR EXISTS (SELECT 1 FROM incident_actors AS x
                  WHERE x.incident = i.key AND x.country = ?))"
            .to_owned(),
        holds_values: value.clone(),
        keys: Some((
            "SELECT key FROM incidents WHERE country = ? UNION ALL
             SELECT incident FROM incident_actors WHERE country = ?"
                .to_owned(),
            value,
        )),
    }
}

fn text_condition(text: &str) -> Condition {
    let query = search::query(text);
    if query.is_empty() {
        return Condition { holds: "false".to_owned(), holds_values: Vec::new(), keys: None };
    }
    Condition {
        holds: "EXISTS (SELECT 1 FROM reports AS r WHERE r.incident = i.key AND EXISTS
                 (SELECT 1 FROM article_words WHERE article_words MATCH ? AND rowid = r.article))"
            .to_owned(),
        holds_values: vec![Value::from(query.clone())],
        keys: Some((
            "SELECT r.incident FROM article_words JOIN reports AS r ON r.article = article_words.rowid
             WHERE article_words MATCH ?"
                .to_owned(),
            vec![Value::from(query)],
        )),
    }
}

/// The condition that names fewest incidents, when they are few.
fn rarest(db: &Connection, all: &[Condition]) -> rusqlite::Result<Option<usize>> {
    let mut best: Option<(i64, usize)> = None;
    for (number, condition) in all.iter().enumerate() {
        let Some((keys, values)) = &condition.keys else {
            continue;
        };
        let most = best.map_or(FEW, |(count, _)| count);
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({keys}) LIMIT {most})");
        let count: i64 = db.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        if count < most {
            best = Some((count, number));
        }
    }
    Ok(best.map(|(_, number)| number))
}
