//! Which articles are versions of one text.

use std::collections::BTreeSet;

use memcon::incident::Signature;
use rusqlite::{Connection, params};

use crate::load::all;
use crate::save::add;

/// What an article's text has to do with others.
pub(crate) struct Versions {
    /// Articles whose earliest version is now another.
    pub changed: Vec<i64>,
    /// The earliest article with the same signature; itself when it is that.
    pub twin: i64,
    /// The articles that had another twin until now, which is the first of them, and have this one.
    pub followers: Vec<i64>,
}

/// Finds the texts that an article is a version of, and keeps its signature for those to come.
///
/// Texts are compared in pairs, and what is joined by a chain of pairs is one text: so the order of articles does not
/// matter.
pub(crate) fn add_version(
    db: &Connection,
    article: i64,
    signature: Option<&Signature>,
) -> rusqlite::Result<Versions> {
    let Some(signature) = signature else {
        add(db, "INSERT INTO versions VALUES (?1, ?1, ?1)", params![article])?;
        return Ok(Versions { changed: Vec::new(), twin: article, followers: Vec::new() });
    };
    let bands: Vec<i64> = signature.bands().into_iter().map(u64::cast_signed).collect();
    let mut near: BTreeSet<i64> = BTreeSet::new();
    for band in &bands {
        near.extend(all(db, "SELECT article FROM bands WHERE band = ?", &[band], |row| {
            row.get::<_, i64>(0)
        })?);
    }
    let mut texts: BTreeSet<i64> = BTreeSet::new();
    let mut twin = None;
    for other in near {
        let bytes: Vec<u8> = db
            .prepare_cached("SELECT minhash FROM sketches WHERE article = ?")?
            .query_row([other], |row| row.get(0))?;
        let Some(found) = Signature::from_bytes(&bytes).filter(|other| other.same_text(signature)) else {
            continue;
        };
        let (original, first): (i64, i64) = db
            .prepare_cached("SELECT original, twin FROM versions WHERE article = ?")?
            .query_row([other], |row| Ok((row.get(0)?, row.get(1)?)))?;
        texts.insert(original);
        if found == *signature {
            twin = Some(first);
        }
    }
    // What is copied word for word a thousand times stands in the bands once, and costs no more for the last copy than
    // for the first.
    if twin.is_none() {
        for band in &bands {
            add(db, "INSERT OR IGNORE INTO bands VALUES (?, ?)", params![band, article])?;
        }
    }
    let original = earliest(db, texts.iter().copied().chain([article]))?;
    let first = earliest(db, twin.into_iter().chain([article]))?;
    let mut followers = Vec::new();
    if let Some(old) = twin.filter(|_| first == article) {
        let sql = "UPDATE versions SET twin = ?1 WHERE twin = ?2 RETURNING article";
        followers = all(db, sql, &[&article, &old], |row| row.get::<_, i64>(0))?;
        followers.sort_unstable_by_key(|follower| (*follower != old, *follower));
    }
    add(db, "INSERT INTO versions VALUES (?, ?, ?)", params![article, original, first])?;
    let mut changed = Vec::new();
    for text in texts.into_iter().filter(|text| *text != original) {
        let sql = "UPDATE versions SET original = ?1 WHERE original = ?2 RETURNING article";
        changed.extend(all(db, sql, &[&original, &text], |row| row.get::<_, i64>(0))?);
    }
    Ok(Versions { changed, twin: first, followers })
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
