//! GeoNames' table of all places to a gazetteer: `places.bin`.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use memcon::{Gazetteer, GazetteerRow, compile_gazetteer};
use regex::Regex;
use serde::Deserialize;

use super::complaints::Complaints;
use super::lines::each_line;
use super::output::Output;
use super::tables;
use crate::exit::{Stop, say};

/// Columns of GeoNames' table.
const COLUMNS: usize = 19;
/// People from which all names of a town are kept; below, other names are noise more often than names of the news.
const ALL_NAMES_FROM: u64 = 5_000;

#[derive(Debug, Deserialize)]
struct Country {
    iso3: String,
    iso2: String,
}

#[derive(Debug, Deserialize)]
struct PlaceWord {
    word: String,
    kind: String,
}

/// One line of the table, as far as it is of use.
struct Place<'a> {
    id: u32,
    name: &'a str,
    ascii: &'a str,
    others: &'a str,
    lat: f64,
    lon: f64,
    kind: Kind,
    /// ISO 3166-1 alpha-2; empty for seas and the like.
    country: &'a str,
    division1: &'a str,
    division2: &'a str,
    population: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Country,
    Division1,
    Division2,
    Town,
    Other,
}

/// Reads the table twice, divisions first, and writes `places.bin`. Gives the number of wrong lines.
pub fn compile(path: &Path, min_people: u64, quiet: bool, output: &mut Output) -> Result<u64, Stop> {
    let mut file = output.create("places.bin")?;
    let rules = Rules::read()?;
    let mut complaints = Complaints::about(path);
    let mut divisions: HashMap<String, u32> = HashMap::new();
    let mut countries: HashMap<String, GazetteerRow> = HashMap::new();
    each_line(path, quiet, |number, line| {
        let place = line.and_then(|line| rules.place(line));
        match place {
            Ok(place) => match place.kind {
                Kind::Division1 => {
                    divisions.entry(format!("{}.{}", place.country, place.division1)).or_insert(place.id);
                }
                Kind::Country => {
                    let iso3 = rules.countries[place.country].clone();
                    countries.entry(iso3.clone()).or_insert_with(|| country(place.id, iso3));
                }
                Kind::Division2 => {
                    let code = format!("{}.{}.{}", place.country, place.division1, place.division2);
                    divisions.entry(code).or_insert(place.id);
                }
                Kind::Town | Kind::Other => {}
            },
            Err(why) => complaints.add(number, &why),
        }
        Ok(())
    })?;

    let mut rows: Vec<GazetteerRow> = Vec::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut small = 0;
    each_line(path, quiet, |_, line| {
        // Wrong lines were said the first time.
        let Some(place) = line.ok().and_then(|line| rules.place(line).ok()) else { return Ok(()) };
        if !matches!(place.kind, Kind::Town | Kind::Division1 | Kind::Division2) {
            return Ok(());
        }
        if place.kind == Kind::Town && place.population < min_people {
            small += 1;
            return Ok(());
        }
        if let Some(row) = rules.row(&place, &divisions)
            && seen.insert(row.geonames)
        {
            rows.push(row);
        }
        Ok(())
    })?;
    if rows.is_empty() {
        return Err(Stop::Command(format!("{}: holds no place in GeoNames' format", path.display())));
    }

    // A file of one country has its own line for that country; for the others the bundled gazetteer knows.
    let bundled = Gazetteer::bundled();
    let used: HashSet<&String> = rows.iter().map(|row| &row.country).collect();
    for iso3 in used {
        let known = bundled.country(iso3).unwrap_or(0);
        countries.entry(iso3.clone()).or_insert_with(|| country(known, iso3.clone()));
    }
    let places = rows.len();
    let mut nations: Vec<GazetteerRow> = countries.into_values().collect();
    nations.sort_by(|one, other| one.country.cmp(&other.country));
    rows.extend(nations);
    let bytes = compile_gazetteer(&rows)?;
    file.write_all(&bytes)?;
    file.flush()?;
    if !quiet {
        let left = if small > 0 { format!(", {small} smaller towns left out") } else { String::new() };
        say(&format!("{places} places, {} bytes in places.bin{left}", bytes.len()));
    }
    Ok(complaints.finish())
}

fn country(geonames: u32, iso3: String) -> GazetteerRow {
    GazetteerRow {
        geonames,
        kind: "country".to_owned(),
        name: iso3.clone(),
        aliases: String::new(),
        country: iso3,
        parent: None,
        lat: 0.0,
        lon: 0.0,
        population: 0,
    }
}

/// How lines become places.
struct Rules {
    /// Alpha-2 codes to alpha-3.
    countries: HashMap<String, String>,
    /// "province", "county": words at the end of a division's name without which it is called so too.
    generic: HashSet<String>,
    latin: Regex,
}

