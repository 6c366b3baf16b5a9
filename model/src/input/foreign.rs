//! Formats without a decoder that people try, told by their first bytes.

use super::error::InputError;

/// A format that is not read.
struct Foreign {
    /// Completes "the file is".
    what: &'static str,
    /// What to do instead.
    advice: &'static str,
    /// Whether it holds pictures.
    picture: bool,
    /// Offset and bytes of each signature.
    signatures: &'static [(usize, &'static [u8])],
}

const CONVERT: &str =
    "this format is not supported: convert it to PNG, or export the film again as PNG or DICOM";
const EXPORT: &str = "export the film itself from it as PNG or DICOM";
const DOWNLOAD: &str = "such a text often replaces a failed download: download the film again";
const UNPACK: &str = "unpack it and choose the film inside";

const AVIF: Foreign = picture("an AVIF picture", &[]);
const HEIC: Foreign = picture("a HEIC picture, as phones save photographs", &[]);
const HEIF: Foreign = picture("a HEIF picture", &[]);
const JPEG_XL: Foreign = picture(
    "a JPEG XL picture",
    &[(0, b"\xff\x0a"), (0, b"\0\0\0\x0cJXL ")],
);
const VIDEO: Foreign = document(
    "a video",
    EXPORT,
    &[
        (0, b"\x1a\x45\xdf\xa3"),
        (8, b"AVI LIST"),
        (20, b"mjp2"),
        (0, b"\0\0\x01\xba"),
    ],
);
const SVG: Foreign = document("an SVG drawing", EXPORT, &[]);
const HTML: Foreign = document("a web page (HTML)", DOWNLOAD, &[]);
const XML: Foreign = document("an XML text", DOWNLOAD, &[]);
const LFS: Foreign = document(
    "a pointer of git-lfs instead of the picture",
    "fetch the picture with `git lfs pull`",
    &[(0, b"version https://git-lfs.github.com/spec/")],
);

/// Formats with a signature at a fixed place.
const SIGNED: &[Foreign] = &[
    JPEG_XL,
    VIDEO,
    LFS,
    document("a PDF document", EXPORT, &[(0, b"%PDF")]),
    document("a PostScript document", EXPORT, &[(0, b"%!PS")]),
    document("a rich text", EXPORT, &[(0, b"{\\rtf")]),
    document(
        "an office document of an old format",
        EXPORT,
        &[(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
    ),
    document("a JPEG 2000 document (JPM)", EXPORT, &[(20, b"jpm ")]),
    document("a DjVu document", EXPORT, &[(0, b"AT&TFORM")]),
    document(
        "a ZIP archive",
        UNPACK,
        &[(0, b"PK\x03\x04"), (0, b"PK\x05\x06"), (0, b"PK\x07\x08")],
    ),
    document("a RAR archive", UNPACK, &[(0, b"Rar!\x1a\x07")]),
    document("a 7z archive", UNPACK, &[(0, b"7z\xbc\xaf\x27\x1c")]),
    document("a gzip file", UNPACK, &[(0, b"\x1f\x8b")]),
    document("a bzip2 file", UNPACK, &[(0, b"BZh")]),
    document("an xz file", UNPACK, &[(0, b"\xfd7zXZ\0")]),
    document("a Zstandard file", UNPACK, &[(0, b"\x28\xb5\x2f\xfd")]),
    picture("a Photoshop picture", &[(0, b"8BPS")]),
    picture("a JPEG XR picture", &[(0, b"II\xbc\x01")]),
    picture("an OpenEXR picture", &[(0, b"\x76\x2f\x31\x01")]),
    picture("a FITS picture", &[(0, b"SIMPLE  =")]),
    picture("a NRRD volume", &[(0, b"NRRD000")]),
    picture("a MetaImage volume", &[(0, b"ObjectType = Image")]),
    picture("a NIfTI volume", &[(344, b"n+1\0"), (344, b"ni1\0")]),
    picture("a NumPy array", &[(0, b"\x93NUMPY")]),
    picture("an HDF5 file", &[(0, b"\x89HDF\r\n\x1a\n")]),
    picture(
        "a Netpbm picture (PGM, PPM)",
        &[
            (0, b"P1\n"),
            (0, b"P2\n"),
            (0, b"P3\n"),
            (0, b"P4\n"),
            (0, b"P5\n"),
            (0, b"P6\n"),
            (0, b"P7\n"),
        ],
    ),
];

/// Brands of files that consist of boxes. Sources: ISO/IEC 23008-12; the AVIF specification, 6;
/// ISO/IEC 18181-2.
const BRANDS: &[(&[u8; 4], &Foreign)] = &[
    (b"avif", &AVIF),
    (b"avis", &AVIF),
    (b"heic", &HEIC),
    (b"heix", &HEIC),
    (b"heim", &HEIC),
    (b"heis", &HEIC),
    (b"hevc", &HEIC),
    (b"hevx", &HEIC),
    (b"hevm", &HEIC),
    (b"hevs", &HEIC),
    (b"mif1", &HEIF),
    (b"mif2", &HEIF),
    (b"msf1", &HEIF),
    (b"miaf", &HEIF),
    (b"jxl ", &JPEG_XL),
];

/// How many bytes of a text are looked at.
const TEXT_BYTES: usize = 1024;

const fn picture(what: &'static str, signatures: &'static [(usize, &'static [u8])]) -> Foreign {
    Foreign {
        what,
        advice: CONVERT,
        picture: true,
        signatures,
    }
}

const fn document(
    what: &'static str,
    advice: &'static str,
    signatures: &'static [(usize, &'static [u8])],
) -> Foreign {
    Foreign {
        what,
        advice,
        picture: false,
        signatures,
    }
}

/// Why a file of a known format is refused; `None` for unknown ones.
pub(super) fn refusal(bytes: &[u8]) -> Option<InputError> {
    let format = foreign(bytes)?;
    Some(InputError::NotRead {
        what: format.what,
        advice: format.advice,
    })
}

/// Whether the first bytes are those of a picture in a format that is not read.
pub(super) fn is_picture(head: &[u8]) -> bool {
    foreign(head).is_some_and(|format| format.picture)
}

fn foreign(bytes: &[u8]) -> Option<&'static Foreign> {
    let signed = |format: &&Foreign| {
        format.signatures.iter().any(|(at, signature)| {
            bytes
                .get(*at..)
                .is_some_and(|rest| rest.starts_with(signature))
        })
    };
    SIGNED
        .iter()
        .find(signed)
        .or_else(|| of_brands(bytes))
        .or_else(|| of_markup(bytes))
}

/// The format by the brands in the first box: its own, then those that it is compatible with.
fn of_brands(bytes: &[u8]) -> Option<&'static Foreign> {
    let (length, rest) = bytes.split_first_chunk()?;
    let brands = rest.strip_prefix(b"ftyp")?;
    let length = u32::from_be_bytes(*length) as usize;
    // A length of 0 means up to the end of the file.
    let end = length.checked_sub(8).unwrap_or(brands.len());
    let (brands, _) = brands.get(..end).unwrap_or(brands).as_chunks::<4>();
    // A version number follows the first brand.
    let named = BRANDS.iter().filter(|(_, format)| format.what != HEIF.what);
    let general = BRANDS.iter().filter(|(_, format)| format.what == HEIF.what);
    let known = named
        .chain(general)
        .find(|(brand, _)| brands.contains(brand));
    Some(known.map_or(&VIDEO, |(_, format)| format))
}

