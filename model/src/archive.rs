//! Opens ZIP archives and gzip files, for trainer and page.
//!
//! A ZIP archive is read from anything that seeks, so a large one is never held in memory:
//! [`members`] lists its files, [`Member::read`] unpacks one. Sizes are checked while unpacking,
//! whatever the headers state, and names are only names: nothing is written anywhere. An archive in
//! an archive is not opened. Sources: APPNOTE.TXT 6.3.10 (PKWARE), RFC 1951, RFC 1952.

mod directory;
mod error;
mod gzip;
mod member;
mod name;
mod stream;

pub use directory::members;
pub use error::ArchiveError;
pub use gzip::{gunzip, gzip_head, is_gzip, unpacked};
pub use member::Member;
pub(crate) use stream::read_within;

/// Whether a file begins as a ZIP archive does; an empty or divided one too.
///
/// Office documents and Java programs are ZIP archives as well: see [`is_document`].
pub fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|signature| bytes.starts_with(*signature))
}

/// Whether the members are the parts of an office document, an e-book or a Java program, so that the
/// pictures among them are no films.
pub fn is_document(members: &[Member]) -> bool {
    const PARTS: [&str; 4] = [
        "[Content_Types].xml",
        "META-INF/MANIFEST.MF",
        "AndroidManifest.xml",
        "mimetype",
    ];
    members
        .iter()
        .any(|member| PARTS.contains(&member.name.as_str()))
}

#[cfg(test)]
mod tests;
