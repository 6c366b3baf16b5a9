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
    // Number of values up to each one.
    let mut ends = vec![0; 1 << 16];
    for &value in &values {
        ends[usize::from(value)] += 1;
    }
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    let ranked = Ranked {
        length: values.len(),
        value: |rank| ends.partition_point(|&end| end <= rank) as f64,
    };
    let range = ranked.range(|_| true)?;
    let tones: Vec<u16> = (0..=u16::MAX).map(|it| range.grey(it.into())).collect();
    for value in &mut values {
        *value = tones[usize::from(*value)];
    }
    Ok(values)
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
struct Range {
    low: f64,
    high: f64,
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
