//! JPEG compression: encodes a film in 8 bits and decodes it.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use model::input::{Limits, decode};

use crate::random::Stream;

/// From visible blocks to a hardly visible change.
const WORST: u8 = 30;
const BEST: u8 = 95;

/// A uniformly random quality.
pub(super) fn draw_quality(stream: &mut Stream) -> u8 {
    let above = stream.below(usize::from(BEST - WORST) + 1);
    u8::try_from(above).map_or(BEST, |above| WORST + above)
}

/// Compresses grey values in `0..=1` as JPEG of a quality in `1..=100`.
///
/// Films that the encoder or the page's decoder refuses stay as they are; a pack has none.
pub(crate) fn compress(grey: &mut [f32], side: u32, quality: u8) {
    let bytes: Vec<u8> = grey.iter().map(|&value| eight_bits(value)).collect();
    let mut file = Vec::with_capacity(bytes.len() / 2);
    let mut encoder = JpegEncoder::new_with_quality(&mut file, quality);
    if encoder
        .encode(&bytes, side, side, ExtendedColorType::L8)
        .is_err()
    {
        return;
    }
    let Ok(read) = decode(&file, Limits::default()) else {
        return;
    };
    for (value, &decoded) in grey.iter_mut().zip(read.grey()) {
        *value = f32::from(decoded) / f32::from(u16::MAX);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the range first"
)]
fn eight_bits(grey: f32) -> u8 {
    (grey.clamp(0.0, 1.0) * f32::from(u8::MAX) + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 64;

    /// A smooth film with some fine structure.
    fn film() -> Vec<f32> {
        let pixel = |index: u32| {
            let (x, y) = ((index % SIDE) as f32, (index / SIDE) as f32);
            0.5 + 0.3 * (x / 9.0).sin() * (y / 14.0).cos() + 0.05 * (x * 1.7 + y).sin()
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    /// The root mean square of the change by a quality.
    fn damage(quality: u8) -> f32 {
        let mut grey = film();
        compress(&mut grey, SIDE, quality);
        let pairs = grey.iter().zip(film());
        let squares: f32 = pairs.map(|(one, other)| (one - other).powi(2)).sum();
        (squares / grey.len() as f32).sqrt()
    }

    #[test]
    fn compression_changes_little_and_less_at_a_better_quality() {
        let (worst, best) = (damage(WORST), damage(BEST));
        assert!(best > 0.0 && best < 0.01, "{best}");
        assert!(worst > best && worst < 0.05, "{worst}");
    }

    #[test]
    fn every_quality_is_drawn() {
        let mut stream = Stream::new(1, &[]);
        let drawn: Vec<u8> = (0..5000).map(|_| draw_quality(&mut stream)).collect();
        let missing = (WORST..=BEST).find(|quality| !drawn.contains(quality));
        assert_eq!(missing, None);
        assert!(drawn.iter().all(|quality| (WORST..=BEST).contains(quality)));
    }
}