/// The format of a text with tags, whatever its case and what is before the first tag.
fn of_markup(bytes: &[u8]) -> Option<&'static Foreign> {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let text = text.get(..TEXT_BYTES).unwrap_or(text).to_ascii_lowercase();
    let holds = |tag: &[u8]| text.windows(tag.len()).any(|it| it == tag);
    if !text.starts_with(b"<") {
        None
    } else if holds(b"<!doctype html") || holds(b"<html") {
        Some(&HTML)
    } else if holds(b"<svg") {
        Some(&SVG)
    } else if text.starts_with(b"<?xml") {
        Some(&XML)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], words: &str) {
        let sentence = refusal(bytes).map_or_else(String::new, |it| it.to_string());
        assert!(sentence.contains(words), "{words}: {sentence}");
    }

    #[test]
    fn formats_that_people_try_are_named() {
        for (bytes, words) in [
            (b"%PDF-1.7".as_slice(), "PDF"),
            (b"PK\x03\x04\x14", "ZIP"),
            (b"\xff\x0a\x00", "JPEG XL"),
            (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
            (b"8BPS\0\x01", "Photoshop"),
            (b"P5\n640 480\n255\n", "Netpbm"),
            (
                b"version https://git-lfs.github.com/spec/v1\noid",
                "git lfs pull",
            ),
        ] {
            check(bytes, words);
        }
        let mut volume = vec![0; 344];
        volume.extend(b"n+1\0");
        check(&volume, "NIfTI");
        assert_eq!(refusal(b"a letter"), None);
        assert_eq!(refusal(b""), None);
    }

    #[test]
    fn brands_tell_pictures_and_videos_apart() {
        for (bytes, words) in [
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), "HEIC"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
            (b"\0\0\0\x18ftypmsf1\0\0\0\0msf1hevc", "HEIC"),
            (b"\0\0\0\x14ftypmif1\0\0\0\0miafheic", "HEIF"),
            (b"\0\0\0\x18ftypavis\0\0\0\0avismsf1", "AVIF"),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "a video"),
            (b"\0\0\0\x14ftypqt  ", "a video"),
            (b"\0\0\0\x00ftypjxl ", "JPEG XL"),
        ] {
            check(bytes, words);
        }
    }

    #[test]
    fn texts_with_tags_are_told_apart() {
        for (text, words) in [
            ("<!DOCTYPE html><html>", "HTML"),
            ("\u{feff}\r\n  <!doctype HTML>", "HTML"),
            ("<!-- saved --><HTML lang=\"en\">", "HTML"),
            (
                "<?xml version=\"1.0\"?><!-- tool --><svg width=\"4\">",
                "SVG",
            ),
            ("<svg xmlns=\"\">", "SVG"),
            ("<?xml version=\"1.0\"?><Error><Code>AccessDenied", "XML"),
        ] {
            check(text.as_bytes(), words);
        }
        assert_eq!(refusal(b"< 3 cm"), None);
    }

    #[test]
    fn pictures_and_documents_are_told_apart() {
        assert!(is_picture(b"\0\0\0\x18ftypheic"));
        assert!(is_picture(b"8BPS"));
        assert!(!is_picture(b"%PDF-1.7"));
        assert!(!is_picture(b"a letter"));
    }
}
