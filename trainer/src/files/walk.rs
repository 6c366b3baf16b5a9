//! Finds the films in a folder or an archive, and counts what is left out.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use model::archive::{self, ArchiveError};
use model::selection::{self, HEAD_BYTES, LeftOut, Selection};
use walkdir::WalkDir;

use super::film::FilmFile;
use super::left_out::{LeftOutFiles, Reason};
use super::regular::{head, open};
use super::{FileError, failed};

/// The films of a folder or an archive.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The films, sorted by name. Names are relative to the folder or archive, with `/` between folders,
    /// and each has another one.
    pub(crate) films: Vec<FilmFile>,
    /// Everything else.
    pub(crate) left_out: LeftOutFiles,
}

/// Whether a file is a ZIP archive of files, by its content.
pub(crate) fn is_archive(path: &Path) -> bool {
    head(path, HEAD_BYTES).is_ok_and(|head| archive::is_zip(&head))
}

/// Finds the films below a folder or in an archive; links are followed, but each file counts once.
///
/// # Errors
/// [`FileError`] when it cannot be read; a folder in it is only left out.
pub(crate) fn below(folder: &Path) -> Result<Found, FileError> {
    if is_archive(folder) {
        let refuse = |error| failed("read", folder)(io::Error::other(error));
        return in_archive(folder).map_err(refuse);
    }
    let mut found = Found::default();
    let files = regular_files(folder, &mut found.left_out)?;
    for file in once_each(folder, files, &mut found.left_out) {
        found.add_file(&file.name, &file.path);
    }
    found.sort();
    Ok(found)
}

/// Finds the films in a ZIP archive.
///
/// # Errors
/// [`ArchiveError`] when the archive cannot be opened, or is a document.
pub(crate) fn in_archive(path: &Path) -> Result<Found, ArchiveError> {
    let mut found = Found::default();
    let mut reader = open(path).map_err(|error| ArchiveError::Unreadable(error.to_string()))?;
    let members = archive::members(&mut reader)?;
    if archive::is_document(&members) {
        return Err(ArchiveError::Document);
    }
    let archive: Arc<Path> = path.into();
    for member in members.iter().filter(|member| !member.directory) {
        let name = || member.name.trim_start_matches('/').to_owned();
        let selected = match selection::by_path(&member.name) {
            Some(reason) => Selection::LeftOut(reason),
            None => match member.head(&mut reader, HEAD_BYTES) {
                Ok(head) => selection::by_content(&member.name, &head),
                // Its row has the reason.
                Err(_) => Selection::Film,
            },
        };
        match selected {
            Selection::Film => {
                let film = FilmFile::in_archive(&archive, member);
                found.films.push(film.renamed(name()));
            }
            Selection::Archive => {
                let reason = Reason::Selected(LeftOut::Archive);
                found.left_out.add(reason, name());
            }
            Selection::LeftOut(kind) => found.left_out.add(Reason::Selected(kind), name()),
        }
    }
    found.sort();
    Ok(found)
}

impl Found {
    /// Decides about a file by its content.
    fn add_file(&mut self, name: &str, path: &Path) {
        let selected = match head(path, HEAD_BYTES) {
            Ok(head) => selection::by_content(name, &head),
            // Its row has the reason.
            Err(_) => Selection::Film,
        };
        match selected {
            Selection::Film => self.films.push(FilmFile::at(path).renamed(name.to_owned())),
            Selection::LeftOut(kind) => self.left_out.add(Reason::Selected(kind), name.to_owned()),
            Selection::Archive => self.add_archive(name, path),
        }
    }

    fn add_archive(&mut self, name: &str, path: &Path) {
        match in_archive(path) {
            Err(ArchiveError::Document) => {
                let reason = Reason::Selected(LeftOut::Document);
                self.left_out.add(reason, name.to_owned());
            }
            Err(error) => {
                let film = FilmFile::unusable(path, error);
                self.films.push(film.renamed(name.to_owned()));
            }
            Ok(inside) if inside.films.is_empty() => {
                let reason = Reason::Selected(LeftOut::Archive);
                self.left_out.add(reason, name.to_owned());
            }
            Ok(inside) => {
                let inside = inside.below(|inner| format!("{name}/{inner}"));
                self.films.extend(inside.films);
                self.left_out.extend(inside.left_out);
            }
        }
    }

