//! A correction while it is being typed: what stands in the form's fields, and the value that they make.

use std::collections::HashMap;
use std::ops::Range;

use memcon::Record;
use memcon::record::{EventRecord, EventTime, EvidenceRecord, SpanRecord, StatementRecord};
use memcon_store::{Value, Verdict};

use crate::locate::{locate, occurrence, occurrences};
use crate::scheme;

/// Longest author and note that are kept, in characters.
const LONGEST: usize = 2000;

/// The fields of the form, as they stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft(HashMap<String, Vec<String>>);

impl Draft {
    /// What a browser sent.
    pub(crate) fn sent(fields: Vec<(String, String)>) -> Draft {
        let mut draft = Draft::default();
        for (name, value) in fields {
            draft.0.entry(name).or_default().push(value);
        }
        draft
    }

    /// The form of a value as it stands.
    pub(crate) fn of(record: &Record, value: &Value) -> Draft {
        let text: Vec<char> = record.article.text.chars().collect();
        let mut draft = Draft::default();
        match value {
            Value::Event(event) => {
                draft.set("type", &event.kind);
                draft.set("mode", event.mode.as_deref().unwrap_or_default());
                draft.set("status", &event.status);
                draft.set("background", if event.background { "yes" } else { "" });
                draft.set("place", event.place.as_deref().unwrap_or_default());
                draft.set("time", event.time.as_ref().map_or("", |time| &time.value));
                draft.set("attributed_to", event.attributed_to.as_deref().unwrap_or_default());
                for (name, ids) in [("source", &event.sources), ("target", &event.targets)] {
                    draft.0.insert(name.to_owned(), ids.clone());
                    let others = others(record, event, name);
                    draft.set(&format!("{name}_words"), &others.join("\n"));
                }
                if let Some(trigger) = event.evidence.iter().find(|evidence| evidence.role == "trigger") {
                    draft.set_words(&text, trigger.start..trigger.end, "trigger");
                }
            }
            Value::Statement(statement) => {
                draft.set("speaker", statement.speaker.as_deref().unwrap_or_default());
                draft.set("direct", if statement.direct { "yes" } else { "" });
                if let Some(cue) = statement.cue {
                    draft.set_words(&text, cue.start..cue.end, "cue");
                }
                if let (Some(first), Some(last)) = (statement.content.first(), statement.content.last()) {
                    draft.set_words(&text, first.start..last.end, "content");
                }
            }
        }
        draft
    }

    /// An empty form for a value that the machine missed.
    pub(crate) fn new(kind: &str) -> Draft {
        let mut draft = Draft::default();
        draft.set("verdict", "added");
        if kind == "new-event" {
            draft.set("status", "happened");
        }
        draft
    }

    /// Fills in the name of a reader who gave it before.
    pub(crate) fn sign(&mut self, author: &str) {
        self.set("author", author);
    }

    fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
    }

    fn set_words(&mut self, text: &[char], range: Range<usize>, name: &str) {
        let range = range.start.min(text.len())..range.end.min(text.len());
        self.set(name, &text[range.clone()].iter().collect::<String>());
        let nth = occurrence(text, range);
        if nth > 1 {
            self.set(&format!("{name}_nth"), &nth.to_string());
        }
    }

    /// What stands in a field; nothing when it is empty.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// True when a box is ticked.
    pub(crate) fn ticked(&self, name: &str, value: &str) -> bool {
        self.0.get(name).is_some_and(|values| values.iter().any(|ticked| ticked == value))
    }

    fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// What the reader says of the value.
    pub(crate) fn verdict(&self) -> Result<Verdict, String> {
        match self.get("verdict") {
            "right" => Ok(Verdict::Right),
            "wrong" => Ok(Verdict::Wrong),
            "fixed" => Ok(Verdict::Fixed),
            "added" => Ok(Verdict::Added),
            "withdrawn" => Ok(Verdict::Withdrawn),
            _ => Err("say whether it is right, wrong, or otherwise".to_owned()),
        }
    }

    /// Who corrects.
    pub(crate) fn author(&self) -> Result<String, String> {
        let author = self.get("author");
        if author.is_empty() { Err("a correction needs your name".to_owned()) } else { Ok(cut(author)) }
    }

    /// Why.
    pub(crate) fn note(&self) -> String {
        cut(self.get("note"))
    }

    /// The event that the fields make. `id` is that of the value which it corrects.
    pub(crate) fn event(&self, record: &Record, id: &str) -> Result<EventRecord, String> {
        let text: Vec<char> = record.article.text.chars().collect();
        let kind = scheme::kind(self.get("type")).ok_or("choose a type")?;
        let mode = match self.get("mode") {
            "" => None,
            name => Some(
                kind.modes
                    .iter()
                    .find(|mode| mode.name == name)
                    .ok_or_else(|| format!("{name} is no mode of {}", kind.name))?,
            ),
        };
        let status: memcon::Status = self.get("status").parse()?;
        let trigger = self.words(&text, "trigger")?.ok_or("give the words that tell the event")?;
        let mut evidence = vec![proof(&trigger, "trigger")];
        let sources = self.actors(record, &text, "source", &trigger, &mut evidence)?;
        let targets = self.actors(record, &text, "target", &trigger, &mut evidence)?;
        if evidence.iter().all(|proof| proof.role != "source" && proof.role != "target") {
            return Err("an event needs somebody who acts or is acted upon".to_owned());
        }
        let place = match self.get("place") {
            "" => None,
            id => {
                let place = record.places.iter().find(|place| place.id == id).ok_or("no such place")?;
                if let Some(mention) = nearest(place.mentions.iter().map(|m| m.start..m.end), &trigger) {
                    evidence.push(proof(&mention, "place"));
                }
                Some(place.id.clone())
            }
        };
        let time = match self.get("time") {
            "" => None,
            value => {
                check_time(value)?;
                let alike = record.times.iter().filter(|time| time.value.as_deref() == Some(value));
                let words = nearest(alike.map(|time| time.start..time.end), &trigger);
                evidence.extend(words.iter().map(|words| proof(words, "time")));
                let (start, end) = (words.as_ref().map(|w| w.start), words.as_ref().map(|w| w.end));
                Some(EventTime { value: value.to_owned(), start, end })
            }
        };
        let attributed_to = match self.get("attributed_to") {
            "" => None,
            id => {
                let actor = record.actors.iter().find(|actor| actor.id == id).ok_or("no such actor")?;
                if let Some(mention) = nearest(actor.mentions.iter().map(|m| m.start..m.end), &trigger) {
                    evidence.push(proof(&mention, "attribution"));
                }
                Some(actor.id.clone())
            }
        };
        Ok(EventRecord {
            id: id.to_owned(),
            kind: kind.name.clone(),
            mode: mode.map(|mode| mode.name.clone()),
            contexts: Vec::new(),
            quad: kind.quad,
            intensity: mode.and_then(|mode| mode.intensity).unwrap_or(kind.intensity),
            sources,
            targets,
            place,
            time,
            status: status.name().to_owned(),
            background: self.get("background") == "yes",
            attributed_to,
            evidence,
            confidence: 1.0,
        })
    }

    /// The statement that the fields make.
    pub(crate) fn statement(&self, record: &Record, id: &str) -> Result<StatementRecord, String> {
        let text: Vec<char> = record.article.text.chars().collect();
        let content = self.words(&text, "content")?.ok_or("give the words that were said")?;
        let speaker = match self.get("speaker") {
            "" => None,
            id => Some(record.actors.iter().find(|actor| actor.id == id).ok_or("no such actor")?.id.clone()),
        };
        let within = |start: usize, end: usize| content.start <= start && end <= content.end;
        let actors =
            record.actors.iter().filter(|actor| actor.mentions.iter().any(|m| within(m.start, m.end)));
        let places =
            record.places.iter().filter(|place| place.mentions.iter().any(|m| within(m.start, m.end)));
        let about =
            actors.map(|actor| actor.id.clone()).chain(places.map(|place| place.id.clone())).collect();
        Ok(StatementRecord {
            id: id.to_owned(),
            speaker,
            cue: self.words(&text, "cue")?.map(|cue| SpanRecord { start: cue.start, end: cue.end }),
            content: vec![SpanRecord { start: content.start, end: content.end }],
            direct: self.get("direct") == "yes",
            about,
            confidence: 1.0,
        })
    }

    /// Where the words of a field stand; `None` when it is empty.
    fn words(&self, text: &[char], name: &str) -> Result<Option<Range<usize>>, String> {
        let words = self.get(name);
        if words.is_empty() {
            return Ok(None);
        }
        let nth = match self.get(&format!("{name}_nth")) {
            "" => 1,
            number => number.parse().map_err(|_| format!("{number} is no number"))?,
        };
        match locate(text, words, nth) {
            Some(found) => Ok(Some(found)),
            None if nth > 1 => Err(format!("the article does not have the words “{words}” {nth} times")),
            None => Err(format!("the article does not have the words “{words}”")),
        }
    }

    /// Ids of the actors ticked, with the mention of each that is nearest to the trigger, and of the words typed.
    fn actors(
        &self,
        record: &Record,
        text: &[char],
        role: &str,
        trigger: &Range<usize>,
        evidence: &mut Vec<EvidenceRecord>,
    ) -> Result<Vec<String>, String> {
        let mut ids = Vec::new();
        for id in self.all(role) {
            let actor = record.actors.iter().find(|actor| actor.id == *id).ok_or("no such actor")?;
            if let Some(mention) = nearest(actor.mentions.iter().map(|m| m.start..m.end), trigger) {
                evidence.push(proof(&mention, role));
            }
            ids.push(id.clone());
        }
        for words in self.get(&format!("{role}_words")).lines().filter(|line| !line.trim().is_empty()) {
            let found = nearest(occurrences(text, words), trigger)
                .ok_or_else(|| format!("the article does not have the words “{}”", words.trim()))?;
            evidence.push(proof(&found, role));
        }
        Ok(ids)
    }
}

