//! A film to read: a picture file or a member of a ZIP archive, and the frame of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::archive::{ArchiveError, Member};
use model::input::{self, InputError, Limits, Radiograph};
use thiserror::Error;

use super::FileError;
use super::regular::{ReadError, open, read_picture};

/// A film to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilmFile {
    /// Its path as text; in an archive `ARCHIVE/MEMBER`, with a frame `FILE#FRAME`.
    pub(crate) name: String,
    /// Whether the user gave it by itself, so that failing to read it is a failure of the command.
    pub(crate) named: bool,
    place: Place,
    /// Counts from 1.
    frame: Option<u32>,
}

/// Where a film is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Member {
        archive: Arc<Path>,
        member: Member,
    },
    /// In an archive that cannot be opened.
    Unusable {
        archive: PathBuf,
        error: ArchiveError,
    },
}

/// A film that cannot be read.
#[derive(Debug, Error)]
pub(crate) enum FilmError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    #[error(transparent)]
    Refused(#[from] InputError),
    #[error(
        "the file contains {frames} pictures; choose one by its number, from {name}#1 to {name}#{frames}, or save it as a file of its own"
    )]
    SeveralFrames { name: String, frames: u32 },
}

impl FilmFile {
    /// A picture file.
    pub(crate) fn at(path: &Path) -> Self {
        Self {
            name: path.display().to_string(),
            named: false,
            place: Place::File(path.to_owned()),
            frame: None,
        }
    }

    /// A picture in an archive.
    pub(crate) fn in_archive(archive: &Arc<Path>, member: &Member) -> Self {
        let inside = member.name.trim_start_matches('/');
        Self {
            name: format!("{}/{inside}", archive.display()),
            named: false,
            place: Place::Member {
                archive: archive.clone(),
                member: member.clone(),
            },
            frame: None,
        }
    }

    /// An archive that cannot be opened, in place of its films.
    pub(crate) fn unusable(archive: &Path, error: ArchiveError) -> Self {
        Self {
            name: archive.display().to_string(),
            named: false,
            place: Place::Unusable {
                archive: archive.to_owned(),
                error,
            },
            frame: None,
        }
    }

    /// The same film with another name.
    pub(crate) fn renamed(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// A frame of the file.
    pub(crate) fn frame(self, frame: u32) -> Self {
        Self {
            name: format!("{}#{frame}", self.name),
            frame: Some(frame),
            ..self
        }
    }

    /// The file that holds it: the picture or the archive.
    pub(crate) fn path(&self) -> &Path {
        match &self.place {
            Place::File(path) | Place::Unusable { archive: path, .. } => path,
            Place::Member { archive, .. } => archive,
        }
    }

    /// Whether both are the same film, whatever their names.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.place == other.place && self.frame == other.frame
    }

    /// Reads and decodes the film.
    ///
    /// # Errors
    /// [`FilmError`] says what is wrong with it.
    pub(crate) fn decode(&self, limits: Limits) -> Result<Radiograph, FilmError> {
        let bytes = match &self.place {
            Place::File(path) => read_picture(path, limits)?,
            Place::Member { archive, member } => member.read(&mut open(archive)?, limits.bytes)?,
            Place::Unusable { error, .. } => return Err(error.clone().into()),
        };
        let film = input::decode_frame(&bytes, self.frame, limits);
        film.map_err(|error| match error {
            InputError::SeveralFrames { frames, .. } => FilmError::SeveralFrames {
                name: self.name.clone(),
                frames,
            },
            error => FilmError::Refused(error),
        })
    }
}

impl From<ReadError> for FilmError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::File(error) => Self::File(error),
            ReadError::Refused(error) => Self::Refused(error),
        }
    }
}

impl FilmError {
    /// Whether the film can be read, but is not of the kind that is classified.
    pub(crate) const fn is_other_examination(&self) -> bool {
        matches!(self, Self::Refused(InputError::OtherExamination { .. }))
    }
}
