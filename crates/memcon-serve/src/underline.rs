//! The article's text cut where marks begin and end, so that marks which overlap can be drawn side by side.

use std::collections::BTreeSet;

use memcon::Record;

/// How marked words look. When marks overlap the first of these in this order is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// The words that an event rests on first; the number is its quad class.
    Trigger(u8),
    /// "said", "according to".
    Cue,
    /// A name, description or pronoun of an actor.
    Actor,
    /// A place's name.
    Place,
    /// A temporal expression.
    Time,
    /// An office.
    Role,
    /// Part of the evidence of an event; drawn only when lit.
    Evidence,
    /// What was said.
    Said,
}

/// Words and the value that they stand for.
#[derive(Debug, Clone)]
struct Mark {
    start: usize,
    end: usize,
    look: Look,
    value: String,
}

/// A piece of text under the same marks from its first to its last character.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The words.
    pub text: String,
    /// Values that rest on them, the one that is drawn first; empty for plain text.
    pub values: Vec<String>,
    /// How they look.
    pub look: Option<Look>,
    /// They are part of what somebody said.
    pub said: bool,
    /// They are page, not article.
    pub furniture: bool,
}

/// A paragraph: pieces, with its line breaks kept inside them.
#[derive(Debug)]
pub(crate) struct Paragraph {
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// All of it is page furniture of this kind.
    pub furniture: Option<String>,
}

/// Cuts the text of a record into paragraphs and pieces.
pub(crate) fn underline(record: &Record) -> Vec<Paragraph> {
    let text: Vec<char> = record.article.text.chars().collect();
    let marks = marks(record, text.len());
    let furniture = &record.article.furniture;
    let mut cuts: BTreeSet<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.extend(furniture.iter().flat_map(|piece| [piece.start, piece.end]));

    paragraphs(&text)
        .into_iter()
        .map(|(start, end)| {
            let mut pieces = Vec::new();
            let mut from = start;
            let inside = marks.iter().filter(|mark| mark.start < end && start < mark.end);
            let inside: Vec<&Mark> = inside.collect();
            for to in cuts.range(start + 1..end).copied().chain([end]) {
                let mut here: Vec<&&Mark> =
                    inside.iter().filter(|mark| mark.start <= from && to <= mark.end).collect();
                // The shorter of two alike stands for the words more closely.
                here.sort_by_key(|mark| (mark.look, mark.end - mark.start));
                let mut values: Vec<String> = Vec::new();
                for mark in &here {
                    if !values.contains(&mark.value) {
                        values.push(mark.value.clone());
                    }
                }
                pieces.push(Piece {
                    text: text[from..to].iter().collect(),
                    values,
                    look: here.first().map(|mark| mark.look),
                    said: here.iter().any(|mark| mark.look == Look::Said),
                    furniture: furniture.iter().any(|piece| piece.start <= from && to <= piece.end),
                });
                from = to;
            }
            let whole = furniture.iter().find(|piece| {
                piece.start < end
                    && start < piece.end
                    && pieces.iter().all(|piece| piece.furniture || piece.text.trim().is_empty())
            });
            Paragraph { pieces, furniture: whole.map(|piece| piece.kind.clone()) }
        })
        .collect()
}

/// Every word that a value rests on. Positions past the text's end are dropped: a record may come from elsewhere.
fn marks(record: &Record, length: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |start: usize, end: usize, look: Look, value: &str| {
        if start < end && end <= length {
            marks.push(Mark { start, end, look, value: value.to_owned() });
        }
    };
    for actor in &record.actors {
        for mention in &actor.mentions {
            add(mention.start, mention.end, Look::Actor, &actor.id);
        }
        for role in &actor.roles {
            add(role.start, role.end, Look::Role, &actor.id);
        }
    }
    for place in &record.places {
        for mention in &place.mentions {
            add(mention.start, mention.end, Look::Place, &place.id);
        }
    }
    for (n, time) in record.times.iter().enumerate() {
        add(time.start, time.end, Look::Time, &time_id(n));
    }
    for event in &record.events {
        for evidence in &event.evidence {
            let look = if evidence.role == "trigger" { Look::Trigger(event.quad) } else { Look::Evidence };
            add(evidence.start, evidence.end, look, &event.id);
        }
    }
    for statement in &record.statements {
        if let Some(cue) = statement.cue {
            add(cue.start, cue.end, Look::Cue, &statement.id);
        }
        for content in &statement.content {
            add(content.start, content.end, Look::Said, &statement.id);
        }
    }
    marks
}

