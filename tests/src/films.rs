//! Files for tests: a film, drawn pictures, and files that are not films.

use std::path::Path;

use image::{GrayImage, ImageFormat, Luma};

use crate::real_films;

/// A real film as PNG, which the gate admits; `tests/fixtures/films/CREDITS.md` names its authors.
///
/// # Panics
/// When the film is missing.
pub fn film() -> Vec<u8> {
    let film = &real_films::bundled()[0];
    changed(&film.bytes(), |_| ())
}

/// A picture that is carried for tests; `tests/fixtures/pictures/CREDITS.md` names the authors.
///
/// # Panics
/// When it is missing.
pub fn picture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pictures");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A scanned page of text as PNG: lines of dark words on uneven paper.
pub fn page_of_text() -> Vec<u8> {
    let image = GrayImage::from_fn(600, 800, |x, y| {
        let word = (x / 7 * 5 + y / 20 * 11) % 9 != 0;
        let letter = (x * 3 + y * 5) % 7 < 4 && (40..560).contains(&x) && (60..740).contains(&y);
        let ink = word && letter && y % 20 < 11;
        let (shade, noise) = (f64::from(x + y) / 20.0, f64::from((x * 13 + y * 7) % 29));
        Luma([grey(if ink {
            20.0 + noise * 3.0
        } else {
            170.0 + shade + noise / 3.0
        })])
    });
    encoded(&image, ImageFormat::Png)
}

/// A black picture as PNG.
pub fn black() -> Vec<u8> {
    encoded(&GrayImage::new(400, 300), ImageFormat::Png)
}

/// A black picture of 40 million pixels as PNG.
pub fn large() -> Vec<u8> {
    encoded(&GrayImage::new(6_300, 6_300), ImageFormat::Png)
}

/// The picture in a file after a change, as PNG.
///
/// # Panics
/// When the file is no picture.
pub fn changed(bytes: &[u8], change: impl FnOnce(&mut GrayImage)) -> Vec<u8> {
    let image = image::load_from_memory(bytes).expect("a picture");
    let mut image = image.to_luma8();
    change(&mut image);
    encoded(&image, ImageFormat::Png)
}

/// The first half of a JPEG file.
pub fn truncated_jpeg() -> Vec<u8> {
    let image = GrayImage::from_fn(256, 256, |x, y| Luma([grey(f64::from((x * y) % 251))]));
    let mut bytes = encoded(&image, ImageFormat::Jpeg);
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A PNG of a few bytes whose header states more pixels than any film has.
pub fn huge_png() -> Vec<u8> {
    let mut bytes = encoded(&GrayImage::new(1, 1), ImageFormat::Png);
    // The header chunk: length, `IHDR`, width, height, 5 bytes more, checksum of all but length.
    bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// Plain text.
pub fn text() -> Vec<u8> {
    b"The lungs are clear. There is no effusion.".to_vec()
}

fn encoded(image: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, format)
        .expect("memory takes every image");
    bytes.into_inner()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn grey(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

/// The checksum of PNG chunks and of files in ZIP archives (ISO 3309).
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_film_can_be_decoded_and_broken_files_cannot() {
        assert!(image::load_from_memory(&film()).is_ok());
        // A cut JPEG is left out: this decoder fills what is missing.
        for broken in [huge_png(), text()] {
            assert!(image::load_from_memory(&broken).is_err());
        }
    }

    #[test]
    fn the_huge_film_has_a_valid_header() {
        let reader = image::ImageReader::new(std::io::Cursor::new(huge_png()));
        let size = reader.with_guessed_format().unwrap().into_dimensions();
        assert_eq!(size.unwrap(), (65536, 65536));
    }
}
