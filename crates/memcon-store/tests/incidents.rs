//! Incidents as they are read: by filter, by id, counted.

use memcon_store::{Filter, Order, Party, Step, Store};
use rusqlite::Connection;

/// Two incidents, three reports, by hand: reading is tested apart from joining.
const ROWS: &str = "
    INSERT INTO articles VALUES
        (1, 'n1', 'n1.txt', NULL, 'One', 'Envoys meet', '[]', '2023-05-11', 'flag', 'en', 'Envoys met.', '0', NULL, 'p', 'k'),
        (2, 'n2', 'n2.txt', NULL, 'Two', 'Talks held', '[]', '2023-05-12T08:00:00Z', 'flag', 'en', 'Talks were held.', '0', NULL, 'p', 'k'),
        (3, 'n3', 'n3.txt', NULL, 'One', 'Port shelled', '[]', '2023-06-01', 'flag', 'en', 'A port was shelled.', '0', NULL, 'p', 'k');
    INSERT INTO known_actors VALUES
        (1, 'Japan', 'Japan', 'state', 'JPN', NULL), (2, 'Mongolia', 'Mongolia', 'state', 'MNG', NULL),
        (3, 'Vera Holm', 'Vera Holm', 'person', 'JPN', NULL);
    INSERT INTO actors VALUES
        (1, 1, 'a1', 'Holm', 'Vera Holm', NULL, 'person', 'JPN', '[]', '', 3), (2, 1, 'a2', 'Mongolia', NULL, NULL, 'state', 'MNG', '[]', '', 2);
    INSERT INTO events VALUES
        (1, 1, 'e1', 'CONSULT', 'meet', '[]', 1, 4.0, NULL, '2023-05-10', NULL, NULL, 'planned', 0, NULL, 0.9),
        (2, 2, 'e1', 'CONSULT', 'meet', '[]', 1, 4.0, NULL, '2023-05-11', NULL, NULL, 'happened', 0, NULL, 0.9),
        (3, 3, 'e1', 'ASSAULT', NULL, '[]', 4, -9.0, NULL, NULL, NULL, NULL, 'happened', 0, NULL, 0.8);
    INSERT INTO event_actors VALUES (1, 'source', 0, 'a1'), (1, 'target', 0, 'a2');
    INSERT INTO evidence VALUES (1, 0, 7, 10, 'trigger');
    INSERT INTO statements VALUES (1, 1, 's1', 'a1', NULL, NULL, 0, 0.9, 'the envoys met');
    INSERT INTO statement_about VALUES (1, 0, 'a2');
    INSERT INTO versions VALUES (1, 1, 1), (2, 1, 2), (3, 3, 3);
    INSERT INTO incidents VALUES
        (1, 'aaaa', 'CONSULT', 'meet', 1, 4.0, 'happened', '2023-05-10', '2023-05-10', '2023-05-10', 'Ulaanbaatar', 'city', 'MNG',
         47.9, 106.9, NULL, 0, 'Envoys meet', '2023-05-11', '2023-05-12T08:00:00Z', 1, 2),
        (2, 'bbbb', 'ASSAULT', NULL, 4, -9.0, 'happened', NULL, '2023-06-01', '2023-06-01', NULL, NULL, NULL, NULL, NULL, NULL,
         0, 'Port shelled', '2023-06-01', '2023-06-01', 1, 1);
    INSERT INTO incident_actors VALUES (1, 'source', 0, 3, 'JPN'), (1, 'target', 0, 2, 'MNG'), (2, 'target', 0, 1, 'JPN');
    INSERT INTO reports VALUES (1, 1, 0, 1, 0, 0, 'aaaa'), (2, 1, 1, 2, 0, 1, 'cccc'), (3, 2, 0, 3, 0, 0, 'bbbb');
    INSERT INTO status_history VALUES (1, 0, 'planned', 1), (1, 1, 'happened', 2), (2, 0, 'happened', 3);
    INSERT INTO disagreements VALUES (1, 'time', 0, '2023-05-10', 1), (1, 'time', 1, '2023-05-11', 2);
    INSERT INTO sketches VALUES (1, '', ''), (2, '', ''), (3, '', '');
";

