//! CSV: an article a row.

use std::io::Read;

use csv::{ByteRecord, Position, Reader};

use super::LARGEST_PAGE;
use super::fields::Fields;
use crate::article::Page;
use crate::error::{Error, Result};

/// The articles of a CSV table whose first row names its columns: `text` or `html` and any of `id`, `title`,
/// `published`, `url` and `publisher`, in any order. A bad row is an error that names its line, and the rows
/// after it go on. `origin` names the input.
pub fn read_csv<R: Read>(origin: &str, reader: R) -> impl Iterator<Item = Result<Page>> + use<R> {
    let reader = csv::Reader::from_reader(reader);
    Rows { origin: origin.to_owned(), reader, columns: None, over: false }
}

struct Rows<R> {
    origin: String,
    reader: Reader<R>,
    columns: Option<Vec<Column>>,
    over: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Text,
    Html,
    Id,
    Title,
    Published,
    Url,
    Publisher,
    Other,
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        if self.over {
            return None;
        }
        if self.columns.is_none() {
            match self.header() {
                Ok(columns) => self.columns = Some(columns),
                Err(error) => {
                    self.over = true;
                    return Some(Err(error));
                }
            }
        }
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => Some(self.page(&row)),
            Ok(false) => {
                self.over = true;
                None
            }
            Err(error) => Some(Err(self.failed(error))),
        }
    }
}

impl<R: Read> Rows<R> {
    fn header(&mut self) -> Result<Vec<Column>> {
        let header = match self.reader.byte_headers() {
            Ok(header) => header.clone(),
            Err(error) => return Err(self.failed(error)),
        };
        let columns: Vec<Column> = header.iter().map(column).collect();
        if columns.contains(&Column::Text) || columns.contains(&Column::Html) {
            return Ok(columns);
        }
        let cause = if header.is_empty() {
            "empty: the first row must name the columns".to_owned()
        } else {
            "the first row must name the columns, one of them text or html".to_owned()
        };
        Err(Error::input(format!("{}:1", self.origin), cause))
    }

    fn page(&self, row: &ByteRecord) -> Result<Page> {
        let origin = self.line(row.position());
        let mut fields = Fields::default();
        if row.as_slice().len() as u64 > LARGEST_PAGE {
            return Err(super::too_large(&origin));
        }
        // `next` has read the header before any row.
        for (column, content) in self.columns.iter().flatten().zip(row.iter()) {
            let place = match column {
                Column::Text => &mut fields.text,
                Column::Html => &mut fields.html,
                Column::Id => &mut fields.id,
                Column::Title => &mut fields.title,
                Column::Published => &mut fields.published,
                Column::Url => &mut fields.url,
                Column::Publisher => &mut fields.publisher,
                Column::Other => continue,
            };
            match std::str::from_utf8(content) {
                Ok(content) => *place = Some(content.to_owned()),
                Err(_) => return Err(Error::input(origin, format!("column {column:?} is not UTF-8"))),
            }
        }
        fields.page(origin)
    }

    fn failed(&mut self, error: csv::Error) -> Error {
        let origin = self.line(error.position());
        match error.into_kind() {
            csv::ErrorKind::Io(source) => {
                self.over = true;
                Error::Io { path: self.origin.clone().into(), source }
            }
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                Error::input(origin, format!("{len} fields where the first row names {expected_len} columns"))
            }
            other => Error::input(origin, format!("not CSV: {other:?}")),
        }
    }

    fn line(&self, position: Option<&Position>) -> String {
        match position {
            Some(position) => format!("{}:{}", self.origin, position.line()),
            None => self.origin.clone(),
        }
    }
}

fn column(name: &[u8]) -> Column {
    match name.trim_ascii().to_ascii_lowercase().as_slice() {
        b"text" => Column::Text,
        b"html" => Column::Html,
        b"id" => Column::Id,
        b"title" => Column::Title,
        b"published" => Column::Published,
        b"url" => Column::Url,
        b"publisher" => Column::Publisher,
        _ => Column::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Vec<Result<Page>> {
        read_csv("news.csv", table.as_bytes()).collect()
    }

    #[test]
    fn rows_become_pages_whatever_the_order_of_columns() {
        let pages =
            read("\u{FEFF}published,note,text,id\n2023-05-11,x,\"Two\nlines, \"\"quoted\"\"\",a1\n,,Next,\n");
        let first = pages[0].as_ref().unwrap();
        assert_eq!(first.bytes, b"Two\nlines, \"quoted\"");
        assert_eq!(first.id.as_deref(), Some("a1"));
        assert_eq!(first.source, "news.csv:2");
        let second = pages[1].as_ref().unwrap();
        assert_eq!((second.published.as_deref(), second.source.as_str()), (None, "news.csv:4"));
    }

    #[test]
    fn a_bad_row_is_named_and_the_rest_goes_on() {
        let pages = read("id,text\na\nb,2,3\nc,good\n");
        assert_eq!(
            pages[0].as_ref().unwrap_err().to_string(),
            "news.csv:2: 1 fields where the first row names 2 columns"
        );
        assert!(pages[1].is_err());
        assert_eq!(pages[2].as_ref().unwrap().id.as_deref(), Some("c"));
    }

    #[test]
    fn the_header_is_checked() {
        for (table, expected) in [
            ("", "news.csv:1: empty: the first row must name the columns"),
            ("a,b\n1,2\n", "news.csv:1: the first row must name the columns, one of them text or html"),
        ] {
            let pages = read(table);
            assert_eq!(pages.len(), 1);
            assert_eq!(pages[0].as_ref().unwrap_err().to_string(), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_rows_end(rows in "(a|b|,|\"|\n|\r|é|\u{0}){0,200}") {
            let table = format!("id,text\n{rows}");
            proptest::prop_assert!(read_csv("x.csv", table.as_bytes()).count() <= table.len());
        }

        #[test]
        fn what_a_writer_wrote_is_read(texts in proptest::collection::vec("[a-zé\",\n\r ]{1,40}", 0..5)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["text"]).unwrap();
            for text in &texts {
                writer.write_record([text]).unwrap();
            }
            let table = writer.into_inner().unwrap();
            let read: Vec<_> = read_csv("x.csv", table.as_slice()).collect();
            proptest::prop_assert_eq!(read.len(), texts.len());
            for (page, text) in read.into_iter().zip(&texts) {
                match page {
                    Ok(page) => proptest::prop_assert_eq!(page.bytes, text.as_bytes()),
                    Err(_) => proptest::prop_assert!(text.trim().is_empty()),
                }
            }
        }
    }
}
