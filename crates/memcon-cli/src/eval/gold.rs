//! Gold files, and the records of their texts.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use memcon::{About, Article, Memcon, Published, PublishedFrom, Record};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::exit::Stop;

/// A text of a gold file with what is right about it.
#[derive(Debug, Deserialize)]
pub struct Text<T> {
    /// Its name; some sets call it `doc`.
    #[serde(alias = "doc_id")]
    pub id: Option<String>,
    /// Its name where there is no id.
    pub doc: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its words.
    #[serde(alias = "sentence")]
    pub text: String,
    /// The task's own fields.
    #[serde(flatten)]
    pub gold: T,
}

/// The lines of a gold file.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<Text<T>>, Stop> {
    let failed = |cause: String| Stop::Command(format!("{}{cause}", path.display()));
    let file = File::open(path)
        .map_err(|source| Stop::Command(memcon::Error::Io { path: path.to_owned(), source }.to_string()))?;
    let compressed = path.extension().is_some_and(|ending| ending == "gz");
    let reader: Box<dyn Read> = if compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut texts = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let line = line.map_err(|error| failed(format!(":{}: {error}", number + 1)))?;
        if line.trim().is_empty() {
            continue;
        }
        let text =
            serde_json::from_str(&line).map_err(|error| failed(format!(":{}: {error}", number + 1)))?;
        texts.push(text);
    }
    if texts.is_empty() {
        return Err(failed(": holds no line of gold".to_owned()));
    }
    Ok(texts)
}

/// The record of each text, coded just as it stands: nothing is extracted, so gold's positions hold.
pub fn code<T: Sync>(reader: &Memcon, texts: &[Text<T>]) -> Vec<Record> {
    texts
        .par_iter()
        .enumerate()
        .map(|(number, text)| {
            let name = text.id.clone().or_else(|| text.doc.clone());
            let published = text.published.as_deref().and_then(|day| memcon::check_published(day).ok());
            let about = About {
                id: name.unwrap_or_else(|| format!("line-{}", number + 1)),
                source: format!("line-{}", number + 1),
                published: published.map(|iso| Published { iso, from: PublishedFrom::Flag }),
                language: Some("en".to_owned()),
                ..About::default()
            };
            reader.code(&Article::new(about, text.text.clone(), Vec::new()))
        })
        .collect()
}
