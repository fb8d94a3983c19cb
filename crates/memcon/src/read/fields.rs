//! The fields that a line of JSON Lines and a row of CSV share.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::published::check_published;
use crate::article::{Format, Page};
use crate::error::{Error, Result};

/// One article as a line or row gives it; fields of other names are passed over.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Fields {
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
}

impl Fields {
    /// The page that they describe. When both are there `text` counts, since positions in it are the user's.
    pub(super) fn page(self, source: String) -> Result<Page> {
        let (content, format) = match (given(self.text), given(self.html)) {
            (Some(text), _) => (text, Format::Text),
            (None, Some(html)) => (html, Format::Html),
            (None, None) => return Err(Error::input(source, "neither text nor html has any content")),
        };
        let published = match given(self.published) {
            Some(date) => Some(
                check_published(&date)
                    .map_err(|cause| Error::input(source.as_str(), format!("published: {cause}")))?,
            ),
            None => None,
        };
        Ok(Page {
            source,
            bytes: content.into_bytes(),
            format: Some(format),
            charset: None,
            id: given(self.id),
            url: given(self.url),
            publisher: given(self.publisher),
            title: given(self.title),
            published,
        })
    }
}

/// An empty field is one that was not given.
fn given(field: Option<String>) -> Option<String> {
    field.filter(|content| !content.trim().is_empty())
}

/// Many collections number their articles.
fn text_or_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<String>, D::Error> {
    match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Null => Ok(None),
        serde_json::Value::String(text) => Ok(Some(text)),
        serde_json::Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(D::Error::custom("id must be a text or a number")),
    }
}
