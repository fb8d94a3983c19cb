//! Where one record ends and the next begins, also when its length is wrong or bytes are damaged.

use std::io::{self, BufRead, Cursor, ErrorKind, Read};

use super::super::LARGEST_PAGE;
use super::header::Fields;

/// Bytes that the fields above a record may have.
const LONGEST_HEADER: usize = 64 << 10;

/// How every record begins; the version follows.
const START: &[u8] = b"WARC/";

/// Why a record could not be read.
#[derive(Debug)]
pub(super) enum Failed {
    /// It is wrong; those after it can be read.
    Bad(String),
    /// The archive itself can be read no further.
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        match error.kind() {
            ErrorKind::InvalidData => Failed::Bad(error.to_string()),
            _ => Failed::Io(error),
        }
    }
}

/// A stream of records.
pub(super) struct Source<R> {
    /// Read too far, to be read again.
    pushed: Cursor<Vec<u8>>,
    reader: R,
    /// Looking for the next start after a bad record.
    lost: bool,
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(reader: R) -> Source<R> {
        Source { pushed: Cursor::default(), reader, lost: false }
    }

    /// Fields and content of the next record; none at the end.
    pub(super) fn next_record(&mut self) -> Result<Option<(Fields, Vec<u8>)>, Failed> {
        let record = self.header().and_then(|header| match header {
            Some(fields) => self.body(&fields).map(|body| Some((fields, body))),
            None => Ok(None),
        });
        if let Err(Failed::Bad(_)) = record {
            self.lost = true;
        }
        record
    }

    /// The fields above a record.
    fn header(&mut self) -> Result<Option<Fields>, Failed> {
        let mut line = Vec::new();
        loop {
            match self.line(&mut line) {
                Ok(()) if line.is_empty() => return Ok(None),
                Ok(()) if line.starts_with(START) => break,
                Ok(()) if self.lost || line.trim_ascii().is_empty() => {}
                Ok(()) => {
                    let words = String::from_utf8_lossy(&line[..line.len().min(40)]).trim().to_owned();
                    return Err(Failed::Bad(format!("a WARC record must begin here, not {words:?}")));
                }
                // What is lost was said once.
                Err(error) if self.lost && error.kind() == ErrorKind::InvalidData => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.lost = false;
        let mut fields = Vec::new();
        loop {
            self.line(&mut line)?;
            if line.is_empty() {
                return Err(Failed::Bad("the archive ends within the fields of a record".to_owned()));
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(Fields::parse(&fields)));
            }
            fields.extend_from_slice(&line);
            if fields.len() > LONGEST_HEADER {
                return Err(Failed::Bad(format!("its fields take more than {LONGEST_HEADER} bytes")));
            }
        }
    }

    /// One line with its end; empty at the end of the archive. Of a longer line than any field the rest is dropped.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        line.clear();
        self.by_ref().take(LONGEST_HEADER as u64).read_until(b'\n', line)?;
        if line.len() == LONGEST_HEADER {
            self.skip_until(b'\n')?;
        }
        Ok(())
    }

    /// The content of a record, and the empty lines after it.
    fn body(&mut self, fields: &Fields) -> Result<Vec<u8>, Failed> {
        let stated = fields.get("content-length").unwrap_or_default();
        let length: u64 = stated
            .parse()
            .map_err(|_| Failed::Bad(format!("its Content-Length is {stated:?}, which is no number")))?;
        let mut body = Vec::new();
        self.by_ref().take(length.min(LARGEST_PAGE)).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            let cause = if body.len() as u64 == LARGEST_PAGE {
                format!("more than {} MB, which is no article", LARGEST_PAGE >> 20)
            } else {
                format!("{length} bytes announced, but the archive ends after {}", body.len())
            };
            if !self.push_back_from_next_start(&body) {
                io::copy(&mut self.by_ref().take(length - body.len() as u64), &mut io::sink())?;
            }
            return Err(Failed::Bad(cause));
        }
        let mut end = Vec::new();
        self.by_ref().take(4).read_to_end(&mut end)?;
        if end == b"\r\n\r\n" || end.is_empty() {
            return Ok(body);
        }
        self.push_back(&end);
        // Archives written by hand may end their lines otherwise.
        if end.starts_with(b"\r") || end.starts_with(b"\n") {
            return Ok(body);
        }
        let cause =
            if self.push_back_from_next_start(&body) { "another record begins within" } else { "it goes on" };
        Err(Failed::Bad(format!("{length} bytes announced, but {cause}")))
    }

    /// When a record begins within `body` it is read again from there.
    fn push_back_from_next_start(&mut self, body: &[u8]) -> bool {
        let next =
            body.windows(START.len() + 2).position(|at| at.starts_with(b"\r\n") && at.ends_with(START));
        if let Some(at) = next {
            self.push_back(&body[at + 2..]);
        }
        next.is_some()
    }

    fn push_back(&mut self, bytes: &[u8]) {
        let rest = self.pushed.get_ref().get(self.pushed.position() as usize..).unwrap_or_default();
        self.pushed = Cursor::new([bytes, rest].concat());
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.pushed.fill_buf()?.is_empty() { self.reader.read(into) } else { self.pushed.read(into) }
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.pushed.fill_buf()?.is_empty() { self.reader.fill_buf() } else { self.pushed.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.pushed.fill_buf().is_ok_and(<[u8]>::is_empty) {
            self.reader.consume(amount);
        } else {
            self.pushed.consume(amount);
        }
    }
}
