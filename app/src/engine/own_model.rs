//! Reads the files of a model that the user brings: a folder's, or those of a ZIP archive.

use std::cell::RefCell;
use std::io::{Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use model::archive::{self, ArchiveError, Member};
use model::scorecard::FILE_NAME;
use web_sys::File;

use crate::protocol::Failure;
use crate::protocol::own_model::{OwnModel, is_weights};
use crate::web::blob::BlobReader;

/// The files of a model.
pub struct OwnFiles {
    reader: RefCell<BlobReader>,
    contents: Contents,
}

/// Where each file is.
enum Contents {
    /// Names, places and lengths in the file that was sent.
    Parts(Vec<(String, u64, u64)>),
    /// The members of an archive, and the folder of the model in it, with a slash at its end.
    Archive(Vec<Member>, String),
}

impl OwnFiles {
    /// The files in what was sent.
    ///
    /// # Errors
    /// [`Failure::ModelRefused`] when an archive cannot be opened or has no scorecard.
    pub fn new(own: &OwnModel, file: File) -> Result<Self, Failure> {
        let reader = BlobReader::new(file.into());
        let mut reader = reader.map_err(|error| Failure::Engine(error.to_string()))?;
        let contents = if let Some(parts) = &own.parts {
            let mut at = 0_u64;
            let placed = parts.iter().map(|(name, length)| {
                let start = at;
                at = at.saturating_add(*length);
                (name.clone(), start, *length)
            });
            Contents::Parts(placed.collect())
        } else {
            let members = archive::members(&mut reader).map_err(refused)?;
            let folder = folder(&members).ok_or_else(|| missing(FILE_NAME))?;
            Contents::Archive(members, folder)
        };
        Ok(Self {
            reader: RefCell::new(reader),
            contents,
        })
    }

    /// The content of a file with at most `limit` bytes.
    ///
    /// # Errors
    /// [`Failure::ModelRefused`] when it is missing, too long or damaged.
    pub fn read(&self, name: &str, limit: u64) -> Result<Uint8Array, Failure> {
        let mut reader = self.reader.borrow_mut();
        let bytes = match &self.contents {
            Contents::Parts(parts) => {
                let part = parts.iter().find(|(file, ..)| file == name);
                let (_, start, length) = part.ok_or_else(|| missing(name))?;
                if *length > limit {
                    return Err(refused(ArchiveError::TooLarge { limit }));
                }
                let mut bytes = Vec::new();
                reader
                    .seek(SeekFrom::Start(*start))
                    .and_then(|_| reader.by_ref().take(*length).read_to_end(&mut bytes))
                    .map_err(|_| Failure::Unreadable)?;
                bytes
            }
            Contents::Archive(members, folder) => {
                let path = format!("{folder}{name}");
                let member = members.iter().find(|member| member.name == path);
                let member = member.ok_or_else(|| missing(name))?;
                member.read(&mut *reader, limit).map_err(refused)?
            }
        };
        Ok(Uint8Array::from(bytes.as_slice()))
    }
}

/// Whether an archive holds a model: a scorecard beside weights.
pub fn is_model(members: &[Member]) -> bool {
    folder(members).is_some_and(|folder| {
        let mut names = members
            .iter()
            .filter_map(|it| it.name.strip_prefix(&folder));
        names.any(is_weights)
    })
}

/// The folder of the first scorecard in an archive, with a slash at its end.
fn folder(members: &[Member]) -> Option<String> {
    members.iter().find_map(|member| {
        let folder = member.name.strip_suffix(FILE_NAME)?;
        (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned())
    })
}

fn missing(name: &str) -> Failure {
    Failure::ModelRefused(format!("its file {name} is missing"))
}

fn refused(error: ArchiveError) -> Failure {
    match error {
        ArchiveError::Unreadable(_) => Failure::Unreadable,
        error => Failure::ModelRefused(error.to_string()),
    }
}
