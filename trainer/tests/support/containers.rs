//! Films as DICOM files, and in archives.

use std::io::Write;

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};

use super::films::{SIDE, film};

/// A data element in explicit little endian.
fn element(file: &mut Vec<u8>, tag: [u16; 2], representation: [u8; 2], value: &[u8]) {
    for half in tag {
        file.extend(half.to_le_bytes());
    }
    file.extend(representation);
    let mut value = value.to_vec();
    if value.len() % 2 == 1 {
        value.push(if representation == *b"UI" { 0 } else { b' ' });
    }
    if [*b"OB", *b"OW"].contains(&representation) {
        file.extend([0; 2]);
        file.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
    } else {
        file.extend(u16::try_from(value.len()).unwrap().to_le_bytes());
    }
    file.extend(value);
}

/// A DICOM file with one film for each seed, of a patient who must not be named.
pub(crate) fn dicom(seeds: &[u64]) -> Vec<u8> {
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    element(&mut file, [2, 0x10], *b"UI", b"1.2.840.10008.1.2.1");
    element(&mut file, [8, 0x60], *b"CS", b"DX");
    element(&mut file, [0x10, 0x10], *b"PN", b"SECRET^NAME");
    element(&mut file, [0x10, 0x20], *b"LO", b"SECRET-4711");
    element(&mut file, [0x28, 2], *b"US", &1_u16.to_le_bytes());
    element(&mut file, [0x28, 4], *b"CS", b"MONOCHROME2");
    let frames = seeds.len().to_string();
    element(&mut file, [0x28, 8], *b"IS", frames.as_bytes());
    for (tag, value) in [
        (0x10, SIDE),
        (0x11, SIDE),
        (0x100, 8),
        (0x101, 8),
        (0x102, 7),
        (0x103, 0),
    ] {
        element(&mut file, [0x28, tag], *b"US", &value.to_le_bytes());
    }
    let pixels: Vec<u8> = seeds
        .iter()
        .flat_map(|&seed| film(seed).into_raw())
        .collect();
    element(&mut file, [0x7fe0, 0x10], *b"OB", &pixels);
    file
}

/// The same without preamble and file meta information.
pub(crate) fn old_dicom(seed: u64) -> Vec<u8> {
    let file = dicom(&[seed]);
    let start = file.windows(6).position(|it| it == b"\x08\0\x60\0CS");
    file[start.unwrap()..].to_vec()
}

/// A DICOMDIR without records.
pub(crate) fn dicomdir() -> Vec<u8> {
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    element(&mut file, [2, 2], *b"UI", b"1.2.840.10008.1.3.10");
    element(&mut file, [2, 0x10], *b"UI", b"1.2.840.10008.1.2.1");
    file
}

/// A file compressed by gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A ZIP archive of stored files with these flags.
pub(crate) fn zip(flags: u16, files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    for (name, bytes) in files {
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut header = vec![20, 0];
        header.extend(flags.to_le_bytes());
        header.extend([0; 6]);
        header.extend(crc.sum().to_le_bytes());
        header.extend([length(bytes), length(bytes)].concat());
        header.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        header.extend([0; 2]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(length(&archive));
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(header);
        archive.extend(name.as_bytes());
        archive.extend(*bytes);
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let end = [length(&directory), length(&archive)].concat();
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend(end);
    archive.extend([0; 2]);
    archive
}
