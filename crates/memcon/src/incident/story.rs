//! What the joining needs to know of an article: small enough to be kept for a million of them.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::days::{self, Day};
use super::hashing::{combine, hash};
use super::shape::{IncidentPlace, KnownActor};
use super::words::{self, Term};
use crate::record::{ActorRecord, EventRecord, Record};

/// Published this many days apart or less, undated events can be one.
pub(super) const WINDOW: Day = 30;

/// Pairs of this many of a story's heaviest words say where it is looked for.
const HEAVY: usize = 8;

/// An article, as far as joining needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The article's id.
    pub article: String,
    /// When it was published.
    pub published: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Its events.
    pub events: Vec<Sketch>,
    /// Words that tell the story, see `words::terms`.
    pub(super) terms: Vec<Term>,
}

/// An event, as far as joining needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// The event's id in the article.
    pub id: String,
    pub(super) kind: String,
    pub(super) mode: Option<String>,
    pub(super) quad: u8,
    pub(super) intensity: f64,
    pub(super) status: String,
    pub(super) background: bool,
    pub(super) confidence: f64,
    pub(super) sources: Vec<Party>,
    pub(super) targets: Vec<Party>,
    pub(super) place: Option<IncidentPlace>,
    /// TIMEX3 value and the days that it may mean.
    pub(super) time: Option<(String, Day, Day)>,
    /// Stems of the trigger's words.
    pub(super) stems: Vec<u32>,
}

/// Who takes part in an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Party {
    pub actor: KnownActor,
    /// Named, not only described.
    pub named: bool,
    /// Acts for its state: the state itself, its government, its forces.
    pub official: bool,
}

impl Story {
    /// What the joining needs of a record.
    pub fn of(record: &Record) -> Story {
        let article = &record.article;
        let body = words::body(article);
        let title = article.title.as_deref().unwrap_or_default();
        Story {
            article: article.id.clone(),
            published: article.published.clone(),
            publisher: article.publisher.clone(),
            title: article.title.clone(),
            events: record.events.iter().map(|event| sketch(record, event)).collect(),
            terms: if record.events.is_empty() { Vec::new() } else { words::terms(title, &body) },
        }
    }

    pub(super) fn day(&self) -> Option<Day> {
        self.published.as_deref().and_then(days::day)
    }

    /// Keys under which the story is kept.
    pub fn blocks(&self) -> Vec<u64> {
        self.keys(false)
    }

    /// Keys under which stories stand that may share an incident with this one: a story that does has one of them.
    pub fn neighbours(&self) -> Vec<u64> {
        self.keys(true)
    }

