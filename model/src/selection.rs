//! Which files of a folder or an archive are taken for films, and of which kind the others are.
//!
//! The content decides; a name decides only what is hidden or belongs to the operating system, and
//! that a file that calls itself a picture is not left out silently.

mod counts;

pub use counts::LeftOutCounts;

use crate::archive::{gzip_head, is_gzip, is_zip};
use crate::input::dicom::is_directory;
use crate::input::is_picture;

/// The first bytes of a file that [`by_content`] needs; fewer if the file is shorter.
pub const HEAD_BYTES: usize = 4096;

/// What a file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// A film, possibly in a format that is not supported.
    Film,
    /// A ZIP archive, which may contain films.
    Archive,
    /// Neither.
    LeftOut(LeftOut),
}

/// Kinds of files that are not taken for films.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Names that begin with a dot.
    Hidden,
    /// Files that operating systems and disk stations leave in folders: `Thumbs.db`, `@eaDir`.
    System,
    /// The directory of a patient's CD.
    Dicomdir,
    /// Programs and their libraries.
    Program,
    /// Texts, tables, PDF and office documents.
    Document,
    /// Archives that are not opened, or without films.
    Archive,
    /// Everything else.
    Other,
}

impl LeftOut {
    /// All kinds, in their order.
    pub const ALL: [Self; 7] = [
        Self::Hidden,
        Self::System,
        Self::Dicomdir,
        Self::Program,
        Self::Document,
        Self::Archive,
        Self::Other,
    ];

    /// What such files are called in a count: one, and several.
    pub const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Hidden => ("hidden", "hidden"),
            Self::System => ("of the system", "of the system"),
            Self::Dicomdir => ("DICOMDIR", "DICOMDIRs"),
            Self::Program => ("program", "programs"),
            Self::Document => ("text or document", "texts and documents"),
            Self::Archive => ("other archive", "other archives"),
            Self::Other => ("without a picture", "without a picture"),
        }
    }
}

/// Names that hide files, in lower case.
const SYSTEM_NAMES: [&str; 9] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "@eadir",
    "#recycle",
    "__macosx",
    "$recycle.bin",
    "system volume information",
    "lost+found",
];

/// Extensions by which a file calls itself a picture.
const PICTURE_EXTENSIONS: [&str; 22] = [
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "bmp", "dib", "gif", "dcm",
    "dicom", "jp2", "j2k", "jpf", "jpx", "jxl", "heic", "heif", "avif", "pgm",
];

/// Why a file or folder of this name, without its path, is left out unopened; `None` if it is not.
pub fn by_name(name: &str) -> Option<LeftOut> {
    if name.starts_with('.') {
        return Some(LeftOut::Hidden);
    }
    SYSTEM_NAMES
        .iter()
        .any(|system| system.eq_ignore_ascii_case(name))
        .then_some(LeftOut::System)
}

/// Why a file with this path, `/` between its parts, is left out unopened: one of them may be hidden.
pub fn by_path(path: &str) -> Option<LeftOut> {
    let mut parts = path.split('/').filter(|part| ![".", ".."].contains(part));
    parts.find_map(by_name)
}

/// What a file is taken for by its first bytes, at most [`HEAD_BYTES`]; of a gzip file its content
/// counts.
pub fn by_content(name: &str, head: &[u8]) -> Selection {
    if is_gzip(head) {
        let inner = name.strip_suffix(".gz").unwrap_or(name);
        by_start(inner, &gzip_head(head, HEAD_BYTES))
    } else {
        by_start(name, head)
    }
}

/// As [`by_content`], for a file that is not compressed by gzip.
pub fn by_start(name: &str, head: &[u8]) -> Selection {
    if is_picture_name(name) {
        return Selection::Film;
    }
    match content(head) {
        Selection::Film if is_directory(head) || is_directory_name(name) => {
            Selection::LeftOut(LeftOut::Dicomdir)
        }
        selection => selection,
    }
}

/// Whether this is the name of a DICOMDIR, which a damaged one keeps. Source: DICOM PS3.10, section 8.6.
fn is_directory_name(name: &str) -> bool {
    name.rsplit('/')
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("DICOMDIR"))
}

fn is_picture_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        PICTURE_EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str())
    })
}

fn content(head: &[u8]) -> Selection {
    const PROGRAMS: [&[u8]; 6] = [
        b"MZ",
        b"\x7fELF",
        b"#!",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"\xce\xfa\xed\xfe",
    ];
    const ARCHIVES: [&[u8]; 5] = [
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"\xfd7zXZ\0",
        b"BZh",
        b"\x28\xb5\x2f\xfd",
    ];
    // The second is that of old office documents.
    const DOCUMENTS: [&[u8]; 3] = [b"%PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"];
    let begins = |with: &[&[u8]]| with.iter().any(|signature| head.starts_with(signature));
    if is_zip(head) {
        Selection::Archive
    } else if is_picture(head) {
        Selection::Film
    } else if begins(&PROGRAMS) {
        Selection::LeftOut(LeftOut::Program)
    } else if begins(&ARCHIVES) || head.get(257..).is_some_and(|it| it.starts_with(b"ustar")) {
        Selection::LeftOut(LeftOut::Archive)
    } else if begins(&DOCUMENTS) || is_text(head) {
        Selection::LeftOut(LeftOut::Document)
    } else {
        Selection::LeftOut(LeftOut::Other)
    }
}

