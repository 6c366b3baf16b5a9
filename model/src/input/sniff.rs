//! Detects a file's format by its first bytes; its name does not count.

use super::dicom::is_dicom;
use super::error::InputError;
use super::foreign;
use super::jp2;
use super::kind::PictureKind;
use super::length::LengthError;

/// The format of a file.
///
/// # Errors
/// [`LengthError::Empty`], [`InputError::NotRead`] with the name of a known format, or
/// [`InputError::UnknownFormat`].
pub(super) fn sniff(bytes: &[u8]) -> Result<PictureKind, InputError> {
    if bytes.is_empty() {
        return Err(InputError::from(LengthError::Empty));
    }
    // Comes first, because the preamble of a DICOM file may hold the header of a TIFF file.
    if is_dicom(bytes) {
        return Ok(PictureKind::Dicom);
    }
    if let Some(refusal) = foreign::refusal(bytes) {
        return Err(refusal);
    }
    let found = |offset: usize, magic: &[u8]| {
        bytes
            .get(offset..)
            .is_some_and(|rest| rest.starts_with(magic))
    };
    if found(0, b"\x89PNG\r\n\x1a\n") {
        Ok(PictureKind::Png)
    } else if found(0, b"\xff\xd8\xff") {
        Ok(PictureKind::Jpeg)
    } else if found(0, jp2::SIGNATURE) || found(0, jp2::CODESTREAM) {
        Ok(PictureKind::Jpeg2000)
    } else if found(0, b"RIFF") && found(8, b"WEBP") {
        Ok(PictureKind::WebP)
    } else if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].map(|magic| found(0, magic)) != [false; 4] {
        Ok(PictureKind::Tiff)
    } else if found(0, b"GIF87a") || found(0, b"GIF89a") {
        Ok(PictureKind::Gif)
    } else if found(0, b"BM") && found(15, &[0, 0, 0]) {
        // The upper bytes of the header's length, which is below 256; a text may also begin with BM.
        Ok(PictureKind::Bmp)
    } else {
        Err(InputError::UnknownFormat)
    }
}

/// Whether a file begins as a picture does, also one in a format that is not supported.
pub fn is_picture(head: &[u8]) -> bool {
    sniff(head).is_ok() || foreign::is_picture(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], kind: PictureKind) {
        assert_eq!(sniff(bytes), Ok(kind), "{bytes:?}");
        assert!(is_picture(bytes), "{bytes:?}");
    }

    #[test]
    fn supported_formats_are_told_apart() {
        check(b"\x89PNG\r\n\x1a\n....", PictureKind::Png);
        check(b"\xff\xd8\xff\xe0", PictureKind::Jpeg);
        check(
            b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ",
            PictureKind::Jpeg2000,
        );
        check(b"\xff\x4f\xff\x51\0\x29", PictureKind::Jpeg2000);
        check(b"RIFF\x10\0\0\0WEBPVP8 ", PictureKind::WebP);
        check(b"MM\0*\0\0\0\x08", PictureKind::Tiff);
        check(b"GIF89a", PictureKind::Gif);
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
    fn other_files_are_not_read() {
        assert_eq!(sniff(b""), Err(InputError::from(LengthError::Empty)));
        let others: [&[u8]; 3] = [b"BMI: 24, a text", b"RIFF\x10\0\0\0WAVEfmt ", b"\xff"];
        for bytes in others {
            assert_eq!(sniff(bytes), Err(InputError::UnknownFormat));
            assert!(!is_picture(bytes));
        }
        let motion = b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypmjp2";
        assert!(matches!(sniff(motion), Err(InputError::NotRead { .. })));
        assert!(!is_picture(motion));
    }
}
