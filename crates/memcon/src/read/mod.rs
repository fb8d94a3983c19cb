//! Stage 1: files, folders and streams to pages.

use std::path::Path;

use crate::article::Page;
use crate::error::{Error, Result};

/// Pages of one input, in order; an error stands for the page or line that could not be read.
pub type Pages = Box<dyn Iterator<Item = Result<Page>> + Send>;

/// Opens an input and returns its pages.
///
/// # Errors
/// When the input itself cannot be opened.
pub fn read(input: &Path) -> Result<Pages> {
    let bytes = std::fs::read(input).map_err(|source| Error::Io { path: input.to_owned(), source })?;
    let page = Page { source: input.display().to_string(), bytes, ..Page::default() };
    Ok(Box::new(std::iter::once(Ok(page))))
}
