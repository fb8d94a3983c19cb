//! Actors, places and times as they stand in the record.

use super::happening::Happening;
use super::{Context, place_id};
use crate::mention::{ActorKind, Form};
use crate::record::{ActorRecord, MentionRecord, PlaceRecord, RoleRecord, SpanRecord, TimeRecord};
use crate::resolve::{Anchor, PlaceKind, RoleStatus, TimeKind};

/// Which actors the record holds, and their ids.
pub(super) struct ActorNames {
    /// For each resolved actor its number in the record.
    numbers: Vec<Option<usize>>,
}

impl ActorNames {
    /// Numbers the actors that `used` marks.
    pub(super) fn number(used: &[bool]) -> ActorNames {
        let mut next = 0;
        let numbers = used.iter().map(|&used| {
            next += usize::from(used);
            used.then_some(next)
        });
        ActorNames { numbers: numbers.collect() }
    }

    /// `a3` for the third actor of the record; none for actors that it leaves out.
    pub(super) fn id(&self, actor: usize) -> Option<String> {
        self.numbers[actor].map(|number| format!("a{number}"))
    }

    pub(super) fn ids(&self, actors: &[usize]) -> Vec<String> {
        actors.iter().filter_map(|&actor| self.id(actor)).collect()
    }
}

/// Actors who do, suffer or say something, and those who belong in the record anyhow.
pub(super) fn used_actors(context: &Context<'_>, happenings: &[Happening]) -> Vec<bool> {
    let resolved = context.resolved;
    let mut used: Vec<bool> = resolved.actors.iter().map(|actor| actor.listed).collect();
    for happening in happenings {
        let all = happening.sources.iter().chain(&happening.targets).chain(&happening.attributed_to);
        all.for_each(|&actor| used[actor] = true);
    }
    for speech in &context.found.speech {
        let speakers = speech.speaker.iter().flat_map(|&mention| &resolved.actors_of[mention]);
        speakers.for_each(|&actor| used[actor] = true);
    }
    used
}

/// Actor records of those who have a number.
pub(super) fn actors(context: &Context<'_>, names: &ActorNames) -> Vec<ActorRecord> {
    let characters = &context.characters;
    let numbered = context.resolved.actors.iter().enumerate();
    numbered
        .filter_map(|(index, actor)| {
            let roles = actor.roles.iter().map(|role| {
                let (start, end) = characters.range(role.span);
                let status = role.status.map(|status| role_status(status).to_owned());
                RoleRecord { title: role.title.clone(), status, start, end }
            });
            let mentions = actor.mentions.iter().map(|&(span, form)| {
                let (start, end) = characters.range(span);
                MentionRecord { start, end, form: form_name(form).to_owned() }
            });
            Some(ActorRecord {
                id: names.id(index)?,
                name: actor.name.clone(),
                known_as: actor.known_as.clone(),
                wikidata: actor.wikidata.clone(),
                kind: kind_name(actor.kind).to_owned(),
                country: actor.country.clone(),
                sectors: actor.sectors.clone(),
                roles: roles.collect(),
                mentions: mentions.collect(),
                reason: actor.reason.clone(),
            })
        })
        .collect()
}

/// Place records, all of them.
pub(super) fn places(context: &Context<'_>) -> Vec<PlaceRecord> {
    let numbered = context.resolved.places.iter().enumerate();
    numbered
        .map(|(index, place)| PlaceRecord {
            id: place_id(index),
            name: place.name.clone(),
            kind: place_kind(place.kind).to_owned(),
            country: place.country.clone(),
            lat: place.position.map(|position| degrees(position.0)),
            lon: place.position.map(|position| degrees(position.1)),
            geonames: place.geonames,
            mentions: place
                .mentions
                .iter()
                .map(|&span| {
                    let (start, end) = context.characters.range(span);
                    SpanRecord { start, end }
                })
                .collect(),
        })
        .collect()
}

/// Time records, all of them.
pub(super) fn times(context: &Context<'_>) -> Vec<TimeRecord> {
    let times = context.resolved.times.iter();
    times
        .map(|time| {
            let (start, end) = context.characters.range(time.span);
            TimeRecord {
                start,
                end,
                kind: time_kind(time.kind).to_owned(),
                value: time.value.clone(),
                anchor: time.anchor.map(|anchor| anchor_name(anchor).to_owned()),
            }
        })
        .collect()
}

/// To four decimals, eleven metres: finer than any gazetteer means it.
fn degrees(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organization => "organization",
        ActorKind::State => "state",
        ActorKind::Group => "group",
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Description => "description",
        Form::Pronoun => "pronoun",
    }
}

fn role_status(status: RoleStatus) -> &'static str {
    match status {
        RoleStatus::Current => "current",
        RoleStatus::Former => "former",
        RoleStatus::Future => "future",
    }
}

fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Country => "country",
        PlaceKind::Region => "region",
        PlaceKind::City => "city",
        PlaceKind::Site => "site",
    }
}

fn time_kind(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    }
}

fn anchor_name(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Published => "published",
        Anchor::Dateline => "dateline",
        Anchor::Text => "text",
    }
}
