//! Refuses pictures that cannot be a film, whatever their format: strips, flat pictures, two grey levels.
//!
//! Limits are far from 10,000 real films, of which none has a ratio of sides over 1.7, less than 54 of 256
//! grey levels between the percentiles, or more than 0.76 of its pixels near two levels.

use super::error::InputError;
use super::radiograph::Radiograph;

/// The maximum ratio of the sides.
const MAX_RATIO: u32 = 3;

/// The minimum difference between the 1st and the 99th percentile, in 256 grey levels.
const MIN_SPAN: usize = 16;

/// Grey levels on each side that count as the same one: what lossy compression adds.
const NEAR: usize = 4;

/// Refuses a picture that cannot be a film.
///
/// # Errors
/// [`InputError::Strip`], [`InputError::NoContrast`] or [`InputError::TwoLevels`].
pub(super) fn check(film: Radiograph) -> Result<Radiograph, InputError> {
    let (width, height) = (film.width(), film.height());
    if width.max(height).div_ceil(MAX_RATIO) > width.min(height) {
        let max = MAX_RATIO;
        return Err(InputError::Strip { width, height, max });
    }
    let mut levels = [0; 256];
    for grey in film.grey() {
        levels[usize::from(grey.to_be_bytes()[0])] += 1;
    }
    let pixels = film.grey().len();
    if span(&levels, pixels) < MIN_SPAN {
        return Err(InputError::NoContrast);
    }
    let first = take_most_common(&mut levels);
    let second = take_most_common(&mut levels);
    // Two in a hundred may be of other levels.
    if (pixels - first - second) * 50 <= pixels {
        return Err(InputError::TwoLevels);
    }
    Ok(film)
}

/// The difference between the 1st and the 99th percentile.
fn span(levels: &[usize; 256], pixels: usize) -> usize {
    let percentile = |rank: usize| {
        let mut below = 0;
        levels.iter().position(|count| {
            below += count;
            below > rank
        })
    };
    let lower = percentile(pixels / 100);
    let upper = percentile(pixels - 1 - pixels / 100);
    lower.zip(upper).map_or(0, |(lower, upper)| upper - lower)
}

/// Removes the pixels near the level where they are most common, and counts them.
fn take_most_common(levels: &mut [usize; 256]) -> usize {
    let around = |at: usize| at.saturating_sub(NEAR)..(at + NEAR + 1).min(256);
    let count = |at: usize| levels[around(at)].iter().sum::<usize>();
    let most = (0..256).max_by_key(|&at| count(at)).unwrap_or_default();
    let taken = count(most);
    levels[around(most)].fill(0);
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::spec::tests::noise;

    fn film(width: u32, height: u32, grey: impl Fn(u32) -> u16) -> Result<Radiograph, InputError> {
        let grey = (0..width * height).map(grey).collect();
        check(Radiograph::new(width, height, grey)?)
    }

    #[test]
    fn a_strip_is_refused() {
        for (width, height) in [(193, 64), (64, 193), (20_000, 128)] {
            let max = MAX_RATIO;
            let strip = InputError::Strip { width, height, max };
            assert_eq!(film(width, height, noise), Err(strip));
        }
        assert!(film(192, 64, noise).is_ok());
        assert!(film(64, 192, noise).is_ok());
    }

    #[test]
    fn a_flat_picture_is_refused_whatever_a_few_pixels_hold() {
        let levels = |count: u16| {
            move |index: u32| match index % 128 {
                0 => u16::MAX,
                _ => 256 * (100 + noise(index) % count),
            }
        };
        for count in [1, 8, 16] {
            assert_eq!(film(64, 64, levels(count)), Err(InputError::NoContrast));
        }
        assert!(film(64, 64, levels(40)).is_ok());
    }

    #[test]
    fn two_grey_levels_are_refused_also_with_the_noise_of_a_codec() {
        let two = |index: u32| {
            if noise(index) < 20_000 {
                0x2000
            } else {
                0xe000
            }
        };
        for noise_of_codec in [1, 0x400] {
            let picture = film(64, 64, |index| {
                two(index) + noise(index + 9) % noise_of_codec
            });
            assert_eq!(picture, Err(InputError::TwoLevels));
        }
        // A twentieth of the pixels between them makes it a picture.
        let shaded = |index: u32| {
            if index.is_multiple_of(20) {
                noise(index)
            } else {
                two(index)
            }
        };
        assert!(film(64, 64, shaded).is_ok());
    }
}
