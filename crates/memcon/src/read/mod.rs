//! Stage 1: files, folders and streams to pages.

mod count;
mod csv;
mod fields;
mod file;
mod folder;
mod jsonl;
mod published;
mod warc;

use std::io::Read;
use std::path::Path;

pub use self::count::{BytesRead, input_bytes};
pub use self::csv::read_csv;
pub use self::jsonl::read_jsonl;
pub use self::published::check_published;
pub use self::warc::read_warc;

use crate::article::Page;
use crate::error::{Error, Result};

/// Pages of one input, in order; an error stands for the page or line that could not be read.
pub type Pages = Box<dyn Iterator<Item = Result<Page>> + Send>;

/// Bytes that one article may have. Larger files are archives or accidents, and would only fill memory.
const LARGEST_PAGE: u64 = 64 << 20;

/// Opens an input and returns its pages: one for a text or HTML file, one a line or row for JSON Lines and
/// CSV, one a page for web archives, those of every file below for a folder, and standard input for `-`.
///
/// # Errors
/// When the input itself cannot be opened, or is of a kind that memcon does not read.
pub fn read(input: &Path) -> Result<Pages> {
    read_counted(input, &BytesRead::default())
}

/// The same, with the bytes that are read from files counted.
///
/// # Errors
/// As [`read`].
pub fn read_counted(input: &Path, count: &BytesRead) -> Result<Pages> {
    if input == Path::new("-") {
        return Ok(once(file::page("-".to_owned(), std::io::stdin().lock(), None)));
    }
    let about = std::fs::metadata(input).map_err(|source| Error::Io { path: input.to_owned(), source })?;
    if about.is_dir() { folder::read_folder(input, count) } else { file::read_file(input, count) }
}

/// True when a folder's file called so would be read.
pub fn is_article_file(path: &Path) -> bool {
    file::kind(path).is_ok_and(|kind| kind != file::Kind::Unnamed)
}

/// A single page, or what was wrong with it.
fn once(page: Result<Page>) -> Pages {
    Box::new(std::iter::once(page))
}

/// All of `reader`, unless it is too much for one article.
fn all(origin: &str, mut reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = reader.by_ref().take(LARGEST_PAGE + 1).read_to_end(&mut bytes);
    read.map_err(|source| Error::Io { path: origin.into(), source })?;
    if bytes.len() as u64 > LARGEST_PAGE {
        return Err(too_large(origin));
    }
    Ok(bytes)
}

fn too_large(origin: &str) -> Error {
    Error::input(origin, format!("more than {} MB, which is no article", LARGEST_PAGE >> 20))
}
