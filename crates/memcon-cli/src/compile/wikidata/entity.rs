//! An entity of Wikidata's JSON dump, as far as it is of use.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Number of an item: 42 for Q42.
pub type Id = u64;

/// An item with its names and statements.
#[derive(Debug, Deserialize)]
pub struct Entity {
    pub id: String,
    #[serde(default, deserialize_with = "object")]
    labels: Labels,
    #[serde(default, deserialize_with = "object")]
    aliases: Aliases,
    #[serde(default, deserialize_with = "object")]
    pub claims: Claims,
    #[serde(default, deserialize_with = "object")]
    sitelinks: HashMap<String, IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
struct Labels {
    en: Option<Text>,
    /// For all languages; where the English label is the same, there is only this.
    mul: Option<Text>,
    #[serde(rename = "en-gb")]
    en_gb: Option<Text>,
    #[serde(rename = "en-us")]
    en_us: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Aliases {
    en: Vec<Text>,
    mul: Vec<Text>,
}

#[derive(Debug, Default, Deserialize)]
struct Text {
    value: String,
}

/// Statements by property.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Claims {
    #[serde(rename = "P17")]
    pub country: Vec<Statement>,
    #[serde(rename = "P21")]
    pub sex: Vec<Statement>,
    #[serde(rename = "P27")]
    pub citizenship: Vec<Statement>,
    #[serde(rename = "P31")]
    pub instance_of: Vec<Statement>,
    #[serde(rename = "P39")]
    pub position: Vec<Statement>,
    #[serde(rename = "P279")]
    pub subclass_of: Vec<IgnoredAny>,
    #[serde(rename = "P298")]
    pub iso3: Vec<Statement>,
    #[serde(rename = "P570")]
    pub death: Vec<Statement>,
    #[serde(rename = "P571")]
    pub inception: Vec<Statement>,
    #[serde(rename = "P576")]
    pub dissolved: Vec<Statement>,
    #[serde(rename = "P1001")]
    pub jurisdiction: Vec<Statement>,
}

/// One statement: a value, its rank, and between which times it holds.
#[derive(Debug, Deserialize)]
pub struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
    #[serde(default, deserialize_with = "object")]
    qualifiers: Qualifiers,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Qualifiers {
    #[serde(rename = "P580")]
    start: Vec<Snak>,
    #[serde(rename = "P582")]
    end: Vec<Snak>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Snak {
    /// `value`, `somevalue` (there is one, unknown) or `novalue`.
    snaktype: String,
    datavalue: Value,
}

/// PHP writes an empty object as an empty list.
fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    struct Object<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Object<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object, or an empty list in its place")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
            match list.next_element::<IgnoredAny>()? {
                None => Ok(T::default()),
                Some(_) => Err(serde::de::Error::custom("a list where an object is expected")),
            }
        }
    }
    deserializer.deserialize_any(Object(PhantomData))
}

impl Entity {
    /// The entity of a line; none for properties and lexemes.
    ///
    /// # Errors
    /// Why the line is not one.
    pub fn of(line: &[u8]) -> Result<Option<(Id, Entity)>, String> {
        let entity: Entity = serde_json::from_slice(line).map_err(|error| {
            // The line of the file stands before; the JSON is one line.
            let why = error.to_string().replace(" at line 1 column ", " at column ");
            format!("not an entity of Wikidata: {why}")
        })?;
        if entity.id.starts_with(['P', 'L', 'M', 'E']) {
            return Ok(None);
        }
        let id = item(&entity.id).ok_or_else(|| format!("{:?} is no identifier of an item", entity.id))?;
        Ok(Some((id, entity)))
    }

    /// English name.
    pub fn label(&self) -> Option<&str> {
        let labels = [&self.labels.en, &self.labels.mul, &self.labels.en_gb, &self.labels.en_us];
        labels.into_iter().flatten().map(|text| text.value.trim()).find(|label| !label.is_empty())
    }

    /// Other English names.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.en.iter().chain(&self.aliases.mul).map(|text| text.value.as_str())
    }

    /// How many Wikipedias write about it.
    pub fn wikipedias(&self) -> u32 {
        let wiki =
            |site: &&String| site.ends_with("wiki") && *site != "commonswiki" && *site != "specieswiki";
        self.sitelinks.keys().filter(wiki).count() as u32
    }
}

