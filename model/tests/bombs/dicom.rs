//! DICOM files whose lengths lie: of the picture, of elements and of fragments, in every transfer syntax.

use std::io::Read;

use flate2::Compression;
use flate2::read::DeflateEncoder;

use super::packed::HUGE;
use crate::dicom::builder::{Builder, CHEST};
use crate::films::bytes::find;
use crate::{Bomb, too_much};

/// Sides above the limit of memory for so short a file, and below it.
const LARGE_SIDE: u16 = 9_900;
const SMALL_SIDE: u16 = 2_000;

/// Every error about a DICOM file says so.
const DICOM: &str = "the DICOM file";

/// Where a stream states its size: the marker before it, the bytes from there to rows and columns, and
/// whether these have 32 bits.
type Place = (u8, usize, bool);

/// Compressed films.
const FILMS: [(&str, &[u8], Option<Place>); 6] = [
    ("RLE", include_bytes!("../dicom/ts_rle_8.dcm"), None),
    (
        "JPEG",
        include_bytes!("../dicom/ts_jpeg_baseline_8.dcm"),
        Some((0xc0, 5, false)),
    ),
    (
        "extended JPEG",
        include_bytes!("../dicom/ts_jpeg_extended_12a.dcm"),
        Some((0xc1, 5, false)),
    ),
    (
        "lossless JPEG",
        include_bytes!("../dicom/ts_jpeg_sv1_12_pred1.dcm"),
        Some((0xc3, 5, false)),
    ),
    (
        "JPEG-LS",
        include_bytes!("../dicom/ts_jpegls_8.dcm"),
        Some((0xf7, 5, false)),
    ),
    (
        "JPEG 2000",
        include_bytes!("../dicom/ts_j2k_u12.dcm"),
        Some((0x51, 6, true)),
    ),
];

pub(crate) fn bombs() -> Vec<Bomb> {
    let mut bombs = Vec::new();
    let mut add = |name: String, file, says| {
        bombs.push(Bomb::new(format!("DICOM, {name}"), file, says));
    };
    for (side, says) in [
        (LARGE_SIDE, too_much!("DICOM")),
        (SMALL_SIDE, "the DICOM file is incomplete"),
    ] {
        let film = Builder {
            rows: Some(side),
            columns: side,
            ..CHEST
        };
        for (name, file) in [
            ("explicit", film.explicit()),
            ("implicit", film.implicit()),
            ("big-endian", film.big_endian()),
            ("without meta information", film.bare()),
            ("sequences in sequences", film.nested(20)),
            ("deflated", deflated(&data_set(&film)[..])),
        ] {
            add(format!("{name}, {side}"), file, says);
        }
    }
    let zeros = deflated(std::io::repeat(0).take(HUGE));
    add("deflated zeros".to_owned(), zeros, too_much!("DICOM"));
    for (name, file, stream) in FILMS {
        let large = of_side(file, stream, LARGE_SIDE);
        add(format!("{name}, large"), large, too_much!("DICOM"));
        add(
            format!("{name}, small"),
            of_side(file, stream, SMALL_SIDE),
            DICOM,
        );
        // After the element come the items of the offset table, which has four bytes, and of the first fragment.
        let pixels = find(file, b"\xe0\x7f\x10\0OB\0\0\xff\xff\xff\xff");
        for (what, at) in [("offsets", pixels + 16), ("fragment", pixels + 28)] {
            let file = lie(file, at, &[0xf0, 0xff, 0xff, 0xff]);
            add(
                format!("{name}, {what}"),
                file,
                "the DICOM file is incomplete",
            );
        }
        let rows = find(file, b"\x28\0\x10\0US\x02\0");
        add(
            format!("{name}, element"),
            lie(file, rows + 6, &[0xfe; 2]),
            DICOM,
        );
    }
    bombs
}

/// A film in which header and stream state another size.
fn of_side(file: &[u8], stream: Option<Place>, side: u16) -> Vec<u8> {
    let mut changed = file.to_vec();
    for element in [b"\x28\0\x10\0US\x02\0", b"\x28\0\x11\0US\x02\0"] {
        changed = lie(&changed, find(file, element) + 8, &side.to_le_bytes());
    }
    let Some((marker, skip, is_wide)) = stream else {
        return changed;
    };
    let at = find(file, &[0xff, marker]) + skip;
    if is_wide {
        let side = u32::from(side).to_be_bytes();
        // The image, then its only tile.
        changed = lie(&changed, at, &[side, side].concat());
        lie(&changed, at + 16, &[side, side].concat())
    } else {
        lie(&changed, at, &[side.to_be_bytes(); 2].concat())
    }
}

/// A file with some of its bytes replaced.
fn lie(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// The data set of a film without what comes before it.
fn data_set(film: &Builder) -> Vec<u8> {
    let mut whole = film.explicit();
    whole.split_off(find(&whole, b"\x08\0\x05\0CS"))
}

/// A deflated data set behind its meta information.
fn deflated(data_set: impl Read) -> Vec<u8> {
    let mut file = vec![0; 128];
    file.extend(b"DICM\x02\0\x10\0UI\x16\x001.2.840.10008.1.2.1.99");
    let mut encoder = DeflateEncoder::new(data_set, Compression::best());
    encoder.read_to_end(&mut file).expect("memory");
    file
}
