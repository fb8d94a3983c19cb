//! Stage 2: a page becomes an article; the text is frozen here.

use crate::article::{About, Article, Page};
use crate::error::{Error, Result};
use crate::hash::stable_id;

/// What a page turned out to be.
#[derive(Debug, Clone)]
pub enum Extracted {
    /// An article to be coded.
    Article(Article),
    /// Readable, but not to be coded, and why: another language, no text.
    Skipped(Article, String),
}

/// Decodes a page and finds its article.
///
/// # Errors
/// When the page holds nothing that can be read as text: empty, binary.
pub fn extract(page: &Page) -> Result<Extracted> {
    let text = String::from_utf8(page.bytes.clone())
        .map_err(|_| Error::input(&page.source, "not UTF-8"))?
        .replace("\r\n", "\n");
    let about = About {
        id: page.id.clone().unwrap_or_else(|| stable_id(&[page.url.as_deref().unwrap_or(""), &text])),
        source: page.source.clone(),
        language: Some("en".to_owned()),
        ..About::default()
    };
    Ok(Extracted::Article(Article::new(about, text, Vec::new())))
}
