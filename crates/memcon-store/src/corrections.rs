//! What readers say of the machine's values: kept beside them, with author and date, and never in their place.

use std::collections::HashSet;

use memcon::record::{EventRecord, StatementRecord};
use rusqlite::types::Type;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

/// What a reader says of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is as the article says.
    Right,
    /// The article says no such thing.
    Wrong,
    /// It is there, but otherwise; the correction says how.
    Fixed,
    /// The machine missed it.
    Added,
    /// An earlier correction is taken back; the machine's value stands again.
    Withdrawn,
}

/// An event or a statement, as the machine or a reader has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Who did what to whom.
    Event(EventRecord),
    /// Who said what.
    Statement(StatementRecord),
}

impl Value {
    /// `event` or `statement`.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Event(_) => "event",
            Value::Statement(_) => "statement",
        }
    }

    /// Its id in the article.
    pub fn id(&self) -> &str {
        match self {
            Value::Event(event) => &event.id,
            Value::Statement(statement) => &statement.id,
        }
    }
}

/// A correction that is to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCorrection {
    /// The article's id.
    pub article: String,
    /// What is said of it.
    pub verdict: Verdict,
    /// The value that it is about, as it stood; none when one is added.
    pub before: Option<Value>,
    /// The value as it should be: with `Fixed` and `Added`.
    pub value: Option<Value>,
    /// Who says so.
    pub author: String,
    /// When: an ISO date-time.
    pub made: String,
    /// Why, in the reader's words; may be empty.
    pub note: String,
}

/// A correction that was kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// `c1`, `c2`, … in the order in which they were made; the id of a value that was added.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The event or statement that it is about; null when one is added.
    pub target: Option<String>,
    /// What is said of it.
    pub verdict: Verdict,
    /// The value that it is about, as it stood then.
    pub before: Option<Value>,
    /// The value as it should be.
    pub value: Option<Value>,
    /// Who says so.
    pub author: String,
    /// When: an ISO date-time.
    pub made: String,
    /// Why, in the reader's words.
    pub note: String,
}

impl Correction {
    /// The id of the value that it speaks of: the machine's, or its own when it added one.
    pub fn about(&self) -> &str {
        self.target.as_deref().unwrap_or(&self.id)
    }
}

/// The corrections that stand, of those given in the order in which they were made: the last about each value.
pub fn standing(corrections: &[Correction]) -> Vec<&Correction> {
    let mut last: Vec<&Correction> = Vec::new();
    for correction in corrections {
        match last.iter_mut().find(|other| other.about() == correction.about()) {
            Some(other) => *other = correction,
            None => last.push(correction),
        }
    }
    last.retain(|correction| correction.verdict != Verdict::Withdrawn);
    last
}

const COLUMNS: &str = "key, article, target, verdict, before, value, author, made, note";

