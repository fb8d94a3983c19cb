//! Bytes to text: byte order mark, declared charset, detection.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::Format;

/// How much of a page is looked at for a charset or for tags.
const HEAD: usize = 2048;

/// Starts of files that hold no text, and what they are.
const MAGIC: [(&[u8], &str); 9] = [
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
];

/// Whether the bytes look like HTML or like plain text.
pub(super) fn format(bytes: &[u8]) -> Format {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).replace('\0', "").to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let tags = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<meta ", "<article", "<div", "<p>"];
    let html = tags.iter().any(|tag| head.starts_with(tag))
        || ["<html", "<body", "<!doctype html"].iter().any(|tag| head.contains(tag));
    if html { Format::Html } else { Format::Text }
}

/// Decodes a page.
///
/// # Errors
/// In plain words, when the bytes are no text.
pub(super) fn decode(bytes: &[u8], format: Format) -> Result<String, String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("looks like {what}, not text or HTML"));
    }
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (encoding_of(bytes, format), bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if let Some(at) = text.find('\0') {
        return Err(format!("NUL byte at {at}: binary, not text or HTML"));
    }
    let head: Vec<char> = text.chars().take(4 * HEAD).collect();
    let strange = head.iter().filter(|c| c.is_control() && !c.is_whitespace() || **c == '\u{fffd}').count();
    if strange * 10 > head.len() {
        return Err("binary, not text or HTML".to_owned());
    }
    Ok(text.into_owned())
}

fn encoding_of(bytes: &[u8], format: Format) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if format == Format::Html
        && let Some(declared) = declared(bytes)
        && declared != UTF_8
    {
        return declared;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a mark: every other byte of Western text is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 2 {
        return None;
    }
    if odd * 10 > half * 8 && even == 0 {
        Some(UTF_16LE)
    } else if even * 10 > half * 8 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The charset that a page or its XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let after =
        ["charset=", "encoding="].iter().find_map(|key| head.split_once(key)).map(|(_, after)| after)?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "The envoy said “no” in Zürich, for the café’s sake.";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let with_mark = [b"\xff\xfe", utf16.as_slice()].concat();
        for bytes in [text.as_bytes(), &marked, &with_mark, &windows] {
            assert_eq!(decode(bytes, Format::Text).as_deref(), Ok(text));
        }
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head><body>Kraj\xe8";
        assert!(decode(page, Format::Html).unwrap().ends_with("Krajč"));
    }

    #[test]
    fn utf16_without_a_mark_is_recognised() {
        let bytes: Vec<u8> = "The envoy left.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&bytes, Format::Text).as_deref(), Ok("The envoy left."));
    }
}
