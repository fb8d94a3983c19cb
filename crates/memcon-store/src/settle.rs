//! Incidents brought up to date, where something is new.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use memcon::incident::{Account, Event, Incident, group, summarise};
use rusqlite::{Connection, OptionalExtension, params};

use crate::join::{Joining, Kept};
use crate::load::all;
use crate::save::add;

impl Joining {
    /// Groups anew the events that are linked, over however many steps, to what was added since the last time. Nothing
    /// else can have changed.
    pub fn settle(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let touched = std::mem::take(&mut self.touched);
        let mut seen: BTreeSet<i64> = BTreeSet::new();
        for event in &touched {
            if seen.contains(event) {
                continue;
            }
            let linked = Linked::of(db, *event)?;
            seen.extend(&linked.events);
            self.settle_linked(db, &linked, &touched)?;
        }
        Ok(())
    }

    fn settle_linked(
        &mut self,
        db: &Connection,
        linked: &Linked,
        touched: &BTreeSet<i64>,
    ) -> rusqlite::Result<()> {
        let mut kept: Vec<(i64, usize, Arc<Kept>)> = Vec::new();
        for key in &linked.events {
            let article: i64 = db
                .prepare_cached("SELECT article FROM events WHERE key = ?")?
                .query_row([key], |row| row.get(0))?;
            let story = self.story(db, article)?;
            let number = story.events.iter().position(|event| event == key);
            kept.push((article, number.ok_or(rusqlite::Error::QueryReturnedNoRows)?, story));
        }
        let event = |at: usize| Event { story: &kept[at].2.story, number: kept[at].1 };
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by(|a, b| event(*a).order().cmp(&event(*b).order()));
        let events: Vec<Event<'_>> = order.iter().map(|at| event(*at)).collect();
        let key = |number: usize| linked.events[order[number]];
        let place: HashMap<i64, usize> = (0..events.len()).map(|number| (key(number), number)).collect();
        let links: Vec<(usize, usize, f64)> =
            linked.links.iter().map(|(a, b, score)| (place[a], place[b], *score)).collect();
        let groups = group(&events, &links);

        let mut stale: BTreeSet<i64> = BTreeSet::new();
        let mut changed: Vec<&Vec<usize>> = Vec::new();
        for group in &groups {
            let keys: Vec<i64> = group.iter().map(|number| key(*number)).collect();
            let before = reported(db, &keys)?;
            let same = match before.as_slice() {
                [Some(one), rest @ ..] => {
                    rest.iter().all(|other| other.as_ref() == Some(one)) && size(db, *one)? == keys.len()
                }
                _ => false,
            };
            if same && !keys.iter().any(|key| touched.contains(key)) {
                continue;
            }
            stale.extend(before.into_iter().flatten());
            changed.push(group);
        }
        for incident in stale {
            add(db, "DELETE FROM reports WHERE incident = ?", params![incident])?;
            add(db, "DELETE FROM incidents WHERE key = ?", params![incident])?;
        }
        for group in changed {
            let originals: Vec<String> = group
                .iter()
                .map(|number| original(db, kept[order[*number]].0))
                .collect::<rusqlite::Result<_>>()?;
            let accounts: Vec<Account<'_>> = group
                .iter()
                .zip(&originals)
                .map(|(number, original)| Account { event: events[*number], original })
                .collect();
            let reports: Vec<(i64, i64, String)> = group
                .iter()
                .zip(&accounts)
                .map(|(number, account)| (key(*number), kept[order[*number]].0, account.handle()))
                .collect();
            write(db, &summarise(&accounts), &reports)?;
        }
        Ok(())
    }
}

/// Events that hang together by links.
struct Linked {
    events: Vec<i64>,
    /// Each pair once.
    links: Vec<(i64, i64, f64)>,
}

