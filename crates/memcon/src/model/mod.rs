//! The trained model: a folder of weights, read once, and what it finds in a text.

mod decode;
mod pieces;
mod read;
#[cfg(test)]
mod reference;
mod relate;
mod run;
mod settings;
mod windows;

pub use read::TriggerCandidate;
pub(crate) use read::{Hint, ReadEvent, ReadMention, ReadStatement};
pub(crate) use settings::MentionClass;

use std::path::{Path, PathBuf};

use self::pieces::Pieces;
use self::run::Graphs;
use self::settings::Settings;
use crate::error::Result;

/// Name of the environment variable that names the model's folder.
const VARIABLE: &str = "MEMCON_MODEL";

/// Where a model lies below a program's or repository's folder.
const PLACES: [&str; 2] = ["models/news-en", "share/memcon/models/news-en"];

/// A trained model: open once, use from any number of threads.
pub struct Model {
    settings: Settings,
    pieces: Pieces,
    graphs: Graphs,
}

impl Model {
    /// The model in `folder`, whose format docs/model-folder.md describes.
    ///
    /// # Errors
    /// One line that names the file and the cause when a file is missing, damaged or of another format.
    pub fn open(folder: &Path) -> Result<Model> {
        let settings = Settings::open(&folder.join("settings.json"))?;
        let pieces = Pieces::open(&folder.join("tokenizer.json"))?;
        let graphs = Graphs::open(folder, &settings)?;
        Ok(Model { settings, pieces, graphs })
    }

    /// The folder to open when the user named none: what the variable `MEMCON_MODEL` says, else `models/news-en`
    /// or `share/memcon/models/news-en` beside the running program or in a folder above it.
    pub fn default_folder() -> Option<PathBuf> {
        if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            return Some(PathBuf::from(named));
        }
        let program = std::env::current_exe().ok()?;
        let program = program.canonicalize().unwrap_or(program);
        let folders = program.ancestors().skip(1);
        let mut candidates = folders.flat_map(|folder| PLACES.map(|place| folder.join(place)));
        candidates.find(|candidate| candidate.join("settings.json").is_file())
    }

    /// Name and version, as records give them: `news-en 0.1.0`.
    pub fn label(&self) -> String {
        format!("{} {}", self.settings.name, self.settings.version)
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Model({})", self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The repository's own model; none in a checkout without it.
    pub(super) fn folder() -> Option<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/news-en");
        folder.join("settings.json").is_file().then_some(folder)
    }

    #[test]
    fn a_wrong_folder_is_refused_with_one_line() {
        let Some(good) = folder() else { return };
        let settings = fs::read_to_string(good.join("settings.json")).expect("the model has settings");
        let cases: [(&str, Option<String>, &str); 6] = [
            ("settings.json", None, "settings.json: "),
            ("settings.json", Some("{".to_owned()), "settings.json: "),
            (
                "settings.json",
                Some(settings.replace("\"format\": 2", "\"format\": 9")),
                "settings.json: format 9 is unknown to this memcon, which reads format 2",
            ),
            (
                "settings.json",
                Some(settings.replace("\"happened\"", "\"hapened\"")),
                "settings.json: no status is called \"hapened\"",
            ),
            ("tokenizer.json", Some("{}".to_owned()), "tokenizer.json: "),
            ("encoder.onnx", Some("not a graph".to_owned()), "encoder.onnx: "),
        ];
        for (file, content, expected) in cases {
            let bad = tempfile::tempdir().expect("a folder can be made");
            for name in ["settings.json", "tokenizer.json"] {
                fs::copy(good.join(name), bad.path().join(name)).expect("a file can be copied");
            }
            match &content {
                Some(content) => fs::write(bad.path().join(file), content).expect("a file can be written"),
                None => fs::remove_file(bad.path().join(file)).expect("a file can be removed"),
            }
            let message = Model::open(bad.path()).expect_err(expected).to_string();
            assert!(message.contains(expected) && !message.contains('\n'), "{message:?} is not {expected:?}");
        }
    }
}
