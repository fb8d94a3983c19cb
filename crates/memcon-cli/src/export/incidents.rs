//! Incidents as a table: one row a happening, with the events that report it.

use memcon_store::{Filter, Order, Store};
use serde_json::Value;

use crate::exit::Stop;
use crate::table::{Column, Kind, Row, flag, int, real, structs, text, texts};

const PLACE: &[Column] =
    &[text("name"), text("kind"), text("country"), real("lat"), real("lon"), int("geonames")];

const REPORT: &[Column] = &[text("article"), text("event")];

/// The fields of an incident, as JSON has them.
pub const INCIDENTS: &[Column] = &[
    text("id"),
    text("type"),
    text("mode"),
    int("quad"),
    real("intensity"),
    texts("sources"),
    texts("targets"),
    structs("actors", &[text("id"), text("name"), text("kind"), text("country"), text("wikidata")]),
    Column { name: "place", kind: Kind::Struct(PLACE) },
    text("time"),
    texts("days"),
    text("status"),
    flag("background"),
    text("headline"),
    structs(
        "reports",
        &[
            text("article"),
            text("event"),
            flag("background"),
            flag("copy"),
            text("publisher"),
            text("published"),
        ],
    ),
    text("first_reported"),
    text("last_reported"),
    int("voices"),
    int("publishers"),
    structs("history", &[text("status"), text("reported"), text("article"), text("event")]),
    structs(
        "disagreements",
        &[text("field"), structs("values", &[text("value"), structs("reports", REPORT)])],
    ),
];

/// Calls `each` with the row of every incident, the earliest first.
pub fn rows(store: &Store, mut each: impl FnMut(Row) -> Result<(), Stop>) -> Result<(), Stop> {
    let all = Filter { order: Order::Oldest, ..Filter::default() };
    let given = store.for_each_incident(&all, |incident| {
        let mut fields = serde_json::to_value(&incident).unwrap_or_default();
        let take = |column: &Column| fields.get_mut(column.name).map(Value::take).unwrap_or_default();
        each(INCIDENTS.iter().map(take).collect()).map_err(Ended::ByWriter)
    });
    given.map_err(|ended| match ended {
        Ended::ByWriter(stop) => stop,
        Ended::ByStore(error) => Stop::Failure(error.to_string()),
    })
}

/// Why not all rows were given.
enum Ended {
    ByWriter(Stop),
    ByStore(memcon_store::Error),
}

impl From<memcon_store::Error> for Ended {
    fn from(error: memcon_store::Error) -> Ended {
        Ended::ByStore(error)
    }
}

#[cfg(test)]
mod tests {
    use memcon::Record;

    use super::INCIDENTS;

    #[test]
    fn every_field_of_an_incident_is_a_column() {
        let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
        let page = memcon::Page {
            source: "note.txt".to_owned(),
            bytes: b"The two governments signed the treaty in Oslo on Tuesday.".to_vec(),
            ..memcon::Page::default()
        };
        let records: [Record; 1] = [reader.process(&page)];
        let incidents = memcon::incident::incidents(&records);
        let fields = serde_json::to_value(&incidents[0]).unwrap();
        let mut fields: Vec<&str> = fields.as_object().unwrap().keys().map(String::as_str).collect();
        let mut columns: Vec<&str> = INCIDENTS.iter().map(|column| column.name).collect();
        fields.sort_unstable();
        columns.sort_unstable();
        assert_eq!(columns, fields);
    }
}
