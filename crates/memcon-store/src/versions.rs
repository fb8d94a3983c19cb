//! Which articles are versions of one text.

use std::collections::BTreeSet;

use memcon::incident::Signature;
use rusqlite::{Connection, params};

use crate::load::all;
use crate::save::add;

/// Finds the texts that an article is a version of, and keeps its signature for those to come. Gives the articles
/// whose earliest version is now another.
///
/// Texts are compared in pairs, and what is joined by a chain of pairs is one text: so the order of articles does not
/// matter.
pub(crate) fn add_version(
    db: &Connection,
    article: i64,
    signature: Option<&Signature>,
) -> rusqlite::Result<Vec<i64>> {
    let Some(signature) = signature else {
        add(db, "INSERT INTO versions VALUES (?1, ?1)", params![article])?;
        return Ok(Vec::new());
    };
    let bands: Vec<i64> = signature.bands().into_iter().map(u64::cast_signed).collect();
    let mut near: BTreeSet<i64> = BTreeSet::new();
    for band in &bands {
        near.extend(all(db, "SELECT article FROM bands WHERE band = ?", &[band], |row| {
            row.get::<_, i64>(0)
        })?);
    }
    let mut texts: BTreeSet<i64> = BTreeSet::new();
    let mut known = false;
    for other in near {
        let bytes: Vec<u8> = db
            .prepare_cached("SELECT minhash FROM sketches WHERE article = ?")?
            .query_row([other], |row| row.get(0))?;
        let Some(found) = Signature::from_bytes(&bytes).filter(|other| other.same_text(signature)) else {
            continue;
        };
        known |= found == *signature;
        texts.insert(
            db.prepare_cached("SELECT original FROM versions WHERE article = ?")?
                .query_row([other], |row| row.get(0))?,
        );
    }
    // What is copied word for word a thousand times stands in the bands once, and costs no more for the last copy than
    // for the first.
    if !known {
        for band in &bands {
            add(db, "INSERT OR IGNORE INTO bands VALUES (?, ?)", params![band, article])?;
        }
    }
    let earliest: i64 = earliest(db, texts.iter().copied().chain([article]))?;
    add(db, "INSERT INTO versions VALUES (?, ?)", params![article, earliest])?;
    let mut changed = Vec::new();
    for text in texts.into_iter().filter(|text| *text != earliest) {
        let sql = "UPDATE versions SET original = ?1 WHERE original = ?2 RETURNING article";
        changed.extend(all(db, sql, &[&earliest, &text], |row| row.get::<_, i64>(0))?);
    }
    Ok(changed)
}

/// The article that was published first; of equals the one with the first id.
fn earliest(db: &Connection, articles: impl Iterator<Item = i64>) -> rusqlite::Result<i64> {
    type Place = (bool, Option<String>, String);
    let mut ordered: Vec<(Place, i64)> = Vec::new();
    for article in articles {
        let place = db
            .prepare_cached("SELECT published IS NULL, published, id FROM articles WHERE key = ?")?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        ordered.push((place, article));
    }
    ordered.into_iter().min().map(|(_, article)| article).ok_or(rusqlite::Error::QueryReturnedNoRows)
}
