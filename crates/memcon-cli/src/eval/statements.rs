//! Statements in articles: what is said, and who says it.

use std::collections::BTreeSet;
use std::path::Path;

use memcon::{Memcon, Record};
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::pairing::{overlap, pair};
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    attributions: Vec<Attribution>,
}

/// One attribution; spans are `[start, end)` in characters, none where the part is not there.
#[derive(Debug, Deserialize)]
struct Attribution {
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Scores statements. Contents are the same when the F1 of their words is at least a half; the source is right when the
/// speaker has a mention that shares a character with it, or both have none.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let (mut contents, mut sources) = (Vec::new(), Vec::new());
    for (text, record) in texts.iter().zip(&records) {
        let words = words(&text.text);
        let inside = |spans: &mut dyn Iterator<Item = (usize, usize)>| -> BTreeSet<usize> {
            let held = |span: (usize, usize)| {
                words.iter().enumerate().filter(move |(_, word)| span.0 <= word.0 && word.1 <= span.1)
            };
            spans.flat_map(|span| held(span).map(|(at, _)| at).collect::<Vec<_>>()).collect()
        };
        let wanted: Vec<&Attribution> =
            text.gold.attributions.iter().filter(|gold| !gold.content.is_empty()).collect();
        let gold_words: Vec<_> =
            wanted.iter().map(|gold| inside(&mut gold.content.iter().copied())).collect();
        let own_words: Vec<_> = record
            .statements
            .iter()
            .map(|own| inside(&mut own.content.iter().map(|span| (span.start, span.end))))
            .collect();
        let same = |g: usize, p: usize| {
            let shared = gold_words[g].intersection(&own_words[p]).count();
            4 * shared >= gold_words[g].len() + own_words[p].len() && shared > 0
        };
        let speaks = |g: usize, p: usize| right_source(record, p, &wanted[g].source);
        let count = |fits: &dyn Fn(usize, usize) -> bool| Found {
            right: pair(wanted.len(), record.statements.len(), fits).len(),
            given: record.statements.len(),
            gold: wanted.len(),
        };
        contents.push(count(&same));
        sources.push(count(&|g, p| same(g, p) && speaks(g, p)));
    }
    let mut measures = Measure::found("content", &contents).to_vec();
    measures.push(Measure::f1("content and source", &sources));
    Ok(Scored { measures, records })
}

fn right_source(record: &Record, statement: usize, gold: &[(usize, usize)]) -> bool {
    let Some(speaker) = &record.statements[statement].speaker else { return gold.is_empty() };
    let speaker = record.actors.iter().find(|actor| actor.id == *speaker);
    speaker.is_some_and(|actor| {
        let mut mentions = actor.mentions.iter();
        mentions.any(|mention| gold.iter().any(|span| overlap((mention.start, mention.end), *span)))
    })
}

/// Runs of letters and digits, in characters.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.chars().enumerate() {
        if !letter.is_alphanumeric() && letter != '_' {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.1 == at => word.1 = at + 1,
            _ => words.push((at, at + 1)),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_counted_in_characters() {
        assert_eq!(super::words("“Né, no”"), [(1, 3), (5, 7)]);
    }
}
