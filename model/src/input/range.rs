//! The range in use: films with more than 8 bits are stretched from it to black and white.
//!
//! A film's 10 or 12 bits are often stored in words of 16 bits, with an offset, or with padding and
//! text at an extreme value. What a header states about the range differs between programs, so the values
//! alone decide. Every linear export of a film gives the same grey values, up to rounding:
//!
//! 1. If the values are those of 8 bits (all of them multiples of 256 or 257; whole numbers whose maximum
//!    is 128 to 255; or such numbers divided by 255), the result is that of the 8-bit film, unchanged.
//! 2. Otherwise the range in use is found as in a box plot. Take the values between the extremes, their
//!    1st and 99th percentile, and the span between these. The range reaches to the last value within
//!    half a span of the percentiles. It includes the extreme value unless a gap of more than a quarter of
//!    the span comes before it. This is repeated until nothing changes.
//! 3. The range in use maps to 0 to 65535; values outside become black or white.
//!
//! Of 10,000 films, 99.3 % use exactly the range from minimum to maximum: a film with its full range is
//! unchanged. The arithmetic is exact for integers of 32 bits, and the same on every machine for others.

use super::error::InputError;
use super::histogram::ranks;

/// One in this many values lies beyond a percentile.
const TAIL: usize = 100;

/// A film with fewer distinct values in its range has next to no range.
const MIN_LEVELS: usize = 16;

/// Tolerance for 8-bit levels in floating point.
const ROUNDING: f64 = 1e-3;

/// Bounds the rounds that find the range; films need one or two.
const MAX_ROUNDS: usize = 16;

/// Replaces samples that are multiples of 256 or 257 by those of the 8-bit film; false for others.
pub(super) fn narrow(samples: &mut [u16]) -> bool {
    let eight = |it: &u16| matches!(it.to_be_bytes(), [high, low] if low == 0 || low == high);
    let narrow = samples.iter().all(eight);
    if narrow {
        for sample in samples {
            *sample = u16::from_be_bytes([sample.to_be_bytes()[0]; 2]);
        }
    }
    narrow
}

/// Stretches the values of a film from their range in use.
///
/// # Errors
/// [`InputError::NoContrast`].
pub(super) fn stretch(mut values: Vec<u16>) -> Result<Vec<u16>, InputError> {
    let range = range(&ranks(&values))?;
    let tones: Vec<u16> = (0..=u16::MAX).map(|it| range.grey(it.into())).collect();
    for value in &mut values {
        *value = tones[usize::from(*value)];
    }
    Ok(values)
}

/// The range in use of values with these ranks.
///
/// # Errors
/// [`InputError::NoContrast`].
pub(super) fn range(ranks: &[usize]) -> Result<Range, InputError> {
    let ranked = Ranked {
        length: ranks.last().copied().unwrap_or_default(),
        value: |rank| value_at(ranks, rank).into(),
    };
    ranked.range(|_| true)
}

/// The value of a rank, counted from 0, from the ranks of all values.
pub(super) fn value_at(ranks: &[usize], rank: usize) -> u16 {
    let value = ranks.partition_point(|&end| end <= rank);
    u16::try_from(value).unwrap_or(u16::MAX)
}

/// As [`stretch`], of finite values with more than 16 bits. Sorts a copy.
pub(super) fn stretch_wide(values: &[f64]) -> Result<Vec<u16>, InputError> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ranked = Ranked {
        length: sorted.len(),
        value: |rank| sorted[rank],
    };
    let eight_bits = |white: f64| {
        let mut levels = sorted.iter().map(|it| it * 255.0 / white);
        levels.all(|it| (it - it.round()).abs() < ROUNDING)
    };
    let range = ranked.range(eight_bits)?;
    Ok(values.iter().map(|&value| range.grey(value)).collect())
}

/// The values that become black and white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    /// The value that becomes black.
    pub low: f64,
    /// The value that becomes white.
    pub high: f64,
}

impl Range {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the quotient is from 0 to 65535"
    )]
    fn grey(self, value: f64) -> u16 {
        let above = value.clamp(self.low, self.high) - self.low;
        (above * 65535.0 / (self.high - self.low) + 0.5) as u16
    }
}

