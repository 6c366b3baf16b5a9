//! Archives made here, field by field, so that each can be wrong.

use std::io::{Cursor, Read, Write};

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};

use super::*;

const LIMIT: u64 = 1 << 20;

/// A file to put into an archive.
#[derive(Clone)]
struct File {
    name: Vec<u8>,
    packed: Vec<u8>,
    size: u32,
    method: u16,
    flags: u16,
    crc: u32,
    /// Where the directory says it is, if not where it is.
    offset: Option<u32>,
}

fn narrow(length: usize) -> u32 {
    length.try_into().unwrap()
}

fn u16_of(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap().to_le_bytes()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn stored(name: &str, bytes: &[u8]) -> File {
    File {
        name: name.into(),
        packed: bytes.to_vec(),
        size: narrow(bytes.len()),
        method: 0,
        flags: 0,
        crc: crc(bytes),
        offset: None,
    }
}

fn deflated(name: &str, bytes: &[u8]) -> File {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    File {
        packed: encoder.finish().unwrap(),
        method: 8,
        ..stored(name, bytes)
    }
}

/// An archive in ZIP64 if `wide`: then the narrow fields are all ones.
fn zip(files: &[File], wide: bool, comment: &[u8]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let offset = file.offset.unwrap_or(narrow(archive.len()));
        let (size, packed) = (file.size, narrow(file.packed.len()));
        let stated = |value: u32| if wide { u32::MAX } else { value };
        let extra_64: Vec<u8> = [size, packed, offset]
            .iter()
            .flat_map(|&value| u64::from(value).to_le_bytes())
            .collect();
        // A field of another program comes first.
        let mut extra = b"ux\x02\0ab".to_vec();
        if wide {
            extra.extend(1u16.to_le_bytes());
            extra.extend(u16_of(extra_64.len()));
            extra.extend(extra_64);
        }
        let common = |size: u32, packed: u32, extra: usize| {
            let mut bytes = Vec::new();
            for value in [20, file.flags, file.method, 0, 0] {
                bytes.extend(value.to_le_bytes());
            }
            for value in [file.crc, packed, size] {
                bytes.extend(value.to_le_bytes());
            }
            bytes.extend(u16_of(file.name.len()));
            bytes.extend(u16_of(extra));
            bytes
        };
        // As with a data descriptor, the local header lacks the sizes; its extra field is empty.
        archive.extend(b"PK\x03\x04");
        archive.extend(common(0, 0, 0));
        archive.extend(&file.name);
        archive.extend(&file.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(common(stated(size), stated(packed), extra.len()));
        directory.extend([0; 10]);
        directory.extend(stated(offset).to_le_bytes());
        directory.extend(&file.name);
        directory.extend(extra);
    }
    let (count, size, offset) = (files.len(), directory.len(), archive.len());
    archive.extend(directory);
    if wide {
        let place = archive.len() as u64;
        archive.extend(b"PK\x06\x06");
        archive.extend(44u64.to_le_bytes());
        archive.extend([0; 12]);
        for value in [count, count, size, offset] {
            archive.extend((value as u64).to_le_bytes());
        }
        archive.extend(b"PK\x06\x07\0\0\0\0");
        archive.extend(place.to_le_bytes());
        archive.extend(1u32.to_le_bytes());
    }
    archive.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        archive.extend(if wide { [0xff; 2] } else { u16_of(count) });
    }
    for value in [size, offset] {
        archive.extend(if wide { u32::MAX } else { narrow(value) }.to_le_bytes());
    }
    archive.extend(u16_of(comment.len()));
    archive.extend(comment);
    archive
}

/// Names and contents of all files.
fn unpack(archive: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    let mut archive = Cursor::new(archive);
    let members = members(&mut archive)?;
    let files = members.iter().filter(|member| !member.directory);
    files
        .map(|member| Ok((member.name.clone(), member.read(&mut archive, LIMIT)?)))
        .collect()
}

fn films() -> Vec<File> {
    vec![
        stored("films/", b""),
        stored("films/a.png", b"first film"),
        deflated("../b.png", &[7; 5000]),
        deflated("/etc/empty", b""),
    ]
}

fn contents() -> Vec<(String, Vec<u8>)> {
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    vec![
        file("films/a.png", b"first film"),
        file("../b.png", &[7; 5000]),
        file("/etc/empty", b""),
    ]
}

#[test]
fn stored_and_deflated_files_are_unpacked() {
    for wide in [false, true] {
        for comment in [b"".as_slice(), b"a comment with PK\x05\x06 in it"] {
            let archive = zip(&films(), wide, comment);
            assert_eq!(unpack(&archive), Ok(contents()), "{wide}");
            // A program or other bytes may come first.
            let behind = [&[1; 1000], archive.as_slice()].concat();
            assert_eq!(unpack(&behind), Ok(contents()), "{wide}");
        }
    }
    assert_eq!(unpack(&zip(&[], false, b"")), Ok(Vec::new()));
}

#[test]
fn an_archive_that_is_cut_anywhere_is_incomplete() {
    for wide in [false, true] {
        let archive = zip(&films(), wide, b"");
        for length in 0..archive.len() {
            let error = unpack(&archive[..length]).unwrap_err();
            assert_eq!(error, ArchiveError::Truncated, "{length} bytes");
        }
        // Bytes are missing from the middle.
        let middle = [&archive[..40], &archive[50..]].concat();
        assert!(unpack(&middle).is_err());
    }
}

