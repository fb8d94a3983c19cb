//! Incidents by the place where they happened.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::params_from_iter;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::filter::Filter;
use crate::open::Store;
use crate::reading::began;

/// A place, and what happened there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spot {
    /// Its usual name.
    pub place: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Incidents.
    pub incidents: u64,
    /// Of these, co-operation.
    pub cooperation: u64,
}

impl Store {
    /// Places of the incidents that meet `filter` and began on the day `from` or later, those with most incidents first, at most `limit`. Places without a position are
    /// left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn spots(&self, filter: &Filter, from: Option<&str>, limit: usize) -> Result<Vec<Spot>> {
        let find = || -> rusqlite::Result<Vec<Spot>> {
            let found = began(filter.conditions(&self.connection, false)?, from);
            let sql = format!(
                "SELECT i.place, i.country, i.lat, i.lon, i.quad FROM incidents AS i {}
                 AND i.lat IS NOT NULL AND i.lon IS NOT NULL AND i.place IS NOT NULL",
                found.sql
            );
            let mut statement = self.connection.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(found.values))?;
            let mut spots: HashMap<(String, u64, u64), Spot> = HashMap::new();
            while let Some(row) = rows.next()? {
                let (lat, lon): (f64, f64) = (row.get(2)?, row.get(3)?);
                let place: String = row.get(0)?;
                let spot = match spots.entry((place, lat.to_bits(), lon.to_bits())) {
                    Entry::Occupied(spot) => spot.into_mut(),
                    Entry::Vacant(empty) => {
                        let place = empty.key().0.clone();
                        empty.insert(Spot {
                            place,
                            country: row.get(1)?,
                            lat,
                            lon,
                            incidents: 0,
                            cooperation: 0,
                        })
                    }
                };
                spot.incidents += 1;
                spot.cooperation += u64::from(row.get::<_, u8>(4)? <= 2);
            }
            let mut spots: Vec<Spot> = spots.into_values().collect();
            spots.sort_by(|a, b| {
                b.incidents
                    .cmp(&a.incidents)
                    .then_with(|| a.place.cmp(&b.place))
                    .then(a.lat.total_cmp(&b.lat))
            });
            spots.truncate(limit);
            Ok(spots)
        };
        find().map_err(|source| Error::database(&self.path, source))
    }
}
