//! Detects a file's format by its first bytes; its name does not count.

use super::dicom::is_dicom;
use super::error::InputError;
use super::kind::PictureKind;

/// Unsupported formats that users try: name, offset and signature.
const FOREIGN: &[(&str, usize, &[u8])] = &[
    ("PDF", 0, b"%PDF"),
    ("GIF", 0, b"GIF8"),
    ("HEIC", 4, b"ftyphei"),
    ("HEIC", 4, b"ftyphev"),
    ("HEIC", 4, b"ftypmif1"),
    ("AVIF", 4, b"ftypavi"),
    ("video", 4, b"ftyp"),
    ("JPEG 2000", 0, b"\x00\x00\x00\x0cjP  "),
    ("JPEG 2000", 0, b"\xff\x4f\xff\x51"),
    ("JPEG XL", 0, b"\x00\x00\x00\x0cJXL "),
    ("JPEG XL", 0, b"\xff\x0a"),
    ("ZIP", 0, b"PK\x03\x04"),
    ("GZIP", 0, b"\x1f\x8b"),
    ("HTML", 0, b"<!DOCTYPE"),
    ("HTML", 0, b"<html"),
    ("SVG", 0, b"<svg"),
    ("XML", 0, b"<?xml"),
];

/// The format of a file.
///
/// # Errors
/// [`InputError::Empty`], [`InputError::NotRead`] with the name of a known format, or
/// [`InputError::UnknownFormat`].
pub(super) fn sniff(bytes: &[u8]) -> Result<PictureKind, InputError> {
    if bytes.is_empty() {
        return Err(InputError::Empty);
    }
    // Comes first, because the preamble of a DICOM file may hold the header of a TIFF file.
    if is_dicom(bytes) {
        return Ok(PictureKind::Dicom);
    }
    let found = |offset: usize, magic: &[u8]| {
        bytes
            .get(offset..)
            .is_some_and(|rest| rest.starts_with(magic))
    };
    if let Some((format, ..)) = FOREIGN.iter().find(|(_, at, magic)| found(*at, magic)) {
        return Err(InputError::NotRead { format });
    }
    if found(0, b"\x89PNG\r\n\x1a\n") {
        Ok(PictureKind::Png)
    } else if found(0, b"\xff\xd8\xff") {
        Ok(PictureKind::Jpeg)
    } else if found(0, b"RIFF") && found(8, b"WEBP") {
        Ok(PictureKind::WebP)
    } else if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].map(|magic| found(0, magic)) != [false; 4] {
        Ok(PictureKind::Tiff)
    } else if found(0, b"BM") && found(15, &[0, 0, 0]) {
        // The upper bytes of the header's length, which is below 256; a text may also begin with BM.
        Ok(PictureKind::Bmp)
    } else {
        Err(InputError::UnknownFormat)
    }
}

/// Formats of [`FOREIGN`] that are no pictures.
const NO_PICTURES: [&str; 7] = ["PDF", "video", "ZIP", "GZIP", "HTML", "SVG", "XML"];

/// Whether a file begins as a picture does, also one in a format that is not supported.
pub fn is_picture(head: &[u8]) -> bool {
    match sniff(head) {
        Ok(_) => true,
        Err(InputError::NotRead { format }) => !NO_PICTURES.contains(&format),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], kind: PictureKind) {
        assert_eq!(sniff(bytes), Ok(kind), "{bytes:?}");
    }

    #[test]
    fn supported_formats_are_told_apart() {
        check(b"\x89PNG\r\n\x1a\n....", PictureKind::Png);
        check(b"\xff\xd8\xff\xe0", PictureKind::Jpeg);
        check(b"RIFF\x10\0\0\0WEBPVP8 ", PictureKind::WebP);
        check(b"MM\0*\0\0\0\x08", PictureKind::Tiff);
        let mut dicom = b"II*\0".to_vec();
        dicom.resize(128, 0);
        dicom.extend(b"DICM");
        check(&dicom, PictureKind::Dicom);
        check(
            b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
            PictureKind::Bmp,
        );
    }

    #[test]
    fn formats_that_users_try_are_named() {
        for (bytes, format) in [
            (b"%PDF-1.7".as_slice(), "PDF"),
            (b"GIF89a", "GIF"),
            (b"\0\0\0\x18ftypheic", "HEIC"),
            (b"\0\0\0\x18ftypavif", "AVIF"),
            (b"\0\0\0\x18ftypmp42", "video"),
            (b"PK\x03\x04\x14", "ZIP"),
        ] {
            assert_eq!(sniff(bytes), Err(InputError::NotRead { format }));
        }
    }

    #[test]
    fn other_bytes_are_not_a_picture() {
        assert_eq!(sniff(b""), Err(InputError::Empty));
        let others: [&[u8]; 3] = [b"BMI: 24, a text", b"RIFF\x10\0\0\0WAVEfmt ", b"\xff"];
        for bytes in others {
            assert_eq!(sniff(bytes), Err(InputError::UnknownFormat));
        }
    }
}
