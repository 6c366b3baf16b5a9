//! Streams of zeros, which DEFLATE shrinks to a thousandth, as gzip and ZIP files.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateEncoder, GzEncoder, ZlibEncoder};

use crate::Bomb;

/// More than any limit, in bytes.
pub(crate) const HUGE: u64 = 256 << 20;

/// Zeros, as a zlib stream.
pub(crate) fn zlib(bytes: u64) -> Vec<u8> {
    let zeros = std::io::repeat(0).take(bytes);
    all(ZlibEncoder::new(zeros, Compression::best()))
}

fn all(mut encoder: impl Read) -> Vec<u8> {
    let mut packed = Vec::new();
    encoder.read_to_end(&mut packed).expect("memory");
    packed
}

fn gzipped(content: impl Read) -> Vec<u8> {
    all(GzEncoder::new(content, Compression::best()))
}

pub(crate) fn gzip() -> Vec<Bomb> {
    let zeros = gzipped(std::io::repeat(0).take(HUGE));
    // A picture of 60 million pixels, which fits the limits by itself.
    let mut picture = b"BM\0\0\0\0\0\0\0\0\x36\x04\0\0\x28\0\0\0".to_vec();
    picture.extend([7_500_u32, 8_000].map(u32::to_le_bytes).concat());
    picture.extend(b"\x01\0\x08\0");
    picture.resize(0x436, 0);
    let picture = picture.chain(std::io::repeat(0).take(7_500 * 8_000));
    vec![
        Bomb::new("gzip of zeros", zeros.clone(), "when it is unpacked"),
        Bomb::new("gzip twice", gzipped(&*zeros), "the file is a gzip file"),
        Bomb::new(
            "gzip of a blank picture",
            gzipped(picture),
            crate::too_much!("BMP"),
        ),
    ]
}

/// A file of an archive: its packed bytes, and the length that the archive states.
struct File {
    packed: Vec<u8>,
    stated: u32,
}

/// An archive of files by DEFLATE; or of the same bytes again and again.
fn archive(files: &[File], overlapping: bool) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = if overlapping { 0 } else { archive.len() };
        let length = |bytes: usize| u32::try_from(bytes).expect("small").to_le_bytes();
        let mut header = b"\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
        header.extend(length(file.packed.len()));
        header.extend(file.stated.to_le_bytes());
        header.extend(b"\x01\0\0\0");
        if !overlapping || archive.is_empty() {
            archive.extend(b"PK\x03\x04");
            archive.extend(&header);
            archive.push(b'a');
            archive.extend(&file.packed);
        }
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(header);
        directory.extend([0; 10]);
        directory.extend(length(offset));
        directory.push(b'a');
    }
    let count = u16::try_from(files.len()).expect("few").to_le_bytes();
    let length = |bytes: usize| u32::try_from(bytes).expect("small").to_le_bytes();
    let end = [length(directory.len()), length(archive.len())].concat();
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend(end);
    archive.extend([0; 2]);
    archive
}

pub(crate) fn zip() -> Vec<Bomb> {
    let zeros = std::io::repeat(0).take(HUGE);
    let packed = all(DeflateEncoder::new(zeros, Compression::best()));
    let file = |stated: u32| File {
        packed: packed.clone(),
        stated,
    };
    let huge = u32::try_from(HUGE).expect("32 bits");
    let many = || (0..1_000).map(|_| file(huge)).collect::<Vec<_>>();
    let few = &many()[..40];
    vec![
        Bomb::new(
            "ZIP of zeros",
            archive(&[file(huge)], false),
            "when it is unpacked",
        ),
        Bomb::new(
            "ZIP that lies",
            archive(&[file(10)], false),
            "size of a file",
        ),
        Bomb::new(
            "ZIP of 1,000 files in one",
            archive(&many(), true),
            "overlap",
        ),
        Bomb::new("ZIP of 10 GB", archive(few, false), "unpack"),
    ]
}