    /// The same films with other names.
    pub(crate) fn below(self, rename: impl Fn(&str) -> String) -> Self {
        let named = |film: FilmFile| {
            let name = rename(&film.name);
            film.renamed(name)
        };
        Self {
            films: self.films.into_iter().map(named).collect(),
            left_out: self.left_out.renamed(|name| rename(&name)),
        }
    }

    fn sort(&mut self) {
        self.films
            .sort_by(|one, other| (&one.name, one.path()).cmp(&(&other.name, other.path())));
        self.left_out.sort();
        name_apart(&mut self.films);
    }
}

/// Numbers films of the same name: names that are not UTF-8 may become equal as text, and an archive may
/// have a name twice. The same film given twice keeps its name.
pub(crate) fn name_apart(films: &mut [FilmFile]) {
    let mut taken: BTreeMap<String, FilmFile> = BTreeMap::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for film in films {
        let name = film.name.clone();
        while taken.get(&film.name).is_some_and(|other| !other.is(film)) {
            let number = numbers.entry(name.clone()).or_insert(1);
            *number += 1;
            film.name = format!("{name} ({number})");
        }
        taken
            .entry(film.name.clone())
            .or_insert_with(|| film.clone());
    }
}

/// A file below a folder.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FileBelow {
    /// Its path below the folder.
    name: String,
    path: PathBuf,
}

/// The regular files below a folder that are not hidden, sorted.
fn regular_files(folder: &Path, left_out: &mut LeftOutFiles) -> Result<Vec<FileBelow>, FileError> {
    let mut files = Vec::new();
    let mut walk = WalkDir::new(folder).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        let (path, depth) = match &entry {
            Ok(entry) => (entry.path(), entry.depth()),
            Err(error) => (error.path().unwrap_or(folder), error.depth()),
        };
        let name = relative(folder, path);
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        match (&entry, selection::by_name(&last).filter(|_| depth > 0)) {
            (_, Some(kind)) => {
                left_out.add(Reason::Selected(kind), name);
                if entry.is_ok_and(|entry| entry.file_type().is_dir()) {
                    walk.skip_current_dir();
                }
            }
            (Ok(entry), None) if entry.file_type().is_dir() => {}
            (Ok(entry), None) if entry.file_type().is_file() => {
                let path = path.to_owned();
                files.push(FileBelow { name, path });
            }
            (Ok(_), None) => left_out.add(Reason::Special, name),
            (Err(error), None) if error.loop_ancestor().is_some() => {
                left_out.add(Reason::Link, name);
            }
            // A broken link counts as a file, so that reading it tells what is wrong.
            (Err(_), None) if path.is_symlink() && !path.exists() => {
                let path = path.to_owned();
                files.push(FileBelow { name, path });
            }
            (Err(_), None) if depth > 0 => left_out.add(Reason::UnreadableFolder, name),
            (Err(_), None) => {
                let source = entry.err().and_then(walkdir::Error::into_io_error);
                let source = source.unwrap_or_else(|| io::Error::other("it cannot be listed"));
                return Err(failed("read the folder", folder)(source));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The path of a file below a folder as text.
fn relative(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path).components();
    let parts = inside.filter(|part| matches!(part, Component::Normal(_)));
    let parts: Vec<_> = parts
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Leaves out links to files that are found elsewhere too.
fn once_each(folder: &Path, files: Vec<FileBelow>, left_out: &mut LeftOutFiles) -> Vec<FileBelow> {
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mut by_target: BTreeMap<PathBuf, FileBelow> = BTreeMap::new();
    for file in files {
        let target = fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
        // The file itself is preferred, then the first link.
        let inside = file.path.strip_prefix(folder).unwrap_or(&file.path);
        let is_link = root.join(inside) != target;
        let second = match by_target.entry(target) {
            Entry::Vacant(place) => {
                place.insert(file);
                continue;
            }
            Entry::Occupied(_) if is_link => file,
            Entry::Occupied(mut first) => first.insert(file),
        };
        left_out.add(Reason::Link, second.name);
    }
    by_target.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn films_of_the_same_name_are_numbered_and_the_same_film_is_not() {
        let film = |path: &str| FilmFile::at(Path::new(path)).renamed("film".to_owned());
        let mut films = ["a", "b", "a", "c"].map(film);
        name_apart(&mut films);
        let names = films.map(|film| film.name);
        assert_eq!(names, ["film", "film (2)", "film", "film (3)"]);
        // Quickly, however many there are.
        let mut many: Vec<FilmFile> = (0..100_000).map(|n| film(&n.to_string())).collect();
        name_apart(&mut many);
        assert_eq!(many[99_999].name, "film (100000)");
    }
}
