//! Events and statements that meet a filter.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::conditions::Where;
use crate::error::{Error, Result};
use crate::filter::{Filter, Order, Party};
use crate::open::Store;
use crate::search;

/// An article's event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundEvent {
    /// The article's id.
    pub article: String,
    /// The event's id in it.
    pub event: String,
    /// The incident that it reports.
    pub incident: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Status as this article has it.
    pub status: String,
    /// True: older than the article's news.
    pub background: bool,
    /// Names of those who act.
    pub sources: Vec<String>,
    /// Names of those to whom it is done.
    pub targets: Vec<String>,
    /// Name of the place.
    pub place: Option<String>,
    /// TIMEX3 value.
    pub time: Option<String>,
    /// The words that name the event.
    pub trigger: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
}

/// An article's statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundStatement {
    /// The article's id.
    pub article: String,
    /// The statement's id in it.
    pub statement: String,
    /// Name of who speaks; null when the article names nobody.
    pub speaker: Option<String>,
    /// What was said.
    pub words: String,
    /// True: inside quotation marks.
    pub direct: bool,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// When the article was published.
    pub published: Option<String>,
}

impl Store {
    /// Reports of the incidents that meet `filter`, in the order of incidents; types and statuses are those of the
    /// reports.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn events(&self, filter: &Filter) -> Result<Vec<FoundEvent>> {
        events(&self.connection, filter).map_err(|source| Error::database(&self.path, source))
    }

    /// Statements that meet `filter`, by the day on which they were published.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<FoundStatement>> {
        statements(&self.connection, filter).map_err(|source| Error::database(&self.path, source))
    }
}

fn events(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<FoundEvent>> {
    let mut found = filter.conditions(db, true)?;
    found.one_of("e.type", &filter.kinds);
    found.one_of("e.status", &filter.statuses);
    if filter.news_only {
        found.and("NOT e.background", Vec::new());
    }
    // The names are joined by a character that no name has.
    let names = |role: &str| {
        format!(
            "(SELECT group_concat(coalesce(p.known_as, p.name), char(31)) FROM event_actors AS ea
              JOIN actors AS p ON p.article = e.article AND p.id = ea.actor
              WHERE ea.event = e.key AND ea.role = '{role}')"
        )
    };
    let sql = format!(
        "SELECT a.id, e.id, i.id, e.type, e.mode, e.status, e.background, {}, {},
         (SELECT name FROM places AS p WHERE p.article = e.article AND p.id = e.place), e.time,
         (SELECT substr(a.text, v.start + 1, v.\"end\" - v.start) FROM evidence AS v
          WHERE v.event = e.key AND v.role = 'trigger' ORDER BY v.n LIMIT 1),
         a.title, a.publisher, a.published, e.confidence
         FROM incidents AS i JOIN reports AS r ON r.incident = i.key JOIN events AS e ON e.key = r.event
         JOIN articles AS a ON a.key = r.article {} {}",
        names("source"),
        names("target"),
        found.sql,
        filter.tail(", r.n")
    );
    let list = |names: Option<String>| -> Vec<String> {
        names.map(|names| names.split('\u{1f}').map(str::to_owned).collect()).unwrap_or_default()
    };
    db.prepare(&sql)?
        .query_map(params_from_iter(found.values), |row| {
            Ok(FoundEvent {
                article: row.get(0)?,
                event: row.get(1)?,
                incident: row.get(2)?,
                kind: row.get(3)?,
                mode: row.get(4)?,
                status: row.get(5)?,
                background: row.get(6)?,
                sources: list(row.get(7)?),
                targets: list(row.get(8)?),
                place: row.get(9)?,
                time: row.get(10)?,
                trigger: row.get(11)?,
                title: row.get(12)?,
                publisher: row.get(13)?,
                published: row.get(14)?,
                confidence: row.get(15)?,
            })
        })?
        .collect()
}

fn statements(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<FoundStatement>> {
    let mut found = Where { sql: "WHERE true".to_owned(), values: Vec::new() };
    let mut from = "statements AS s JOIN articles AS a ON a.key = s.article
                    LEFT JOIN actors AS p ON p.article = s.article AND p.id = s.speaker"
        .to_owned();
    if let Some(text) = &filter.text {
        let query = search::query(text);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        found.and(
            "s.key IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)",
            vec![Value::from(query)],
        );
    }
    if !filter.parties.is_empty() {
        // Whose statements they are leads to them; without CROSS every statement would be looked at.
        from = "actors AS p CROSS JOIN statements AS s ON s.article = p.article AND s.speaker = p.id
                JOIN articles AS a ON a.key = s.article"
            .to_owned();
        let (tests, values): (Vec<String>, Vec<Value>) = filter.parties.iter().map(speaker_test).unzip();
        found.and(&format!("({})", tests.join(" OR ")), values);
    }
    for party in &filter.about {
        let (test, value) = about_test(party);
        found.and(&test, vec![value; 2]);
    }
    for country in &filter.countries {
        let (test, value) = about_test(&Party::Country(country.clone()));
        found.and(&format!("(p.country = ? OR {test})"), vec![value; 3]);
    }
    if let Some(since) = &filter.since {
        found.and("a.published >= ?", vec![Value::from(since.clone())]);
    }
    if let Some(until) = &filter.until {
        // A date-time of that day sorts behind its date.
        found.and("substr(a.published, 1, 10) <= ?", vec![Value::from(until.clone())]);
    }
    let direction = if filter.order == Order::Oldest { "ASC" } else { "DESC" };
    let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!(
        "SELECT a.id, s.id, coalesce(p.known_as, p.name), s.words, s.direct, a.title, a.publisher, a.published
         FROM {from} {} ORDER BY a.published {direction}, s.key {direction} LIMIT {limit} OFFSET {}",
        found.sql, filter.offset
    );
    db.prepare(&sql)?
        .query_map(params_from_iter(found.values), |row| {
            Ok(FoundStatement {
                article: row.get(0)?,
                statement: row.get(1)?,
                speaker: row.get(2)?,
                words: row.get(3)?,
                direct: row.get(4)?,
                title: row.get(5)?,
                publisher: row.get(6)?,
                published: row.get(7)?,
            })
        })?
        .collect()
}

/// What makes an actor `p` the one whose statements are wanted.
fn speaker_test(party: &Party) -> (String, Value) {
    match party {
        Party::Actor(id) => {
            ("p.known = (SELECT key FROM known_actors WHERE id = ?)".to_owned(), Value::from(id.clone()))
        }
        Party::Country(code) => ("p.country = ?".to_owned(), Value::from(code.clone())),
    }
}

/// What makes a statement `s` name somebody or some place; the value is wanted twice.
fn about_test(party: &Party) -> (String, Value) {
    let (actor, place, value) = match party {
        Party::Actor(id) => ("q.known = (SELECT key FROM known_actors WHERE id = ?)", "l.name = ?", id),
        Party::Country(code) => ("q.country = ?", "l.country = ?", code),
    };
    let test = format!(
        "(EXISTS (SELECT 1 FROM statement_about AS b JOIN actors AS q ON q.article = s.article AND q.id = b.thing
           WHERE b.statement = s.key AND {actor})
          OR EXISTS (SELECT 1 FROM statement_about AS b JOIN places AS l ON l.article = s.article AND l.id = b.thing
           WHERE b.statement = s.key AND {place}))"
    );
    (test, Value::from(value.clone()))
}
