//! The films that paths of the command line stand for: files, folders, archives, members and frames.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::archive::{self, ArchiveError};

use super::film::FilmFile;
use super::left_out::LeftOutFiles;
use super::regular::open;
use super::walk::{self, Found, is_archive};

/// The films to read, and what was left out of folders and archives.
#[derive(Debug, Default)]
pub(crate) struct GivenFilms {
    /// The films in the order of the paths; those of a folder sorted.
    pub(crate) films: Vec<FilmFile>,
    /// What is in the folders and archives besides films.
    pub(crate) left_out: LeftOutFiles,
    /// Folders that cannot be read or have no films.
    pub(crate) unusable: Vec<UnusablePath>,
}

/// A given path that cannot be used.
#[derive(Debug, Clone)]
pub(crate) struct UnusablePath {
    /// The path.
    pub(crate) path: String,
    /// Why.
    pub(crate) reason: String,
}

impl fmt::Display for UnusablePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.path, self.reason)
    }
}

/// Finds the films. A file that is missing or unreadable is one too; reading it tells what is wrong.
pub(crate) fn films(paths: &[PathBuf]) -> GivenFilms {
    let mut given = GivenFilms::default();
    for path in paths {
        if path.is_dir() {
            given.add_folder(path);
        } else if is_archive(path) {
            match walk::in_archive(path) {
                Ok(found) if found.films.is_empty() => {
                    given.add(FilmFile::unusable(path, ArchiveError::NoFilms));
                }
                Ok(found) => given.add_all(path, found),
                Err(error) => given.add(FilmFile::unusable(path, error)),
            }
        } else {
            given.add(one(path));
        }
    }
    walk::name_apart(&mut given.films);
    given
}

impl GivenFilms {
    fn add(&mut self, mut film: FilmFile) {
        film.named = true;
        self.films.push(film);
    }

    fn add_folder(&mut self, path: &Path) {
        let reason = match walk::below(path) {
            Err(error) => error.to_string(),
            Ok(found) => {
                let is_empty = found.films.is_empty();
                self.add_all(path, found);
                if !is_empty {
                    return;
                }
                "the folder contains no films".to_owned()
            }
        };
        self.unusable.push(UnusablePath {
            path: path.display().to_string(),
            reason,
        });
    }

    fn add_all(&mut self, path: &Path, found: Found) {
        let found = found.below(|name| path.join(name).display().to_string());
        self.films.extend(found.films);
        self.left_out.extend(found.left_out);
    }
}

/// A file, `FILE#FRAME`, `ARCHIVE/MEMBER` or `ARCHIVE/MEMBER#FRAME`, in this order.
fn one(path: &Path) -> FilmFile {
    let plain = FilmFile::at(path);
    if path.symlink_metadata().is_ok() {
        return plain;
    }
    if let Some(member) = member(path) {
        return member;
    }
    let Some((file, frame)) = split_frame(path) else {
        return plain;
    };
    if file.exists() {
        return FilmFile::at(&file).frame(frame);
    }
    member(&file).map_or(plain, |member| member.frame(frame))
}

/// The file and frame of `FILE#FRAME`.
fn split_frame(path: &Path) -> Option<(PathBuf, u32)> {
    let name = path.file_name()?.to_str()?;
    let (file, frame) = name.rsplit_once('#')?;
    let is_number = !frame.is_empty() && frame.bytes().all(|byte| byte.is_ascii_digit());
    let frame = frame.parse().ok().filter(|_| is_number)?;
    Some((path.with_file_name(file), frame))
}

/// The member of an archive that a path goes through.
fn member(path: &Path) -> Option<FilmFile> {
    let archive = path.ancestors().skip(1).find(|above| is_archive(above))?;
    let inside = path.strip_prefix(archive).ok()?.to_str()?;
    let members = archive::members(&mut open(archive).ok()?).ok()?;
    let named = |name: &str| name.trim_start_matches('/') == inside;
    let member = members.iter().find(|member| named(&member.name))?;
    Some(FilmFile::in_archive(&Arc::from(archive), member))
}
