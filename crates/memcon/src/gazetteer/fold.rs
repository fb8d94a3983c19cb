//! The form in which place names are compared: lower case, without accents and punctuation.

use unicode_normalization::UnicodeNormalization;

/// Folds a name: "Deir ez-Zor" and "Deir Ez Zor", "São Paulo" and "Sao Paulo", "Saint" and "St." become the same.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–')) {
        let word = fold_word(word);
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&word);
        }
    }
    folded
}

/// Folds one word.
pub(crate) fn fold_word(word: &str) -> String {
    let folded = if word.is_ascii() {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    } else {
        fold_accents(word)
    };
    match folded.as_str() {
        "saint" | "sankt" => "st".to_owned(),
        "mount" => "mt".to_owned(),
        "fort" => "ft".to_owned(),
        _ => folded,
    }
}

fn fold_accents(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match c {
            // These letters carry their stroke or shape in themselves; NFD leaves them whole.
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ŋ' => folded.push('n'),
            'ə' => folded.push('a'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            // Modifier letters stand for sounds that English spelling leaves out.
            'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => {}
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_meet() {
        for (one, other) in [
            ("Deir ez-Zor", "Deir Ez Zor"),
            ("São Paulo", "SAO PAULO"),
            ("St. Louis", "Saint Louis"),
            ("Sana’a", "Sanaa"),
            ("Łódź", "Lodz"),
            ("Washington D.C.", "Washington DC"),
            ("Mount Isa", "Mt. Isa"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        assert_eq!(fold("Tórshavn"), "torshavn");
        assert_eq!(fold(" ’ "), "");
    }
}
