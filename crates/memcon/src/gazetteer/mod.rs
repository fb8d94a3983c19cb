//! The gazetteer: cities and divisions of the world in one block of bytes that needs no parsing.
//!
//! A file is a header ([`MAGIC`], version, lengths of the sections) and five sections: an FST from folded name to
//! places, lists of places that share a name, fixed-size records, names as written, and the countries.

mod compile;
mod fold;

use std::borrow::Cow;
use std::path::Path;

use crate::error::{Error, Result};

pub use compile::{GazetteerRow, compile_gazetteer};
pub(crate) use fold::{fold, fold_word};

/// First bytes of every gazetteer file.
const MAGIC: &[u8; 16] = b"memcon-gazetteer";
/// Layout of the sections; a file of another version is refused. In the first, numbers of bytes in the texts have three
/// bytes; in the second, four.
const VERSIONS: [u32; 2] = [1, 2];
const SECTIONS: usize = 5;
const HEADER: usize = MAGIC.len() + 4 + 4 * SECTIONS;
/// Bytes of one place record beside its place in the texts.
const RECORD: usize = 16;
/// Bytes of one country: code and GeoNames identifier.
const COUNTRY: usize = 7;

/// Number of a place in its gazetteer.
pub(crate) type PlaceNumber = u32;

/// Places of the world, found by name.
#[derive(Debug)]
pub struct Gazetteer {
    names: fst::Map<Cow<'static, [u8]>>,
    lists: Cow<'static, [u8]>,
    records: Cow<'static, [u8]>,
    texts: Cow<'static, [u8]>,
    countries: Cow<'static, [u8]>,
    /// Bytes of a number of a byte in the texts.
    width: usize,
}

/// What kind of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// State, province, governorate.
    Division1,
    /// County, district.
    Division2,
    /// Populated place.
    City,
}

/// One place of a gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GazetteerEntry<'a> {
    /// Usual name.
    pub name: &'a str,
    /// What it is.
    pub feature: Feature,
    /// ISO 3166-1 alpha-3.
    pub country: &'a str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Decimal logarithm of its people, to one part in forty.
    pub log_population: f64,
    /// GeoNames identifier.
    pub geonames: u32,
    pub(crate) parent: Option<PlaceNumber>,
}

impl Gazetteer {
    /// The gazetteer that comes with memcon.
    pub fn bundled() -> Gazetteer {
        // Proved by the test `the_bundled_gazetteer_is_ready`, which opens the same bytes.
        Gazetteer::open(Cow::Borrowed(memcon_knowledge::GAZETTEER)).expect("the embedded gazetteer is sound")
    }

    /// The gazetteer in a compiled file.
    ///
    /// # Errors
    /// When it cannot be read, is no gazetteer, or one of another version.
    pub fn read(path: &Path) -> Result<Gazetteer> {
        let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Gazetteer::open(Cow::Owned(bytes)).map_err(|error| match error {
            Error::Knowledge { cause, .. } => Error::input(path.display().to_string(), cause),
            other => other,
        })
    }

