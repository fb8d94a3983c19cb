//! Lines that are furniture by the company they keep: lists of links, repeats, captions.

use std::collections::HashMap;

use super::Line;
use crate::article::FurnitureKind;

/// Share of a text's lines that may be repeats; a text that repeats more does so on purpose, as a recipe does.
const REPEATS: usize = 4;

/// Links after "Most popular" and the like: short lines that do not end like sentences.
pub(super) fn related(lines: &mut [Line<'_>], headline: Option<usize>) {
    let mut inside = false;
    for (at, line) in lines.iter_mut().enumerate() {
        match line.kind {
            _ if Some(at) == headline => inside = false,
            Some(FurnitureKind::Related) => inside |= !line.words.contains([':', '|']),
            // When the linked story appeared: `2 hours ago`.
            Some(FurnitureKind::Byline) => {}
            None if inside && is_link(line.words) => line.kind = Some(FurnitureKind::Related),
            _ => inside = false,
        }
    }
}

fn is_link(line: &str) -> bool {
    line.split_whitespace().count() <= 16 && !line.ends_with(['.', '”', '"', ':'])
}

/// The same long line again. The first of two that stand together, or of which one stands by a credit, is a caption:
/// articles do not repeat themselves.
pub(super) fn repeats(lines: &mut [Line<'_>], headline: Option<usize>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.words.split_whitespace().count() < 5 {
            continue;
        }
        match seen.get(&line.words.to_lowercase()) {
            Some(&first) => found.push((first, at)),
            None => {
                seen.insert(line.words.to_lowercase(), at);
            }
        }
    }
    if found.len() > 2 && found.len() * REPEATS > lines.len() {
        return;
    }
    for (first, again) in found {
        if lines[again].kind.is_none() || lines[again].kind == Some(FurnitureKind::Caption) {
            lines[again].kind = Some(FurnitureKind::Duplicate);
        }
        if first + 1 == again && Some(first) != headline && first > 0 && lines[first].kind.is_none() {
            lines[first].kind = Some(FurnitureKind::Caption);
        }
    }
}

/// A short line right before a credit is the caption it belongs to.
pub(super) fn captions(lines: &mut [Line<'_>], headline: Option<usize>) {
    for at in 1..lines.len() {
        let before = &lines[at - 1];
        let short = before.words.split_whitespace().count() <= 40 && !before.words.contains(['“', '"']);
        // The headline is no caption, even with a credit below it.
        if lines[at].kind == Some(FurnitureKind::Credit)
            && before.kind.is_none()
            && short
            && at > 1
            && headline != Some(at - 1)
        {
            lines[at - 1].kind = Some(FurnitureKind::Caption);
        }
    }
}
