//! The folder of knowledge files: each is written under another name until all are whole.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::exit::Stop;

/// Files in the making. Those that were not finished are taken away again.
pub struct Output {
    folder: PathBuf,
    /// Name in the making, final name; a file without one was for the run only.
    files: Vec<(PathBuf, Option<PathBuf>)>,
}

impl Output {
    /// Makes the folder when it is not there.
    pub fn new(folder: &Path) -> Result<Output, Stop> {
        std::fs::create_dir_all(folder)
            .map_err(|error| Stop::Command(format!("{}: {error}", folder.display())))?;
        Ok(Output { folder: folder.to_owned(), files: Vec::new() })
    }

    /// A new file of the folder; one that is there is not written over.
    pub fn create(&mut self, name: &str) -> Result<BufWriter<File>, Stop> {
        let path = self.folder.join(name);
        if path.exists() {
            return Err(Stop::Command(format!("{}: is there already; name another folder", path.display())));
        }
        let part = self.folder.join(format!("{name}.part"));
        self.open(part, Some(path))
    }

    /// A file that is gone after the run, and where it is.
    pub fn scratch(&mut self, name: &str) -> Result<(BufWriter<File>, PathBuf), Stop> {
        let path = self.folder.join(format!("{name}.part"));
        Ok((self.open(path.clone(), None)?, path))
    }

    fn open(&mut self, part: PathBuf, path: Option<PathBuf>) -> Result<BufWriter<File>, Stop> {
        let file =
            File::create(&part).map_err(|error| Stop::Failure(format!("{}: {error}", part.display())))?;
        self.files.push((part, path));
        Ok(BufWriter::new(file))
    }

    /// Gives the files their names.
    pub fn finish(mut self) -> Result<(), Stop> {
        for (part, path) in std::mem::take(&mut self.files) {
            match path {
                Some(path) => std::fs::rename(part, path)?,
                None => std::fs::remove_file(part)?,
            }
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        for (part, _) in &self.files {
            // The run failed already; what cannot be taken away stays under its other name.
            let _ = std::fs::remove_file(part);
        }
    }
}

/// Ends a table.
pub fn close(table: csv::Writer<BufWriter<File>>) -> Result<(), Stop> {
    let mut file = table.into_inner().map_err(|error| Stop::Failure(error.error().to_string()))?;
    Ok(file.flush()?)
}