impl Store {
    /// Keeps a correction; gives its id. It is safe on disk when this returns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn correct(&mut self, new: &NewCorrection) -> Result<String> {
        let value = |value: &Option<Value>| {
            value.as_ref().map(|value| serde_json::to_string(value).expect("records are always JSON"))
        };
        let kind = new.before.as_ref().or(new.value.as_ref()).map_or("event", Value::kind);
        self.connection
            .execute(
                "INSERT INTO corrections (article, target, kind, verdict, before, value, author, made, note)
                 VALUES (?,?,?,?,?,?,?,?,?)",
                params![
                    new.article,
                    new.before.as_ref().map(Value::id),
                    kind,
                    serde_json::to_value(new.verdict).expect("a word").as_str(),
                    value(&new.before),
                    value(&new.value),
                    new.author,
                    new.made,
                    new.note
                ],
            )
            .map_err(|source| Error::database(&self.path, source))?;
        Ok(format!("c{}", self.connection.last_insert_rowid()))
    }

    /// All corrections of one article, in the order in which they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections(&self, article: &str) -> Result<Vec<Correction>> {
        let sql = format!("SELECT {COLUMNS} FROM corrections WHERE article = ? ORDER BY key");
        all(&self.connection, &sql, &[&article], correction)
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The newest corrections of all articles, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest_corrections(&self, limit: usize) -> Result<Vec<Correction>> {
        let sql = format!("SELECT {COLUMNS} FROM corrections ORDER BY key DESC LIMIT ?");
        all(&self.connection, &sql, &[&limit], correction)
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Articles' ids and values that a reader's standing word says are wrong or otherwise.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrected(&self) -> Result<HashSet<(String, String)>> {
        let sql = "SELECT article, target FROM (SELECT article, target, verdict, max(key) FROM corrections
                       WHERE target IS NOT NULL GROUP BY article, target)
                   WHERE verdict IN ('wrong', 'fixed')";
        all(&self.connection, sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
            .map(|pairs| pairs.into_iter().collect())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The ids of articles that have corrections, in the order in which they were first corrected.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrected_articles(&self) -> Result<Vec<String>> {
        let sql = "SELECT article FROM corrections GROUP BY article ORDER BY min(key)";
        all(&self.connection, sql, &[], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }
}

fn correction(row: &Row<'_>) -> rusqlite::Result<Correction> {
    let wrong = |column: usize, error: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    };
    let value = |column: usize| -> rusqlite::Result<Option<Value>> {
        row.get::<_, Option<String>>(column)?
            .map(|json| serde_json::from_str(&json).map_err(|error| wrong(column, error)))
            .transpose()
    };
    let verdict: String = row.get(3)?;
    Ok(Correction {
        id: format!("c{}", row.get::<_, i64>(0)?),
        article: row.get(1)?,
        target: row.get(2)?,
        verdict: serde_json::from_value(verdict.into()).map_err(|error| wrong(3, error))?,
        before: value(4)?,
        value: value(5)?,
        author: row.get(6)?,
        made: row.get(7)?,
        note: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(id: &str) -> Value {
        Value::Statement(StatementRecord {
            id: id.to_owned(),
            speaker: Some("a1".to_owned()),
            cue: None,
            content: Vec::new(),
            direct: true,
            about: Vec::new(),
            confidence: 1.0,
        })
    }

    fn said(verdict: Verdict, before: Option<Value>, value: Option<Value>) -> NewCorrection {
        NewCorrection {
            article: "x".to_owned(),
            verdict,
            before,
            value,
            author: "Ada".to_owned(),
            made: "2026-11-24T10:00:00Z".to_owned(),
            note: String::new(),
        }
    }

    #[test]
    fn the_last_word_about_each_value_stands_and_nothing_is_lost() {
        let mut store = Store::in_memory().unwrap();
        for new in [
            said(Verdict::Wrong, Some(statement("s1")), None),
            said(Verdict::Added, None, Some(statement("new"))),
            said(Verdict::Fixed, Some(statement("s1")), Some(statement("s1"))),
            said(Verdict::Withdrawn, Some(statement("c2")), None),
        ] {
            store.correct(&new).unwrap();
        }
        let all = store.corrections("x").unwrap();
        let ids: Vec<_> = all.iter().map(|c| (c.id.as_str(), c.about())).collect();
        assert_eq!(ids, [("c1", "s1"), ("c2", "c2"), ("c3", "s1"), ("c4", "c2")]);
        assert_eq!(all[2].value, Some(statement("s1")));
        let left: Vec<_> = standing(&all).iter().map(|c| c.id.as_str()).collect();
        assert_eq!(left, ["c3"]);
        assert_eq!(store.latest_corrections(2).unwrap()[0].id, "c4");
        assert_eq!(store.corrected_articles().unwrap(), ["x"]);
        assert_eq!(store.corrections("y").unwrap(), []);
        let pair = |target: &str| ("x".to_owned(), target.to_owned());
        assert_eq!(store.corrected().unwrap(), HashSet::from([pair("s1")]));
        store.correct(&said(Verdict::Withdrawn, Some(statement("s1")), None)).unwrap();
        assert_eq!(store.corrected().unwrap(), HashSet::new());
    }
}
