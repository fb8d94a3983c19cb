//! Incidents out of the store.

use memcon::incident::{
    Disagreement, Incident, IncidentPlace, KnownActor, Report, ReportId, StatusChange, Version,
};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::load::all;
use crate::open::Store;

impl Store {
    /// The incidents that meet `filter`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incidents(&self, filter: &Filter) -> Result<Vec<Incident>> {
        find(&self.connection, filter)
            .and_then(|keys| keys.iter().map(|key| load(&self.connection, *key)).collect())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// How many incidents meet `filter`, its limit left aside.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_incidents(&self, filter: &Filter) -> Result<usize> {
        let count = || {
            let found = filter.conditions(&self.connection, false)?;
            let sql = format!("SELECT count(*) FROM incidents AS i {}", found.sql);
            self.connection.prepare(&sql)?.query_row(params_from_iter(found.values), |row| row.get(0))
        };
        count().map_err(|source| Error::database(&self.path, source))
    }

    /// Calls `each` with every incident that meets `filter`, one at a time.
    ///
    /// # Errors
    /// When the file cannot be read, or with what `each` returned.
    pub fn for_each_incident<E: From<Error>>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(Incident) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let failed = |source| E::from(Error::database(&self.path, source));
        for key in find(&self.connection, filter).map_err(failed)? {
            each(load(&self.connection, key).map_err(failed)?)?;
        }
        Ok(())
    }

    /// The incident called `id`. An id that it had before an earlier report was found still leads to it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incident(&self, id: &str) -> Result<Option<Incident>> {
        let sql = "SELECT key FROM incidents WHERE id = ?1
                   UNION ALL SELECT incident FROM reports WHERE handle = ?1 LIMIT 1";
        self.one(sql, &[&id])
    }

    /// The incident that an article's event reports.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incident_of_event(&self, article: &str, event: &str) -> Result<Option<Incident>> {
        let sql = "SELECT r.incident FROM articles AS a JOIN events AS e ON e.article = a.key
                   JOIN reports AS r ON r.event = e.key WHERE a.id = ?1 AND e.id = ?2";
        self.one(sql, &[&article, &event])
    }

    /// The incidents that an article reports, in the order of its events.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incidents_of_article(&self, article: &str) -> Result<Vec<Incident>> {
        let sql = "SELECT r.incident FROM articles AS a JOIN reports AS r ON r.article = a.key
                   WHERE a.id = ? GROUP BY r.incident ORDER BY min(r.event)";
        all(&self.connection, sql, &[&article], |row| row.get(0))
            .and_then(|keys| keys.into_iter().map(|key: i64| load(&self.connection, key)).collect())
            .map_err(|source| Error::database(&self.path, source))
    }

    /// Ids of the articles whose text is a version of this one's, the earliest first, itself among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn versions(&self, article: &str) -> Result<Vec<String>> {
        let sql = "SELECT b.id FROM articles AS a JOIN versions AS v ON v.article = a.key
                   JOIN versions AS w ON w.original = v.original JOIN articles AS b ON b.key = w.article
                   WHERE a.id = ? ORDER BY b.published IS NULL, b.published, b.id";
        all(&self.connection, sql, &[&article], |row| row.get(0))
            .map_err(|source| Error::database(&self.path, source))
    }

    fn one(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Option<Incident>> {
        let find = || {
            let key = self.connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?;
            key.map(|key| load(&self.connection, key)).transpose()
        };
        find().map_err(|source| Error::database(&self.path, source))
    }
}

