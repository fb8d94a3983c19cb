//! A sentence as words, numbers and signs, each with what it can mean in a time.

use crate::knowledge::times::{Phrase, Sense, TimeWords};
use crate::text::Span;

/// One word, number or sign. Its span counts in the sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token {
    pub span: Span,
    pub kind: Kind,
    /// No white space before it.
    pub glued: bool,
    /// What the word can mean.
    pub sense: Option<Sense>,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Word,
    /// Written in digits. `digits`: how many before the point; `plain`: no comma and no point.
    Number {
        value: f64,
        digits: u8,
        plain: bool,
    },
    /// "12th".
    Ordinal(u32),
    Sign(char),
}

/// A sentence, cut.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub text: &'a str,
    lower: String,
    pub tokens: Vec<Token>,
    pub known: &'a TimeWords,
    /// "10/05/2023" is in May; none when the outlet does not tell.
    pub day_first: Option<bool>,
}

impl<'a> Words<'a> {
    /// Cuts `text`, from an outlet that writes the day first or not.
    pub(super) fn new(known: &'a TimeWords, text: &'a str, day_first: Option<bool>) -> Words<'a> {
        // ASCII only, so that positions stay the same.
        let mut words =
            Words { text, lower: text.to_ascii_lowercase(), tokens: Vec::new(), known, day_first };
        let mut place = 0;
        let mut glued = false;
        while let Some(first) = text[place..].chars().next() {
            if first.is_whitespace() {
                place += first.len_utf8();
                glued = false;
                continue;
            }
            let (end, kind) = match first {
                '0'..='9' => number(text, place),
                _ if first.is_alphabetic() => (word_end(text, place), Kind::Word),
                // The possessive is a word of its own: "Tuesday's".
                '\'' | '’' if glued && possessive(&text[place..]) => {
                    (place + first.len_utf8() + 1, Kind::Word)
                }
                _ => (place + first.len_utf8(), Kind::Sign(first)),
            };
            let span = Span::new(place, end);
            let sense = if kind == Kind::Word { words.sense(span) } else { None };
            words.tokens.push(Token { span, kind, glued, sense });
            place = end;
            glued = true;
        }
        words
    }

    fn sense(&self, span: Span) -> Option<Sense> {
        let word = span.of(&self.lower);
        if word.contains('’') {
            return self.known.sense(&word.replace('’', "'"));
        }
        self.known.sense(word)
    }

    /// The token numbered `at`, in lower case; empty past the end.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(&self.lower))
    }

    /// The token before the one numbered `at`, in lower case; empty at the start.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    /// True when the token is one of `words`.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    /// What the word can mean.
    pub(super) fn sense_at(&self, at: usize) -> Option<Sense> {
        self.tokens.get(at)?.sense
    }

    /// True when there is no space before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// True for a word that begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .and_then(|token| self.text[token.span.start..].chars().next())
            .is_some_and(char::is_uppercase)
    }

    /// True for a word in small letters.
    pub(super) fn small(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .and_then(|token| self.text[token.span.start..].chars().next())
            .is_some_and(char::is_lowercase)
    }

    /// A whole number in digits without comma or point, with its number of digits.
    pub(super) fn whole(&self, at: usize) -> Option<(i64, u8)> {
        match self.tokens.get(at)?.kind {
            Kind::Number { value, digits, plain: true } => Some((value as i64, digits)),
            _ => None,
        }
    }

    /// The sign at `at`.
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// True for a hyphen or dash.
    pub(super) fn dash(&self, at: usize) -> bool {
        matches!(self.sign(at), Some('-' | '–' | '—' | '‐' | '‑'))
    }

    /// One past `at` when the sign there is `sign`, else `at`.
    pub(super) fn skip(&self, at: usize, sign: char) -> usize {
        at + usize::from(self.sign(at) == Some(sign))
    }

    /// The longest known phrase that starts at `at`: one past its last token, and what it means.
    pub(super) fn phrase(&self, at: usize) -> Option<(usize, &Phrase)> {
        let token = self.tokens.get(at)?;
        self.known.phrases(self.lower(at)).iter().find_map(|(phrase, meaning)| {
            let end = token.span.start + same(&self.lower[token.span.start..], phrase)?;
            let after = at + self.tokens[at..].partition_point(|token| token.span.end <= end);
            // A phrase must not stop inside a word.
            (self.tokens[after - 1].span.end == end).then_some((after, meaning))
        })
    }
}