    fn keys(&self, around: bool) -> Vec<u64> {
        let mut keys = Vec::new();
        if self.events.is_empty() {
            return keys;
        }
        let reach = |bucket: Day| if around { bucket - 1..=bucket + 1 } else { bucket..=bucket };
        // Undated articles are neighbours of each other only.
        let buckets: Vec<u64> = match self.day() {
            Some(day) => reach(day.div_euclid(WINDOW)).map(|bucket| bucket as u64).collect(),
            None => vec![u64::MAX],
        };
        let mut heavy = self.terms.clone();
        heavy.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        heavy.truncate(HEAVY);
        for (number, one) in heavy.iter().enumerate() {
            for other in &heavy[..number] {
                let pair = (u64::from(one.0.min(other.0)), u64::from(one.0.max(other.0)));
                keys.extend(buckets.iter().map(|bucket| combine(&[1, pair.0, pair.1, *bucket])));
            }
        }
        for event in &self.events {
            event.keys(reach, &mut keys);
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

impl Sketch {
    /// All who take part.
    pub(super) fn parties(&self) -> impl Iterator<Item = &Party> {
        self.sources.iter().chain(&self.targets)
    }

    pub(super) fn days(&self) -> Option<(Day, Day)> {
        self.time.as_ref().map(|(_, first, last)| (*first, *last))
    }

    /// A dated event is looked for by who takes part, two and two, in its week; and so that a mention years later finds
    /// it, in its year, where one of the two is more than a state.
    fn keys(&self, reach: impl Fn(Day) -> RangeInclusive<Day>, keys: &mut Vec<u64>) {
        let Some((first, last)) = self.days() else {
            return;
        };
        let kind = hash(family(&self.kind).as_bytes());
        let mut named: Vec<(u64, Option<&str>)> = Vec::new();
        let mut states: Vec<&str> = Vec::new();
        for party in self.parties() {
            let country = party.actor.country.as_deref();
            states.extend(country.filter(|_| party.official));
            if party.named && party.actor.kind != "state" {
                named.push((hash(party.actor.id.as_bytes()), country));
            }
        }
        let town = self.place.as_ref().filter(|place| place.kind != "country");
        named.extend(town.map(|place| (hash(place.name.as_bytes()), None)));
        let (mut close, mut far) = (Vec::new(), Vec::new());
        for (number, (one, country)) in named.iter().enumerate() {
            let others = named[..number].iter().map(|(other, _)| *other);
            let abroad = states.iter().filter(|state| Some(**state) != *country);
            let others = others.chain(abroad.map(|state| hash(state.as_bytes())));
            far.extend(others.map(|other| combine(&[kind, *one.min(&other), *one.max(&other)])));
        }
        for (number, one) in states.iter().enumerate() {
            let others = states[..number].iter().filter(|other| *other != one);
            close.extend(others.map(|other| {
                combine(&[kind, hash(one.min(other).as_bytes()), hash(one.max(other).as_bytes())])
            }));
        }
        let span =
            |length: Day| *reach(first.div_euclid(length)).start()..=*reach(last.div_euclid(length)).end();
        if last - first <= 31 {
            for week in span(7) {
                keys.extend(close.iter().chain(&far).map(|pair| combine(&[2, *pair, week as u64])));
            }
        }
        // A year is 365 days, whatever the calendar says: its borders are looked across.
        for year in span(365) {
            keys.extend(far.iter().map(|pair| combine(&[3, *pair, year as u64])));
        }
    }
}

/// Types that may tell of one happening stand under one key: what is agreed on comes about.
fn family(kind: &str) -> &str {
    match kind {
        "AGREE" | "CONSULT" | "COOPERATE" | "AID" | "CONCEDE" => "AGREE",
        kind => kind,
    }
}

fn sketch(record: &Record, event: &EventRecord) -> Sketch {
    let parties = |ids: &[String]| -> Vec<Party> {
        let actors = ids.iter().filter_map(|id| record.actors.iter().find(|actor| actor.id == *id));
        actors.map(party).collect()
    };
    let place = record.places.iter().find(|place| Some(&place.id) == event.place.as_ref());
    let time = event.time.as_ref().and_then(|time| {
        let (first, last) = days::range(&time.value)?;
        Some((time.value.clone(), first, last))
    });
    let trigger = event.evidence.iter().find(|words| words.role == "trigger");
    let trigger: String = trigger
        .map(|words| record.article.text.chars().skip(words.start).take(words.end - words.start).collect())
        .unwrap_or_default();
    Sketch {
        id: event.id.clone(),
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        quad: event.quad,
        intensity: event.intensity,
        status: event.status.clone(),
        background: event.background,
        confidence: event.confidence,
        sources: parties(&event.sources),
        targets: parties(&event.targets),
        place: place.map(|place| IncidentPlace {
            name: place.name.clone(),
            kind: place.kind.clone(),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            geonames: place.geonames,
        }),
        time,
        stems: words::stems(&trigger),
    }
}

fn party(actor: &ActorRecord) -> Party {
    let official = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];
    Party {
        actor: known_actor(actor),
        named: is_named(actor),
        official: actor.kind == "state"
            || actor.sectors.iter().any(|sector| official.contains(&sector.as_str())),
    }
}

fn is_named(actor: &ActorRecord) -> bool {
    actor.known_as.is_some() || actor.mentions.iter().any(|mention| mention.form == "name")
}

/// Who an article's actor is across articles.
///
/// Somebody who is only described ("police") is another in each country, and so has it in its id.
pub fn known_actor(actor: &ActorRecord) -> KnownActor {
    let words = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = words(actor.known_as.as_deref().unwrap_or(&actor.name));
    let id = match (&actor.country, is_named(actor)) {
        (Some(country), false) => format!("{name} ({country})"),
        _ => name.clone(),
    };
    KnownActor {
        id,
        name,
        kind: actor.kind.clone(),
        country: actor.country.clone(),
        wikidata: actor.wikidata.clone(),
    }
}
