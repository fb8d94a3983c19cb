//! The reports of one happening, put together as an incident.

use std::collections::{BTreeMap, BTreeSet};

use super::days;
use super::differences::disagreements;
use super::group::Event;
use super::shape::{Incident, IncidentPlace, KnownActor, Report, ReportId, StatusChange};
use super::story::{Party, Sketch};
use crate::hash::stable_id;

/// Reports less certain than this count only when there are no others.
const TRUSTWORTHY: f64 = 0.5;

/// A report of an incident.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// The event that reports it.
    pub event: Event<'a>,
    /// Id of the article whose text this one's is a version of: its own when it is the earliest.
    pub original: &'a str,
}

impl<'a> Account<'a> {
    pub(super) fn sketch(&self) -> &'a Sketch {
        self.event.sketch()
    }

    pub(super) fn id(&self) -> ReportId {
        ReportId { article: self.event.story.article.clone(), event: self.sketch().id.clone() }
    }

    fn is_copy(&self) -> bool {
        self.original != self.event.story.article
    }

    /// What the incident's id would be if this were its first report.
    pub fn handle(&self) -> String {
        stable_id(&["incident", &self.event.story.article, &self.sketch().id])
    }
}

/// The incident that `accounts` report; they must be sorted by [`Event::order`] and at least one.
pub fn summarise(accounts: &[Account<'_>]) -> Incident {
    let voices = trustworthy(accounts);
    let (status, history) = statuses(&voices);
    let kind =
        most(voices.iter().filter(|voice| voice.sketch().status == status), |sketch| sketch.kind.clone());
    let of_kind = || voices.iter().filter(|voice| voice.sketch().kind == kind);
    let mode = most(of_kind().filter(|voice| voice.sketch().mode.is_some()), |sketch| {
        sketch.mode.clone().unwrap_or_default()
    });
    let mode = (!mode.is_empty()).then_some(mode);
    let told =
        of_kind().find(|voice| voice.sketch().mode == mode).or(of_kind().next()).unwrap_or(&accounts[0]);
    let (mut sources, mut targets) =
        (cast(&voices, |sketch| &sketch.sources), cast(&voices, |sketch| &sketch.targets));
    // Somebody on both sides stays where most reports have it.
    let on_both: Vec<KnownActor> = sources.keys_in(&targets);
    for actor in on_both {
        if sources.count(&actor) >= targets.count(&actor) {
            targets.remove(&actor)
        } else {
            sources.remove(&actor)
        }
    }
    let time = time(&voices);
    let all = || accounts.iter().map(|account| account.event.story);
    let background = accounts.iter().all(|account| account.sketch().background);
    let news = accounts.iter().find(|account| !account.sketch().background);
    let days = match &time {
        Some((_, first, last)) => days::iso(*first).zip(days::iso(*last)),
        None => news.and_then(|account| {
            let day = days::iso(account.event.story.day()?)?;
            Some((day.clone(), day))
        }),
    };
    let publishers: BTreeSet<&str> =
        all().map(|story| story.publisher.as_deref().unwrap_or(story.article.as_str())).collect();
    let mut actors = sources.actors.clone();
    actors.extend(targets.actors.iter().filter(|actor| !sources.actors.contains(actor)).cloned());
    Incident {
        id: accounts[0].handle(),
        kind,
        mode,
        quad: told.sketch().quad,
        intensity: told.sketch().intensity,
        sources: sources.ids(),
        targets: targets.ids(),
        actors,
        place: place(&voices),
        time: time.map(|(value, _, _)| value),
        days,
        status,
        background,
        headline: news.and_then(|account| account.event.story.title.clone()),
        reports: accounts.iter().map(report).collect(),
        first_reported: all().find_map(|story| story.published.clone()),
        last_reported: all().filter_map(|story| story.published.clone()).next_back(),
        publishers: publishers.len(),
        voices: accounts.iter().map(|account| account.original).collect::<BTreeSet<_>>().len(),
        history,
        disagreements: disagreements(&voices),
    }
}

fn report(account: &Account<'_>) -> Report {
    let story = account.event.story;
    Report {
        article: story.article.clone(),
        event: account.sketch().id.clone(),
        background: account.sketch().background,
        copy: account.is_copy(),
        publisher: story.publisher.clone(),
        published: story.published.clone(),
    }
}

/// The reports that speak for themselves: no copies, and of the rest the trustworthy, and of these the ones that bring
/// it as news, where there are such.
fn trustworthy<'a>(accounts: &[Account<'a>]) -> Vec<Account<'a>> {
    let keep = |from: Vec<Account<'a>>, test: &dyn Fn(&Account<'a>) -> bool| {
        if from.iter().any(test) { from.into_iter().filter(|account| test(account)).collect() } else { from }
    };
    let own = keep(accounts.to_vec(), &|account| !account.is_copy());
    let sure = keep(own, &|account| account.sketch().confidence >= TRUSTWORTHY);
    keep(sure, &|account| !account.sketch().background)
}

/// What is said most often; of equals that with the least key.
fn favourite<K: Ord, T>(said: impl Iterator<Item = (K, T)>) -> Option<T> {
    let mut counts: BTreeMap<K, (usize, T)> = BTreeMap::new();
    for (key, value) in said {
        counts.entry(key).or_insert((0, value)).0 += 1;
    }
    let best = counts.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(&a.0)));
    best.map(|(_, (_, value))| value)
}

