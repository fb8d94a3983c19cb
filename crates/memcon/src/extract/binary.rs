//! Tells files that hold no text before anyone tries to read them as text.

/// First bytes of common binary files, and what such a file is called.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF document"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"PK\x03\x04", "ZIP archive or Office document"),
    (b"PK\x05\x06", "empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
    (b"{\\rtf", "RTF document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"PAR1", "Parquet table"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"RIFF", "RIFF audio, video or image"),
    (b"OggS", "Ogg audio or video"),
    (b"ID3", "MP3 audio"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
];

/// Share of control characters above which bytes are no text; terminals' escapes in a log stay far below.
const TOO_MANY_CONTROLS: f64 = 0.05;

/// Bytes looked at when counting control characters.
const LOOKED_AT: usize = 64 * 1024;

/// What `bytes` hold when their beginning says so: `PNG image`.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("MP4 video or HEIC image");
    }
    SIGNATURES
        .iter()
        // "BZh", "ID3" and "RIFF" could begin a sentence: they count only with a byte that text has not.
        .find(|(magic, _)| {
            bytes.starts_with(magic)
                && (magic.iter().any(|byte| !byte.is_ascii_graphic()) || is_odd(bytes, magic))
        })
        .map(|(_, name)| *name)
}

fn is_odd(bytes: &[u8], magic: &[u8]) -> bool {
    magic.len() >= 5 || bytes[..bytes.len().min(512)].iter().any(|byte| is_control(*byte))
}

/// Why bytes in a one-byte encoding or UTF-8 are no text: NUL bytes, many control characters.
pub(super) fn not_text(bytes: &[u8]) -> Option<String> {
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Some(format!("NUL byte at byte {place}"));
    }
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let controls = head.iter().filter(|byte| is_control(**byte)).count();
    if controls as f64 > head.len() as f64 * TOO_MANY_CONTROLS {
        let place = head.iter().position(|byte| is_control(*byte)).unwrap_or(0);
        return Some(format!("many control characters, the first at byte {place}"));
    }
    None
}

fn is_control(byte: u8) -> bool {
    byte == 0x7f || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_known_and_words_are_not_mistaken() {
        assert_eq!(signature(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some("PNG image"));
        assert_eq!(signature(b"%PDF-1.7\n"), Some("PDF document"));
        assert_eq!(signature(b"\0\0\0\x18ftypmp42"), Some("MP4 video or HEIC image"));
        assert_eq!(signature(b"RIFF raff in the old town\n"), None);
        assert_eq!(signature(b"ID3 is the new name of the party\n"), None);
    }

    #[test]
    fn a_nul_byte_is_named_with_its_place() {
        assert_eq!(not_text(b"The pre\0sident").as_deref(), Some("NUL byte at byte 7"));
        assert_eq!(not_text("The président\tsaid\r\n".as_bytes()), None);
        assert!(not_text(&[1, 2, 3, 4, b'a']).is_some_and(|cause| cause.contains("control")));
    }
}
