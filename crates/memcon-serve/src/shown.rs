//! Text from outside as it may be shown: escaped by `maud`, and unable to turn the direction of what stands around it.

use std::borrow::Cow;

/// The characters that turn or isolate the direction of text (Unicode bidirectional controls), with their names.
const TURNS: [(char, &str); 9] = [
    ('\u{202a}', "left-to-right embedding"),
    ('\u{202b}', "right-to-left embedding"),
    ('\u{202c}', "pop directional formatting"),
    ('\u{202d}', "left-to-right override"),
    ('\u{202e}', "right-to-left override"),
    ('\u{2066}', "left-to-right isolate"),
    ('\u{2067}', "right-to-left isolate"),
    ('\u{2068}', "first strong isolate"),
    ('\u{2069}', "pop directional isolate"),
];

/// What a character that turns direction is called; `None` for every other character.
pub fn turn(character: char) -> Option<&'static str> {
    TURNS.iter().find(|(turn, _)| *turn == character).map(|(_, name)| *name)
}

/// A name or headline for one line: what would break the line or turn it becomes a visible stand-in.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || turn(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                _ if turn(c).is_some() => '\u{fffd}',
                _ if c.is_control() => ' ',
                _ => c,
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_become_visible_and_other_scripts_stay() {
        assert_eq!(line("a\u{202e}b\nc"), "a\u{fffd}b c");
        assert_eq!(line("שלום Zoë"), "שלום Zoë");
        assert_eq!(turn('\u{2067}'), Some("right-to-left isolate"));
        assert_eq!(turn('\u{200f}'), None);
    }
}
