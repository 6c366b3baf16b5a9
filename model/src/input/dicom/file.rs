//! Recognises DICOM files by content and locates their data set. Source: PS3.10, chapter 7.

use std::borrow::Cow;

use flate2::read::DeflateDecoder;

use super::element::{EXPLICIT_LE, Encoding, Tag, chunk, is_representation, within};
use super::refusal::{damaged, truncated};
use super::syntax::Coding;
use crate::archive::{ArchiveError, read_within};
use crate::input::{InputError, Limits, PictureKind};

const STORAGE_CLASS: Tag = Tag(0x0002, 0x0002);
const TRANSFER_SYNTAX: Tag = Tag(0x0002, 0x0010);
const DIRECTORY_CLASS: &[u8] = b"1.2.840.10008.1.3.10";

/// Whether a file is DICOM: it has the prefix `DICM`, or starts with two plausible data elements.
pub fn is_dicom(bytes: &[u8]) -> bool {
    start(bytes) > 0 || begins_with_elements(bytes)
}

/// Whether a file is a DICOMDIR, by its first bytes.
pub fn is_directory(head: &[u8]) -> bool {
    let mut at = start(head);
    while let Some(element) = EXPLICIT_LE.element(head, at)
        && element.tag.0 == 2
    {
        let Some(value) = element
            .length
            .and_then(|length| value(head, element.start, length).ok())
        else {
            return false;
        };
        if element.tag == STORAGE_CLASS {
            return value.starts_with(DIRECTORY_CLASS);
        }
        at = element.start + value.len();
    }
    false
}

/// Offset after the preamble and prefix; 0 without them.
fn start(bytes: &[u8]) -> usize {
    let prefix = |at| chunk(bytes, at) == Some(b"DICM");
    [128, 0]
        .into_iter()
        .find(|&at| prefix(at))
        .map_or(0, |at| at + 4)
}

/// Whether the file starts with two short elements of the file meta information or of group 8.
fn begins_with_elements(bytes: &[u8]) -> bool {
    let Some(encoding) = Encoding::guess(bytes, 0) else {
        return false;
    };
    let head = |at| {
        let element = encoding.element(bytes, at)?;
        let known = element.representation == [0; 2] || is_representation(element.representation);
        let length = element.length.filter(|&it| it <= 1024 && known)?;
        Some((element.tag, element.start.checked_add(length)?))
    };
    let Some((first, end)) = head(0) else {
        return false;
    };
    let possible = match first {
        Tag(0x0002, element) => encoding == EXPLICIT_LE && element < 0x0100,
        Tag(0x0008, element) => element < 0x0100,
        _ => false,
    };
    possible && head(end).is_some_and(|(second, _)| second > first && second.0 <= 0x0010)
}

/// The data set of a file and its encoding.
pub(super) struct Contents<'a> {
    /// The bytes that offsets refer to; unpacked if the data set was deflated.
    pub bytes: Cow<'a, [u8]>,
    /// Offset of the data set.
    pub start: usize,
    /// Encoding of its elements.
    pub encoding: Encoding,
    /// Coding of its pixel data.
    pub coding: Coding,
}

impl<'a> Contents<'a> {
    /// Reads the file meta information. Its stated length is ignored: it is wrong in some files.
    pub(super) fn read(bytes: &'a [u8], limits: Limits) -> Result<Self, InputError> {
        let mut at = start(bytes);
        let mut coding = Coding::Native;
        while let Some(element) = EXPLICIT_LE.element(bytes, at)
            && element.tag.0 == 2
        {
            let end = EXPLICIT_LE.end(bytes, &element)?;
            if element.tag == TRANSFER_SYNTAX {
                let value = bytes.get(element.start..end).ok_or_else(truncated)?;
                let uid = std::str::from_utf8(value).unwrap_or_default();
                coding = Coding::of(uid.trim_matches(['\0', ' ']))?;
            }
            at = end;
        }
        let (bytes, start) = if coding == Coding::Deflated {
            (
                Cow::Owned(inflate(bytes.get(at..).unwrap_or_default(), limits)?),
                0,
            )
        } else {
            (Cow::Borrowed(bytes), at)
        };
        let encoding = Encoding::guess(&bytes, start).ok_or_else(truncated)?;
        Ok(Self {
            bytes,
            start,
            encoding,
            coding,
        })
    }
}

/// Inflates a data set to at most a quarter of the memory limit, which leaves room for the growing
/// buffer and the image.
fn inflate(deflated: &[u8], limits: Limits) -> Result<Vec<u8>, InputError> {
    let inflated = read_within(DeflateDecoder::new(deflated), limits.memory / 4);
    inflated.map_err(|error| match error {
        ArchiveError::TooLarge { .. } => InputError::TooMuchMemory {
            kind: PictureKind::Dicom,
        },
        _ => damaged("the deflated data set"),
    })
}

/// The bytes of a value.
pub(super) fn value(bytes: &[u8], start: usize, length: usize) -> Result<&[u8], InputError> {
    let end = within(bytes, start, length)?;
    bytes.get(start..end).ok_or_else(truncated)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn files_are_told_by_their_content() {
        let mut preamble = b"II*\0".to_vec();
        preamble.resize(128, 0);
        preamble.extend(b"DICM");
        assert!(is_dicom(&preamble));
        assert!(is_dicom(
            b"\x02\0\0\0UL\x04\0\xc0\0\0\0\x02\0\x01\0OB\0\0\x02\0\0\0\0\x01"
        ));
        assert!(is_dicom(
            b"\x08\0\0\0\x04\0\0\0\x10\0\0\0\x08\0\x08\0\x02\0\0\0AB"
        ));
        assert!(is_dicom(b"\0\x08\0\x05CS\0\x02AB\0\x08\0\x08CS\0\0"));
        let others: [&[u8]; 6] = [
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0\x08\0",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"\x02\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0",
            &[0; 400],
        ];
        for other in others {
            assert!(!is_dicom(other), "{other:?}");
        }
    }

    #[test]
    fn what_unpacks_beyond_the_memory_is_refused() {
        let mut file = vec![0; 128];
        file.extend(b"DICM\x02\0\x10\0UI\x16\x001.2.840.10008.1.2.1.99");
        let mut encoder = flate2::read::DeflateEncoder::new(
            std::io::repeat(0).take(1 << 20),
            flate2::Compression::best(),
        );
        encoder.read_to_end(&mut file).unwrap();
        let limits = Limits {
            memory: 1 << 20,
            ..Limits::default()
        };
        let kind = PictureKind::Dicom;
        let refused = Contents::read(&file, limits).err();
        assert_eq!(refused, Some(InputError::TooMuchMemory { kind }));
    }
}
