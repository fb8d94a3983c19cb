//! Roles: whether an office held at publication, before or after.

use std::path::Path;

use memcon::record::ActorRecord;
use memcon::{Memcon, Record};
use serde::Deserialize;

use super::measure::Measure;
use super::pairing::overlap;
use super::{Scored, gold};
use crate::exit::Stop;

#[derive(Debug, Deserialize)]
struct Gold {
    actors: Vec<Actor>,
}

/// An actor of the gold file; those without a role are passed over.
#[derive(Debug, Deserialize)]
struct Actor {
    role: Option<String>,
    role_status: Option<String>,
    mentions: Vec<(usize, usize)>,
}

/// Scores the status of every annotated role.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records = gold::code(reader, &texts);
    let (mut of_found, mut of_all) = (Vec::new(), Vec::new());
    for (text, record) in texts.iter().zip(&records) {
        let roles = text
            .gold
            .actors
            .iter()
            .filter_map(|actor| Some((actor, actor.role.as_deref()?, actor.role_status.as_deref()?)));
        let (mut right, mut found, mut all) = (0, 0, 0);
        for (actor, title, status) in roles {
            all += 1;
            if let Some(given) = same_actor(record, &actor.mentions).and_then(|actor| status_of(actor, title))
            {
                found += 1;
                right += usize::from(given == status);
            }
        }
        of_found.push((right, found));
        of_all.push((right, all));
    }
    let measures =
        vec![Measure::new("status right, of found", of_found), Measure::new("status right, of all", of_all)];
    Ok(Scored { measures, records })
}

/// The actor with which gold's shares most mentions.
fn same_actor<'r>(record: &'r Record, mentions: &[(usize, usize)]) -> Option<&'r ActorRecord> {
    let shared = |actor: &ActorRecord| {
        actor
            .mentions
            .iter()
            .filter(|own| mentions.iter().any(|&gold| overlap((own.start, own.end), gold)))
            .count()
    };
    let counted = record.actors.iter().map(|actor| (shared(actor), actor));
    counted.filter(|(count, _)| *count > 0).rev().max_by_key(|(count, _)| *count).map(|(_, actor)| actor)
}

/// Status of the role that shares a word with `title`, else of the first.
fn status_of<'r>(actor: &'r ActorRecord, title: &str) -> Option<&'r str> {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split_whitespace().collect();
    let alike = |own: &str| own.to_lowercase().split_whitespace().any(|word| words.contains(&word));
    let role = actor.roles.iter().find(|role| alike(&role.title)).or(actor.roles.first())?;
    role.status.as_deref()
}
