//! Corrections as training data: sentences in the shape that `training/prepare.py` reads.
//!
//! Every sentence that holds a correction gives one line, with all that stands in it once the corrections are applied: what
//! a reader confirmed, fixed or added, and what the machine found there and the reader left as it was.

use memcon::record::{ActorRecord, EventRecord, StatementRecord};
use memcon::{About, Article, Characters, Furniture, FurnitureKind, Record, Span, byte_of_character};
use memcon_store::{Correction, Store, Value, Verdict, standing};
use serde::Serialize;

/// A half-open range of characters in the sentence.
type Range = [usize; 2];

/// One annotated sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sentence {
    id: String,
    doc: String,
    n: usize,
    published: Option<String>,
    text: String,
    events: Vec<Event>,
    statements: Vec<Statement>,
    actors: Vec<Actor>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    mode: Option<String>,
    trigger: Range,
    sources: Vec<Range>,
    targets: Vec<Range>,
    place: Option<Range>,
    time: Option<Range>,
    status: String,
    background: bool,
    attributed_to: Option<Range>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Statement {
    speaker: Option<Range>,
    cue: Option<Range>,
    content: Vec<Range>,
    direct: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Actor {
    span: Range,
    kind: String,
    country: Option<String>,
}

/// The corrected sentences of a whole database.
///
/// # Errors
/// When the database cannot be read.
pub fn training_data(store: &Store) -> memcon_store::Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    for id in store.corrected_articles()? {
        if let Some(record) = store.load(&id)? {
            sentences.extend(of_article(&record, &store.corrections(&id)?));
        }
    }
    Ok(sentences)
}

fn of_article(record: &Record, corrections: &[Correction]) -> Vec<Sentence> {
    let stand = standing(corrections);
    let verdict = |id: &str| stand.iter().find(|correction| correction.about() == id);
    let mut events: Vec<&EventRecord> = Vec::new();
    let mut statements: Vec<&StatementRecord> = Vec::new();
    for event in &record.events {
        match verdict(&event.id).map(|correction| (correction.verdict, &correction.value)) {
            Some((Verdict::Wrong, _)) => {}
            Some((_, Some(Value::Event(fixed)))) => events.push(fixed),
            _ => events.push(event),
        }
    }
    for statement in &record.statements {
        match verdict(&statement.id).map(|correction| (correction.verdict, &correction.value)) {
            Some((Verdict::Wrong, _)) => {}
            Some((_, Some(Value::Statement(fixed)))) => statements.push(fixed),
            _ => statements.push(statement),
        }
    }
    for added in stand.iter().filter(|correction| correction.about().starts_with('c')) {
        match &added.value {
            Some(Value::Event(event)) => events.push(event),
            Some(Value::Statement(statement)) => statements.push(statement),
            None => {}
        }
    }
    let touched: Vec<usize> = stand
        .iter()
        .flat_map(|correction| correction.before.iter().chain(&correction.value))
        .filter_map(anchor)
        .collect();
    let text: Vec<char> = record.article.text.chars().collect();
    ranges(record)
        .into_iter()
        .enumerate()
        .filter(|(_, [start, end])| touched.iter().any(|at| (*start..*end).contains(at)))
        .map(|(n, range)| Sentence {
            id: format!("{}-{n}", record.article.id),
            doc: record.article.id.clone(),
            n,
            published: record.article.published.clone(),
            text: text[range[0]..range[1]].iter().collect(),
            events: events.iter().filter_map(|event| self::event(record, event, range)).collect(),
            statements: statements.iter().filter_map(|said| statement(record, said, range)).collect(),
            actors: record.actors.iter().flat_map(|actor| actors(actor, range)).collect(),
        })
        .collect()
}

/// The character that says in which sentence a value stands.
fn anchor(value: &Value) -> Option<usize> {
    match value {
        Value::Event(event) => {
            event.evidence.iter().find(|proof| proof.role == "trigger").map(|proof| proof.start)
        }
        Value::Statement(statement) => statement
            .cue
            .map(|cue| cue.start)
            .or_else(|| statement.content.first().map(|content| content.start)),
    }
}

/// The sentences of the article, in characters.
fn ranges(record: &Record) -> Vec<Range> {
    let text = &record.article.text;
    let span = |start: usize, end: usize| {
        Some(Span::new(byte_of_character(text, start)?, byte_of_character(text, end)?))
    };
    let title = record.article.title.as_deref().filter(|title| !title.is_empty());
    let title_span = title.and_then(|title| text.find(title).map(|at| Span::new(at, at + title.len())));
    let furniture = record
        .article
        .furniture
        .iter()
        .filter_map(|piece| {
            Some(Furniture { span: span(piece.start, piece.end)?, kind: FurnitureKind::Other })
        })
        .collect();
    let article = Article::new(About { title_span, ..About::default() }, text.clone(), furniture);
    let characters = Characters::new(text);
    article.sentences().iter().map(|sentence| characters.range(sentence.span).into()).collect()
}

