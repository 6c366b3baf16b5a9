//! Opens ZIP archives and gzip files: lists their films and unpacks one.

use std::io::{Read, Seek};

use model::archive::{ArchiveError, is_document, is_gzip, members};
use model::input::Limits;
use model::selection::{HEAD_BYTES, LeftOut, LeftOutCounts, Selection, by_content, by_path};
use web_sys::File;

use crate::engine::own_model::is_model;
use crate::natural;
use crate::protocol::{Failure, JobId, ListedFilm, Reply};
use crate::web::blob::BlobReader;
use crate::web::buffer::take;
use crate::web::error::WebError;
use crate::web::message::Attachment;

/// Enough of a gzip file to unpack the first bytes of its content.
const GZIP_HEAD_BYTES: u64 = 64 << 10;

/// Lists the films of an archive in natural order. Without films, the archive itself is left out.
///
/// # Errors
/// [`Failure::Film`] when it cannot be opened, [`Failure::Unreadable`] when it cannot be read.
pub(super) fn list(job: JobId, archive: Option<Attachment>) -> Result<Reply, Failure> {
    let Some(Attachment::File(file)) = archive else {
        return Err(missing());
    };
    let name = file.name();
    let mut archive = open(file)?;
    let start = read_start(&mut archive, GZIP_HEAD_BYTES)?;
    let mut listing = Listing::default();
    if is_gzip(&start) {
        listing.add(0, String::new(), by_content(&name, &start));
    } else {
        list_zip(&mut archive, &mut listing)?;
        if listing.films.is_empty() && !listing.is_model {
            listing.left_out = LeftOutCounts::default();
            listing.left_out.count(LeftOut::Archive);
        }
    }
    let Listing {
        mut films,
        left_out,
        is_model,
    } = listing;
    films.sort_by(|a, b| natural::compare(&a.path, &b.path));
    Ok(Reply::Listed {
        job,
        films,
        left_out,
        is_model,
    })
}

/// The bytes of a film: those attached, or a member of the archive attached.
///
/// # Errors
/// [`Failure::Film`] when the archive or the film in it cannot be opened, [`Failure::Unreadable`] when
/// it cannot be read.
pub(super) fn film(
    attachment: Option<Attachment>,
    member: Option<u32>,
) -> Result<Vec<u8>, Failure> {
    match (attachment, member) {
        (Some(Attachment::Bytes(bytes)), None) => Ok(take(&bytes)),
        (Some(Attachment::File(file)), Some(member)) => {
            member_bytes(file, member, Limits::default().bytes)
        }
        _ => Err(missing()),
    }
}

/// A file of a ZIP archive, or a whole gzip file.
fn member_bytes(file: File, member: u32, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut archive = open(file)?;
    if is_gzip(&read_start(&mut archive, HEAD_BYTES as u64)?) {
        let bytes = read_start(&mut archive, limit.saturating_add(1))?;
        let admitted = Limits::default().admit_bytes(bytes.len() as u64);
        admitted.map_err(|error| Failure::Film(error.to_string()))?;
        return Ok(bytes);
    }
    let members = members(&mut archive).map_err(refused)?;
    let index = usize::try_from(member).unwrap_or(usize::MAX);
    let member = members.get(index).ok_or(Failure::Unreadable)?;
    member.read(&mut archive, limit).map_err(refused)
}

/// What is found in an archive.
#[derive(Default)]
struct Listing {
    films: Vec<ListedFilm>,
    left_out: LeftOutCounts,
    is_model: bool,
}

impl Listing {
    fn add(&mut self, member: u32, path: String, selection: Selection) {
        match selection {
            Selection::Film => self.films.push(ListedFilm { member, path }),
            Selection::LeftOut(kind) => self.left_out.count(kind),
            Selection::Archive => self.left_out.count(LeftOut::Archive),
        }
    }
}

/// Adds the files of a ZIP archive. Those that cannot be unpacked count as films, which fail with the
/// reason.
fn list_zip(archive: &mut (impl Read + Seek), listing: &mut Listing) -> Result<(), Failure> {
    let members = members(archive).map_err(refused)?;
    if is_document(&members) {
        return Ok(());
    }
    if is_model(&members) {
        listing.is_model = true;
        return Ok(());
    }
    let files = (0..).zip(members).filter(|(_, file)| !file.directory);
    for (member, file) in files {
        let selection = match by_path(&file.name) {
            Some(kind) => Selection::LeftOut(kind),
            None => match file.head(archive, HEAD_BYTES) {
                Ok(head) => by_content(&file.name, &head),
                Err(ArchiveError::Unreadable(_)) => return Err(Failure::Unreadable),
                Err(_) => Selection::Film,
            },
        };
        listing.add(member, file.name, selection);
    }
    Ok(())
}

fn open(file: File) -> Result<BlobReader, Failure> {
    BlobReader::new(file.into()).map_err(|error: WebError| Failure::Engine(error.to_string()))
}

/// The first bytes of a file, at most `length`.
fn read_start(file: &mut BlobReader, length: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = file
        .rewind()
        .and_then(|()| file.take(length).read_to_end(&mut bytes));
    read.map_err(|_| Failure::Unreadable)?;
    Ok(bytes)
}

fn refused(error: ArchiveError) -> Failure {
    match error {
        ArchiveError::Unreadable(_) => Failure::Unreadable,
        error => Failure::Film(error.to_string()),
    }
}

fn missing() -> Failure {
    Failure::Engine("the request has no file".to_owned())
}
