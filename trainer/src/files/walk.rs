//! Finds the films in a folder or an archive, and counts what is left out.

use std::collections::BTreeMap;
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
    for (name, path) in once_each(folder, files, &mut found.left_out) {
        found.add_file(&name, &path);
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
    let mut file = open(path).map_err(|error| ArchiveError::Unreadable(error.to_string()))?;
    let members = archive::members(&mut file)?;
    if archive::is_document(&members) {
        return Err(ArchiveError::Document);
    }
    let archive: Arc<Path> = path.into();
    for member in members.iter().filter(|member| !member.directory) {
        let name = || member.name.trim_start_matches('/').to_owned();
        let selected = match selection::by_path(&member.name) {
            Some(reason) => Selection::LeftOut(reason),
            None => match member.head(&mut file, HEAD_BYTES) {
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
    for film in films {
        let name = film.name.clone();
        let mut number = 1;
        while let Some(other) = taken.get(&film.name) {
            if other.is(film) {
                break;
            }
            number += 1;
            film.name = format!("{name} ({number})");
        }
        taken
            .entry(film.name.clone())
            .or_insert_with(|| film.clone());
    }
}

/// The regular files below a folder that are not hidden, with their names relative to it.
fn regular_files(
    folder: &Path,
    left_out: &mut LeftOutFiles,
) -> Result<Vec<(String, PathBuf)>, FileError> {
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
            (Ok(entry), None) if entry.file_type().is_file() => files.push((name, path.to_owned())),
            (Ok(_), None) => left_out.add(Reason::Special, name),
            (Err(error), None) if error.loop_ancestor().is_some() => {
                left_out.add(Reason::Link, name);
            }
            // A broken link counts as a file, so that reading it tells what is wrong.
            (Err(_), None) if path.is_symlink() && !path.exists() => {
                files.push((name, path.to_owned()));
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
fn once_each(
    folder: &Path,
    files: Vec<(String, PathBuf)>,
    left_out: &mut LeftOutFiles,
) -> Vec<(String, PathBuf)> {
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mut by_target: BTreeMap<PathBuf, (bool, String, PathBuf)> = BTreeMap::new();
    for (name, path) in files {
        let target = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        let is_link = target != root.join(inside);
        // The file itself is preferred, then the first link.
        match by_target.remove(&target) {
            Some((true, other, _)) if !is_link => {
                left_out.add(Reason::Link, other);
                by_target.insert(target, (false, name, path));
            }
            Some(first) => {
                left_out.add(Reason::Link, name);
                by_target.insert(target, first);
            }
            None => {
                by_target.insert(target, (is_link, name, path));
            }
        }
    }
    let files = by_target.into_values();
    files.map(|(_, name, path)| (name, path)).collect()
}
