//! Web archives (ISO 28500, WARC): a record for each thing that a crawler met; its pages become articles.

mod header;
mod http;
mod members;
mod source;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use self::header::{Fields, content_type};
use self::http::response;
use self::members::Members;
use self::source::{Failed, Source};
use crate::article::{Format, Page};
use crate::error::{Error, Result};

/// The pages of a web archive: responses with status 200 that hold HTML or plain text, and resources and conversions
/// of these kinds. A bad record is an error that names its number, and the records after it go on; other responses come
/// as [`Error::NotArticles`]; what the archive notes for itself (requests, metadata, revisits) gives nothing. `origin`
/// names the archive.
pub fn read_warc<R: BufRead>(origin: &str, reader: R) -> impl Iterator<Item = Result<Page>> + use<R> {
    Records { origin: origin.to_owned(), source: Source::new(reader), number: 0, over: false }
}

/// The same of an archive whose records are gzip members.
pub(super) fn read_warc_gz<R: BufRead>(origin: &str, raw: R) -> impl Iterator<Item = Result<Page>> + use<R> {
    read_warc(origin, BufReader::new(Members::new(raw)))
}

struct Records<R> {
    origin: String,
    source: Source<R>,
    number: u64,
    over: bool,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        while !self.over {
            self.number += 1;
            let origin = format!("{}:{}", self.origin, self.number);
            match self.source.next_record() {
                Ok(Some((fields, body))) => {
                    if let Some(page) = page(origin, &fields, body).transpose() {
                        return Some(page);
                    }
                }
                Ok(None) => {
                    self.over = true;
                    let empty = self.number == 1;
                    return empty.then(|| Err(Error::input(&self.origin, "holds no WARC record")));
                }
                Err(Failed::Bad(cause)) => return Some(Err(Error::input(origin, cause))),
                Err(Failed::Io(source)) => {
                    self.over = true;
                    return Some(Err(Error::Io { path: self.origin.clone().into(), source }));
                }
            }
        }
        None
    }
}

/// The page that a record holds; none when it is of a type that holds none.
fn page(origin: String, fields: &Fields, body: Vec<u8>) -> Result<Option<Page>> {
    let kind = fields.get("warc-type").unwrap_or_default().to_ascii_lowercase();
    let stated = fields.get("content-type").unwrap_or_default();
    let (content_type, charset, bytes) = match kind.as_str() {
        "response" if stated.to_ascii_lowercase().starts_with("application/http") || stated.is_empty() => {
            let response = response(&body).map_err(|cause| Error::input(&origin, cause))?;
            if response.status != 200 {
                return Err(Error::NotArticles { path: PathBuf::from(origin) });
            }
            (response.content_type, response.charset, response.body)
        }
        "resource" | "conversion" => {
            let (content_type, charset) = content_type(stated);
            (content_type, charset, body)
        }
        "response" => return Err(Error::NotArticles { path: PathBuf::from(origin) }),
        _ => return Ok(None),
    };
    let format = match content_type.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" => Some(Format::Text),
        "" => None,
        _ => return Err(Error::NotArticles { path: PathBuf::from(origin) }),
    };
    // Some crawlers write the address in angle brackets, as the first standard had it.
    let url = fields.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let charset = Some(charset).filter(|charset| !charset.is_empty());
    Ok(Some(Page { source: origin, bytes, format, charset, url, ..Page::default() }))
}

#[cfg(test)]
mod tests;
