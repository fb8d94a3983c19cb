//! Stage 5: what the mentions stand for. Each answer says why.

mod actors;
mod places;
mod times;

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::{ActorKind, ActorMentionId, Annotations, Form};
use crate::text::Span;

/// Everything that the article's mentions stand for.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Actors, in order of first mention.
    pub actors: Vec<Actor>,
    /// For each actor mention the actors it stands for (indices into `actors`); a plural one has several.
    pub actors_of: Vec<Vec<usize>>,
    /// Places, in order of first mention.
    pub places: Vec<Place>,
    /// Temporal expressions, in text order.
    pub times: Vec<Time>,
}

/// Somebody who acts or speaks in the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Fullest form in the article.
    pub name: String,
    /// Canonical name in the knowledge base.
    pub known_as: Option<String>,
    /// Wikidata identifier.
    pub wikidata: Option<String>,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// Offices and descriptions.
    pub roles: Vec<Role>,
    /// Where it is mentioned.
    pub mentions: Vec<(Span, Form)>,
    /// The record holds it even when no event and no statement does.
    pub listed: bool,
    /// How it was resolved, or why not.
    pub reason: String,
}

/// An office or description of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// As written.
    pub title: String,
    /// Whether it holds at publication.
    pub status: Option<RoleStatus>,
    /// Where it is written.
    pub span: Span,
}

/// Whether a role holds on the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleStatus {
    /// It does.
    Current,
    /// It did.
    Former,
    /// It will.
    Future,
}

/// A place on earth.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Usual name.
    pub name: String,
    /// `country`, `region`, `city` or `site`.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// Where the article names it.
    pub mentions: Vec<Span>,
}

/// How fine a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A state or territory.
    Country,
    /// A part of a state, or a region of the world, or a sea.
    Region,
    /// A populated place.
    City,
    /// A building, square, base, crossing.
    Site,
}

/// A temporal expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value; none when it cannot be known.
    pub value: Option<String>,
    /// What a relative value was counted from.
    pub anchor: Option<Anchor>,
}

/// TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A calendar date of any grain.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// What a relative time was counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The publication date.
    Published,
    /// The dateline.
    Dateline,
    /// A date that the text set before.
    Text,
}

/// Resolves every mention of `found` and finds places and times, which need no model.
pub fn resolve(knowledge: &Knowledge, article: &Article, found: &Annotations) -> Resolved {
    let times = times::times(knowledge, article);
    let places = places_outside(&times, places::places(knowledge, article, found));
    let (actors, actors_of) = actors::actors(knowledge, article, found, &places);
    Resolved { actors, actors_of, places, times }
}

/// Places without the mentions that are temporal expressions: somewhere in the world a town is called June.
fn places_outside(times: &[Time], mut places: Vec<Place>) -> Vec<Place> {
    for place in &mut places {
        place.mentions.retain(|mention| !in_time(times, *mention));
    }
    places.retain(|place| !place.mentions.is_empty());
    places
}

/// Whether a temporal expression holds `span`; `times` are in text order.
fn in_time(times: &[Time], span: Span) -> bool {
    let after = times.partition_point(|time| time.span.start <= span.start);
    after.checked_sub(1).is_some_and(|last| times[last].span.overlaps(span))
}

/// What `actors::actors` returns: the actors, and for each mention those it stands for.
type ActorsAndMentions = (Vec<Actor>, Vec<Vec<ActorMentionId>>);