fn store() -> Store {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    drop(Store::create(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch(ROWS).unwrap();
    let store = Store::open(&path).unwrap();
    // The file stays readable to who has it open.
    drop(folder);
    store
}

fn ids(store: &Store, filter: Filter) -> Vec<String> {
    let found = store.incidents(&filter).unwrap();
    assert_eq!(store.count_incidents(&filter).unwrap(), found.len());
    found.into_iter().map(|incident| incident.id).collect()
}

#[test]
fn every_condition_narrows() {
    let store = store();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let country = |code: &str| Party::Country(code.to_owned());
    let cases: Vec<(&str, Filter, &[&str])> = vec![
        ("all", Filter::default(), &["bbbb", "aaaa"]),
        ("oldest", Filter { order: Order::Oldest, ..Filter::default() }, &["aaaa", "bbbb"]),
        ("limit", Filter { limit: Some(1), offset: 1, ..Filter::default() }, &["aaaa"]),
        ("type", Filter { kinds: words(&["AID", "ASSAULT"]), ..Filter::default() }, &["bbbb"]),
        ("status", Filter { statuses: words(&["planned"]), ..Filter::default() }, &[]),
        ("actor", Filter { parties: vec![Party::Actor("Vera Holm".into())], ..Filter::default() }, &["aaaa"]),
        ("anybody of", Filter { parties: vec![country("JPN")], ..Filter::default() }, &["bbbb", "aaaa"]),
        ("pair", Filter { parties: vec![country("JPN"), country("MNG")], ..Filter::default() }, &["aaaa"]),
        (
            "one is no pair",
            Filter { parties: vec![country("JPN"), country("JPN")], ..Filter::default() },
            &[],
        ),
        ("country", Filter { countries: words(&["MNG"]), ..Filter::default() }, &["aaaa"]),
        ("place", Filter { place: Some("ulaanbaatar".into()), ..Filter::default() }, &["aaaa"]),
        ("since", Filter { since: Some("2023-05-11".into()), ..Filter::default() }, &["bbbb"]),
        ("until", Filter { until: Some("2023-05-10".into()), ..Filter::default() }, &["aaaa"]),
        ("text", Filter { text: Some("talks".into()), ..Filter::default() }, &["aaaa"]),
        ("no text", Filter { text: Some("(".into()), ..Filter::default() }, &[]),
    ];
    for (name, filter, expected) in cases {
        let limited = filter.limit.is_some();
        let found: Vec<String> = if limited {
            store.incidents(&filter).unwrap().into_iter().map(|i| i.id).collect()
        } else {
            ids(&store, filter)
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn an_incident_comes_whole_and_old_ids_lead_to_it() {
    let store = store();
    let incident = store.incident("cccc").unwrap().unwrap();
    assert_eq!(incident.id, "aaaa");
    assert_eq!(incident.sources, ["Vera Holm"]);
    assert_eq!(incident.targets, ["Mongolia"]);
    assert_eq!(incident.reports.len(), 2);
    assert!(incident.reports[1].copy);
    assert_eq!(
        incident.history.iter().map(|change| change.status.as_str()).collect::<Vec<_>>(),
        ["planned", "happened"]
    );
    assert_eq!(incident.disagreements[0].values[1].reports[0].article, "n2");
    assert_eq!(store.incident_of_event("n2", "e1").unwrap().unwrap(), incident);
    assert_eq!(store.incidents_of_article("n1").unwrap(), [incident]);
    assert_eq!(store.incident("dddd").unwrap(), None);
    assert_eq!(store.versions("n2").unwrap(), ["n1", "n2"]);
}

#[test]
fn events_and_statements_meet_filters_too() {
    let store = store();
    let planned = Filter { statuses: vec!["planned".into()], ..Filter::default() };
    let events = store.events(&planned).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].sources.as_slice(), events[0].trigger.as_deref()),
        (&["Vera Holm".to_owned()][..], Some("met"))
    );
    let said = |speaker: &str, about: &str| {
        let filter = Filter {
            parties: vec![Party::Actor(speaker.into())],
            about: vec![Party::Country(about.into())],
            until: Some("2023-05-11".into()),
            ..Filter::default()
        };
        store.statements(&filter).unwrap().len()
    };
    assert_eq!((said("Vera Holm", "MNG"), said("Vera Holm", "KOR"), said("Japan", "MNG")), (1, 0, 0));
    assert_eq!(store.known_actors("holm", 5).unwrap()[0].id, "Vera Holm");
}

#[test]
fn incidents_are_counted_over_time() {
    let months = store().timeline(&Filter::default(), Step::Month).unwrap();
    let months: Vec<_> = months.iter().map(|count| (count.of.as_str(), count.incidents)).collect();
    assert_eq!(months, [("2023-05", 1), ("2023-06", 1)]);
    assert_eq!(store().by_type(&Filter::default()).unwrap().len(), 2);
}