impl Rules {
    fn read() -> Result<Rules, Stop> {
        let countries = tables::rows::<Country>("country_codes.csv")?.into_iter();
        let words = tables::rows::<PlaceWord>("place_words.csv")?.into_iter();
        Ok(Rules {
            countries: countries.filter(|row| !row.iso2.is_empty()).map(|row| (row.iso2, row.iso3)).collect(),
            generic: words.filter(|row| row.kind == "division").map(|row| row.word).collect(),
            latin: tables::regex(r"^\p{Lu}[\p{Latin}\p{M}\p{Zs}.'’ʻ-]+$")?,
        })
    }

    fn place<'a>(&self, line: &'a [u8]) -> Result<Place<'a>, String> {
        let line = std::str::from_utf8(line).map_err(|_| "is not UTF-8".to_owned())?;
        let fields: Vec<&str> = line.split('\t').collect();
        // The last fields of a line may be empty, and its end is trimmed.
        if fields.len() < 15 || fields.len() > COLUMNS {
            return Err(format!("has {} fields; GeoNames' table has {COLUMNS}", fields.len()));
        }
        let kind = match (fields[6], fields[7]) {
            ("A", "ADM1") => Kind::Division1,
            ("A", "ADM2") => Kind::Division2,
            ("A", code) if code.starts_with("PCL") && code != "PCLH" => Kind::Country,
            // Abandoned, destroyed and historical places, and quarters of towns, are not places of the news.
            ("P", "PPLQ" | "PPLW" | "PPLH" | "PPLCH" | "PPLX") => Kind::Other,
            ("P", _) => Kind::Town,
            _ => Kind::Other,
        };
        let number = |field: &str, what: &str, limit: f64| {
            let value: Option<f64> = field.parse().ok().filter(|value: &f64| value.abs() <= limit);
            value.ok_or_else(|| format!("{field:?} is no {what}"))
        };
        let place = Place {
            id: fields[0].parse().map_err(|_| format!("{:?} is no GeoNames identifier", fields[0]))?,
            name: fields[1],
            ascii: fields[2],
            others: fields[3],
            lat: number(fields[4], "latitude", 90.0)?,
            lon: number(fields[5], "longitude", 180.0)?,
            kind,
            country: fields[8],
            division1: fields[10],
            division2: fields[11],
            population: match fields[14] {
                "" => 0,
                field => field.parse().map_err(|_| format!("{field:?} is no number of people"))?,
            },
        };
        if kind != Kind::Other && !self.countries.contains_key(place.country) {
            return Err(format!("no country has the code {:?}", place.country));
        }
        Ok(place)
    }

    /// None when the place has no name that an English text may use.
    fn row(&self, place: &Place<'_>, divisions: &HashMap<String, u32>) -> Option<GazetteerRow> {
        let first = || divisions.get(&format!("{}.{}", place.country, place.division1)).copied();
        let second =
            || divisions.get(&format!("{}.{}.{}", place.country, place.division1, place.division2)).copied();
        let (kind, parent) = match place.kind {
            Kind::Division1 => ("division1", None),
            Kind::Division2 => ("division2", first()),
            _ => ("city", second().or_else(first)),
        };
        let all = kind != "city" || place.population >= ALL_NAMES_FROM;
        let others = place.others.split(',').filter(|_| all);
        let mut names: Vec<&str> = Vec::new();
        for name in [place.name, place.ascii].into_iter().chain(others).map(str::trim) {
            if self.is_name(name) && !names.contains(&name) {
                names.push(name);
            }
        }
        // "Aleppo Governorate" is also called "Aleppo". A county stays whole: "Orange" alone is a town or a colour.
        if kind == "division1" {
            let short: Vec<&str> = names.iter().filter_map(|name| self.without_generic(name)).collect();
            names.extend(short.into_iter().filter(|name| self.is_name(name)));
        }
        let (name, aliases) = names.split_first()?;
        let mut aliases = aliases.to_vec();
        aliases.sort_unstable();
        aliases.dedup();
        Some(GazetteerRow {
            geonames: place.id,
            kind: kind.to_owned(),
            name: (*name).to_owned(),
            aliases: aliases.join("|"),
            country: self.countries[place.country].clone(),
            parent: parent.filter(|&parent| parent != place.id),
            lat: place.lat,
            lon: place.lon,
            population: place.population,
        })
    }

    /// Latin letters with a capital first, as long as a name, and no code of three letters.
    fn is_name(&self, name: &str) -> bool {
        let long = name.chars().count();
        let code = long == 3 && !name.contains(char::is_lowercase);
        long > 2 && name.len() < 256 && !code && self.latin.is_match(name)
    }

    fn without_generic<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (rest, last) = name.rsplit_once(' ')?;
        self.generic.contains(&last.to_lowercase()).then_some(rest)
    }
}
