//! Events in the columns of other projects: a row for each pair of who did it and to whom.

mod codes;
mod day;
mod gdelt;
mod icews;
mod phoenix;
mod polecat;

use clap::ValueEnum;
use jiff::civil::Date;
use memcon::record::{ActorRecord, EventRecord, PlaceRecord};
use memcon::{About, Article, Furniture, FurnitureKind, Record, Span, byte_of_character};

use self::codes::{Cameo, Codes};
use crate::exit::Stop;
use crate::table::{Column, Row};

/// Projects whose columns `memcon export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// POLECAT: PLOVER types and modes.
    Polecat,
    /// ICEWS: CAMEO codes, sectors in words.
    Icews,
    /// Phoenix: CAMEO codes, actor codes.
    Phoenix,
    /// GDELT 2 events: CAMEO codes, actor codes.
    Gdelt,
}

impl Schema {
    /// The columns, in the project's order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Schema::Polecat => polecat::COLUMNS,
            Schema::Icews => icews::COLUMNS,
            Schema::Phoenix => phoenix::COLUMNS,
            Schema::Gdelt => gdelt::COLUMNS,
        }
    }
}

/// Events that have no place in a project's files.
#[derive(Debug, Default)]
pub struct Left {
    unreal: u64,
    undated: u64,
}

impl Left {
    /// What to say of them.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.unreal > 0 {
            let why = "planned, requested, threatened, denied or possible, which these columns cannot say";
            lines.push(format!("left out {} events: {why}", self.unreal));
        }
        if self.undated > 0 {
            lines.push(format!("left out {} events: no date is known", self.undated));
        }
        lines
    }
}

/// One row to be: an event, one of those who did it, one of those to whom.
struct Pair<'a> {
    /// Counted from 1 through the whole export.
    number: u64,
    /// Counted from 1 within the event.
    nth: usize,
    record: &'a Record,
    event: &'a EventRecord,
    source: Option<&'a ActorRecord>,
    target: Option<&'a ActorRecord>,
    place: Option<&'a PlaceRecord>,
    day: Date,
    cameo: &'a Cameo,
    /// The trigger's sentence, counted from 1.
    sentence: Option<usize>,
}

/// Makes rows of records.
pub struct Coder {
    schema: Schema,
    codes: Codes,
    number: u64,
}

impl Coder {
    /// # Errors
    /// When a table of codes is wrong.
    pub fn new(schema: Schema) -> Result<Coder, Stop> {
        Ok(Coder { schema, codes: Codes::bundled()?, number: 0 })
    }

    /// The rows of one record; what has none is counted in `left`.
    pub fn rows(&mut self, record: &Record, left: &mut Left) -> Vec<Row> {
        let mut rows = Vec::new();
        let sentences = if record.events.is_empty() { None } else { Some(sentences(record)) };
        for event in &record.events {
            if !is_real(event) {
                left.unreal += 1;
                continue;
            }
            let Some(day) = day::of_event(record, event) else {
                left.undated += 1;
                continue;
            };
            let trigger = event.evidence.iter().find(|words| words.role == "trigger");
            let at = trigger.and_then(|words| byte_of_character(&record.article.text, words.start));
            let sentence = at.and_then(|at| sentences.as_ref()?.sentence_of(Span::new(at, at + 1)));
            let place = event.place.as_ref().and_then(|id| record.places.iter().find(|it| it.id == *id));
            for (nth, (source, target)) in self.pairs(record, event).into_iter().enumerate() {
                self.number += 1;
                let pair = Pair {
                    number: self.number,
                    nth: nth + 1,
                    record,
                    event,
                    source,
                    target,
                    place,
                    day,
                    cameo: self.codes.cameo(event),
                    sentence: sentence.map(|number| number + 1),
                };
                rows.push(match self.schema {
                    Schema::Polecat => polecat::row(&pair, &self.codes),
                    Schema::Icews => icews::row(&pair, &self.codes),
                    Schema::Phoenix => phoenix::row(&pair, &self.codes),
                    Schema::Gdelt => gdelt::row(&pair, &self.codes),
                });
            }
        }
        rows
    }

    /// Everyone who did it with everyone to whom. CAMEO's projects write what several did together once in each
    /// direction; PLOVER's has them all as actors.
    fn pairs<'a>(
        &self,
        record: &'a Record,
        event: &EventRecord,
    ) -> Vec<(Option<&'a ActorRecord>, Option<&'a ActorRecord>)> {
        let find = |id: &String| record.actors.iter().find(|actor| actor.id == *id);
        let sources: Vec<_> = event.sources.iter().filter_map(find).collect();
        let targets: Vec<_> = event.targets.iter().filter_map(find).collect();
        let together = targets.is_empty() && sources.len() > 1 && self.schema != Schema::Polecat;
        if together {
            let others = |one: &'a ActorRecord| sources.iter().filter(move |other| other.id != one.id);
            return sources
                .iter()
                .flat_map(|one| others(one).map(|other| (Some(*one), Some(*other))))
                .collect();
        }
        let some = |actors: Vec<&'a ActorRecord>| -> Vec<Option<&'a ActorRecord>> {
            if actors.is_empty() { vec![None] } else { actors.into_iter().map(Some).collect() }
        };
        let targets = some(targets);
        some(sources)
            .into_iter()
            .flat_map(|source| targets.iter().map(move |target| (source, *target)))
            .collect()
    }
}

/// Whether it took place. A promise or an invitation did, whatever becomes of what it is about.
fn is_real(event: &EventRecord) -> bool {
    match event.status.as_str() {
        "happened" | "ongoing" => true,
        "planned" | "requested" => matches!(event.kind.as_str(), "AGREE" | "CONCEDE"),
        _ => false,
    }
}

/// The record's text, cut into sentences as it was when it was coded.
fn sentences(record: &Record) -> Article {
    let text = &record.article.text;
    let furniture = record.article.furniture.iter().filter_map(|piece| {
        let (start, end) = (byte_of_character(text, piece.start)?, byte_of_character(text, piece.end)?);
        Some(Furniture { span: Span::new(start, end), kind: FurnitureKind::Other })
    });
    let title = record.article.title.as_ref().filter(|title| text.starts_with(title.as_str()));
    let about = About { title_span: title.map(|title| Span::new(0, title.len())), ..About::default() };
    Article::new(about, text.clone(), furniture.collect())
}

/// The name in the knowledge files when there is one.
fn name(actor: &ActorRecord) -> &str {
    actor.known_as.as_deref().unwrap_or(&actor.name)
}

/// The place's name when it is of that kind.
fn named<'a>(place: Option<&'a PlaceRecord>, kind: &str) -> Option<&'a str> {
    place.filter(|place| place.kind == kind).map(|place| place.name.as_str())
}