/// The values of a film in ascending order.
struct Ranked<F> {
    length: usize,
    value: F,
}

impl<F: Fn(usize) -> f64> Ranked<F> {
    /// The number of values for which a condition holds that holds for none after the first failure.
    fn count(&self, holds: impl Fn(f64) -> bool) -> usize {
        let (mut from, mut to) = (0, self.length);
        while from < to {
            let middle = usize::midpoint(from, to);
            if holds((self.value)(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// What maps to black and white; `eight_bits` says whether all values are multiples of 1/255 of white.
    fn range(&self, eight_bits: impl Fn(f64) -> bool) -> Result<Range, InputError> {
        let last = self.length.checked_sub(1).ok_or(InputError::NoContrast)?;
        let (low, high) = ((self.value)(0), (self.value)(last));
        for white in [1.0, 255.0] {
            if low >= 0.0 && high > white / 2.0 && high <= white && eight_bits(white) {
                return Ok(Range {
                    low: 0.0,
                    high: white,
                });
            }
        }
        let mut range = Range { low, high };
        for _ in 0..MAX_ROUNDS {
            match self.within(range) {
                Some(inner) if inner != range => range = inner,
                _ => break,
            }
        }
        match self.levels(range) {
            // Pictures with one or two levels are refused later, for what they are.
            3..MIN_LEVELS => Err(InputError::NoContrast),
            _ => Ok(range),
        }
    }

    /// The range without outliers; `None` if all values between the extremes are nearly the same.
    fn within(&self, Range { low, high }: Range) -> Option<Range> {
        let start = self.count(|it| it <= low);
        let end = self.count(|it| it < high);
        let skip = end.checked_sub(start)? / TAIL;
        let lower = (self.value)(start + skip);
        let upper = (self.value)(end.checked_sub(skip + 1)?);
        let span = upper - lower;
        if start == end || span <= 0.0 {
            return None;
        }
        let first = self.count(|it| it < lower - span / 2.0).max(start);
        let last = self.count(|it| it <= upper + span / 2.0).min(end) - 1;
        let (first, last) = ((self.value)(first), (self.value)(last));
        let alone = |gap: f64| gap > span / 4.0;
        Some(Range {
            low: if alone(first - low) { first } else { low },
            high: if alone(high - last) { last } else { high },
        })
    }

    /// The number of distinct values in a range without a hundredth at each end, at most [`MIN_LEVELS`].
    fn levels(&self, range: Range) -> usize {
        let start = self.count(|it| it < range.low);
        let end = self.count(|it| it <= range.high);
        let skip = (end - start) / TAIL;
        let (mut rank, mut levels) = (start + skip, 0);
        while levels < MIN_LEVELS && rank + skip < end {
            let level = (self.value)(rank);
            rank = self.count(|it| it <= level);
            levels += 1;
        }
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::spec::tests::noise;

    /// A film of 4,096 pixels with values of 12 bits from 20 to 3,900.
    fn film() -> Vec<u16> {
        let middle = (0..4094).map(|index| 20 + noise(index) % 3880);
        middle.chain([20, 3900]).collect()
    }

    /// The film from its minimum to its maximum.
    fn stretched() -> Vec<u16> {
        let above = film().into_iter().map(|it| u32::from(it) - 20);
        let grey = above.map(|it| (it * 0xffff + 1940) / 3880);
        grey.map(|it| u16::try_from(it).unwrap()).collect()
    }

    #[test]
    fn a_scale_and_an_offset_do_not_matter() {
        for (scale, offset) in [
            (1, 0),
            (1, 1024),
            (1, 61_000),
            (16, 0),
            (4, 40_000),
            (16, 1000),
        ] {
            let values = film().into_iter().map(|it| it * scale + offset);
            assert_eq!(
                stretch(values.collect()),
                Ok(stretched()),
                "{scale}, {offset}"
            );
        }
        let wide: Vec<f64> = film().into_iter().map(f64::from).collect();
        assert_eq!(stretch_wide(&wide), Ok(stretched()));
        let negative: Vec<f64> = wide.iter().map(|it| it * 1e9 - 3e13).collect();
        assert_eq!(stretch_wide(&negative), Ok(stretched()));
    }

    /// The film with other values in some places, which must become `grey`.
    fn check(places: impl Iterator<Item = usize>, value: impl Fn(usize) -> u16, grey: u16) {
        let (mut values, mut expected) = (film(), stretched());
        for place in places {
            values[place] = value(place);
            expected[place] = grey;
        }
        assert_eq!(stretch(values), Ok(expected));
    }

    #[test]
    fn text_padding_and_hot_pixels_lie_outside_the_range() {
        for share in [0, 100, 2000] {
            check(0..share, |_| u16::MAX, u16::MAX);
            check(0..share, |_| 5000, u16::MAX);
        }
        // Single pixels with values of their own.
        check(
            (0..4000).step_by(101),
            |it| 0x8000 + film()[it] * 8,
            u16::MAX,
        );
        let above = |share: usize| {
            let mut values: Vec<u16> = film().into_iter().map(|it| it + 2000).collect();
            values[..share].fill(0);
            let mut expected = stretched();
            expected[..share].fill(0);
            assert_eq!(stretch(values), Ok(expected), "{share}");
        };
        above(1);
        above(3000);
    }

    #[test]
    fn what_is_near_the_film_belongs_to_it() {
        let mut values = film();
        values[0] = 4500;
        let whole = stretch(values).unwrap();
        assert_eq!(whole[0], u16::MAX);
        assert!(whole[1..].iter().all(|&grey| grey < 57_000));
    }

    #[test]
    fn a_film_with_its_full_range_stays_as_it_is() {
        let mut values: Vec<u16> = (0..4096).map(noise).collect();
        values[..2].copy_from_slice(&[0, u16::MAX]);
        assert_eq!(stretch(values.clone()), Ok(values));
    }

    #[test]
    fn stretching_twice_changes_nothing_and_the_order_does_not_matter() {
        let labelled = film().into_iter().chain([u16::MAX; 50]).chain([6000; 3]);
        for values in [film(), labelled.collect()] {
            let once = stretch(values.clone()).unwrap();
            assert_eq!(stretch(once.clone()), Ok(once.clone()));
            let reverse = |values: &[u16]| values.iter().rev().copied().collect::<Vec<u16>>();
            assert_eq!(stretch(reverse(&values)), Ok(reverse(&once)));
            let negative = |values: &[u16]| values.iter().map(|it| u16::MAX - it).collect();
            let negative: Vec<u16> = stretch(negative(&values)).unwrap();
            for (grey, negative) in once.iter().zip(negative) {
                assert!((u16::MAX - grey).abs_diff(negative) <= 1);
            }
        }
    }

    #[test]
    fn the_words_of_an_8_bit_film_are_that_film() {
        let levels = || (0..4096).map(|index| noise(index) >> 8);
        let expected: Vec<u16> = levels().map(|it| it * 257).collect();
        for factor in [256, 257] {
            let mut words: Vec<u16> = levels().map(|it| it * factor).collect();
            assert!(narrow(&mut words));
            assert_eq!(words, expected);
        }
        assert_eq!(stretch(levels().collect()), Ok(expected.clone()));
        let parts: Vec<f64> = levels().map(|it| f64::from(it) / 255.0).collect();
        assert_eq!(stretch_wide(&parts), Ok(expected));
        assert!(!narrow(&mut film()));
    }

    #[test]
    fn next_to_no_range_is_refused() {
        let values = |levels: u16| (0..4096).map(move |index| 30_000 + noise(index) % levels);
        assert_eq!(stretch(values(15).collect()), Err(InputError::NoContrast));
        assert!(stretch(values(16).collect()).is_ok());
        let text = values(15).chain([0; 20]).chain([u16::MAX; 20]);
        assert_eq!(stretch(text.collect()), Err(InputError::NoContrast));
        assert_eq!(stretch(Vec::new()), Err(InputError::NoContrast));
        // One and two levels are another reason to refuse.
        for levels in [1, 2] {
            assert!(stretch(values(levels).collect()).is_ok());
        }
    }
}
