//! A folder and those below it, in the order of their names, so that two runs read alike.

use std::path::{Path, PathBuf};

use super::count::BytesRead;
use super::file::{Kind, kind, read_file};
use super::{Pages, once};
use crate::error::{Error, Result};

/// The pages of every file below `folder`. Files of other kinds come as [`Error::NotArticles`]; names that
/// start with a dot are the system's, not the user's, and are left alone.
pub(super) fn read_folder(folder: &Path, count: &BytesRead) -> Result<Pages> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    let count = count.clone();
    Ok(Box::new(files.into_iter().flat_map(move |path| match kind(&path) {
        Ok(Kind::Unnamed) | Err(_) => once(Err(Error::NotArticles { path })),
        Ok(_) => read_file(&path, &count).unwrap_or_else(|error| once(Err(error))),
    })))
}

/// Bytes of the files that [`read_folder`] reads.
pub(super) fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    let read = files.iter().filter(|path| kind(path).is_ok_and(|kind| kind != Kind::Unnamed));
    Ok(read.filter_map(|path| std::fs::metadata(path).ok()).map(|about| about.len()).sum())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |source| Error::Io { path: folder.to_owned(), source };
    let mut entries = std::fs::read_dir(folder)
        .and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>())
        .map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link to a folder is not followed: it could lead back here.
        if entry.file_type().map_err(failed)?.is_dir() {
            walk(&entry.path(), files)?;
        } else if !entry.path().is_dir() {
            files.push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_in_order_and_others_are_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.txt", "a.txt", "b/z.html", "b/y.txt", "notes.pdf", ".hidden.txt"] {
            std::fs::write(folder.path().join(name), "words").unwrap();
        }
        let found: Vec<String> = read_folder(folder.path(), &BytesRead::default())
            .unwrap()
            .map(|page| match page {
                Ok(page) => page.source,
                Err(error) => format!("not: {}", error.origin()),
            })
            .map(|source| source.replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        assert_eq!(folder_bytes(folder.path()).unwrap(), 4 * 5);
        assert_eq!(found, ["a.txt", "b/y.txt", "b/z.html", "c.txt", "not: notes.pdf"]);
    }
}
