//! What memcon knows of the world, looked up by name and date.

mod actor_words;
mod inflect;
mod names;
mod ontology;
mod phrases;
mod table;
pub(crate) mod times;
mod toponyms;
mod words;
mod world;

pub(crate) use actor_words::ActorWord;
pub(crate) use inflect::WordForm;
pub(crate) use names::{Entity, NameHit, Names};
pub(crate) use phrases::Found;
pub(crate) use toponyms::{Toponym, Toponyms, WordKind};
pub(crate) use words::{Agent, Effect, EventWord, Frame, Scope, SpeechWord, Words};
pub(crate) use world::{Office, Period, Person, State, World};

use std::path::Path;

use self::ontology::Ontology;

use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;

/// The knowledge files, read and indexed.
#[derive(Debug)]
pub struct Knowledge {
    /// States, organisations, people.
    pub(crate) world: World,
    /// Event words, speech words, role nouns.
    pub(crate) words: Words,
    /// Every name in `world`, to be found in a text.
    pub(crate) names: Names,
    times: times::TimeWords,
    /// Names of areas, words around names of places.
    pub(crate) toponyms: Toponyms,
    /// Cities and divisions of the world.
    pub(crate) gazetteer: Gazetteer,
    ontology: Ontology,
}

impl Knowledge {
    /// The knowledge that comes with memcon.
    pub fn bundled() -> Knowledge {
        // Proved by the test `the_bundled_files_are_sound`, which reads the same constants.
        Knowledge::load(&|_| Ok(None), Gazetteer::bundled()).expect("the embedded knowledge files are sound")
    }

    /// The knowledge that comes with memcon, with the files of `folder` read after ours: a line there
    /// overrides a line of ours about the same thing. A gazetteer `places.bin` there takes the place of ours.
    ///
    /// # Errors
    /// When a file cannot be read or one of its lines is wrong.
    pub fn open(folder: &Path) -> Result<Knowledge> {
        let places = folder.join("places.bin");
        let gazetteer = if places.exists() { Gazetteer::read(&places)? } else { Gazetteer::bundled() };
        let own = |name: &str| {
            let path = folder.join(name);
            if !path.exists() {
                return Ok(None);
            }
            std::fs::read_to_string(&path).map(Some).map_err(|source| Error::Io { path, source })
        };
        Knowledge::load(&own, gazetteer)
    }

    fn load(own: &dyn Fn(&str) -> Result<Option<String>>, gazetteer: Gazetteer) -> Result<Knowledge> {
        let file = |name: &str| -> Result<String> {
            let ours = memcon_knowledge::file(name).unwrap_or_default();
            Ok(match own(name)? {
                // Only tables are merged; another ontology is another ontology.
                Some(theirs) if name.ends_with(".csv") => table::overridden(name, ours, &theirs)?,
                Some(theirs) => theirs,
                None => ours.to_owned(),
            })
        };
        let world = World::read(&file)?;
        let words = Words::read(&file)?;
        let names = Names::index(&world, &words);
        Ok(Knowledge {
            times: times::TimeWords::load(&file)?,
            toponyms: Toponyms::read(&file, &world, &gazetteer)?,
            gazetteer,
            names,
            world,
            words,
            ontology: Ontology::read(&file("ontology.toml")?)?,
        })
    }

    /// People called `surname` who hold a leading office on `day`, as numbers in [`World::people`].
    pub(crate) fn leaders<'n>(
        &'n self,
        surname: &'n str,
        day: Option<jiff::civil::Date>,
    ) -> impl Iterator<Item = usize> + 'n {
        let leads = move |&person: &usize| {
            let mut offices = self.world.people[person].offices.iter();
            day.is_some()
                && !self.words.genders.contains_key(surname)
                && offices.any(|office| {
                    office.term.holds(day)
                        && self.words.actors.is(&office.title.to_lowercase(), ActorWord::Leading)
                })
        };
        self.names.with_surname(surname).iter().copied().filter(leads)
    }

    /// Words that speak of time.
    pub(crate) fn times(&self) -> &times::TimeWords {
        &self.times
    }

    /// Month of the knowledge files: `2026-11`.
    pub fn version(&self) -> &str {
        memcon_knowledge::VERSION
    }

    /// Version of the ontology: `plover-2.0`.
    pub fn ontology_version(&self) -> &str {
        &self.ontology.version
    }

    /// Quad class (1 to 4) and PLOVER score of an event.
    pub(crate) fn quad_and_intensity(&self, event: crate::EventType, mode: Option<&str>) -> (u8, f64) {
        self.ontology.figures(event, mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_files_are_sound() {
        let knowledge = Knowledge::bundled();
        assert!(knowledge.world.states.len() > 190);
        assert_eq!(knowledge.ontology_version(), "plover-2.0");
        assert_eq!(knowledge.quad_and_intensity(crate::EventType::Consult, Some("visit")), (1, 4.0));
    }
}
