//! Rows of places to the bytes of a gazetteer file.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{MAGIC, VERSIONS, fold};
use crate::error::{Error, Result};

/// One line of the table that a gazetteer is compiled from.
#[derive(Debug, Clone, Deserialize)]
pub struct GazetteerRow {
    /// GeoNames identifier.
    pub geonames: u32,
    /// `country`, `division1`, `division2` or `city`.
    pub kind: String,
    /// Usual name.
    pub name: String,
    /// Other names, separated by `|`.
    pub aliases: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// GeoNames identifier of the division that it lies in.
    pub parent: Option<u32>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// People.
    pub population: u64,
}

/// Compiles rows to a gazetteer file. A parent may come after its children.
///
/// # Errors
/// When there are more places or countries than the format has numbers for, or a row's country is unknown.
pub fn compile_gazetteer(rows: &[GazetteerRow]) -> Result<Vec<u8>> {
    let (nations, places): (Vec<&GazetteerRow>, Vec<&GazetteerRow>) =
        rows.iter().partition(|row| row.kind == "country");
    if places.len() >= 1 << 23 || nations.len() > 256 {
        return Err(wrong(0, "too many rows"));
    }
    let numbers: HashMap<u32, usize> =
        places.iter().enumerate().map(|(number, row)| (row.geonames, number)).collect();
    let country_numbers: HashMap<&str, usize> =
        nations.iter().enumerate().map(|(number, row)| (row.country.as_str(), number)).collect();

    // The narrow layout for as long as it will do.
    let wide = usize::from(places.iter().map(|row| row.name.len() + 1).sum::<usize>() >= 1 << 24);
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    let mut by_name: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (number, row) in places.iter().enumerate() {
        let country = country_numbers.get(row.country.as_str());
        let country = *country.ok_or_else(|| wrong(number, "unknown country"))?;
        records.extend(row.geonames.to_le_bytes());
        let text = u32::try_from(texts.len()).map_err(|_| wrong(number, "too many names"))?;
        records.extend(&text.to_le_bytes()[..3 + wide]);
        records.extend(u24(((row.lat + 90.0) * 1e4).round() as usize)?);
        records.extend(u24(((row.lon + 180.0) * 1e4).round() as usize)?);
        records
            .extend(u24(row.parent.and_then(|parent| numbers.get(&parent)).map_or(0, |parent| parent + 1))?);
        records.push(((row.population as f64 + 1.0).log10() * 20.0).round() as u8);
        records.push(match row.kind.as_str() {
            "division1" => 1,
            "division2" => 2,
            _ => 0,
        });
        // At most 256 countries, checked above.
        records.push(country as u8);
        texts.push(u8::try_from(row.name.len()).map_err(|_| wrong(number, "name too long"))?);
        texts.extend(row.name.as_bytes());

        let main = fold(&row.name);
        let posting = (number as u32) << 1;
        for alias in row.aliases.split('|').map(fold).filter(|alias| !alias.is_empty() && *alias != main) {
            let postings = by_name.entry(alias).or_default();
            if postings.last() != Some(&posting) {
                postings.push(posting);
            }
        }
        by_name.entry(main).or_default().push(posting | 1);
    }

    let mut lists = Vec::new();
    let mut names = fst::MapBuilder::memory();
    for (name, postings) in &by_name {
        let value = match postings.as_slice() {
            [only] => u64::from(*only) << 1,
            several => {
                let start = lists.len() as u64;
                let count = several.len().min(usize::from(u16::MAX));
                lists.extend((count as u16).to_le_bytes());
                for &posting in &several[..count] {
                    lists.extend(u24(posting as usize)?);
                }
                start << 1 | 1
            }
        };
        names.insert(name, value).map_err(|error| wrong(0, &error.to_string()))?;
    }
    let names = names.into_inner().map_err(|error| wrong(0, &error.to_string()))?;

    let mut countries = Vec::new();
    for nation in &nations {
        if nation.country.len() != 3 {
            return Err(wrong(0, "a country code has three letters"));
        }
        countries.extend(nation.country.as_bytes());
        countries.extend(nation.geonames.to_le_bytes());
    }

    let sections = [names, lists, records, texts, countries];
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSIONS[wide].to_le_bytes());
    for section in &sections {
        let length = u32::try_from(section.len()).map_err(|_| wrong(0, "a section is too long"))?;
        bytes.extend(length.to_le_bytes());
    }
    bytes.extend(sections.concat());
    Ok(bytes)
}

fn u24(value: usize) -> Result<[u8; 3]> {
    if value >= 1 << 24 {
        return Err(wrong(0, "a number is too large for the format"));
    }
    let bytes = value.to_le_bytes();
    Ok([bytes[0], bytes[1], bytes[2]])
}

fn wrong(row: usize, cause: &str) -> Error {
    Error::Knowledge { file: "gazetteer rows".to_owned(), line: row as u64, cause: cause.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::{Feature, Gazetteer};
    use super::*;

    fn row(geonames: u32, kind: &str, name: &str, aliases: &str, parent: Option<u32>) -> GazetteerRow {
        GazetteerRow {
            geonames,
            kind: kind.to_owned(),
            name: name.to_owned(),
            aliases: aliases.to_owned(),
            country: "PER".to_owned(),
            parent,
            lat: -12.5,
            lon: -77.25,
            population: 999,
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = [
            row(1, "country", "Peru", "", None),
            row(5, "city", "Nueva Villa", "Villa|New Town", Some(7)),
            row(7, "division1", "Villa", "Región Villa", None),
        ];
        let gazetteer = Gazetteer::open(Cow::Owned(compile_gazetteer(&rows).unwrap())).unwrap();
        assert_eq!(gazetteer.len(), 2);
        assert_eq!(gazetteer.country("PER"), Some(1));
        assert_eq!(gazetteer.folded("villa"), [(0, false), (1, true)]);

        let city = gazetteer.find("new-town").next().unwrap();
        assert_eq!((city.name, city.country, city.geonames), ("Nueva Villa", "PER", 5));
        assert_eq!((city.lat, city.lon, city.log_population), (-12.5, -77.25, 3.0));
        assert_eq!(gazetteer.entry(city.parent.unwrap()).feature, Feature::Division1);
        assert_eq!(gazetteer.find("Lima").count(), 0);
    }

    #[test]
    fn a_gazetteer_of_many_names_is_read_back() {
        // As many bytes of names as the narrow layout has numbers for, and one place after them.
        let long = "x".repeat(255);
        let mut rows = vec![row(1, "country", "Peru", "", None)];
        rows.extend((0..1 << 16).map(|number| row(2 + number, "city", &long, "", None)));
        rows.push(row(99_999, "city", "Nueva Villa", "", None));
        let gazetteer = Gazetteer::open(Cow::Owned(compile_gazetteer(&rows).unwrap())).unwrap();
        assert_eq!(gazetteer.len(), (1 << 16) + 1);
        let city = gazetteer.find("Nueva Villa").next().unwrap();
        assert_eq!((city.name, city.geonames, city.lat, city.country), ("Nueva Villa", 99_999, -12.5, "PER"));
    }

    #[test]
    fn a_row_without_country_is_named() {
        let error = compile_gazetteer(&[row(5, "city", "Villa", "", None)]).unwrap_err();
        assert!(error.to_string().contains("unknown country"), "{error}");
    }
}
