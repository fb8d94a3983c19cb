//! What can go wrong with a database. Each error names its file.

use std::path::{Path, PathBuf};

/// The store's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A database that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SQLite refused.
    #[error("{}: {source}", path.display())]
    Database {
        /// Which file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The file is something else.
    #[error("{}: not a database that memcon wrote", path.display())]
    NotOurs {
        /// Which file.
        path: PathBuf,
    },
    /// A later memcon wrote it.
    #[error("{}: written by a newer memcon (schema {found}; this one knows up to {known})", path.display())]
    TooNew {
        /// Which file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// There is no such file.
    #[error("{}: no such file or directory", path.display())]
    Missing {
        /// Which file.
        path: PathBuf,
    },
    /// A record whose id is in the store already.
    #[error("{}: already holds an article with the id {id}", path.display())]
    AlreadyThere {
        /// Which file.
        path: PathBuf,
        /// Which article.
        id: String,
    },
}

impl Error {
    /// Adds the file's name to what SQLite said.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Error {
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => Error::NotOurs { path: path.to_owned() },
            _ => Error::Database { path: path.to_owned(), source },
        }
    }
}