/// Keys of the incidents that meet a filter, in its order.
fn find(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<i64>> {
    let found = filter.conditions(db, false)?;
    let sql = format!("SELECT i.key FROM incidents AS i {} {}", found.sql, filter.tail(""));
    db.prepare(&sql)?.query_map(params_from_iter(found.values), |row| row.get(0))?.collect()
}

fn load(db: &Connection, key: i64) -> rusqlite::Result<Incident> {
    let mut incident = db
        .prepare_cached(
            "SELECT id, type, mode, quad, intensity, status, time, day, last_day, place, place_kind, country, lat,
             lon, geonames, background, headline, first_reported, last_reported, publishers, voices
             FROM incidents WHERE key = ?",
        )?
        .query_row([key], incident)?;
    let actors = all(
        db,
        "SELECT x.role, k.id, k.name, k.kind, k.country, k.wikidata FROM incident_actors AS x
         JOIN known_actors AS k ON k.key = x.actor WHERE x.incident = ? ORDER BY x.role, x.n",
        &[&key],
        |row| Ok((row.get::<_, String>(0)?, known_actor(row, 1)?)),
    )?;
    for (role, actor) in actors {
        let side = if role == "source" { &mut incident.sources } else { &mut incident.targets };
        side.push(actor.id.clone());
        if !incident.actors.contains(&actor) {
            incident.actors.push(actor);
        }
    }
    incident.reports = all(
        db,
        "SELECT a.id, e.id, r.background, r.copy, a.publisher, a.published FROM reports AS r
         JOIN events AS e ON e.key = r.event JOIN articles AS a ON a.key = r.article
         WHERE r.incident = ? ORDER BY r.n",
        &[&key],
        |row| {
            Ok(Report {
                article: row.get(0)?,
                event: row.get(1)?,
                background: row.get(2)?,
                copy: row.get(3)?,
                publisher: row.get(4)?,
                published: row.get(5)?,
            })
        },
    )?;
    incident.history = all(
        db,
        "SELECT h.status, a.published, a.id, e.id FROM status_history AS h JOIN events AS e ON e.key = h.event
         JOIN articles AS a ON a.key = e.article WHERE h.incident = ? ORDER BY h.n",
        &[&key],
        |row| {
            Ok(StatusChange {
                status: row.get(0)?,
                reported: row.get(1)?,
                article: row.get(2)?,
                event: row.get(3)?,
            })
        },
    )?;
    incident.disagreements = disagreements(db, key)?;
    Ok(incident)
}

fn incident(row: &Row<'_>) -> rusqlite::Result<Incident> {
    let (first, last): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
    let place = match row.get::<_, Option<String>>(9)? {
        Some(name) => Some(IncidentPlace {
            name,
            kind: row.get(10)?,
            country: row.get(11)?,
            lat: row.get(12)?,
            lon: row.get(13)?,
            geonames: row.get(14)?,
        }),
        None => None,
    };
    Ok(Incident {
        id: row.get(0)?,
        kind: row.get(1)?,
        mode: row.get(2)?,
        quad: row.get(3)?,
        intensity: row.get(4)?,
        sources: Vec::new(),
        targets: Vec::new(),
        actors: Vec::new(),
        place,
        time: row.get(6)?,
        days: first.zip(last),
        status: row.get(5)?,
        background: row.get(15)?,
        headline: row.get(16)?,
        reports: Vec::new(),
        first_reported: row.get(17)?,
        last_reported: row.get(18)?,
        publishers: row.get(19)?,
        voices: row.get(20)?,
        history: Vec::new(),
        disagreements: Vec::new(),
    })
}

/// The known actor whose columns begin at `first`.
pub(crate) fn known_actor(row: &Row<'_>, first: usize) -> rusqlite::Result<KnownActor> {
    Ok(KnownActor {
        id: row.get(first)?,
        name: row.get(first + 1)?,
        kind: row.get(first + 2)?,
        country: row.get(first + 3)?,
        wikidata: row.get(first + 4)?,
    })
}

fn disagreements(db: &Connection, key: i64) -> rusqlite::Result<Vec<Disagreement>> {
    let rows = all(
        db,
        "SELECT d.field, d.n, d.value, a.id, e.id FROM disagreements AS d JOIN events AS e ON e.key = d.event
         JOIN articles AS a ON a.key = e.article JOIN reports AS r ON r.event = d.event
         WHERE d.incident = ? ORDER BY d.field, d.n, r.n",
        &[&key],
        |row| {
            let report = ReportId { article: row.get(3)?, event: row.get(4)? };
            Ok((row.get::<_, String>(0)?, row.get::<_, usize>(1)?, row.get::<_, String>(2)?, report))
        },
    )?;
    let mut found: Vec<Disagreement> = Vec::new();
    for (field, n, value, report) in rows {
        if found.last().is_none_or(|last| last.field != field) {
            found.push(Disagreement { field, values: Vec::new() });
        }
        if let Some(last) = found.last_mut() {
            if last.values.len() == n {
                last.values.push(Version { value, reports: Vec::new() });
            }
            if let Some(version) = last.values.last_mut() {
                version.reports.push(report);
            }
        }
    }
    Ok(found)
}
