//! What `memcon watch` must remember between two polls and between two runs.

use rusqlite::{OptionalExtension, params};

use crate::error::{Error, Result};
use crate::load::all;
use crate::open::Store;

/// How a feed was found last. Times are seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
    /// When it may be polled again.
    pub next: i64,
    /// Polls that failed since the last that did not.
    pub failures: u32,
}

/// An article that a feed names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Its address.
    pub url: String,
    /// The feed's address.
    pub feed: String,
    /// Headline in the feed.
    pub title: Option<String>,
    /// Publication date in the feed, ISO.
    pub published: Option<String>,
    /// Fetches that failed.
    pub failures: u32,
}

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// To be fetched, not before this second.
    Waiting(i64),
    /// Its article is in the store.
    Done,
    /// It will not be fetched again, and why.
    GivenUp(String),
}

impl Store {
    /// How the feed at `url` was found last; the default when it never was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feed_state(&self, url: &str) -> Result<FeedState> {
        let sql = "SELECT etag, last_modified, next, failures FROM watch_feeds WHERE url = ?";
        self.connection
            .query_row(sql, [url], |row| {
                Ok(FeedState {
                    etag: row.get(0)?,
                    last_modified: row.get(1)?,
                    next: row.get(2)?,
                    failures: row.get(3)?,
                })
            })
            .optional()
            .map(Option::unwrap_or_default)
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Notes how the feed at `url` was found, and the articles that it names; those known before stay as they are.
    /// Gives the number of new ones.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_feed(&mut self, url: &str, state: &FeedState, links: &[FeedLink]) -> Result<usize> {
        let path = self.path.clone();
        let write = |store: &mut Store| -> rusqlite::Result<usize> {
            let transaction = store.connection.transaction()?;
            transaction.execute(
                "INSERT OR REPLACE INTO watch_feeds (url, etag, last_modified, next, failures) VALUES (?,?,?,?,?)",
                params![url, state.etag, state.last_modified, state.next, state.failures],
            )?;
            let mut new = 0;
            for link in links {
                new += transaction.execute(
                    "INSERT OR IGNORE INTO watch_links (url, feed, title, published, state, next, failures)
                     VALUES (?,?,?,?,'waiting',0,0)",
                    params![link.url, link.feed, link.title, link.published],
                )?;
            }
            transaction.commit()?;
            Ok(new)
        };
        write(self).map_err(|source| Error::database(&path, source))
    }

    /// Links that may be fetched at `now`, in the order in which they were found.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn waiting_links(&self, now: i64) -> Result<Vec<FeedLink>> {
        let sql = "SELECT url, feed, title, published, failures FROM watch_links
                   WHERE state = 'waiting' AND next <= ? ORDER BY rowid";
        all(&self.connection, sql, &[&now], |row| {
            Ok(FeedLink {
                url: row.get(0)?,
                feed: row.get(1)?,
                title: row.get(2)?,
                published: row.get(3)?,
                failures: row.get(4)?,
            })
        })
        .map_err(|source| Error::database(&self.path, source))
    }

    /// When the first waiting link may be fetched; none when none waits.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_link(&self) -> Result<Option<i64>> {
        self.connection
            .query_row("SELECT min(next) FROM watch_links WHERE state = 'waiting'", [], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Notes what became of a link.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_link(&mut self, url: &str, failures: u32, state: &LinkState) -> Result<()> {
        let (name, next, reason) = match state {
            LinkState::Waiting(next) => ("waiting", *next, None),
            LinkState::Done => ("done", 0, None),
            LinkState::GivenUp(reason) => ("given up", 0, Some(reason)),
        };
        self.connection
            .execute(
                "UPDATE watch_links SET state = ?, next = ?, failures = ?, reason = ? WHERE url = ?",
                params![name, next, failures, reason, url],
            )
            .map(|_| ())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Notes that an incident is to be told of since `now`; false when it was before, be it under the id that it had then.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tell_of(&mut self, incident: &str, now: i64) -> Result<bool> {
        let sql = "INSERT OR IGNORE INTO watch_told (incident, since, posted)
                   SELECT ?1, ?2, 0 WHERE NOT EXISTS (
                       SELECT 1 FROM incidents AS i JOIN reports AS r ON r.incident = i.key
                       JOIN watch_told AS t ON t.incident = r.handle WHERE i.id = ?1)";
        self.connection
            .execute(sql, params![incident, now])
            .map(|rows| rows == 1)
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Incidents that are told of, the latest first, each with when, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn told_of(&self, limit: usize) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT incident, since FROM watch_told ORDER BY since DESC, rowid DESC LIMIT ?";
        all(&self.connection, sql, &[&limit], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Incidents that are told of and not yet posted, the earliest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn to_post(&self) -> Result<Vec<String>> {
        let sql = "SELECT incident FROM watch_told WHERE NOT posted ORDER BY rowid";
        all(&self.connection, sql, &[], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Notes that an incident was posted.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn posted(&mut self, incident: &str) -> Result<()> {
        self.connection
            .execute("UPDATE watch_told SET posted = 1 WHERE incident = ?", [incident])
            .map(|_| ())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// The address of an article, when it has one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn address(&self, article: &str) -> Result<Option<String>> {
        self.connection
            .query_row("SELECT url FROM articles WHERE id = ?", [article], |row| row.get(0))
            .optional()
            .map(Option::flatten)
            .map_err(|source| Error::database(&self.path, source))
    }
}