/// Words that stand for a source or target who is none of the record's actors.
pub(crate) fn others(record: &Record, event: &EventRecord, role: &str) -> Vec<String> {
    let ids = if role == "source" { &event.sources } else { &event.targets };
    let mentions =
        record.actors.iter().filter(|actor| ids.contains(&actor.id)).flat_map(|actor| &actor.mentions);
    let mentions: Vec<_> = mentions.collect();
    let text: Vec<char> = record.article.text.chars().collect();
    event
        .evidence
        .iter()
        .filter(|proof| proof.role == role && proof.end <= text.len())
        .filter(|proof| !mentions.iter().any(|m| m.start < proof.end && proof.start < m.end))
        .map(|proof| text[proof.start..proof.end].iter().collect::<String>().replace('\n', " "))
        .collect()
}

fn proof(range: &Range<usize>, role: &str) -> EvidenceRecord {
    EvidenceRecord { start: range.start, end: range.end, role: role.to_owned() }
}

/// The range that is nearest to `to`.
fn nearest(ranges: impl Iterator<Item = Range<usize>>, to: &Range<usize>) -> Option<Range<usize>> {
    ranges.min_by_key(|range| range.start.abs_diff(to.start))
}

/// Refuses what can be no TIMEX3 value of an event.
fn check_time(value: &str) -> Result<(), String> {
    let sound = value.len() <= 60
        && value.starts_with(|c: char| c.is_ascii_digit() || c == 'P' || c == 'X')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "-:+./".contains(c));
    if sound { Ok(()) } else { Err(format!("“{value}” is no time; write 2026-03-11, 2026-03 or 2026")) }
}

fn cut(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
        let text = "Talks in Oslo\n\nPortuguese Foreign Minister Inês Carvalho arrived in Oslo on Wednesday and met \
                    Norwegian Prime Minister Kjetil Lund. “We had good talks,” Lund said. The union met nobody.";
        reader.process(&memcon::Page {
            source: "x.txt".to_owned(),
            bytes: text.into(),
            published: Some("2026-03-12".to_owned()),
            ..memcon::Page::default()
        })
    }

    fn sent(fields: &[(&str, &str)]) -> Draft {
        Draft::sent(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_form_that_is_sent_back_untouched_changes_nothing_that_it_shows() {
        let record = record();
        let event = record.events.iter().find(|event| event.kind == "CONSULT").unwrap();
        let back = Draft::of(&record, &Value::Event(event.clone())).event(&record, &event.id).unwrap();
        assert_eq!((&back.kind, &back.mode, back.quad), (&event.kind, &event.mode, event.quad));
        assert_eq!((&back.sources, &back.targets), (&event.sources, &event.targets));
        assert_eq!((&back.place, &back.status), (&event.place, &event.status));
        assert_eq!(back.time.map(|time| time.value), event.time.as_ref().map(|time| time.value.clone()));
        assert!(back.evidence.iter().any(|proof| event.evidence.contains(proof)));
        let statement = &record.statements[0];
        let back = Draft::of(&record, &Value::Statement(statement.clone()));
        let back = back.statement(&record, &statement.id).unwrap();
        assert_eq!(
            (&back.speaker, back.cue, &back.content),
            (&statement.speaker, statement.cue, &statement.content)
        );
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_reason() {
        let record = record();
        let whole =
            [("type", "CONSULT"), ("status", "happened"), ("trigger", "met"), ("source_words", "The union")];
        let event = sent(&whole).event(&record, "new").unwrap();
        assert_eq!(others(&record, &event, "source"), ["The union"]);
        for (field, value, why) in [
            ("type", "MEET", "choose a type"),
            ("mode", "arrest", "arrest is no mode of CONSULT"),
            ("status", "perhaps", "no status"),
            ("trigger", "dined", "does not have the words “dined”"),
            ("trigger_nth", "7", "7 times"),
            ("source_words", "", "needs somebody"),
            ("source", "a99", "no such actor"),
            ("time", "last <week>", "is no time"),
        ] {
            let mut fields: Vec<(&str, &str)> =
                whole.into_iter().filter(|(name, _)| *name != field).collect();
            fields.push((field, value));
            let error = sent(&fields).event(&record, "new").unwrap_err();
            assert!(error.contains(why), "{field}={value}: {error}");
        }
        assert!(sent(&[("verdict", "no")]).verdict().is_err());
        assert!(sent(&[("author", "  ")]).author().is_err());
    }
}
