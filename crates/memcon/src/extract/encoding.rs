//! Bytes to text. A byte order mark decides; then UTF-8 if the bytes are valid UTF-8, since hardly any text of
//! another encoding is; then the charset that the server names or an HTML page declares; then what the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::binary;

/// Bytes in which a page must declare its charset; the standard says 1024, pages take more.
const DECLARED_WITHIN: usize = 4096;

/// The text that `bytes` hold, without byte order mark and with `\r\n` made `\n`; else why they hold none. `sent_as` is the
/// charset that the server named.
pub(super) fn decode(bytes: &[u8], sent_as: Option<&str>) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("is empty".to_owned());
    }
    if let Some(name) = binary::signature(bytes) {
        return Err(looks_binary(name));
    }
    let text = if let Some(text) = utf_32(bytes) {
        text
    } else if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        if encoding == UTF_8
            && let Some(cause) = binary::not_text(&bytes[length..])
        {
            return Err(looks_binary(&cause));
        }
        encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned()
    } else if let Some(encoding) = unmarked_utf_16(bytes) {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        if let Some(cause) = binary::not_text(bytes) {
            return Err(looks_binary(&cause));
        }
        one_byte_or_utf_8(bytes, sent_as).into_owned()
    };
    Ok(if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text })
}

fn looks_binary(what: &str) -> String {
    format!("looks binary ({what}), not text or HTML")
}

fn one_byte_or_utf_8<'a>(bytes: &'a [u8], sent_as: Option<&str>) -> Cow<'a, str> {
    let sent = sent_as.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = [sent, declared_charset(&bytes[..bytes.len().min(DECLARED_WITHIN)])];
    let declared = declared.into_iter().flatten();
    // ISO-2022-JP is written in ASCII bytes alone, so it would pass as UTF-8.
    let shifting =
        declared.clone().find(|it| !it.is_ascii_compatible() && *it != UTF_16LE && *it != UTF_16BE);
    if let Some(encoding) = shifting {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if is_utf_8_but_for_slips(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    for encoding in declared.filter(|encoding| *encoding != UTF_8) {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return text;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (text, had_errors) = guess.decode_without_bom_handling(bytes);
    // Windows-1252 reads any bytes: wrong letters rather than a lost page.
    if had_errors { WINDOWS_1252.decode_without_bom_handling(bytes).0 } else { text }
}

/// True for valid UTF-8, and for UTF-8 with a character cut in half at the end or a few broken ones.
fn is_utf_8_but_for_slips(bytes: &[u8]) -> bool {
    let (mut broken, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let invalid = chunk.invalid();
        let cut_at_the_end = invalid.len() > 1 && bytes.ends_with(invalid);
        broken += usize::from(!invalid.is_empty() && !cut_at_the_end);
    }
    broken == 0 || good >= 20 * broken
}

/// `charset=…` of a meta tag, `encoding="…"` of an XML declaration.
fn declared_charset(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let is_markup = head.trim_ascii_start().starts_with(b"<");
    if !is_markup {
        return None;
    }
    [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == *key)?;
        let rest = &head[at + key.len()..];
        let from = rest.iter().position(|byte| !matches!(byte, b'"' | b'\'' | b' '))?;
        let label = &rest[from..];
        let length = label
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')))?;
        Encoding::for_label(&label[..length])
    })
}

/// Text after a UTF-32 byte order mark. encoding_rs knows UTF-32 no more than the web does.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let little = bytes.starts_with(&[0xff, 0xfe, 0, 0]);
    if !little && !bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return None;
    }
    let text = bytes[4..]
        .chunks(4)
        .map(|chunk| {
            let unit: [u8; 4] = chunk.try_into().unwrap_or([0xff; 4]);
            let number = if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
            char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    Some(text)
}

/// UTF-16 without a mark: Latin letters leave a NUL in every other byte.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    if second * 10 > pairs * 7 && first == 0 {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 7 && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_words() {
        let text = "Café in Zürich: the minister “regrets” it.\nSo does Genève.\n";
        let latin = "Café in Zürich, Genève: the minister regrets it, señor, über alles.\n";
        let windows_1252 = WINDOWS_1252.encode(text).0.into_owned();
        let utf_32: Vec<u8> = [0xff, 0xfe, 0, 0]
            .into_iter()
            .chain(text.chars().flat_map(|c| u32::from(c).to_le_bytes()))
            .collect();
        let page = format!("<html><head><meta charset=\"koi8-r\"></head>{}", "Привет, мир: новости");
        let koi = encoding_rs::KOI8_R.encode(&page).0.into_owned();
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend_from_slice(text.as_bytes());
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("UTF-8", text.into(), text),
            ("UTF-8 with mark", marked, text),
            ("CRLF", text.replace('\n', "\r\n").into(), text),
            ("UTF-16LE with mark", utf_16(text, true, true), text),
            ("UTF-16BE with mark", utf_16(text, false, true), text),
            ("UTF-16LE", utf_16(text, true, false), text),
            ("UTF-16BE", utf_16(text, false, false), text),
            ("UTF-32", utf_32, text),
            ("Windows-1252", windows_1252, text),
            ("Latin-1", latin.chars().map(|c| u32::from(c) as u8).collect(), latin),
            ("declared KOI8-R", koi, &page),
            ("declared Latin-1, truly UTF-8", format!("<meta charset=iso-8859-1>{text}").into(), ""),
        ];
        let mut wrong = Vec::new();
        for (name, bytes, expected) in cases {
            let got = decode(&bytes, None);
            let right = match &got {
                Ok(got) if expected.is_empty() => got.ends_with(text),
                Ok(got) => got == expected,
                Err(_) => false,
            };
            if !right {
                wrong.push((name, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_servers_charset_counts_before_the_pages() {
        let text = "Привет, мир: новости дня";
        let koi = encoding_rs::KOI8_R.encode(text).0.into_owned();
        assert_eq!(decode(&koi, Some("koi8-r")).as_deref(), Ok(text));
        assert_eq!(decode(text.as_bytes(), Some("koi8-r")).as_deref(), Ok(text), "truly UTF-8");
        let page = format!("<meta charset=koi8-r>{text}");
        let koi = encoding_rs::KOI8_R.encode(&page).0.into_owned();
        assert_eq!(decode(&koi, Some("utf-8")).as_deref(), Ok(page.as_str()), "the server is wrong");
        assert_eq!(decode(&koi, Some("nonsense")).as_deref(), Ok(page.as_str()));
    }

    #[test]
    fn a_character_cut_in_half_at_the_end_does_not_change_the_encoding() {
        let bytes = &"Zürich, Genève, Bâle et café".as_bytes()[..28];
        assert!(
            decode(&bytes[..bytes.len()], None).is_ok_and(|text| text.starts_with("Zürich, Genève, Bâle"))
        );
        let cut = &"Zürich und Ü".as_bytes()[..12];
        assert!(decode(cut, None).is_ok_and(|text| text.starts_with("Zürich und")));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(decode(b"", None).unwrap_err(), "is empty");
        assert_eq!(
            decode(b"\x89PNG\r\n\x1a\n\0\0", None).unwrap_err(),
            "looks binary (PNG image), not text or HTML"
        );
        assert_eq!(
            decode(b"The minister\0 said", None).unwrap_err(),
            "looks binary (NUL byte at byte 12), not text or HTML"
        );
    }
}