    /// A gazetteer from the bytes of a compiled file.
    ///
    /// # Errors
    /// When the bytes are no gazetteer, or one of another version.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Gazetteer> {
        let wrong =
            |cause: &str| Error::Knowledge { file: "gazetteer".to_owned(), line: 0, cause: cause.to_owned() };
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(wrong("not a memcon gazetteer"));
        }
        let number = |at: usize| u32_at(&bytes, MAGIC.len() + 4 * at) as usize;
        let version = VERSIONS.iter().position(|&version| version as usize == number(0));
        let Some(width) = version.map(|version| 3 + version) else {
            return Err(wrong("a gazetteer of another version; compile it again"));
        };
        let lengths: [usize; SECTIONS] = std::array::from_fn(|section| number(section + 1));
        if HEADER + lengths.iter().sum::<usize>() != bytes.len() {
            return Err(wrong("the file is cut short"));
        }
        let mut start = HEADER;
        let mut next = |length: usize| {
            let range = start..start + length;
            start = range.end;
            match &bytes {
                Cow::Borrowed(all) => Cow::Borrowed(&all[range]),
                Cow::Owned(all) => Cow::Owned(all[range].to_vec()),
            }
        };
        let names = fst::Map::new(next(lengths[0])).map_err(|error| wrong(&error.to_string()))?;
        let [lists, records, texts, countries] =
            [next(lengths[1]), next(lengths[2]), next(lengths[3]), next(lengths[4])];
        if records.len() % (RECORD + width) != 0 || countries.len() % COUNTRY != 0 {
            return Err(wrong("a section has the wrong length"));
        }
        Ok(Gazetteer { names, lists, records, texts, countries, width })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.records.len() / (RECORD + self.width)
    }

    /// True when it holds no place.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Places called `name`, however it is spelt: accents, hyphens and case do not count.
    pub fn find(&self, name: &str) -> impl Iterator<Item = GazetteerEntry<'_>> {
        self.folded(&fold(name)).into_iter().map(|(number, _)| self.entry(number))
    }

    /// Places whose folded name is `key`; true beside those for which it is the usual name.
    pub(crate) fn folded(&self, key: &str) -> Vec<(PlaceNumber, bool)> {
        let Some(value) = self.names.get(key) else { return Vec::new() };
        if value & 1 == 0 {
            return vec![unpacked(value >> 1)];
        }
        let start = (value >> 1) as usize;
        let count = usize::from(self.lists[start]) | usize::from(self.lists[start + 1]) << 8;
        (0..count).map(|index| unpacked(u64::from(u24_at(&self.lists, start + 2 + 3 * index)))).collect()
    }

    /// The place with this number.
    pub(crate) fn entry(&self, number: PlaceNumber) -> GazetteerEntry<'_> {
        let length = RECORD + self.width;
        let record = &self.records[number as usize * length..][..length];
        let text = if self.width == 3 { u24_at(record, 4) } else { u32_at(record, 4) } as usize;
        let rest = &record[4 + self.width..];
        let length = usize::from(self.texts[text]);
        let country = COUNTRY * usize::from(rest[11]);
        GazetteerEntry {
            // The compiler writes whole names only; a damaged file gives an empty one.
            name: std::str::from_utf8(&self.texts[text + 1..][..length]).unwrap_or_default(),
            feature: match rest[10] {
                1 => Feature::Division1,
                2 => Feature::Division2,
                _ => Feature::City,
            },
            country: std::str::from_utf8(&self.countries[country..country + 3]).unwrap_or_default(),
            lat: f64::from(u24_at(rest, 0)) / 1e4 - 90.0,
            lon: f64::from(u24_at(rest, 3)) / 1e4 - 180.0,
            log_population: f64::from(rest[9]) / 20.0,
            geonames: u32_at(record, 0),
            parent: u24_at(rest, 6).checked_sub(1),
        }
    }

    /// GeoNames identifier of the country with this ISO 3166-1 alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<u32> {
        self.countries
            .chunks_exact(COUNTRY)
            .find(|country| &country[..3] == iso3.as_bytes())
            .map(|country| u32_at(country, 3))
    }
}

fn unpacked(posting: u64) -> (PlaceNumber, bool) {
    ((posting >> 1) as PlaceNumber, posting & 1 == 1)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u24_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0])
}

/// Great-circle distance in kilometres.
pub(crate) fn kilometres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    let half_chord = ((other_lat - lat).to_radians() / 2.0).sin().powi(2)
        + lat.to_radians().cos()
            * other_lat.to_radians().cos()
            * ((other_lon - lon).to_radians() / 2.0).sin().powi(2);
    12_742.0 * half_chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_gazetteer_is_ready() {
        let gazetteer = Gazetteer::bundled();
        assert!(gazetteer.len() > 150_000);
        assert!(memcon_knowledge::GAZETTEER.len() < 12_000_000);

        let aleppo = gazetteer.find("ALEPPO").find(|place| place.feature == Feature::City).unwrap();
        assert_eq!((aleppo.name, aleppo.country), ("Aleppo", "SYR"));
        assert!(kilometres((aleppo.lat, aleppo.lon), (36.2, 37.16)) < 10.0);
        assert_eq!(gazetteer.country("SYR"), Some(163_843));
        let province = gazetteer.entry(aleppo.parent.unwrap());
        assert_eq!(province.country, "SYR");
    }

    #[test]
    fn another_file_is_refused() {
        let mut bytes = memcon_knowledge::GAZETTEER[..200].to_vec();
        assert!(Gazetteer::open(Cow::Owned(bytes.clone())).is_err(), "cut short");
        bytes[MAGIC.len()] = 99;
        let error = Gazetteer::open(Cow::Owned(bytes)).unwrap_err();
        assert!(error.to_string().contains("another version"), "{error}");
        assert!(Gazetteer::open(Cow::Borrowed(b"id,name\n")).is_err());
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        for (from, to, expected) in [
            ((51.51, -0.13), (48.85, 2.35), 344.0),
            ((40.71, -74.01), (34.05, -118.24), 3936.0),
            ((0.0, 179.5), (0.0, -179.5), 111.2),
            ((35.0, 38.0), (35.0, 38.0), 0.0),
        ] {
            let found = kilometres(from, to);
            assert!((found - expected).abs() < expected * 0.01 + 0.1, "{from:?} to {to:?}: {found}");
        }
    }
}