#[test]
fn the_directory_of_an_archive_within_is_not_that_of_the_archive() {
    let inner = zip(&films(), false, b"");
    let outer = [stored("a.png", b"film"), stored("inner.zip", &inner)];
    let outer = zip(&outer, false, b"");
    assert_eq!(unpack(&outer).map(|files| files.len()), Ok(2));
    let end = outer.windows(inner.len()).position(|it| it == inner);
    let cut = &outer[..end.unwrap() + inner.len()];
    assert_eq!(unpack(cut), Err(ArchiveError::Truncated));
}

#[test]
fn no_damaged_byte_causes_a_panic_or_wrong_content() {
    let archive = zip(&films(), true, b"");
    for place in 0..archive.len() {
        for bit in 0..8 {
            let mut damaged = archive.clone();
            damaged[place] ^= 1 << bit;
            let Ok(files) = unpack(&damaged) else {
                continue;
            };
            // Only names and the number of files are not covered by a checksum.
            let known = contents();
            for (_, bytes) in files {
                assert!(
                    known.iter().any(|(_, content)| *content == bytes),
                    "{place}"
                );
            }
        }
    }
}

#[test]
fn what_cannot_be_unpacked_is_named() {
    let film = || deflated("a.png", &[7; 5000]);
    let encrypted = File { flags: 1, ..film() };
    let aes = File {
        method: 99,
        ..film()
    };
    let zstd = File {
        method: 93,
        ..film()
    };
    let wrong = File { crc: 1, ..film() };
    let longer = File {
        size: 4999,
        ..film()
    };
    let shorter = File {
        size: 5001,
        ..film()
    };
    let large = deflated("a.png", &[7; 5000].repeat(300));
    for (file, error) in [
        (encrypted, ArchiveError::Encrypted),
        (aes, ArchiveError::Encrypted),
        (zstd, ArchiveError::Method(93)),
        (wrong, ArchiveError::Damaged("checksum of a file")),
        (longer, ArchiveError::Damaged("size of a file")),
        (shorter, ArchiveError::Damaged("checksum of a file")),
        (large, ArchiveError::TooLarge { limit: LIMIT }),
    ] {
        assert_eq!(unpack(&zip(&[file], false, b"")), Err(error));
    }
    let mut divided = zip(&films(), false, b"");
    let disk = divided.len() - 18;
    divided[disk] = 1;
    assert_eq!(unpack(&divided), Err(ArchiveError::Divided));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // All files are the same bytes.
    let copy = File {
        offset: Some(0),
        ..deflated("a", &[0; 5000])
    };
    let overlapping = zip(&vec![copy; 100], false, b"");
    let error = ArchiveError::Damaged("files that overlap");
    assert_eq!(unpack(&overlapping), Err(error));
    // Sizes are only stated.
    let huge = File {
        size: u32::MAX - 1,
        ..stored("a", b"x")
    };
    let bytes = 2 * u64::from(u32::MAX - 1);
    let claims = zip(&[huge.clone(), huge], false, b"");
    assert_eq!(unpack(&claims), Err(ArchiveError::ExpandsTooFar { bytes }));
    let mut many = zip(&[], true, b"");
    let count = many.len() - END_BYTES - 20 - 56 + 32;
    many[count..count + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = unpack(&many).unwrap_err();
    assert!(
        matches!(error, ArchiveError::TooManyMembers { .. }),
        "{error}"
    );
}

/// Bytes of the end record.
const END_BYTES: usize = 22;

#[test]
fn the_head_of_a_file_is_unpacked_alone() {
    let mut archive = Cursor::new(zip(&films(), false, b""));
    let members = members(&mut archive).unwrap();
    let heads: Vec<Vec<u8>> = members
        .iter()
        .map(|member| member.head(&mut archive, 8).unwrap())
        .collect();
    assert_eq!(heads, [b"".as_slice(), b"first fi", &[7; 8], b""]);
}

#[test]
fn office_documents_are_told_from_archives_of_films() {
    for (name, document) in [("[Content_Types].xml", true), ("films/mimetype", false)] {
        let archive = zip(&[stored(name, b"x"), stored("a.png", b"x")], false, b"");
        assert!(is_zip(&archive));
        let members = members(&mut Cursor::new(archive)).unwrap();
        assert_eq!(is_document(&members), document, "{name}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn gzip_is_unpacked_within_a_limit() {
    let film = gzip(&[7; 5000]);
    assert!(is_gzip(&film));
    assert_eq!(gunzip(&film, 5000), Ok(vec![7; 5000]));
    let error = ArchiveError::TooLarge { limit: 4999 };
    assert_eq!(gunzip(&film, 4999), Err(error.clone()));
    let pieces = [gzip(&[7; 3000]), gzip(&[7; 2000])].concat();
    assert_eq!(gunzip(&pieces, 5000), Ok(vec![7; 5000]));
    assert_eq!(gunzip(&pieces, 4999), Err(error));
    let padded = [film.as_slice(), &[0; 512]].concat();
    assert_eq!(gunzip(&padded, 5000), Ok(vec![7; 5000]));
    for length in 0..film.len() {
        assert_eq!(
            gunzip(&film[..length], 5000),
            Err(ArchiveError::Truncated),
            "{length} bytes"
        );
    }
    let mut damaged = film.clone();
    damaged[15] ^= 0x55;
    assert!(gunzip(&damaged, 5000).is_err());
    assert_eq!(gzip_head(&film, 4), [7; 4]);
    assert_eq!(gzip_head(&film[..4], 4), b"");
}

#[test]
fn a_gzip_bomb_costs_no_more_than_the_limit() {
    let mut bomb = Vec::new();
    let mut encoder = GzEncoder::new(&mut bomb, Compression::best());
    std::io::copy(&mut std::io::repeat(0).take(64 << 20), &mut encoder).unwrap();
    encoder.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert_eq!(
        gunzip(&bomb, LIMIT),
        Err(ArchiveError::TooLarge { limit: LIMIT })
    );
}
