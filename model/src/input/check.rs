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
