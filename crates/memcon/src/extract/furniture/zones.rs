//! Lines that are furniture by where they stand: above the headline, between headline and text, below the text.
//!
//! Only a page that shows by other lines that it was dumped with its furniture is cut up so; an article that ends in
//! a list keeps its list.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Line;
use crate::article::FurnitureKind;
use crate::extract::dates;

/// Characters of the shortest line that counts as a paragraph of the article.
const PROSE: usize = 60;

/// Lines that their own words gave away, below which an end of the text is no page's foot.
const EVIDENCE: usize = 2;

/// Words of the longest entry of a menu.
const LONGEST_ENTRY: usize = 8;

/// What a line of furniture weighs when the foot of the page is looked for; a short line that could be anything weighs 1.
const FURNITURE: i64 = 10;

/// What a sentence weighs against that when it speaks of other things than the text.
const STRANGE: i64 = -30;

/// What a sentence weighs that speaks of the same things: it is the article, whatever stands around it.
const OF_THE_TEXT: i64 = -1000;

/// True for what reads as a paragraph of the article.
pub(super) fn is_prose(line: &Line<'_>) -> bool {
    line.kind.is_none()
        && line.words.chars().count() >= PROSE
        && line.words.trim_end_matches(['”', '"', '’', '\'', ')', ']']).ends_with(['.', '?', '!', '…'])
}

/// True for a text whose lines are cut at a width: its lines are no paragraphs, and where they stand says nothing.
pub(super) fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let wide = |line: &&Line<'_>| (45..=90).contains(&line.words.chars().count());
    let open = |line: &&Line<'_>| !line.words.ends_with(['.', '?', '!', ':', '”', '"', ')']);
    let wide: Vec<&Line<'_>> = lines.iter().filter(wide).collect();
    lines.len() >= 8
        && wide.len() * 10 > lines.len() * 6
        && wide.iter().copied().filter(|it| open(it)).count() * 2 > wide.len()
}

