//! `docs/store.md` against the database that it describes.

use std::collections::BTreeMap;

use memcon_store::Store;
use rusqlite::Connection;

const DOCS: &str = include_str!("../../../docs/store.md");

fn database() -> Connection {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    drop(Store::create(&path).unwrap());
    let connection = Connection::open_in_memory().unwrap();
    // The folder goes when this function ends, so the database is copied into memory.
    connection.execute("ATTACH ? AS file", [path.to_str().unwrap()]).unwrap();
    let schema: Vec<String> = connection
        .prepare("SELECT sql FROM file.sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB '*_words_*'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    connection.execute_batch("DETACH file").unwrap();
    connection.execute_batch(&schema.join(";\n")).unwrap();
    connection
}

#[test]
fn every_table_and_column_is_documented_and_no_other() {
    let connection = database();
    let mut real: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut statement = connection
        .prepare(
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND m.name NOT GLOB '*_words_*' ORDER BY m.name, c.cid",
        )
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for row in rows {
        let (table, column): (String, String) = row.unwrap();
        real.entry(table).or_default().push(column);
    }

    let mut documented: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut table = String::new();
    for line in DOCS.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            table = name.to_owned();
        } else if let Some(rest) = line.strip_prefix("| `") {
            let column = rest.split('`').next().unwrap();
            documented.entry(table.clone()).or_default().push(column.to_owned());
        }
    }
    assert_eq!(documented, real);
}

#[test]
fn the_queries_in_the_page_run() {
    let connection = database();
    let queries: Vec<&str> =
        DOCS.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(queries.len() >= 3);
    for query in queries {
        connection.prepare(query).and_then(|mut s| s.query([])?.next().map(|_| ())).expect(query);
    }
}
