//! Full-text search over articles and statements.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

/// Something that was found, with the words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `article` or `statement`.
    pub kind: String,
    /// The article's id.
    pub article: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The statement's id in the article; null for an article.
    pub statement: Option<String>,
    /// Who speaks; null for an article, and when the article names nobody.
    pub speaker: Option<String>,
    /// The words around what was found, which stands in `[` and `]`.
    pub words: String,
}

/// Hits that are weighed against each other: the last ones stored. Common words have too many to weigh them all.
const RANKED: usize = 1000;

impl Store {
    /// Statements and articles that have all the words of `wanted`, statements first, the best of each first;
    /// at most `limit` of each. Words in quotation marks are found together, and a star ends a word's beginning.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, wanted: &str, limit: usize) -> Result<Vec<Hit>> {
        let query = query(wanted);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let statements = "SELECT 'statement', a.id, a.title, a.publisher, a.published, s.id,
                    (SELECT coalesce(known_as, name) FROM actors WHERE article = a.key AND id = s.speaker),
                    snippet(statement_words, 0, '[', ']', '…', 32)
             FROM statement_words JOIN statements AS s ON s.key = statement_words.rowid
             JOIN articles AS a ON a.key = s.article
             WHERE statement_words MATCH ?1 AND statement_words.rowid >= (SELECT min(rowid) FROM (SELECT rowid
                 FROM statement_words WHERE statement_words MATCH ?1 ORDER BY rowid DESC LIMIT ?3))
             ORDER BY statement_words.rank LIMIT ?2";
        let articles = "SELECT 'article', a.id, a.title, a.publisher, a.published, NULL, NULL,
                    snippet(article_words, 1, '[', ']', '…', 24)
             FROM article_words JOIN articles AS a ON a.key = article_words.rowid
             WHERE article_words MATCH ?1 AND article_words.rowid >= (SELECT min(rowid) FROM (SELECT rowid
                 FROM article_words WHERE article_words MATCH ?1 ORDER BY rowid DESC LIMIT ?3))
             ORDER BY article_words.rank LIMIT ?2";
        let mut hits = Vec::new();
        for sql in [statements, articles] {
            let found = all(&self.connection, sql, &[&query, &limit, &RANKED], |row| {
                Ok(Hit {
                    kind: row.get(0)?,
                    article: row.get(1)?,
                    title: row.get(2)?,
                    publisher: row.get(3)?,
                    published: row.get(4)?,
                    statement: row.get(5)?,
                    speaker: row.get(6)?,
                    words: row.get(7)?,
                })
            });
            hits.extend(found.map_err(|source| Error::database(&self.path, source))?);
        }
        Ok(hits)
    }
}

/// What users type, as FTS5 wants it: its own operators are words like any others.
pub(crate) fn query(wanted: &str) -> String {
    let mut terms = Vec::new();
    for (place, part) in wanted.split(['"', '“', '”']).enumerate() {
        // Every second part stood in quotation marks.
        let phrases: Vec<&str> = if place % 2 == 1 { vec![part] } else { part.split_whitespace().collect() };
        for phrase in phrases {
            let star = if phrase.ends_with('*') { "*" } else { "" };
            if phrase.chars().any(char::is_alphanumeric) {
                terms.push(format!("\"{}\"{star}", phrase.replace('\0', " ")));
            }
        }
    }
    terms.join(" ")
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn anything_that_is_typed_is_a_query() {
        for (typed, expected) in [
            ("treaty", "\"treaty\""),
            ("NOT a OR b", "\"NOT\" \"a\" \"OR\" \"b\""),
            ("“peace talks” minist*", "\"peace talks\" \"minist*\"*"),
            ("a\"b", "\"a\" \"b\""),
            ("* - ( \"", ""),
            ("col:umn", "\"col:umn\""),
        ] {
            assert_eq!(query(typed), expected, "{typed}");
        }
    }
}