/// Times have no ids of their own in a record: `t1` is the first.
pub(crate) fn time_id(n: usize) -> String {
    format!("t{}", n + 1)
}

/// Where paragraphs begin and end: at blank lines.
fn paragraphs(text: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let blank = text[at] == '\n' && {
            let next = text[at + 1..].iter().position(|c| *c == '\n' || !c.is_whitespace());
            next.is_some_and(|next| text[at + 1 + next] == '\n')
        };
        if blank {
            if start < at {
                found.push((start, at));
            }
            while at < text.len() && text[at].is_whitespace() {
                at += 1;
            }
            start = at;
        } else {
            at += 1;
        }
    }
    if start < text.len() {
        found.push((start, text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Record {
        let mut record: Record = serde_json::from_value(serde_json::json!({
            "memcon": "0.1.0", "made_with": {"model": null, "ontology": "plover-2.0", "knowledge": "2026-11"},
            "article": {"id": "x", "source": "x", "url": null, "publisher": null, "title": null, "authors": [],
                "published": null, "published_from": null, "language": null, "text": "", "furniture": []},
            "actors": [{"id": "a1", "name": "Zoë", "known_as": null, "wikidata": null, "kind": "person",
                "country": null, "sectors": [], "roles": [], "reason": "",
                "mentions": [{"start": 0, "end": 3, "form": "name"}, {"start": 90, "end": 99, "form": "name"}]}],
            "places": [], "times": [], "skipped": [],
            "events": [{"id": "e1", "type": "CONSULT", "mode": null, "contexts": [], "quad": 1, "intensity": 1.0,
                "sources": ["a1"], "targets": [], "place": null, "time": null, "status": "happened",
                "background": false, "attributed_to": null, "confidence": 1.0, "evidence": [
                    {"start": 4, "end": 7, "role": "trigger"}, {"start": 0, "end": 3, "role": "source"}]}],
            "statements": [{"id": "s1", "speaker": null, "cue": null, "content": [{"start": 0, "end": 7}],
                "direct": false, "about": [], "confidence": 1.0}]
        }))
        .unwrap();
        record.article.text = text.to_owned();
        record
    }

    #[test]
    fn overlapping_marks_give_pieces_that_add_up_to_the_text() {
        let paragraphs = underline(&record("Zoë met 李明.\n \n\nShe left."));
        let texts: Vec<Vec<&str>> =
            paragraphs.iter().map(|p| p.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["Zoë", " ", "met", " 李明."], vec!["She left."]]);
        let pieces = &paragraphs[0].pieces;
        assert_eq!(pieces[0].values, ["a1", "e1", "s1"]);
        assert_eq!(pieces[0].look, Some(Look::Actor));
        assert_eq!(pieces[1].look, Some(Look::Said));
        assert_eq!(pieces[2].values, ["e1", "s1"]);
        assert_eq!(pieces[3].look, None);
    }

    #[test]
    fn furniture_is_told_by_paragraph_and_by_piece() {
        let mut record = record("Menu | Home\n\nZoë met. Photo: X");
        record.actors.clear();
        record.events.clear();
        record.statements.clear();
        for (start, end) in [(0, 11), (22, 30)] {
            let kind = "navigation".to_owned();
            record.article.furniture.push(memcon::record::FurnitureRecord { start, end, kind });
        }
        let paragraphs = underline(&record);
        assert_eq!(paragraphs[0].furniture.as_deref(), Some("navigation"));
        assert_eq!(paragraphs[1].furniture, None);
        assert!(!paragraphs[1].pieces[0].furniture && paragraphs[1].pieces[1].furniture);
    }
}