/// What most reports say; of equals the first in the alphabet.
fn most<'a>(accounts: impl Iterator<Item = &'a Account<'a>>, of: impl Fn(&Sketch) -> String) -> String {
    let said = accounts.map(|account| of(account.sketch()));
    favourite(said.map(|value| (value.clone(), value))).unwrap_or_default()
}

/// The status and how it moved. Each day's reports have one voice; a plan, demand or threat that is told after the deed
/// does not undo it.
fn statuses(voices: &[Account<'_>]) -> (String, Vec<StatusChange>) {
    let mut history: Vec<StatusChange> = Vec::new();
    let day = |account: &Account<'_>| account.event.story.day();
    for same_day in voices.chunk_by(|a, b| day(a) == day(b)) {
        let status = most(same_day.iter(), |sketch| sketch.status.clone());
        if let Some(last) = history.last() {
            let done = ["happened", "ongoing"].contains(&last.status.as_str());
            let undone = ["planned", "requested", "threatened", "possible"].contains(&status.as_str());
            if last.status == status || done && undone {
                continue;
            }
        }
        if let Some(first) = same_day.iter().find(|account| account.sketch().status == status) {
            let story = first.event.story;
            history.push(StatusChange {
                status,
                reported: story.published.clone(),
                article: story.article.clone(),
                event: first.sketch().id.clone(),
            });
        }
    }
    (history.last().map(|change| change.status.clone()).unwrap_or_default(), history)
}

/// The time that most of the latest day's dated reports give; of equals the most exact.
fn time(voices: &[Account<'_>]) -> Option<(String, days::Day, days::Day)> {
    let dated: Vec<&Account<'_>> = voices.iter().filter(|voice| voice.sketch().time.is_some()).collect();
    let latest = dated.last()?.event.story.day();
    let dated = dated.into_iter().filter(|voice| voice.event.story.day() == latest);
    let times = dated.filter_map(|voice| voice.sketch().time.clone());
    favourite(times.map(|time| ((time.2 - time.1, time.0.clone()), time)))
}

/// The place that most reports name, a town or region before the country that it lies in.
fn place(voices: &[Account<'_>]) -> Option<IncidentPlace> {
    let places = || voices.iter().filter_map(|voice| voice.sketch().place.as_ref());
    let keyed = |place: &IncidentPlace| ((place.name.clone(), place.country.clone()), place.clone());
    let first = favourite(places().map(keyed))?;
    if first.kind != "country" {
        return Some(first);
    }
    let within = places().filter(|place| place.kind != "country" && place.country == first.country);
    favourite(within.map(keyed)).or(Some(first))
}

/// One side of an incident: its actors and how many reports name each.
struct Cast {
    actors: Vec<KnownActor>,
    counts: BTreeMap<String, usize>,
}

impl Cast {
    fn ids(&self) -> Vec<String> {
        self.actors.iter().map(|actor| actor.id.clone()).collect()
    }

    fn count(&self, actor: &KnownActor) -> usize {
        self.counts.get(&actor.id).copied().unwrap_or(0)
    }

    fn keys_in(&self, other: &Cast) -> Vec<KnownActor> {
        let shared = self.actors.iter().filter(|actor| other.actors.iter().any(|one| one.id == actor.id));
        shared.cloned().collect()
    }

    fn remove(&mut self, actor: &KnownActor) {
        self.actors.retain(|one| one.id != actor.id);
    }
}

/// Who is on one side: those whom at least half as many reports name as name the most named; and whoever stands for a
/// state takes the place of the state, and of nameless people of that country.
fn cast(voices: &[Account<'_>], side: impl Fn(&Sketch) -> &Vec<Party>) -> Cast {
    let mut found: BTreeMap<String, (usize, Vec<&Party>)> = BTreeMap::new();
    for party in voices.iter().flat_map(|voice| side(voice.sketch())) {
        let entry = found.entry(party.actor.id.clone()).or_default();
        entry.0 += 1;
        entry.1.push(party);
    }
    let top = found.values().map(|(count, _)| *count).max().unwrap_or(0);
    found.retain(|_, (count, _)| 2 * *count >= top);
    let stands_for = |party: &Party| {
        found.values().any(|(_, others)| {
            let other = others[0];
            other.named
                && other.actor.kind != "state"
                && other.actor.country == party.actor.country
                && other.actor.id != party.actor.id
        })
    };
    let mut kept: Vec<(usize, KnownActor)> = found
        .values()
        .filter(|(_, parties)| {
            let replaceable = parties[0].actor.kind == "state" || !parties[0].named;
            !(replaceable && parties[0].actor.country.is_some() && voices.len() > 1 && stands_for(parties[0]))
        })
        .map(|(count, parties)| (*count, settled(parties)))
        .collect();
    kept.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    Cast {
        actors: kept.into_iter().map(|(_, actor)| actor).collect(),
        counts: found.into_iter().map(|(id, (count, _))| (id, count)).collect(),
    }
}

/// An actor as most of these reports have it, for articles may differ in its kind and country.
fn settled(parties: &[&Party]) -> KnownActor {
    let said = parties.iter().map(|party| &party.actor);
    let said = said.map(|actor| ((&actor.kind, &actor.country, &actor.wikidata), actor.clone()));
    favourite(said).unwrap_or_else(|| parties[0].actor.clone())
}
