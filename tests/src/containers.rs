//! Generated files that contain films: ZIP archives, DICOM files with several frames, a patient CD.

use std::fs;
use std::path::Path;

use image::GenericImageView;

use crate::films::{self, crc32};
use crate::real_films;

/// A ZIP archive of files that are stored without compression. Source: APPNOTE.TXT, section 4.3.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = u32_of(archive.len());
        let mut header = Vec::new();
        // Version, flags (names in UTF-8), method, time and date.
        header.extend([10, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]);
        header.extend(crc32(content).to_le_bytes());
        header.extend(u32_of(content.len()));
        header.extend(u32_of(content.len()));
        header.extend(u16_of(name.len()));
        header.extend([0; 2]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&header);
        archive.extend(name.as_bytes());
        archive.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&header);
        // No comment, disk 0, attributes.
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let offset = u32_of(archive.len());
    let count = u16_of(files.len());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend(u32_of(directory.len()));
    archive.extend(offset);
    archive.extend([0; 2]);
    archive
}

/// A DICOM file with a film in each frame, the header of which names a person and states the
/// projection PA and burned-in text.
pub fn dicom(frames: usize) -> Vec<u8> {
    let picture = image::load_from_memory(&films::film()).expect("a film");
    let (width, height) = picture.dimensions();
    let size = |side: u32| u16::try_from(side).expect("a small film").to_le_bytes();
    let pixels = picture.into_luma8().into_raw().repeat(frames);
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    let mut text = |group, number, kind: &[u8; 2], value: &str| {
        let padding = if kind == b"UI" { 0 } else { b' ' };
        let mut value = value.as_bytes().to_vec();
        value.resize(value.len().next_multiple_of(2), padding);
        element(&mut file, group, number, *kind, &value);
    };
    text(2, 0x10, b"UI", "1.2.840.10008.1.2.1");
    text(8, 0x60, b"CS", "DX");
    text(0x10, 0x10, b"PN", "DOE^JANE");
    text(0x18, 0x15, b"CS", "CHEST");
    text(0x18, 0x5101, b"CS", "PA");
    element(&mut file, 0x28, 2, *b"US", &[1, 0]);
    let mut text = |number, kind: &[u8; 2], value: &str| {
        element(&mut file, 0x28, number, *kind, value.as_bytes());
    };
    text(4, b"CS", "MONOCHROME2 ");
    text(8, b"IS", &format!("{frames:2}"));
    element(&mut file, 0x28, 0x10, *b"US", &size(height));
    element(&mut file, 0x28, 0x11, *b"US", &size(width));
    for (number, value) in [(0x100, 8), (0x101, 8), (0x102, 7), (0x103, 0)] {
        element(&mut file, 0x28, number, *b"US", &[value, 0]);
    }
    element(&mut file, 0x28, 0x301, *b"CS", b"YES ");
    file.extend(b"\xe0\x7f\x10\0OB\0\0");
    file.extend(u32_of(pixels.len()));
    file.extend(pixels);
    file
}

/// Spacing at the detector of [`deep_dicom`], in mm.
pub const DETECTOR_SPACING: f64 = 0.25;

/// A real film as a DICOM file of 12 bits: values rescaled by -1024, two windows (476 and 2000 wide 800
/// and 4096), spacing at the detector, and the patient's left at the right edge.
pub fn deep_dicom() -> Vec<u8> {
    let picture = image::load_from_memory(&films::film()).expect("a film");
    let (width, height) = picture.dimensions();
    let size = |side: u32| u16::try_from(side).expect("a small film").to_le_bytes();
    let grey = picture.into_luma8().into_raw();
    let pixels: Vec<u8> = grey
        .into_iter()
        .flat_map(|grey| (u16::from(grey) * 8 + 500).to_le_bytes())
        .collect();
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    let mut text = |group, number, kind: &[u8; 2], value: &str| {
        let padding = if kind == b"UI" { 0 } else { b' ' };
        let mut value = value.as_bytes().to_vec();
        value.resize(value.len().next_multiple_of(2), padding);
        element(&mut file, group, number, *kind, &value);
    };
    text(2, 0x10, b"UI", "1.2.840.10008.1.2.1");
    text(8, 0x60, b"CS", "DX");
    text(0x18, 0x15, b"CS", "CHEST");
    text(
        0x18,
        0x1164,
        b"DS",
        &format!("{DETECTOR_SPACING}\\{DETECTOR_SPACING}"),
    );
    text(0x18, 0x5101, b"CS", "PA");
    text(0x20, 0x20, b"CS", "L\\F");
    element(&mut file, 0x28, 2, *b"US", &[1, 0]);
    element(&mut file, 0x28, 4, *b"CS", b"MONOCHROME2 ");
    element(&mut file, 0x28, 0x10, *b"US", &size(height));
    element(&mut file, 0x28, 0x11, *b"US", &size(width));
    for (number, value) in [(0x100, 16), (0x101, 12), (0x102, 11), (0x103, 0)] {
        element(&mut file, 0x28, number, *b"US", &[value, 0]);
    }
    for (number, value) in [
        (0x1050, "476\\2000"),
        (0x1051, "800\\4096"),
        (0x1052, "-1024 "),
        (0x1053, "1 "),
    ] {
        let mut value = value.as_bytes().to_vec();
        value.resize(value.len().next_multiple_of(2), b' ');
        element(&mut file, 0x28, number, *b"DS", &value);
    }
    file.extend(b"\xe0\x7f\x10\0OW\0\0");
    file.extend(u32_of(pixels.len()));
    file.extend(pixels);
    file
}

