//! Why an archive or a file in it is refused, in sentences that say what its owner can do.

use std::io::{self, ErrorKind};

use thiserror::Error;

/// An archive that cannot be opened, or a file in it that cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// The archive ends early.
    #[error("the archive is incomplete; copy or download it again")]
    Truncated,
    /// The archive breaks the rules of its format.
    #[error("the archive is damaged; copy or download it again ({0})")]
    Damaged(&'static str),
    /// An office document or a program, whose pictures are no films.
    #[error(
        "the file is an office document or a program; export its picture as PNG and choose that"
    )]
    Document,
    /// None of the files is a film.
    #[error("the archive contains no films; choose the film itself")]
    NoFilms,
    /// The file needs a password.
    #[error(
        "the file is encrypted; unpack the archive with its password and choose the film itself"
    )]
    Encrypted,
    /// A compression method other than Deflate.
    #[error(
        "the compression method of the archive ({0}) is not supported; unpack the archive and choose the film itself"
    )]
    Method(u16),
    /// One of several files of a divided archive.
    #[error(
        "this is one part of a divided archive; unpack the archive and choose the films themselves"
    )]
    Divided,
    /// More files than the limit.
    #[error(
        "the archive contains {members} files, over the limit of {limit}; unpack it and choose the films themselves"
    )]
    TooManyMembers {
        /// Number of files and folders.
        members: u64,
        /// The maximum number that is listed.
        limit: u64,
    },
    /// The file is larger than the limit once it is unpacked.
    #[error(
        "the file has more than {} MiB when it is unpacked; save the film as a smaller file",
        .limit >> 20
    )]
    TooLarge {
        /// The maximum number of bytes that is unpacked.
        limit: u64,
    },
    /// All files together are far larger than the archive.
    #[error(
        "the archive claims to contain {} MiB, too much for its own size; unpack it and choose the films themselves",
        .bytes >> 20
    )]
    ExpandsTooFar {
        /// Bytes of all files when they are unpacked.
        bytes: u64,
    },
    /// The archive itself cannot be read.
    #[error("the archive cannot be read: {0}")]
    Unreadable(String),
}

impl From<io::Error> for ArchiveError {
    /// An error of a decompressor or of the archive's reader.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Truncated,
            ErrorKind::InvalidInput | ErrorKind::InvalidData => Self::Damaged("compressed data"),
            _ => Self::Unreadable(error.to_string()),
        }
    }
}
