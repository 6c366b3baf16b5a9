//! A network's input channels last, as an inference plan takes it.

use crate::zoo::coatnet::CHANNELS;

/// Channels of a pixel: the network's three, and one that is zero.
pub const PIXEL: usize = 4;

/// Three planes interleaved: `[side, side, PIXEL]`.
///
/// # Shapes
/// - each plane: `[side, side]`
pub fn pixels(planes: [&[f32]; CHANNELS]) -> Vec<f32> {
    let mut pixels = vec![0.0; planes[0].len() * PIXEL];
    for (channel, plane) in planes.into_iter().enumerate() {
        for (pixel, &value) in pixels.chunks_exact_mut(PIXEL).zip(plane) {
            pixel[channel] = value;
        }
    }
    pixels
}
