//! One file, by the ending of its name.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::count::BytesRead;
use super::warc::{read_warc, read_warc_gz};
use super::{Pages, all, once, read_csv, read_jsonl};
use crate::article::{Format, Page};
use crate::error::{Error, Result};

/// What a file's name says that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One plain text.
    Text,
    /// One page of HTML.
    Html,
    /// An article a line.
    JsonLines,
    /// An article a row.
    Csv,
    /// A web archive: many records, some of them pages.
    Warc,
    /// The name has no ending: one text or page, to be told from its bytes.
    Unnamed,
}

/// What `path` holds by its name, or why it cannot be read.
pub(super) fn kind(path: &Path) -> std::result::Result<Kind, String> {
    let (ending, _) = endings(path);
    match ending.as_str() {
        "txt" | "text" => Ok(Kind::Text),
        "html" | "htm" | "xhtml" => Ok(Kind::Html),
        "jsonl" | "ndjson" => Ok(Kind::JsonLines),
        "csv" => Ok(Kind::Csv),
        "" => Ok(Kind::Unnamed),
        "warc" => Ok(Kind::Warc),
        other => {
            Err(format!("memcon reads .txt, .html, .jsonl, .csv and .warc (each also .gz), not .{other}"))
        }
    }
}

/// Opens `path` and returns its pages; `count` counts the bytes that are read from it.
pub(super) fn read_file(path: &Path, count: &BytesRead) -> Result<Pages> {
    let origin = path.display().to_string();
    let kind = kind(path).map_err(|cause| Error::input(&origin, cause))?;
    let file = File::open(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
    let raw = BufReader::new(count.of(file));
    let (_, compressed) = endings(path);
    // Of an archive a damaged member must not end the rest, so it unpacks its members itself.
    if kind == Kind::Warc {
        return Ok(if compressed {
            Box::new(read_warc_gz(&origin, raw))
        } else {
            Box::new(read_warc(&origin, raw))
        });
    }
    let reader: Box<dyn BufRead + Send> =
        if compressed { Box::new(BufReader::new(MultiGzDecoder::new(raw))) } else { Box::new(raw) };
    Ok(match kind {
        Kind::Text => once(page(origin, reader, Some(Format::Text))),
        Kind::Html => once(page(origin, reader, Some(Format::Html))),
        Kind::Unnamed => once(page(origin, reader, None)),
        Kind::JsonLines => Box::new(read_jsonl(&origin, reader)),
        Kind::Csv => Box::new(read_csv(&origin, reader)),
        Kind::Warc => Box::new(read_warc(&origin, reader)),
    })
}

/// A page that is the whole of `reader`.
pub(super) fn page(source: String, reader: impl Read, format: Option<Format>) -> Result<Page> {
    let bytes = all(&source, reader)?;
    Ok(Page { source, bytes, format, ..Page::default() })
}

/// The last ending of the name in lower case, and whether `.gz` stood after it.
fn endings(path: &Path) -> (String, bool) {
    let ending = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending(path) {
        Some(gz) if gz == "gz" => (ending(&path.with_extension("")).unwrap_or_default(), true),
        other => (other.unwrap_or_default(), false),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn names_say_what_files_hold() {
        for (name, expected) in [
            ("a.txt", Kind::Text),
            ("a.b.HTM.gz", Kind::Html),
            ("news.jsonl.gz", Kind::JsonLines),
            ("news.csv", Kind::Csv),
            ("cc.warc.gz", Kind::Warc),
            ("article", Kind::Unnamed),
        ] {
            assert_eq!(kind(Path::new(name)), Ok(expected), "{name}");
        }
        assert!(kind(Path::new("photo.jpg")).is_err());
    }

    #[test]
    fn every_member_of_a_gzip_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("two.txt.gz");
        let mut file = File::create(&path).unwrap();
        for part in ["first ", "second"] {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(part.as_bytes()).unwrap();
            file.write_all(&encoder.finish().unwrap()).unwrap();
        }
        let pages: Vec<_> = read_file(&path, &BytesRead::default()).unwrap().collect();
        assert_eq!(pages[0].as_ref().unwrap().bytes, b"first second");
    }

    #[test]
    fn a_gzip_file_cut_short_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.txt.gz");
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&[7; 10_000]).unwrap();
        let whole = encoder.finish().unwrap();
        std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        let error = read_file(&path, &BytesRead::default()).unwrap().next().unwrap().unwrap_err();
        assert!(error.to_string().contains("cut.txt.gz: "), "{error}");
    }
}
