//! Network input in channels-last order, as inference plans take it.

use crate::zoo::coatnet::CHANNELS;

/// Channels of a pixel in channels-last order: the network's three, and one of zeros.
pub const PADDED_CHANNELS: usize = 4;

/// Interleaves three planes.
///
/// # Shapes
/// - each plane: `[side, side]`
/// - output: `[side, side, PADDED_CHANNELS]`
pub fn channels_last(planes: [&[f32]; CHANNELS]) -> Vec<f32> {
    let mut values = vec![0.0; planes[0].len() * PADDED_CHANNELS];
    for (channel, plane) in planes.into_iter().enumerate() {
        for (pixel, &value) in values.chunks_exact_mut(PADDED_CHANNELS).zip(plane) {
            pixel[channel] = value;
        }
    }
    values
}
