//! A drawn film, and files of it by this and by other encoders.

use std::io::Cursor;

use image::{DynamicImage, ImageBuffer, ImageFormat};

pub(crate) const WIDTH: u32 = 48;
pub(crate) const HEIGHT: u32 = 40;

/// The drawing in 8 bits, a bright oval with ribs on a ramp; `make_films.py` draws the same.
fn level(x: i32, y: i32) -> u8 {
    let oval = (160 - (x - 24).pow(2) / 3 - (y - 20).pow(2) / 2).max(0);
    let ribs = if y / 4 % 2 == 0 { 2 } else { 3 };
    u8::try_from(x + y / 2 + oval * ribs / 4).expect("at most 8 bits")
}

fn levels() -> impl Iterator<Item = u8> {
    (0..HEIGHT.cast_signed()).flat_map(|y| (0..WIDTH.cast_signed()).map(move |x| level(x, y)))
}

/// The drawing in 8 bits.
pub(crate) fn film_8() -> DynamicImage {
    let film = ImageBuffer::from_raw(WIDTH, HEIGHT, levels().collect());
    DynamicImage::ImageLuma8(film.expect("as many levels as pixels"))
}

/// The drawing with noise finer than 8 bits.
pub(crate) fn film_16() -> DynamicImage {
    let grain = (0..251).cycle();
    let levels = levels().zip(grain);
    let values = levels.map(|(level, grain)| u16::from(level) * 250 + grain);
    let film = ImageBuffer::from_raw(WIDTH, HEIGHT, values.collect());
    DynamicImage::ImageLuma16(film.expect("as many levels as pixels"))
}

/// A picture encoded as a file.
pub(crate) fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("encodable");
    file.into_inner()
}

macro_rules! films {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!($name))),*]
    };
}

/// Lossless files of [`film_8`], upright, by Pillow.
pub(crate) const LOSSLESS: &[(&str, &[u8])] = films![
    "animated.gif",
    "animated.png",
    "animated.webp",
    "grey.jp2",
    "negative.tif",
    "pages.tif",
    "palette.bmp",
    "palette.jp2",
    "palette.png",
    "tiles.j2k",
    "turned.png",
    "turned.tif",
    "turned.webp",
];

/// Lossy files by other encoders.
pub(crate) const LOSSY: &[(&str, &[u8])] = films![
    "cmyk.jpg",
    "colour.jpg",
    "jpeg.tif",
    "lossy.webp",
    "progressive.jpg",
    "restarts.jpg",
    "rgb.jpg",
    "ycck.jpg",
];

/// The coefficients of `colour.jpg` in other structures.
pub(crate) const RESTRUCTURED: &[(&str, &[u8])] = films![
    "colour_progressive.jpg",
    "colour_scans.jpg",
    "colour_scans_restarts.jpg",
];

/// Lossless files of [`film_16`].
pub(crate) const LOSSLESS_16: &[(&str, &[u8])] =
    films!["fine.jp2", "lossless1.jpg", "lossless7.jpg"];

/// A lossy file of [`film_16`] with 12 bits.
pub(crate) const LOSSY_12: &[(&str, &[u8])] = films!["bits12.jpg"];

/// A file by another encoder.
pub(crate) fn by_name(name: &str) -> &'static [u8] {
    let mut all = OTHERS.iter().copied().flatten();
    all.find(|it| it.0 == name).expect(name).1
}

/// All files by other encoders.
pub(crate) const OTHERS: &[&[(&str, &[u8])]] = &[
    LOSSLESS,
    LOSSY,
    RESTRUCTURED,
    LOSSLESS_16,
    LOSSY_12,
    REFUSED,
];

/// Files that are refused.
pub(crate) const REFUSED: &[(&str, &[u8])] = films!["arithmetic.jpg", "cmyk.tif"];
