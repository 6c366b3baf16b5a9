//! Drawn films.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use trainer::random::Stream;

/// Pixels on each side of a film.
pub(crate) const SIDE: u16 = 64;

/// A film of noise on a gradient.
pub(crate) fn film(seed: u64) -> GrayImage {
    let mut stream = Stream::new(seed, &[]);
    GrayImage::from_fn(SIDE.into(), SIDE.into(), |x, y| {
        let noise = u8::try_from(stream.below(60)).unwrap();
        Luma([noise + u8::try_from(x + 2 * y).unwrap()])
    })
}

/// A film as PNG.
pub(crate) fn png(seed: u64) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    film(seed).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}
