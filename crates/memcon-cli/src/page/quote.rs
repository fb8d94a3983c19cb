//! A few words of the article around those that a line rests on, underlined.

use super::style::Style;

/// Lines that quote the article around `marked` (character ranges, sorted), the marked words underlined by escape
/// codes or by carets. `indent` goes before each line.
pub(super) fn quote(text: &[char], marked: &[(usize, usize)], style: Style, indent: &str) -> Vec<String> {
    let (Some(first), Some(last)) = (marked.first(), marked.last()) else {
        return Vec::new();
    };
    let room = style.width.saturating_sub(indent.len() + 4).max(30);
    let (start, end) = window(text, first.0, last.1, room);
    let mut words = String::new();
    let mut below = String::new();
    let push = |words: &mut String, below: &mut String, character: char, mark: bool| {
        words.push(if character.is_control() { ' ' } else { character });
        below.push(if mark { '^' } else { ' ' });
    };
    if start > 0 && text[start - 1] != '\n' {
        push(&mut words, &mut below, '…', false);
    }
    let inside = |at: usize| marked.iter().any(|&(from, to)| from <= at && at < to);
    let mut at = start;
    while at < end {
        if style.colour && inside(at) {
            let stop = (at..end).find(|&next| !inside(next)).unwrap_or(end);
            let piece: String =
                text[at..stop].iter().map(|c| if c.is_control() { ' ' } else { *c }).collect();
            words.push_str(&style.underline(&piece));
            at = stop;
        } else {
            push(&mut words, &mut below, text[at], inside(at));
            at += 1;
        }
    }
    if end < text.len() && text[end] != '\n' {
        words.push('…');
    }
    let mut lines = vec![format!("{indent}“{words}”")];
    if !style.colour {
        lines.push(format!("{indent} {}", below.trim_end()));
    }
    lines
}

/// The stretch of one paragraph that holds `[first, last)` and fits into `room`, cut between words.
fn window(text: &[char], first: usize, last: usize, room: usize) -> (usize, usize) {
    let paragraph_start = text[..first].iter().rposition(|&c| c == '\n').map_or(0, |at| at + 1);
    let paragraph_end = text[first..].iter().position(|&c| c == '\n').map_or(text.len(), |at| first + at);
    let last = last.min(paragraph_end).min(first + room).max(first);
    let spare = room.saturating_sub(last - first);
    let mut start = first.saturating_sub(spare / 2).max(paragraph_start);
    let mut end = (last + spare.saturating_sub(first - start)).min(paragraph_end);
    start = start.saturating_sub(spare.saturating_sub((first - start) + (end - last))).max(paragraph_start);
    if start > paragraph_start {
        start = (start..first).find(|&at| text[at - 1] == ' ').unwrap_or(first);
    }
    if end < paragraph_end {
        end = (last..end).rev().find(|&at| text[at] == ' ').unwrap_or(last);
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_words() {
        let text: Vec<char> = "Über all, the envoys met in Oslo.".chars().collect();
        let lines = quote(&text, &[(21, 24)], Style { colour: false, width: 80 }, "  ");
        assert_eq!(lines[0], "  “Über all, the envoys met in Oslo.”");
        assert_eq!(lines[1], "                        ^^^");
    }

    #[test]
    fn long_paragraphs_are_cut_between_words() {
        let text: Vec<char> =
            format!("{} met {}", "before ".repeat(30), "after ".repeat(30)).chars().collect();
        let met = text.iter().collect::<String>().find(" met ").unwrap_or(0) + 1;
        let lines = quote(&text, &[(met, met + 3)], Style { colour: false, width: 60 }, "");
        assert!(lines[0].chars().count() <= 60, "{}", lines[0]);
        assert!(lines[0].starts_with("“…before") && lines[0].ends_with("after…”"), "{}", lines[0]);
        assert_eq!(lines[1].trim(), "^^^");
    }
}
