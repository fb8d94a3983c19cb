//! Databases of earlier versions still open: one of each is kept in `compat/`.

use memcon_store::{Counts, Store};

#[test]
fn a_database_of_version_1_opens_with_all_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat/version-1.db"), &path).unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(
        store.counts().unwrap(),
        Counts { articles: 3, skipped: 1, actors: 5, events: 3, statements: 2 }
    );
    let record = store.load("harbour-1").unwrap().unwrap();
    assert_eq!(record.events[0].kind, "CONSULT");
    assert_eq!(record.actors[1].known_as.as_deref(), Some("Ukhnaagiin Khurelsukh"));
    assert_eq!(store.search("talks useful", 5).unwrap().len(), 2);
}

#[test]
fn its_articles_are_joined_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/compat/version-1.db"), &path).unwrap();
    let store = Store::open(&path).unwrap();
    let talks = store.incident_of_event("harbour-1", "e1").unwrap().unwrap();
    let articles: Vec<&str> = talks.reports.iter().map(|report| report.article.as_str()).collect();
    assert_eq!((articles, talks.publishers), (vec!["harbour-1", "harbour-2"], 2));
    assert_eq!(store.known_actors("Khurelsukh", 5).unwrap()[0].id, "Ukhnaagiin Khurelsukh");
    drop(store);
    // Nothing is left to do for the next one.
    assert_eq!(Store::open(&path).unwrap().count_incidents(&memcon_store::Filter::default()).unwrap(), 2);
}