/// Writes a patient CD: a directory of its films, a viewer, texts, and in one folder more files than a
/// browser lists at once. The films are those returned, with their paths on the CD in natural order.
pub fn patient_cd(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut directory = vec![0; 128];
    directory.extend(b"DICM");
    element(&mut directory, 2, 2, *b"UI", b"1.2.840.10008.1.3.10");
    let series = folder.join("DICOM/S1");
    fs::create_dir_all(&series).expect("a folder");
    fs::create_dir_all(folder.join("VIEWER/.cache")).expect("a folder");
    for (path, content) in [
        ("DICOMDIR", directory.as_slice()),
        ("AUTORUN.INF", b"[autorun]\r\nopen=VIEWER\\VIEWER.EXE\r\n"),
        ("README.TXT", &films::text()),
        ("REPORT.PDF", b"%PDF-1.4\n"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("._FILM.PNG", b"\0\x05\x16\x07"),
        ("VIEWER/VIEWER.EXE", b"MZ\x90\0"),
        ("VIEWER/.cache/icon.png", &films::film()),
    ] {
        fs::write(folder.join(path), content).expect("a file is written");
    }
    for number in 0..NOTES {
        let note = series.join(format!("A{number:05}"));
        fs::write(note, "A note\r\n").expect("a file is written");
    }
    let film = films::film();
    let archive = zip(&[("film.png", &film), ("note.txt", b"A note\r\n")]);
    fs::write(folder.join("EXPORT"), archive).expect("a file is written");
    let mut all: Vec<(String, Vec<u8>)> = real_films::dicom()[..3]
        .iter()
        .zip(1..)
        .map(|(film, number)| (format!("DICOM/S1/IM{number:06}"), film.bytes()))
        .collect();
    all.push(("PREVIEW.JPG".to_owned(), real_films::bundled()[0].bytes()));
    for (path, content) in &all {
        fs::write(folder.join(path), content).expect("a file is written");
    }
    all.insert(3, ("EXPORT/film.png".to_owned(), film));
    all
}

/// Texts beside the films of [`patient_cd`].
pub const NOTES: usize = 230;

/// An element in Explicit VR Little Endian. Source: DICOM PS3.5, section 7.1.2.
fn element(file: &mut Vec<u8>, group: u16, number: u16, kind: [u8; 2], value: &[u8]) {
    file.extend(group.to_le_bytes());
    file.extend(number.to_le_bytes());
    file.extend(kind);
    file.extend(u16_of(value.len()));
    file.extend(value);
}

fn u16_of(length: usize) -> [u8; 2] {
    u16::try_from(length).expect("a small file").to_le_bytes()
}

fn u32_of(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("a small file").to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use model::archive::members;
    use model::input::{Limits, dicom};

    use super::*;

    #[test]
    fn archives_and_frames_can_be_read() {
        let mut archive = Cursor::new(zip(&[("a/b.txt", b"one"), ("c", b"")]));
        let members = members(&mut archive).unwrap();
        assert_eq!(members[0].name, "a/b.txt");
        assert_eq!(members[0].read(&mut archive, 9).unwrap(), b"one");
        assert_eq!(members[1].size, 0);
        let (_, info) = dicom::decode(&super::dicom(3), Some(3), Limits::default()).unwrap();
        assert_eq!((info.frames, info.burned_in_annotation), (3, true));
        let (_, info) = dicom::decode(&deep_dicom(), None, Limits::default()).unwrap();
        assert_eq!((info.bits_stored, info.windows.len()), (12, 2));
        let spacing = info.spacing.map(|spacing| spacing.source);
        assert_eq!(spacing, Some(dicom::SpacingSource::Detector));
    }
}
