//! What can happen to a film on its way, by kind and strength.

use serde::{Deserialize, Serialize};

use crate::data::augment::tone::Tone;
use crate::data::augment::warp::Warp;
use crate::data::augment::{blur, jpeg, noise, sixteen_bits};
use crate::random::Stream;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Damage {
    /// Compression as JPEG.
    Jpeg,
    /// Gaussian blur.
    Blur,
    /// Gaussian noise.
    Noise,
    /// Less contrast, about mid-grey.
    Contrast,
    /// A gamma curve, which darkens.
    Gamma,
    /// Fewer pixels.
    Resolution,
    /// Turned clockwise about the centre.
    Rotation,
    /// A strip cut off on every side, and the rest enlarged.
    Crop,
}

impl Damage {
    /// All kinds, in the order of reports.
    pub(crate) const ALL: [Self; 8] = [
        Self::Jpeg,
        Self::Blur,
        Self::Noise,
        Self::Contrast,
        Self::Gamma,
        Self::Resolution,
        Self::Rotation,
        Self::Crop,
    ];

    /// The name in tables and plots.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Blur => "blur",
            Self::Noise => "noise",
            Self::Contrast => "contrast",
            Self::Gamma => "gamma",
            Self::Resolution => "resolution",
            Self::Rotation => "rotation",
            Self::Crop => "crop",
        }
    }

    /// What its strengths are.
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Jpeg => "quality",
            Self::Blur => "standard deviation in % of the side",
            Self::Noise => "standard deviation in % of the grey range",
            Self::Contrast => "% of the contrast",
            Self::Gamma => "exponent",
            Self::Resolution => "% of the pixels along a side",
            Self::Rotation => "degrees",
            Self::Crop => "% of the side, on every side",
        }
    }

    /// Five strengths, the weakest first, in the unit above.
    pub(crate) const fn strengths(self) -> [f32; 5] {
        match self {
            Self::Jpeg => [75.0, 50.0, 25.0, 15.0, 7.0],
            Self::Blur => [0.6, 0.9, 1.3, 1.8, 2.7],
            Self::Noise => [2.0, 4.0, 8.0, 12.0, 18.0],
            Self::Contrast => [80.0, 60.0, 40.0, 30.0, 20.0],
            Self::Gamma => [1.2, 1.5, 1.8, 2.2, 3.0],
            Self::Resolution => [75.0, 60.0, 50.0, 35.0, 25.0],
            Self::Rotation => [2.0, 5.0, 10.0, 15.0, 20.0],
            Self::Crop => [2.0, 4.0, 7.0, 10.0, 15.0],
        }
    }

    /// A damaged copy of a plane of `side * side` grey values; the stream is for the noise.
    pub(crate) fn apply(
        self,
        strength: f32,
        plane: &[u16],
        side: u32,
        stream: &mut Stream,
    ) -> Vec<u16> {
        let (share, pixels) = (strength / 100.0, side as usize);
        let warp = match self {
            Self::Rotation => Warp {
                rotation: -strength.to_radians(),
                ..Warp::NONE
            },
            Self::Crop => Warp {
                zoom: 1.0 / (1.0 - 2.0 * share),
                ..Warp::NONE
            },
            _ => Warp::NONE,
        };
        let mut grey = warp.apply(plane, pixels);
        match self {
            Self::Jpeg => jpeg::compress(&mut grey, side, quality(strength)),
            Self::Blur => blur::blur(&mut grey, pixels, share * side as f32),
            Self::Noise => noise::add(&mut grey, share, stream),
            Self::Contrast => Tone {
                contrast: share,
                ..Tone::NONE
            }
            .apply(&mut grey),
            Self::Gamma => Tone {
                exponent: strength,
                ..Tone::NONE
            }
            .apply(&mut grey),
            Self::Resolution => coarsen(&mut grey, pixels, share),
            Self::Rotation | Self::Crop => {}
        }
        grey.into_iter().map(sixteen_bits).collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a quality from 1 to 100"
)]
const fn quality(strength: f32) -> u8 {
    strength as u8
}

/// Replaces the pixels by larger ones, each the mean of those whose place it takes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least one and at most `side`"
)]
fn coarsen(grey: &mut [f32], side: usize, share: f32) {
    let cells = ((side as f32 * share).round() as usize).clamp(1, side.max(1));
    let cell = |pixel: usize| (pixel / side * cells / side) * cells + pixel % side * cells / side;
    let mut sums = vec![(0.0, 0.0); cells * cells];
    for (pixel, grey) in grey.iter().enumerate() {
        let (sum, count) = &mut sums[cell(pixel)];
        *sum += grey;
        *count += 1.0;
    }
    for (pixel, grey) in grey.iter_mut().enumerate() {
        let (sum, count) = sums[cell(pixel)];
        *grey = sum / count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 64;

    /// Soft shades with fine structure, dark at the sides.
    fn film() -> Vec<u16> {
        let pixel = |index: u32| {
            let (x, y) = ((index % SIDE) as f32, (index / SIDE) as f32);
            let shade = 0.45 + 0.25 * (x / 9.0).sin() * (y / 14.0).cos();
            sixteen_bits(shade + 0.06 * (x * 1.7 + y).sin())
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    fn damaged(damage: Damage, strength: f32) -> Vec<u16> {
        damage.apply(strength, &film(), SIDE, &mut Stream::new(1, &[]))
    }

    /// The root mean square of the change, in shares of the grey range.
    fn distortion(damage: Damage, strength: f32) -> f64 {
        let pairs = film().into_iter().zip(damaged(damage, strength));
        let squares = pairs.map(|(one, other)| (f64::from(one.abs_diff(other)) / 65535.0).powi(2));
        (squares.sum::<f64>() / f64::from(SIDE * SIDE)).sqrt()
    }

    #[test]
    fn a_greater_strength_damages_more() {
        for damage in Damage::ALL {
            let found = damage
                .strengths()
                .map(|strength| distortion(damage, strength));
            assert!(found[0] > 0.002, "{damage:?}: {found:?}");
            assert!(
                found.is_sorted_by(|one, next| one < next),
                "{damage:?}: {found:?}"
            );
        }
    }

    #[test]
    fn strengths_are_in_their_units() {
        assert!((distortion(Damage::Noise, 4.0) - 0.04).abs() < 0.002);
        let half = damaged(Damage::Contrast, 50.0);
        let expected = film().into_iter().map(|grey| grey / 2 + 16_384);
        assert!(half.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 1));
        // Half of the pixels along a side: two by two are equal.
        let coarse = damaged(Damage::Resolution, 50.0);
        let at = |x: usize, y: usize| coarse[y * 64 + x];
        assert_eq!((at(10, 20), at(10, 20)), (at(11, 20), at(11, 21)));
        assert_ne!(at(11, 20), at(12, 20));
    }

    #[test]
    fn a_film_turns_clockwise_and_a_crop_enlarges() {
        let moved = |damage: Damage, strength, (x, y): (usize, usize)| {
            let mut plane = vec![0; 64 * 64];
            plane[y * 64 + x] = u16::MAX;
            let damaged = damage.apply(strength, &plane, SIDE, &mut Stream::new(1, &[]));
            let brightest = (0..damaged.len())
                .max_by_key(|&index| damaged[index])
                .unwrap();
            (brightest % 64, brightest / 64)
        };
        // 20 degrees at 24.5 pixels from the centre: 8.4 down, 1.5 back.
        assert_eq!(moved(Damage::Rotation, 20.0, (56, 32)), (54, 40));
        assert_eq!(moved(Damage::Crop, 15.0, (46, 32)), (52, 32));
    }
}
