//! What somebody said, and what others said of somebody.

use rusqlite::ToSql;

use crate::error::{Error, Result};
use crate::filter::Party;
use crate::found::FoundStatement;
use crate::load::all;
use crate::open::Store;

impl Store {
    /// What `speaker` said, about `about` where that is given: the latest, at most `limit`, of the last `articles` articles in
    /// which the speaker appears.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn said(
        &self,
        speaker: &Party,
        about: Option<&Party>,
        articles: usize,
        limit: usize,
    ) -> Result<Vec<FoundStatement>> {
        let (appears, id) = appears(speaker);
        let mut values: Vec<&dyn ToSql> = vec![id, &articles, &limit];
        let mut and = "";
        if let Some(about) = about {
            let (column, id) = named(about);
            values.push(id);
            and = match column {
                Named::Actor => " AND EXISTS (SELECT 1 FROM statement_about AS b JOIN actors AS q ON q.article = s.article AND q.id = b.thing
                     WHERE b.statement = s.key AND q.known = (SELECT key FROM known_actors WHERE id = ?4))",
                Named::Country => " AND (EXISTS (SELECT 1 FROM statement_about AS b JOIN actors AS q ON q.article = s.article AND q.id = b.thing
                     WHERE b.statement = s.key AND q.country = ?4)
                     OR EXISTS (SELECT 1 FROM statement_about AS b JOIN places AS l ON l.article = s.article AND l.id = b.thing
                     WHERE b.statement = s.key AND l.country = ?4))",
            };
        }
        self.statements_of(
            &format!(
                "{appears} CROSS JOIN statements AS s ON s.article = x.article AND s.speaker = x.id{and}"
            ),
            &values,
        )
    }

    /// What others said about `party`: the latest, at most `limit`, of the last `articles` articles in which it appears.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn said_of(&self, party: &Party, articles: usize, limit: usize) -> Result<Vec<FoundStatement>> {
        let (appears, id) = appears(party);
        self.statements_of(
            &format!(
                "{appears} CROSS JOIN statements AS s ON s.article = x.article AND s.speaker IS NOT x.id
                 CROSS JOIN statement_about AS b ON b.statement = s.key AND b.thing = x.id"
            ),
            &[id, &articles, &limit],
        )
    }

    fn statements_of(&self, from: &str, values: &[&dyn ToSql]) -> Result<Vec<FoundStatement>> {
        let sql = format!(
            "SELECT a.id, s.id, (SELECT coalesce(known_as, name) FROM actors AS p WHERE p.article = s.article AND p.id = s.speaker),
             s.words, s.direct, a.title, a.publisher, a.published
             FROM {from} JOIN articles AS a ON a.key = s.article ORDER BY a.published DESC, s.key DESC LIMIT ?3"
        );
        all(&self.connection, &sql, values, |row| {
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
        })
        .map_err(|source| Error::database(&self.path, source))
    }
}

/// The last `?2` rows of `actors` that are the party, which is `?1`.
fn appears(party: &Party) -> (&'static str, &String) {
    match party {
        Party::Actor(id) => (
            "(SELECT article, id FROM actors WHERE known = (SELECT key FROM known_actors WHERE id = ?1)
              ORDER BY article DESC LIMIT ?2) AS x",
            id,
        ),
        Party::Country(code) => {
            ("(SELECT article, id FROM actors WHERE country = ?1 ORDER BY key DESC LIMIT ?2) AS x", code)
        }
    }
}

enum Named {
    Actor,
    Country,
}

fn named(party: &Party) -> (Named, &String) {
    match party {
        Party::Actor(id) => (Named::Actor, id),
        Party::Country(code) => (Named::Country, code),
    }
}