impl Linked {
    fn of(db: &Connection, event: i64) -> rusqlite::Result<Linked> {
        let mut found = BTreeSet::from([event]);
        let mut open = vec![event];
        let mut links = Vec::new();
        while let Some(event) = open.pop() {
            let sql = "SELECT other, score FROM links WHERE event = ?";
            for (other, score) in all(db, sql, &[&event], |row| Ok((row.get(0)?, row.get(1)?)))? {
                if event < other {
                    links.push((event, other, score));
                }
                if found.insert(other) {
                    open.push(other);
                }
            }
        }
        Ok(Linked { events: found.into_iter().collect(), links })
    }
}

/// The incident that each event reports by now.
fn reported(db: &Connection, events: &[i64]) -> rusqlite::Result<Vec<Option<i64>>> {
    let one = |event: &i64| {
        db.prepare_cached("SELECT incident FROM reports WHERE event = ?")?
            .query_row([event], |row| row.get(0))
            .optional()
    };
    events.iter().map(one).collect()
}

fn size(db: &Connection, incident: i64) -> rusqlite::Result<usize> {
    db.prepare_cached("SELECT count(*) FROM reports WHERE incident = ?")?
        .query_row([incident], |row| row.get(0))
}

fn original(db: &Connection, article: i64) -> rusqlite::Result<String> {
    db.prepare_cached(
        "SELECT a.id FROM versions AS v JOIN articles AS a ON a.key = v.original WHERE v.article = ?",
    )?
    .query_row([article], |row| row.get(0))
}

/// Adds an incident; `reports` are keys of event and article and the handle, in the order of its reports.
fn write(db: &Connection, incident: &Incident, reports: &[(i64, i64, String)]) -> rusqlite::Result<()> {
    let place = incident.place.as_ref();
    let days = incident.days.as_ref();
    add(
        db,
        "INSERT INTO incidents (id, type, mode, quad, intensity, status, time, day, last_day, place, place_kind,
         country, lat, lon, geonames, background, headline, first_reported, last_reported, voices, publishers)
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        params![
            incident.id,
            incident.kind,
            incident.mode,
            incident.quad,
            incident.intensity,
            incident.status,
            incident.time,
            days.map(|days| &days.0),
            days.map(|days| &days.1),
            place.map(|place| &place.name),
            place.map(|place| &place.kind),
            place.and_then(|place| place.country.as_ref()),
            place.and_then(|place| place.lat),
            place.and_then(|place| place.lon),
            place.and_then(|place| place.geonames),
            incident.background,
            incident.headline,
            incident.first_reported,
            incident.last_reported,
            incident.voices,
            incident.publishers
        ],
    )?;
    let key = db.last_insert_rowid();
    for (role, ids) in [("source", &incident.sources), ("target", &incident.targets)] {
        for (n, id) in ids.iter().enumerate() {
            let country =
                incident.actors.iter().find(|actor| actor.id == *id).and_then(|actor| actor.country.as_ref());
            add(
                db,
                "INSERT INTO incident_actors VALUES (?, ?, ?, (SELECT key FROM known_actors WHERE id = ?), ?)",
                params![key, role, n, id, country],
            )?;
        }
    }
    let mut event_of: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for (n, (report, (event, article, handle))) in incident.reports.iter().zip(reports).enumerate() {
        event_of.insert((&report.article, &report.event), *event);
        add(
            db,
            "INSERT INTO reports (event, incident, n, article, background, copy, handle) VALUES (?,?,?,?,?,?,?)",
            params![event, key, n, article, report.background, report.copy, handle],
        )?;
    }
    for (n, change) in incident.history.iter().enumerate() {
        let event = event_of.get(&(change.article.as_str(), change.event.as_str()));
        add(db, "INSERT INTO status_history VALUES (?,?,?,?)", params![key, n, change.status, event])?;
    }
    for disagreement in &incident.disagreements {
        for (n, version) in disagreement.values.iter().enumerate() {
            for report in &version.reports {
                let event = event_of.get(&(report.article.as_str(), report.event.as_str()));
                add(
                    db,
                    "INSERT INTO disagreements VALUES (?,?,?,?,?)",
                    params![key, disagreement.field, n, version.value, event],
                )?;
            }
        }
    }
    Ok(())
}
