//! Lines that are furniture by the company they keep: lists of links, repeats, captions.

use std::collections::HashMap;

use super::Line;
use crate::article::FurnitureKind;

/// Links after "Most popular" and the like: short lines that do not end like sentences.
pub(super) fn related(lines: &mut [Line<'_>]) {
    let mut inside = false;
    for line in lines {
        match line.kind {
            Some(FurnitureKind::Related) => inside = !line.words.contains(": "),
            None if inside && is_link(line.words) => line.kind = Some(FurnitureKind::Related),
            Some(_) => {}
            None => inside = false,
        }
    }
}

fn is_link(line: &str) -> bool {
    line.split_whitespace().count() <= 14 && !line.ends_with(['.', '”', '"', ':'])
}

/// The same long line again. The first of two that stand together is a caption: articles do not repeat themselves at
/// once.
pub(super) fn repeats(lines: &mut [Line<'_>]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for at in 0..lines.len() {
        if lines[at].words.split_whitespace().count() < 5 {
            continue;
        }
        let key = lines[at].words.to_lowercase();
        match seen.get(&key) {
            Some(&first) if lines[at].kind.is_none() => {
                lines[at].kind = Some(FurnitureKind::Duplicate);
                if first + 1 == at && first > 0 && lines[first].kind.is_none() {
                    lines[first].kind = Some(FurnitureKind::Caption);
                }
            }
            Some(_) => {}
            None => {
                seen.insert(key, at);
            }
        }
    }
}

/// A short line right before a credit is the caption it belongs to.
pub(super) fn captions(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let before = &lines[at - 1];
        let short = before.words.split_whitespace().count() <= 40 && !before.words.contains(['“', '"']);
        // The headline is no caption, even with a credit below it.
        if lines[at].kind == Some(FurnitureKind::Credit) && before.kind.is_none() && short && at > 1 {
            lines[at - 1].kind = Some(FurnitureKind::Caption);
        }
    }
}
