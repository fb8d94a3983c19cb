//! What pages about many articles show, over rows that are written by hand.

use memcon_store::{Between, Filter, Party, Store, cells};
use rusqlite::Connection;

/// Two talks and a seizure between Norway and Portugal, told by two articles; a third has no date. Without sketches the
/// articles would be joined anew.
const ROWS: &str = "
    INSERT INTO articles VALUES
        (1, 'n1', 'n1', NULL, 'One', 'Talks', '[]', '2026-03-12', 'flag', 'en', 'Talks on cod.', '0', NULL, 'p', 'k'),
        (2, 'n2', 'n2', NULL, 'Two', 'Seized', '[]', '2026-02-20T10:00:00Z', 'flag', 'en', 'Cod seized.', '0', NULL, 'p', 'k'),
        (3, 'n3', 'n3', NULL, NULL, NULL, '[]', NULL, NULL, 'en', 'Nothing.', '0', NULL, 'p', 'k');
    INSERT INTO known_actors VALUES
        (1, 'Norway', 'Norway', 'state', 'NOR', NULL), (2, 'Portugal', 'Portugal', 'state', 'PRT', NULL),
        (3, 'Ana Reis', 'Ana Reis', 'person', 'PRT', NULL);
    INSERT INTO actors VALUES
        (1, 1, 'a1', 'Norway', NULL, NULL, 'state', 'NOR', '[]', '', 1),
        (2, 1, 'a2', 'Minister Ana Reis', NULL, NULL, 'person', 'PRT', '[]', '', 3),
        (3, 2, 'a1', 'Ana Reis', NULL, NULL, 'person', 'PRT', '[]', '', 3),
        (4, 2, 'a2', 'Norway', NULL, NULL, 'state', 'NOR', '[]', '', 1);
    INSERT INTO roles VALUES (2, 0, 'Minister', 'current', 0, 8), (3, 0, 'minister', 'current', 0, 8);
    INSERT INTO events VALUES
        (1, 1, 'e1', 'CONSULT', NULL, '[]', 1, 2.5, NULL, NULL, NULL, NULL, 'happened', 0, NULL, 0.9),
        (2, 1, 'e2', 'CONSULT', NULL, '[]', 1, 2.5, NULL, NULL, NULL, NULL, 'planned', 0, NULL, 0.9),
        (3, 2, 'e1', 'COERCE', NULL, '[]', 4, -7.0, NULL, NULL, NULL, NULL, 'happened', 0, NULL, 0.9);
    INSERT INTO statements VALUES
        (1, 1, 's1', 'a2', NULL, NULL, 1, 0.9, 'Norway is a friend'), (2, 2, 's1', 'a1', NULL, NULL, 0, 0.9, 'cod was seized'),
        (3, 2, 's2', NULL, NULL, NULL, 0, 0.9, 'Reis is angry');
    INSERT INTO statement_about VALUES (1, 0, 'a1'), (3, 0, 'a1');
    INSERT INTO incidents VALUES
        (1, 'i1', 'CONSULT', NULL, 1, 2.5, 'happened', NULL, '2026-03-11', '2026-03-11', 'Oslo', 'city', 'NOR', 59.9, 10.7, NULL, 0, 'Talks', '2026-03-12', '2026-03-12', 1, 1),
        (2, 'i2', 'CONSULT', NULL, 1, 2.5, 'planned', NULL, '2026-03-20', '2026-03-20', 'Oslo', 'city', 'NOR', 59.9, 10.7, NULL, 0, 'Talks', '2026-03-12', '2026-03-12', 1, 1),
        (3, 'i3', 'COERCE', NULL, 4, -7.0, 'happened', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 'Seized', '2026-02-20', '2026-02-20', 1, 1);
    INSERT INTO incident_actors VALUES
        (1, 'source', 0, 1, 'NOR'), (1, 'source', 1, 3, 'PRT'), (1, 'target', 0, 1, 'NOR'),
        (2, 'source', 0, 1, 'NOR'), (2, 'target', 0, 2, 'PRT'), (2, 'target', 1, 3, 'PRT'),
        (3, 'source', 0, 1, 'NOR'), (3, 'target', 0, 3, 'PRT');
    INSERT INTO reports VALUES (1, 1, 0, 1, 0, 0, 'i1'), (2, 2, 0, 1, 0, 0, 'i2'), (3, 3, 0, 2, 0, 0, 'i3');
    INSERT INTO sketches VALUES (1, '', ''), (2, '', ''), (3, '', '');
";