/// Bytes of `text` that `phrase` takes up when `text` begins with it, any white space and either apostrophe.
fn same(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    for wanted in phrase.chars() {
        let (_, found) = letters.next()?;
        let found = match found {
            '’' => '\'',
            '‑' | '–' => '-',
            _ if found.is_whitespace() => ' ',
            _ => found,
        };
        if found != wanted {
            return None;
        }
        if wanted == ' ' {
            while letters.next_if(|(_, letter)| letter.is_whitespace()).is_some() {}
        }
    }
    Some(letters.peek().map_or(text.len(), |(place, _)| *place))
}

/// True for "'s" that ends there.
fn possessive(text: &str) -> bool {
    let mut letters = text.chars().skip(1);
    matches!(letters.next(), Some('s' | 'S')) && !letters.next().is_some_and(char::is_alphanumeric)
}

/// End of the word that starts at `start`. "p.m." is one word, as "o'clock" is; "Tuesday's" is two.
fn word_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let bytes = rest.as_bytes();
    if bytes.len() >= 3
        && matches!(bytes[0], b'a' | b'p' | b'A' | b'P')
        && bytes[1] == b'.'
        && matches!(bytes[2], b'm' | b'M')
        && !rest[3..].chars().next().is_some_and(char::is_alphanumeric)
    {
        return start + 3 + usize::from(bytes.get(3) == Some(&b'.'));
    }
    let mut letters = rest.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if letter.is_alphabetic() {
            continue;
        }
        let inside = matches!(letter, '\'' | '’')
            && letters.peek().is_some_and(|(_, next)| next.is_alphabetic())
            && !possessive(&rest[place..]);
        if !inside {
            return start + place;
        }
    }
    text.len()
}

/// The number that starts at `start`: "1,200", "2.5", "12th", "2015".
fn number(text: &str, start: usize) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let digits_from = |mut place: usize| {
        while bytes.get(place).is_some_and(u8::is_ascii_digit) {
            place += 1;
        }
        place
    };
    let mut end = digits_from(start);
    let mut digits = end - start;
    let mut value: f64 = text[start..end].parse().unwrap_or(0.0);
    let mut plain = true;
    // Groups of exactly three: "2,000" but not "May 5,2014".
    while digits <= 9
        && bytes.get(end) == Some(&b',')
        && digits_from(end + 1) == end + 4
        && (!plain || end - start <= 3)
    {
        value = value * 1000.0 + text[end + 1..end + 4].parse().unwrap_or(0.0);
        digits += 3;
        end += 4;
        plain = false;
    }
    // "10.05.2023" is three numbers.
    let third = start > 1 && bytes[start - 1] == b'.' && bytes[start - 2].is_ascii_digit();
    if bytes.get(end) == Some(&b'.') && !third {
        let after = digits_from(end + 1);
        if after > end + 1 && bytes.get(after) != Some(&b'.') {
            value = text[start..after].replace(',', "").parse().unwrap_or(value);
            end = after;
            plain = false;
        }
    }
    let rest = &text.as_bytes()[end..];
    let ordinal = rest.len() >= 2
        && matches!(rest[..2].to_ascii_lowercase().as_slice(), b"st" | b"nd" | b"rd" | b"th")
        && !text[end + 2..].chars().next().is_some_and(char::is_alphanumeric);
    if plain && ordinal && digits <= 4 {
        return (end + 2, Kind::Ordinal(value as u32));
    }
    (end, Kind::Number { value, digits: digits.min(255) as u8, plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let known = TimeWords::default();
        Words::new(&known, text, None).tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        assert_eq!(cut("Tuesday's won’t o'clock"), ["Tuesday", "'s", "won’t", "o'clock"]);
        assert_eq!(cut("3 p.m. on the 12th, 1930s"), ["3", "p.m.", "on", "the", "12th", ",", "1930", "s"]);
        assert_eq!(cut("2,000 of 1,250,000"), ["2,000", "of", "1,250,000"]);
        assert_eq!(cut("2.5 10.05.2023"), ["2.5", "10", ".", "05", ".", "2023"]);
        assert_eq!(cut("mid-2015, Łódź’s"), ["mid", "-", "2015", ",", "Łódź", "’s"]);
    }

    #[test]
    fn phrases_forgive_spaces_and_curly_marks() {
        assert_eq!(same("new  year’s eve.", "new year's eve"), Some(17));
        assert_eq!(same("new yes", "new year"), None);
    }
}
