//! Nested values to flat columns, as Parquet keeps them: every leaf value with the number of optional and repeated
//! things around it that are there (its definition level) and the innermost list that it goes on with (its repetition
//! level).

use serde_json::Value;

use super::{Column, Kind};

/// Values of one leaf, with their levels. There are as many values as levels at `max_def`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    pub(super) values: Values,
    pub(super) definitions: Vec<i16>,
    pub(super) repetitions: Vec<i16>,
}

/// The values of a leaf, of one type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    Texts(Vec<String>),
    Ints(Vec<i64>),
    Reals(Vec<f64>),
    Bools(Vec<bool>),
}

/// Where in the nesting a value stands.
#[derive(Debug, Clone, Copy)]
struct Level {
    definition: i16,
    repetition: i16,
    /// Lists around it.
    lists: i16,
}

/// Empty leaves of these columns, in the order in which Parquet has them.
pub(super) fn leaves(columns: &[Column]) -> Vec<Leaf> {
    let mut all = Vec::new();
    for column in columns {
        let values = match column.kind {
            Kind::Text | Kind::Texts => Values::Texts(Vec::new()),
            Kind::Int => Values::Ints(Vec::new()),
            Kind::Real => Values::Reals(Vec::new()),
            Kind::Bool => Values::Bools(Vec::new()),
            Kind::Struct(fields) | Kind::Structs(fields) => {
                all.extend(leaves(fields));
                continue;
            }
        };
        all.push(Leaf { values, definitions: Vec::new(), repetitions: Vec::new() });
    }
    all
}

/// Adds one row.
pub(super) fn shred(columns: &[Column], row: &[Value], leaves: &mut [Leaf]) {
    let top = Level { definition: 0, repetition: 0, lists: 0 };
    fields(columns, row.iter(), top, leaves);
}

fn fields<'a>(
    columns: &[Column],
    values: impl Iterator<Item = &'a Value>,
    level: Level,
    mut leaves: &mut [Leaf],
) {
    for (column, value) in columns.iter().zip(values) {
        let (own, rest) = leaves.split_at_mut(width(column.kind));
        field(column.kind, value, level, own);
        leaves = rest;
    }
}

/// How many leaves a column of that kind has.
fn width(kind: Kind) -> usize {
    match kind {
        Kind::Struct(fields) | Kind::Structs(fields) => fields.iter().map(|field| width(field.kind)).sum(),
        _ => 1,
    }
}

fn field(kind: Kind, value: &Value, level: Level, leaves: &mut [Leaf]) {
    let there = Level { definition: level.definition + 1, ..level };
    match (kind, value) {
        (Kind::Texts | Kind::Structs(_), Value::Array(items)) if items.is_empty() => levels(there, leaves),
        (Kind::Texts | Kind::Structs(_), Value::Array(items)) => {
            let element = if let Kind::Structs(fields) = kind { Kind::Struct(fields) } else { Kind::Text };
            let lists = level.lists + 1;
            for (n, item) in items.iter().enumerate() {
                let repetition = if n == 0 { level.repetition } else { lists };
                let level = Level { definition: level.definition + 2, repetition, lists };
                field(element, item, level, leaves);
            }
        }
        (Kind::Struct(columns), Value::Object(object)) => {
            let values = columns.iter().map(|column| object.get(column.name).unwrap_or(&Value::Null));
            fields(columns, values, there, leaves);
        }
        (_, value) => {
            let found = leaves.first_mut().is_some_and(|leaf| leaf.values.push(value));
            levels(if found { there } else { level }, leaves);
        }
    }
}

/// Ends the leaves at this level: what is below is not there.
fn levels(level: Level, leaves: &mut [Leaf]) {
    for leaf in leaves {
        leaf.level(level);
    }
}

impl Leaf {
    fn level(&mut self, level: Level) {
        self.definitions.push(level.definition);
        self.repetitions.push(level.repetition);
    }
}

impl Values {
    /// True when the value is of this type; only then it was added.
    fn push(&mut self, value: &Value) -> bool {
        match (self, value) {
            (Values::Texts(all), Value::String(text)) => all.push(text.clone()),
            (Values::Ints(all), Value::Number(number)) if number.as_i64().is_some() => {
                all.extend(number.as_i64());
            }
            (Values::Reals(all), Value::Number(number)) => all.extend(number.as_f64()),
            (Values::Bools(all), Value::Bool(value)) => all.push(*value),
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{int, structs, text, texts};
    use super::*;

    #[test]
    fn levels_are_those_of_the_format() {
        const PART: &[Column] = &[int("n"), texts("names")];
        const COLUMNS: &[Column] = &[text("id"), texts("tags"), structs("parts", PART)];
        let mut columns = leaves(COLUMNS);
        for row in [
            [json!("a"), json!(["x", "y"]), json!([{"n": 1, "names": ["p", "q"]}, {"n": 2, "names": []}])],
            [json!("b"), json!([]), json!([])],
            [json!(null), json!(null), json!([{"names": ["r"]}])],
        ] {
            shred(COLUMNS, &row, &mut columns);
        }
        let levels: Vec<_> =
            columns.iter().map(|leaf| (leaf.definitions.clone(), leaf.repetitions.clone())).collect();
        assert_eq!(levels[0], (vec![1, 1, 0], vec![0, 0, 0]));
        assert_eq!(levels[1], (vec![3, 3, 1, 0], vec![0, 1, 0, 0]));
        assert_eq!(levels[2], (vec![4, 4, 1, 3], vec![0, 1, 0, 0]));
        assert_eq!(levels[3], (vec![6, 6, 4, 1, 6], vec![0, 2, 1, 0, 0]));
        assert_eq!(columns[3].values, Values::Texts(["p", "q", "r"].map(str::to_owned).to_vec()));
    }
}