fn store() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    drop(Store::create(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch(ROWS).unwrap();
    Store::open(&path).unwrap()
}

fn actor(id: &str) -> Party {
    Party::Actor(id.to_owned())
}

#[test]
fn happenings_of_one_and_of_two_each_once_the_latest_first() {
    let store = store();
    let keys = |one: &Party, other: Option<&Party>| -> Vec<i64> {
        store.happenings(one, other).unwrap().iter().map(|one| one.key).collect()
    };
    assert_eq!(keys(&actor("Norway"), None), [2, 1, 3], "one without a day comes last");
    assert_eq!(keys(&actor("Norway"), Some(&actor("Portugal"))), [2]);
    let country = |code: &str| Party::Country(code.to_owned());
    assert_eq!(keys(&country("PRT"), Some(&country("NOR"))), [2, 1, 3]);
    assert_eq!(keys(&actor("Nobody"), None), [] as [i64; 0]);

    let counted = cells(&store.happenings(&actor("Norway"), None).unwrap());
    let counted: Vec<_> = counted.iter().map(|cell| (&*cell.month, &*cell.status, cell.incidents)).collect();
    assert_eq!(counted, [("2026-03", "happened", 1), ("2026-03", "planned", 1)]);
    let ids: Vec<_> = store.incidents_by_key(&[3, 9, 1]).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, ["i3", "i1"]);
}

#[test]
fn an_actor_across_articles() {
    let store = store();
    assert_eq!(store.count_appearances("Ana Reis").unwrap(), 2);
    let names: Vec<_> = store.names_used("Ana Reis", 10).unwrap().into_iter().map(|used| used.name).collect();
    assert_eq!(names, ["Ana Reis", "Minister Ana Reis"]);
    assert_eq!(store.names_used("Ana Reis", 1).unwrap().len(), 1);
    let offices = store.offices_held("Ana Reis", 10).unwrap();
    assert_eq!(offices.len(), 1, "letters of either case are the same");
    assert_eq!(
        (offices[0].first.as_deref(), offices[0].last.as_deref()),
        (Some("2026-02-20T10:00:00Z"), Some("2026-03-12"))
    );
    let company = store.company("Norway", 10, 10).unwrap();
    let company: Vec<_> = company.iter().map(|one| (&*one.id, one.incidents, one.cooperation)).collect();
    assert_eq!(company, [("Ana Reis", 3, 2), ("Portugal", 1, 1)]);
    assert_eq!(store.known_in("n1").unwrap()["a2"], "Ana Reis");
}

#[test]
fn what_they_said_and_what_was_said_of_them() {
    let store = store();
    let words = |found: Vec<memcon_store::FoundStatement>| -> Vec<String> {
        found.into_iter().map(|statement| statement.words).collect()
    };
    let reis = actor("Ana Reis");
    assert_eq!(words(store.said(&reis, None, 10, 10).unwrap()), ["Norway is a friend", "cod was seized"]);
    assert_eq!(
        words(store.said(&reis, None, 1, 10).unwrap()),
        ["cod was seized"],
        "of the last article alone"
    );
    assert_eq!(words(store.said(&reis, Some(&actor("Norway")), 10, 10).unwrap()), ["Norway is a friend"]);
    let (one, other) = (Party::Country("PRT".to_owned()), Party::Country("NOR".to_owned()));
    assert_eq!(words(store.said(&one, Some(&other), 10, 10).unwrap()), ["Norway is a friend"]);
    assert_eq!(words(store.said_of(&reis, 10, 10).unwrap()), ["Reis is angry"]);
}

#[test]
fn places_pairs_and_words() {
    let store = store();
    let spots = store.spots(&Filter::default(), None, 10).unwrap();
    assert_eq!((spots.len(), &*spots[0].place, spots[0].incidents, spots[0].cooperation), (1, "Oslo", 2, 2));
    let pairs = |between: Between, limit: usize| -> Vec<(String, String, u64, u64)> {
        let found = store.dealings(&Filter::default(), None, between, limit).unwrap();
        found.into_iter().map(|one| (one.one, one.other, one.incidents, one.cooperation)).collect()
    };
    let row = |one: &str, other: &str, incidents, cooperation| {
        (one.to_owned(), other.to_owned(), incidents, cooperation)
    };
    assert_eq!(pairs(Between::Actors, 1), [row("Norway", "Ana Reis", 3, 2)]);
    assert_eq!(pairs(Between::Actors, 9).len(), 3);
    let from = Some("2026-03-12");
    assert_eq!(store.dealings(&Filter::default(), from, Between::Countries, 9).unwrap()[0].incidents, 1);
    assert_eq!(store.spots(&Filter::default(), from, 9).unwrap()[0].incidents, 1);
    assert_eq!(store.count_begun("2026-03-12").unwrap(), 1);
    assert_eq!(pairs(Between::Countries, 9), [row("NOR", "PRT", 3, 2)]);
    let ids: Vec<_> = store.search_incidents("cod", 10).unwrap().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, ["i2", "i1", "i3"]);
    assert_eq!(store.search_incidents("(", 10).unwrap(), []);
}

#[test]
fn articles_over_time() {
    let store = store();
    let ids: Vec<_> = store.latest_articles(10).unwrap().into_iter().map(|article| article.id).collect();
    assert_eq!(ids, ["n1", "n2", "n3"]);
    let months: Vec<_> = store.months().unwrap().into_iter().map(|one| (one.month, one.articles)).collect();
    assert_eq!(months, [("2026-02".to_owned(), 1), ("2026-03".to_owned(), 1)]);
    assert_eq!(store.newest_day().unwrap().as_deref(), Some("2026-03-12"));
    assert_eq!(Store::in_memory().unwrap().newest_day().unwrap(), None);
}