/// Number of the line that is the headline: the first that speaks of what the text speaks of.
pub(super) fn headline(lines: &[Line<'_>]) -> Option<usize> {
    let first = lines.iter().position(is_prose)?;
    let text: HashSet<String> =
        lines[first..].iter().filter(|line| is_prose(line)).flat_map(|line| long_words(line.words)).collect();
    lines[..first].iter().position(|line| {
        let words = long_words(line.words);
        let shared = words.iter().filter(|word| text.contains(*word)).count();
        line.kind.is_none()
            && line.words.split_whitespace().count() >= 4
            && shared >= 2
            && dates::date_line(line.words).is_none()
            && !line.words.contains(['|', '›', '/'])
    })
}

/// Beginnings of the longer words, so that "soldier" and "soldiers" are one.
fn long_words(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(|word| word.chars().take(5).flat_map(char::to_lowercase).collect())
        .collect()
}

/// Above the headline: menus, whatever their words.
pub(super) fn above(lines: &mut [Line<'_>], headline: Option<usize>) {
    let end = headline.unwrap_or(0);
    let known = lines[..end].iter().filter(|line| line.kind.is_some()).count();
    let short = lines[..end].iter().filter(|line| line.words.split_whitespace().count() <= 3).count();
    if known < EVIDENCE && short < 4 {
        return;
    }
    for line in &mut lines[..end] {
        let short = line.words.split_whitespace().count() <= LONGEST_ENTRY;
        if line.kind.is_none() && short && !line.words.contains(['“', '"', '<']) {
            line.kind = Some(FurnitureKind::Navigation);
        }
    }
}

/// Between headline and text: who wrote it and when, and what stands under the picture.
pub(super) fn below_the_headline(lines: &mut [Line<'_>], headline: Option<usize>) {
    let Some(start) = headline.map(|at| at + 1) else {
        return;
    };
    let end = lines.iter().position(is_prose).unwrap_or(start).max(start);
    let furnished = lines.iter().filter(|line| line.kind.is_some()).count() >= EVIDENCE;
    if !furnished {
        return;
    }
    for at in start..end {
        if lines[at].kind.is_some() {
            continue;
        }
        let before = (at > start).then(|| lines[at - 1].kind).flatten();
        let after = lines[..end].get(at + 1).and_then(|line| line.kind);
        let near = [before, after];
        let count = lines[at].words.split_whitespace().count();
        let sentence = lines[at].words.ends_with(['.', '!', '?']);
        let dated = dates::date_line(lines[at].words).is_some()
            && (near.contains(&Some(FurnitureKind::Byline))
                || near.contains(&Some(FurnitureKind::Promotion)));
        let named = is_name(lines[at].words) && (count <= 4 || near.contains(&Some(FurnitureKind::Byline)));
        let kind = if dated || named {
            Some(FurnitureKind::Byline)
        } else if before == Some(FurnitureKind::Credit) && !sentence && count >= 4 {
            Some(FurnitureKind::Caption)
        } else if count <= 2 && near.iter().any(Option::is_some) {
            before.or(after)
        } else {
            None
        };
        lines[at].kind = kind;
    }
}

/// One to three people and perhaps where they are: `Helena Strand`, `Marcus Feld in Sundhamn`.
fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let capital = |part: &&&str| part.chars().next().is_some_and(char::is_uppercase);
    let small =
        |part: &&&str| matches!(**part, "and" | "in" | "de" | "van" | "von" | "al" | "bin" | "&" | "the");
    (2..=8).contains(&parts.len())
        && parts.iter().take(2).all(|part| part.chars().next().is_some_and(char::is_uppercase))
        && parts.iter().all(|part| capital(&part) || small(&part))
        && !words.contains([':', '.', '?', '!', '“', '"', '|'])
}

/// Below the text: the foot of the page, from the line on where furniture outweighs paragraphs most.
pub(super) fn foot(lines: &mut [Line<'_>], headline: Option<usize>) {
    let Some(range) = foot_of(lines, headline) else {
        return;
    };
    let mut near = FurnitureKind::Promotion;
    for line in &mut lines[range] {
        if let Some(kind) = line.kind {
            near = kind;
            continue;
        }
        let count = line.words.split_whitespace().count();
        let sentence = line.words.ends_with(['.', '!']);
        line.kind = Some(if sentence {
            near
        } else if count <= 3 && near != FurnitureKind::Related {
            FurnitureKind::Navigation
        } else {
            FurnitureKind::Related
        });
    }
}

fn foot_of(lines: &[Line<'_>], headline: Option<usize>) -> Option<Range<usize>> {
    let first = headline.map_or(0, |at| at + 1).max(lines.iter().position(is_prose)? + 1);
    // How many lines of the text hold each word; counted once, so that long texts take time by their length.
    let mut holding: HashMap<String, usize> = HashMap::new();
    for line in lines.iter().filter(|line| is_prose(line)) {
        let words: HashSet<String> = long_words(line.words).into_iter().collect();
        words.into_iter().for_each(|word| *holding.entry(word).or_default() += 1);
    }
    let speaks_of_it = |line: &Line<'_>| {
        let words: HashSet<String> = long_words(line.words).into_iter().collect();
        // The line itself is one of those that hold the word.
        let shared = |word: &&String| holding.get(*word).is_some_and(|count| *count > 1);
        line.words.contains(['“', '"', '‘']) || words.iter().filter(shared).count() >= 2
    };
    let (mut weight, mut best) = (0, (0, lines.len()));
    for at in (first..lines.len()).rev() {
        let line = &lines[at];
        weight += match line.kind {
            Some(FurnitureKind::Caption | FurnitureKind::Credit | FurnitureKind::Duplicate) => 0,
            Some(_) => FURNITURE,
            None if is_prose(line) && speaks_of_it(line) => OF_THE_TEXT,
            None if line.words.ends_with('.') => STRANGE,
            None => 1,
        };
        // A foot begins with a line that is furniture by its own words.
        let begins = line.kind.is_some_and(|kind| {
            !matches!(kind, FurnitureKind::Caption | FurnitureKind::Credit | FurnitureKind::Duplicate)
        });
        if begins && weight >= best.0 {
            best = (weight, at);
        }
    }
    let range = best.1..lines.len();
    let known = lines[range.clone()].iter().filter(|line| line.kind.is_some()).count();
    (known >= EVIDENCE).then_some(range)
}

/// A short line between two pieces of furniture is furniture too: the button below a form, the answer to "Was
/// this helpful?".
pub(super) fn between(lines: &mut [Line<'_>], headline: Option<usize>) {
    for at in 1..lines.len().saturating_sub(1) {
        let line = &lines[at];
        if line.kind.is_none()
            && Some(at) != headline
            && lines[at + 1].kind.is_some()
            && line.words.split_whitespace().count() <= LONGEST_ENTRY
            && !line.words.contains(['“', '"'])
            && !line.words.ends_with('.')
        {
            lines[at].kind = lines[at - 1].kind.filter(|kind| *kind != FurnitureKind::Caption);
        }
    }
}
