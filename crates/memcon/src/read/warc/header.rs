//! The fields above a WARC record and above an HTTP response, which are written alike.

/// Names and values, in the order in which they stand.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `Name: value` lines; a line that begins with a space goes on with the one before it. What is no field is
    /// passed over, as clients do.
    pub(super) fn parse(lines: &[u8]) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(lines).lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Fields(fields)
    }

    /// The value of the first field of that name, in any case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Type and charset of a `Content-Type` in lower case, each empty when not given.
pub(super) fn content_type(value: &str) -> (String, String) {
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().unwrap_or_default();
    let charset =
        parts.find_map(|part| part.strip_prefix("charset=").map(|it| it.trim_matches('"').to_owned()));
    (kind, charset.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_any_case_and_over_lines() {
        let fields = Fields::parse(b"WARC-Type: response\r\nX-Note: one\r\n  two\r\nnonsense\r\nEmpty:\r\n");
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("x-note"), Some("one two"));
        assert_eq!(fields.get("empty"), Some(""));
        assert_eq!(fields.get("nonsense"), None);
    }

    #[test]
    fn content_types_are_taken_apart() {
        let of = |value: &str| content_type(value);
        assert_eq!(of("Text/HTML; Charset=\"UTF-8\""), ("text/html".to_owned(), "utf-8".to_owned()));
        assert_eq!(of("text/plain"), ("text/plain".to_owned(), String::new()));
    }
}