/// The part of `[start, end)` that lies in the sentence, counted from its start.
fn within(start: usize, end: usize, sentence: Range) -> Option<Range> {
    let (from, to) = (start.max(sentence[0]), end.min(sentence[1]));
    (from < to).then(|| [from - sentence[0], to - sentence[0]])
}

fn event(record: &Record, event: &EventRecord, sentence: Range) -> Option<Event> {
    let of = |role: &'static str| {
        event
            .evidence
            .iter()
            .filter(move |proof| proof.role == role)
            .filter_map(move |proof| within(proof.start, proof.end, sentence))
    };
    let named = |role: &'static str, ids: &[String]| -> Vec<Range> {
        let found: Vec<Range> = of(role).collect();
        if !found.is_empty() {
            return found;
        }
        let actors = record.actors.iter().filter(|actor| ids.contains(&actor.id));
        actors
            .filter_map(|actor| actor.mentions.iter().find_map(|m| within(m.start, m.end, sentence)))
            .collect()
    };
    Some(Event {
        trigger: of("trigger").next()?,
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        sources: named("source", &event.sources),
        targets: named("target", &event.targets),
        place: of("place").next(),
        time: of("time").next(),
        status: event.status.clone(),
        background: event.background,
        attributed_to: of("attribution").next(),
    })
}

fn statement(record: &Record, said: &StatementRecord, sentence: Range) -> Option<Statement> {
    let content: Vec<Range> =
        said.content.iter().filter_map(|content| within(content.start, content.end, sentence)).collect();
    let cue = said.cue.and_then(|cue| within(cue.start, cue.end, sentence));
    if content.is_empty() && cue.is_none() {
        return None;
    }
    let speaker = record.actors.iter().find(|actor| Some(&actor.id) == said.speaker.as_ref());
    let near = said.cue.map_or(sentence[0], |cue| cue.start);
    let mentions = speaker.into_iter().flat_map(|actor| &actor.mentions);
    let mention = mentions
        .filter(|m| within(m.start, m.end, sentence).is_some())
        .filter(|m| !said.content.iter().any(|content| content.start <= m.start && m.end <= content.end))
        .min_by_key(|m| m.start.abs_diff(near));
    Some(Statement {
        speaker: mention.and_then(|m| within(m.start, m.end, sentence)),
        cue,
        content,
        direct: said.direct,
    })
}

/// Mentions by name or description; pronouns are not annotated.
fn actors(actor: &ActorRecord, sentence: Range) -> impl Iterator<Item = Actor> {
    actor.mentions.iter().filter(|mention| mention.form != "pronoun").filter_map(move |mention| {
        Some(Actor {
            span: within(mention.start, mention.end, sentence)?,
            kind: actor.kind.clone(),
            country: actor.country.clone(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use memcon_store::NewCorrection;

    #[test]
    fn corrected_sentences_alone_with_what_stands_in_them() {
        let text = "Envoys met\n\nThe Zoë Group of Norway said on Monday that it met Portugal’s envoys in Oslo. \
                    Norway arrested two fishermen on Tuesday.";
        let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
        let record = reader.process(&memcon::Page {
            source: "x.txt".to_owned(),
            bytes: text.into(),
            id: Some("x".to_owned()),
            title: Some("Envoys met".to_owned()),
            published: Some("2026-03-12".to_owned()),
            ..memcon::Page::default()
        });
        let mut store = Store::in_memory().unwrap();
        store.save(&record).unwrap();
        store.commit().unwrap();
        assert_eq!(training_data(&store).unwrap(), []);

        let arrest = record.events.iter().find(|event| event.kind == "COERCE").expect("the arrest is found");
        let fixed = EventRecord { status: "denied".to_owned(), ..arrest.clone() };
        store
            .correct(&NewCorrection {
                article: "x".to_owned(),
                verdict: Verdict::Fixed,
                before: Some(Value::Event(arrest.clone())),
                value: Some(Value::Event(fixed)),
                author: "Ada".to_owned(),
                made: "2026-11-24T10:00:00Z".to_owned(),
                note: String::new(),
            })
            .unwrap();
        let sentences = training_data(&store).unwrap();
        assert_eq!(sentences.len(), 1);
        let sentence = &sentences[0];
        assert_eq!(sentence.text, "Norway arrested two fishermen on Tuesday.");
        let words =
            |range: Range| sentence.text.chars().skip(range[0]).take(range[1] - range[0]).collect::<String>();
        let event = &sentence.events[0];
        assert_eq!((event.kind.as_str(), event.status.as_str()), ("COERCE", "denied"));
        assert_eq!(words(event.trigger), "arrested");
        assert_eq!(event.sources.iter().map(|range| words(*range)).collect::<Vec<_>>(), ["Norway"]);
        assert!(
            sentence
                .actors
                .iter()
                .any(|actor| words(actor.span) == "Norway" && actor.country.as_deref() == Some("NOR"))
        );
    }
}