/// The statements that count: those of the best rank, none that is deprecated.
pub fn best(statements: &[Statement]) -> Vec<&Statement> {
    let preferred: Vec<&Statement> = statements.iter().filter(|it| it.rank == "preferred").collect();
    if preferred.is_empty() { valid(statements).collect() } else { preferred }
}

/// The statements that are not deprecated, whether they still hold or not.
pub fn valid(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|it| it.rank != "deprecated")
}

impl Statement {
    /// The item that is its value.
    pub fn item(&self) -> Option<Id> {
        let value = &self.mainsnak.value()?["value"];
        // Older dumps have the number only.
        value["id"].as_str().and_then(item).or_else(|| value["numeric-id"].as_u64())
    }

    /// The text that is its value.
    pub fn text(&self) -> Option<&str> {
        self.mainsnak.value()?["value"].as_str()
    }

    /// The time that is its value.
    pub fn time(&self) -> Option<&Value> {
        self.mainsnak.value().map(|value| &value["value"])
    }

    /// When it began to hold.
    pub fn start(&self) -> Option<&Value> {
        self.qualifiers.start.iter().find_map(Snak::value).map(|value| &value["value"])
    }

    /// When it ceased to hold.
    pub fn end(&self) -> Option<&Value> {
        self.qualifiers.end.iter().find_map(Snak::value).map(|value| &value["value"])
    }

    /// It ceased to hold, be it known when or not.
    pub fn is_over(&self) -> bool {
        self.qualifiers.end.iter().any(|snak| snak.snaktype != "novalue")
    }
}

impl Snak {
    fn value(&self) -> Option<&Value> {
        (self.snaktype == "value").then_some(&self.datavalue)
    }
}

fn item(id: &str) -> Option<Id> {
    id.strip_prefix('Q').and_then(|number| number.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lists_are_empty_objects_and_names_have_an_order() {
        let line =
            br#"{"type":"item","id":"Q900000001","labels":{"mul":{"language":"mul","value":"Ada Quill"}},
            "aliases":[],"claims":[],"sitelinks":{"enwiki":{"site":"enwiki"},"commonswiki":{}}}"#;
        let (id, entity) = Entity::of(line).unwrap().unwrap();
        assert_eq!((id, entity.label(), entity.wikipedias()), (900_000_001, Some("Ada Quill"), 1));
        assert!(entity.claims.position.is_empty() && entity.aliases().next().is_none());
        let english = br#"{"id":"Q1","labels":{"en":{"value":"A"},"mul":{"value":"B"}},"claims":{}}"#;
        assert_eq!(Entity::of(english).unwrap().unwrap().1.label(), Some("A"));
    }

    #[test]
    fn other_things_are_told_from_wrong_lines() {
        assert!(Entity::of(br#"{"id":"P39","labels":[]}"#).unwrap().is_none());
        for wrong in [
            &br#"{"id":"Q1","labels":"#[..],
            br#"{"labels":{}}"#,
            br#"{"id":"X9"}"#,
            br#"{"id":"Q1","claims":[1]}"#,
        ] {
            assert!(Entity::of(wrong).is_err(), "{}", String::from_utf8_lossy(wrong));
        }
    }

    #[test]
    fn ranks_decide_which_statements_count() {
        let claim = |rank: &str, id: u32| {
            format!(
                r#"{{"rank":"{rank}","mainsnak":{{"snaktype":"value","datavalue":{{"value":{{"id":"Q{id}"}}}}}}}}"#
            )
        };
        let found = |claims: &[String]| -> Vec<Id> {
            let line = format!(r#"{{"id":"Q1","claims":{{"P31":[{}]}}}}"#, claims.join(","));
            let entity = Entity::of(line.as_bytes()).unwrap().unwrap().1;
            best(&entity.claims.instance_of).into_iter().filter_map(Statement::item).collect()
        };
        let (normal, preferred, deprecated) =
            (claim("normal", 2), claim("preferred", 3), claim("deprecated", 4));
        assert_eq!(found(&[normal.clone(), preferred, deprecated.clone()]), [3]);
        assert_eq!(found(&[normal, deprecated.clone()]), [2]);
        assert!(found(&[deprecated]).is_empty());
    }
}
