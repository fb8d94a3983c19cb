//! An HTTP response as archives keep it: status line, fields, and the body as it came over the wire or already decoded.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::super::LARGEST_PAGE;
use super::header::{Fields, content_type};

/// A response with its body decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) status: u16,
    /// In lower case; empty when the server gave none.
    pub(super) content_type: String,
    /// In lower case; empty when the server gave none.
    pub(super) charset: String,
    pub(super) body: Vec<u8>,
}

/// Reads a response.
///
/// # Errors
/// In plain words, when it is none, or its body cannot be decoded.
pub(super) fn response(bytes: &[u8]) -> Result<Response, String> {
    let (head, body) = split(bytes);
    let line_end = head.iter().position(|byte| *byte == b'\n').unwrap_or(head.len());
    let line = String::from_utf8_lossy(&head[..line_end]);
    let status = line
        .strip_prefix("HTTP/")
        .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok())
        .ok_or("no HTTP status line")?;
    let fields = Fields::parse(&head[line_end..]);
    let (content_type, charset) = content_type(fields.get("content-type").unwrap_or_default());
    let chunked =
        fields.get("transfer-encoding").is_some_and(|it| it.to_ascii_lowercase().contains("chunked"));
    // Many archives keep the field and the body without its chunks.
    let whole = if chunked { unchunked(body) } else { None };
    let body = whole.as_deref().unwrap_or(body);
    let encoding = fields.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    Ok(Response { status, content_type, charset, body: decoded(body, &encoding)? })
}

/// The lines up to the first empty one, and what is after it.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut line_start = 0;
    for (place, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' {
            let line = &bytes[line_start..place];
            if line.is_empty() || line == b"\r" {
                return (&bytes[..line_start], &bytes[place + 1..]);
            }
            line_start = place + 1;
        }
    }
    (bytes, &[])
}

/// The body without the sizes between its chunks; none when it does not begin with one. A body cut off within a chunk
/// is given as far as it came.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    let mut any = false;
    loop {
        let size = body
            .iter()
            .position(|byte| *byte == b'\n')
            .and_then(|end| Some((end, usize::from_str_radix(size_digits(&body[..end])?, 16).ok()?)));
        let Some((end, size)) = size else {
            return any.then_some(whole);
        };
        any = true;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&body[..size.min(body.len())]);
        body = body.get(size..).unwrap_or_default();
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

/// The hexadecimal digits that a chunk's line begins with; none when anything but an extension follows.
fn size_digits(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

/// The body as the page was before the server packed it. One that is no longer packed stays as it is; of one that was
/// cut off or damaged what came before is kept.
fn decoded(body: &[u8], encoding: &str) -> Result<Vec<u8>, String> {
    let packed: Box<dyn Read> = match encoding {
        "" | "identity" | "none" | "utf-8" => return Ok(body.to_vec()),
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => Box::new(MultiGzDecoder::new(body)),
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => Box::new(ZlibDecoder::new(body)),
        "deflate" if !body.trim_ascii_start().starts_with(b"<") => Box::new(DeflateDecoder::new(body)),
        "gzip" | "x-gzip" | "deflate" => return Ok(body.to_vec()),
        // Whatever the field says: this is markup.
        _ if body.trim_ascii_start().starts_with(b"<") => return Ok(body.to_vec()),
        other => return Err(format!("its body is packed by {other:?}, which memcon does not read")),
    };
    let mut whole = Vec::new();
    match packed.take(LARGEST_PAGE + 1).read_to_end(&mut whole) {
        Err(error) if whole.is_empty() => Err(format!("its body is damaged ({error})")),
        _ if whole.len() as u64 > LARGEST_PAGE => {
            Err(format!("unpacked it is more than {} MB, which is no article", LARGEST_PAGE >> 20))
        }
        _ => Ok(whole),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<html><p>The envoy left.</p></html>";

    fn of(fields: &str, body: &[u8]) -> Result<Response, String> {
        response(&[format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat())
    }

    #[test]
    fn bodies_are_decoded_whatever_was_done_to_them() {
        let chunks = |bytes: &[u8]| {
            let mut chunked = Vec::new();
            for chunk in bytes.chunks(9) {
                chunked.extend_from_slice(format!("{:x};note=1\r\n", chunk.len()).as_bytes());
                chunked.extend_from_slice(chunk);
                chunked.extend_from_slice(b"\r\n");
            }
            chunked.extend_from_slice(b"0\r\n\r\n");
            chunked
        };
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(PAGE).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(PAGE).unwrap();
        let chunked = "Transfer-Encoding: chunked\r\n";
        for (name, fields, body) in [
            ("plain", "", PAGE.to_vec()),
            ("chunked", chunked, chunks(PAGE)),
            ("chunked by name only", chunked, PAGE.to_vec()),
            ("gzip", "content-encoding: gzip\r\n", gzip.clone()),
            ("gzip by name only", "Content-Encoding: gzip\r\n", PAGE.to_vec()),
            ("chunked gzip", "Transfer-Encoding: chunked\r\nContent-Encoding: GZip\r\n", chunks(&gzip)),
            ("zlib", "Content-Encoding: deflate\r\n", zlib.finish().unwrap()),
            ("deflate", "Content-Encoding: deflate\r\n", raw.finish().unwrap()),
            ("brotli by name only", "Content-Encoding: br\r\n", PAGE.to_vec()),
        ] {
            let found = of(fields, &body).unwrap();
            assert_eq!((found.status, found.body.as_slice()), (200, PAGE), "{name}");
        }
        let cut = chunks(PAGE);
        let found = of(chunked, &cut[..cut.len() / 2]).unwrap().body;
        assert!(PAGE.starts_with(&found) && found.len() >= 9);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(response(b"<html>").unwrap_err(), "no HTTP status line");
        let error = of("Content-Encoding: br\r\n", &[0x0b, 2, 0x80]).unwrap_err();
        assert_eq!(error, "its body is packed by \"br\", which memcon does not read");
        let error = of("Content-Encoding: gzip\r\n", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255]).unwrap_err();
        assert!(error.starts_with("its body is damaged"), "{error}");
    }

    #[test]
    fn lines_may_end_as_they_like() {
        let found = response(b"HTTP/1.0 404 Gone\nContent-Type: text/html; charset=x\n\nbody").unwrap();
        let expected = Response {
            status: 404,
            content_type: "text/html".into(),
            charset: "x".into(),
            body: b"body".to_vec(),
        };
        assert_eq!(found, expected);
    }
}
