//! What can go wrong outside: files, and what is in them.

use std::path::PathBuf;

/// memcon's result.
pub type Result<T> = std::result::Result<T, Error>;

/// An input or a knowledge file that could not be used. Each names the file and the place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read.
    #[error("{}: {}", path.display(), plain(source))]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The input was read, but holds no article that can be coded.
    #[error("{origin}: {cause}")]
    Input {
        /// File or URL, with the line where one line is meant: `news.jsonl:12`.
        origin: String,
        /// Why, in plain words.
        cause: String,
    },
    /// A file of a folder is of a kind that memcon does not read. It is passed over, and nothing is wrong.
    #[error("{}: passed over, not a kind of file that memcon reads", path.display())]
    NotArticles {
        /// Which file.
        path: PathBuf,
    },
    /// A line of a knowledge file is wrong.
    #[error("{file}:{line}: {cause}")]
    Knowledge {
        /// Which file.
        file: String,
        /// Its line, counted from 1.
        line: u64,
        /// Why, in plain words.
        cause: String,
    },
}

impl Error {
    /// An input that cannot be coded.
    pub fn input(origin: impl Into<String>, cause: impl Into<String>) -> Error {
        Error::Input { origin: origin.into(), cause: cause.into() }
    }

    /// A mistake of memcon's own, met while it coded one article.
    pub fn internal(origin: impl Into<String>) -> Error {
        Error::input(origin, "internal error while coding it; please report it with the article")
    }

    /// The file or URL that it is about.
    pub fn origin(&self) -> String {
        match self {
            Error::Io { path, .. } | Error::NotArticles { path } => path.display().to_string(),
            Error::Input { origin, .. } => origin.clone(),
            Error::Knowledge { file, line, .. } => format!("{file}:{line}"),
        }
    }
}

/// The system's message without its number, which says nothing to a reader.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}