/// Whether bytes are text in UTF-8, UTF-16 with its mark, or an extension of ASCII.
fn is_text(head: &[u8]) -> bool {
    let utf_16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\x0b\x0c\r\x1b".contains(byte);
    !head.is_empty() && (utf_16 || !head.iter().any(is_control))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

    #[test]
    fn hidden_and_system_names_are_left_out_unopened() {
        for (name, expected) in [
            ("film.png", None),
            ("DICOMDIR", None),
            ("thumbs.png", None),
            ("._film.png", Some(LeftOut::Hidden)),
            (".DS_Store", Some(LeftOut::Hidden)),
            (".ipynb_checkpoints", Some(LeftOut::Hidden)),
            ("Thumbs.db", Some(LeftOut::System)),
            ("THUMBS.DB", Some(LeftOut::System)),
            ("@eaDir", Some(LeftOut::System)),
            ("__MACOSX", Some(LeftOut::System)),
        ] {
            assert_eq!(by_name(name), expected, "{name}");
            assert_eq!(by_path(&format!("./{name}/film.png")), expected, "{name}");
        }
    }

    /// A DICOM file of a storage class, with preamble.
    fn dicom(class: &str) -> Vec<u8> {
        let mut file = vec![0; 128];
        file.extend(b"DICM\x02\0\0\0UL\x04\0\x42\0\0\0\x02\0\x02\0UI");
        file.extend([u8::try_from(class.len()).unwrap(), 0]);
        file.extend(class.as_bytes());
        file
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The header of a tar archive.
    fn tar() -> Vec<u8> {
        let mut header = b"film.png".to_vec();
        header.resize(257, 0);
        header.extend(b"ustar\x0000");
        header
    }

    #[test]
    fn the_content_decides() {
        use LeftOut::{Archive, Dicomdir, Document, Other, Program};
        let film = dicom("1.2.840.10008.5.1.4.1.1.1\0");
        let directory = dicom("1.2.840.10008.1.3.10");
        // Implicit, without preamble.
        let old = b"\x08\0\x16\0\x04\0\0\x001.2\0\x08\0\x60\0\x02\0\0\0DX";
        for (name, head, expected) in [
            ("noext", PNG.to_vec(), Selection::Film),
            ("film.txt", PNG.to_vec(), Selection::Film),
            ("IM000001", film.clone(), Selection::Film),
            ("IM000002", old.to_vec(), Selection::Film),
            ("IMG_0412", b"\0\0\0\x18ftypheic".to_vec(), Selection::Film),
            ("film.dcm.gz", gzip(&film), Selection::Film),
            ("IM000003.gz", gzip(&film), Selection::Film),
            ("films.zip", b"PK\x03\x04\x14".to_vec(), Selection::Archive),
            ("DICOMDIR", directory.clone(), Selection::LeftOut(Dicomdir)),
            ("CD", directory.clone(), Selection::LeftOut(Dicomdir)),
            ("CD/DICOMDIR", film.clone(), Selection::LeftOut(Dicomdir)),
            (
                "viewer.exe",
                b"MZ\0\0".to_vec(),
                Selection::LeftOut(Program),
            ),
            (
                "start",
                b"#!/bin/sh\n".to_vec(),
                Selection::LeftOut(Program),
            ),
            ("a.pdf", b"%PDF-1.4".to_vec(), Selection::LeftOut(Document)),
            (
                "README",
                b"A text\r\n".to_vec(),
                Selection::LeftOut(Document),
            ),
            (
                "a.csv",
                b"\xff\xfef\0i\0".to_vec(),
                Selection::LeftOut(Document),
            ),
            (
                "Umlaute",
                b"M\xfcller\n".to_vec(),
                Selection::LeftOut(Document),
            ),
            ("a.htm", b"<html>".to_vec(), Selection::LeftOut(Document)),
            ("a.nii.gz", gzip(b"\x5c\x01\0\0"), Selection::LeftOut(Other)),
            (
                "films.rar",
                b"Rar!\x1a\x07".to_vec(),
                Selection::LeftOut(Archive),
            ),
            ("films.tar.gz", gzip(&tar()), Selection::LeftOut(Archive)),
            ("data.bin", vec![0; 400], Selection::LeftOut(Other)),
            ("empty", Vec::new(), Selection::LeftOut(Other)),
        ] {
            assert_eq!(by_content(name, &head), expected, "{name}");
        }
    }

    #[test]
    fn a_file_that_calls_itself_a_picture_is_not_left_out() {
        for (name, head) in [
            ("empty.jpg", b"".as_slice()),
            ("page.JPG", b"<!DOCTYPE html>"),
            (
                "pointer.png",
                b"version https://git-lfs.github.com/spec/v1\n",
            ),
            ("film.dcm", b"MZ"),
            ("film.png.gz", &gzip(b"text")),
            ("broken.dcm.gz", b"\x1f\x8b\x08"),
        ] {
            assert_eq!(by_content(name, head), Selection::Film, "{name}");
        }
        let directory = dicom("1.2.840.10008.1.3.10");
        assert_eq!(by_content("directory.dcm", &directory), Selection::Film);
    }
}
