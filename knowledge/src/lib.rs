//! What memcon knows of the world, as text: the files of this folder, embedded.
//!
//! `README.md` beside them says what each column means and where the facts come from.

/// Month of the last change to the files.
pub const VERSION: &str = "2026-11";

/// Name and content of every knowledge file.
pub const FILES: &[(&str, &str)] = &[
    ("abbreviations.csv", include_str!("../abbreviations.csv")),
    ("actor_words.csv", include_str!("../actor_words.csv")),
    ("agents.csv", include_str!("../agents.csv")),
    ("cameo.csv", include_str!("../cameo.csv")),
    ("common_words.csv", include_str!("../common_words.csv")),
    ("contexts.csv", include_str!("../contexts.csv")),
    ("country_codes.csv", include_str!("../country_codes.csv")),
    ("cues.csv", include_str!("../cues.csv")),
    ("family_first.csv", include_str!("../family_first.csv")),
    ("family_names.csv", include_str!("../family_names.csv")),
    ("furniture.csv", include_str!("../furniture.csv")),
    ("given_names.csv", include_str!("../given_names.csv")),
    ("holidays.csv", include_str!("../holidays.csv")),
    ("irregular.csv", include_str!("../irregular.csv")),
    ("metonyms.csv", include_str!("../metonyms.csv")),
    ("ontology.toml", include_str!("../ontology.toml")),
    ("organizations.csv", include_str!("../organizations.csv")),
    ("outlets.csv", include_str!("../outlets.csv")),
    ("people.csv", include_str!("../people.csv")),
    ("place_cues.csv", include_str!("../place_cues.csv")),
    ("place_words.csv", include_str!("../place_words.csv")),
    ("regions.csv", include_str!("../regions.csv")),
    ("sector_codes.csv", include_str!("../sector_codes.csv")),
    ("sentence_openers.csv", include_str!("../sentence_openers.csv")),
    ("speech.csv", include_str!("../speech.csv")),
    ("states.csv", include_str!("../states.csv")),
    ("times.csv", include_str!("../times.csv")),
    ("triggers.csv", include_str!("../triggers.csv")),
    ("wikidata.csv", include_str!("../wikidata.csv")),
];

/// Cities and divisions of the world, compiled from GeoNames; see `gazetteer/build.py`.
pub const GAZETTEER: &[u8] = include_bytes!("../gazetteer/places.bin");

/// The embedded content of the file called `name`.
pub fn file(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, content)| *content)
}
