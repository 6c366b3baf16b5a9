//! Thumbnails of films, whose correlation decides whether two films are one picture.

use model::input::{Crop, InputError, InputSpec, Radiograph};

const PIXELS_A_SIDE: u32 = 64;
/// Pixels on each side of a thumbnail.
pub(crate) const SIDE: usize = PIXELS_A_SIDE as usize;
/// Fields of a thumbnail per row, and per column.
const ACROSS: usize = 8;
const FIELDS: usize = ACROSS * ACROSS;
/// More than the rounding of 64 products in `f32`.
const ROUNDING: f32 = 1e-4;

/// A film of 64 x 64 pixels with its darkest one at 0 and its brightest at 255.
#[derive(Debug, Clone)]
pub(crate) struct Thumbnail {
    grey: Vec<u8>,
    sum: u64,
    // The standard deviation times the number of pixels.
    spread: f64,
    // Scaled to mean 0 and length 1: the means of 8 x 8 fields, and the length of the rest.
    fields: [f32; FIELDS],
    detail: f32,
}

impl Thumbnail {
    /// The whole film, stretched to a square.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub(crate) fn of(film: &Radiograph) -> Result<Self, InputError> {
        let small = InputSpec {
            crop: Crop::Whole,
            ..InputSpec::with_side(PIXELS_A_SIDE)
        };
        let plane = small.plane(film)?;
        let (darkest, brightest) = plane.iter().fold((u16::MAX, 0), |(low, high), &grey| {
            (grey.min(low), grey.max(high))
        });
        let range = u32::from(brightest.saturating_sub(darkest)).max(1);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no grey is above the brightest, so the quotient is at most 255"
        )]
        let stretched = |&grey: &u16| (u32::from(grey - darkest) * 255 / range) as u8;
        Ok(Self::new(plane.iter().map(stretched).collect()))
    }

    fn new(grey: Vec<u8>) -> Self {
        let sum = grey.iter().map(|&grey| u64::from(grey)).sum();
        let squares: u64 = grey.iter().map(|&grey| u64::from(grey).pow(2)).sum();
        let variance = grey.len() as u64 * squares - sum * sum;
        let spread = (variance as f64).sqrt();
        let fields = fields(&grey, sum, spread);
        let smooth: f64 = fields.iter().map(|field| field * field).sum();
        #[expect(clippy::cast_possible_truncation, reason = "numbers of at most 1")]
        let single = |number: f64| number as f32;
        Self {
            grey,
            sum,
            spread,
            fields: fields.map(single),
            detail: single((1.0 - smooth).max(0.0).sqrt()),
        }
    }

    /// The grey values, row by row.
    pub(crate) fn grey(&self) -> &[u8] {
        &self.grey
    }

    /// The correlation if it is above a limit; most pairs are ruled out by their 64 fields.
    ///
    /// A correlation is the dot product of two vectors of length 1. That of the fields is computed; that of
    /// the rest is at most the product of the lengths (Cauchy-Schwarz).
    pub(crate) fn correlation_above(&self, limit: f64, other: &Self) -> Option<f64> {
        // Eight sums for SIMD, because the compiler must not reorder additions.
        let mut sums = [0.0; ACROSS];
        let (rows, _) = self.fields.as_chunks::<ACROSS>();
        let (others, _) = other.fields.as_chunks::<ACROSS>();
        for (row, other) in rows.iter().zip(others) {
            for (sum, (a, b)) in sums.iter_mut().zip(row.iter().zip(other)) {
                *sum += a * b;
            }
        }
        let smooth: f32 = sums.iter().sum();
        let most = smooth + self.detail * other.detail + ROUNDING;
        if f64::from(most) <= limit {
            return None;
        }
        let correlation = self.correlation(other);
        (correlation > limit).then_some(correlation)
    }

    /// Pearson's correlation of the grey values, `-1..=1`; 0 if one film is uniformly grey.
    pub(crate) fn correlation(&self, other: &Self) -> f64 {
        let pairs = self.grey.iter().zip(&other.grey);
        // At most 64 * 64 * 255 * 255, which 32 bits hold.
        let products: u32 = pairs.map(|(&a, &b)| u32::from(a) * u32::from(b)).sum();
        let spreads = self.spread * other.spread;
        if spreads == 0.0 {
            return 0.0;
        }
        let pixels = self.grey.len() as f64;
        (pixels * f64::from(products) - self.sum as f64 * other.sum as f64) / spreads
    }
}

/// The coordinates of a thumbnail, scaled to mean 0 and length 1, along the 8 x 8 fields, which are
/// orthonormal vectors.
fn fields(grey: &[u8], sum: u64, spread: f64) -> [f64; FIELDS] {
    let mut sums = [0_u64; FIELDS];
    for (pixel, &grey) in grey.iter().enumerate() {
        let (row, column) = (pixel / SIDE, pixel % SIDE);
        sums[row * ACROSS / SIDE * ACROSS + column * ACROSS / SIDE] += u64::from(grey);
    }
    let (pixels, in_field) = ((SIDE * SIDE) as f64, (SIDE * SIDE / FIELDS) as f64);
    let length = spread / pixels.sqrt();
    sums.map(|in_it| {
        let above_mean = in_it as f64 - sum as f64 / pixels * in_field;
        let share = above_mean / in_field.sqrt() / length;
        // A uniformly grey film has no direction.
        if share.is_finite() { share } else { 0.0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::fingerprint::tests::blobs;

    #[test]
    fn the_correlation_is_pearsons() {
        // Of (1, 2, 3, 4) and (2, 1, 4, 3): covariance 0.75, variances 1.25.
        let thumbnail = |grey: [u8; 4]| Thumbnail::new(grey.repeat(SIDE * SIDE / 4));
        let film = thumbnail([1, 2, 3, 4]);
        let correlation = |grey| film.correlation(&thumbnail(grey));
        assert!((correlation([2, 1, 4, 3]) - 0.6).abs() < 1e-12);
        assert!((correlation([12, 14, 16, 18]) - 1.0).abs() < 1e-12);
        assert!((correlation([4, 3, 2, 1]) + 1.0).abs() < 1e-12);
        assert_eq!(correlation([7, 7, 7, 7]).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "drawn greys lie within their type"
    )]
    fn the_fields_never_rule_out_a_correlation_above_the_limit() {
        let mut stream = crate::random::Stream::new(5, &[]);
        let films: Vec<Thumbnail> = (0..40)
            .map(|number| {
                // From smooth to noisy, and from similar to different.
                let smooth = blobs(number % 4, 64, 64);
                let noise = 3000 * (number as usize / 4) + 1;
                let grey = smooth.grey().iter();
                let grey = grey.map(|grey| grey / 2 + stream.below(noise) as u16);
                Thumbnail::of(&Radiograph::new(64, 64, grey.collect()).unwrap()).unwrap()
            })
            .chain([Thumbnail::new(vec![7; SIDE * SIDE])])
            .collect();
        let mut above = 0;
        for film in &films {
            for other in &films {
                let correlation = film.correlation(other);
                for limit in [-0.5, 0.0, 0.5, 0.9, 0.98, correlation - 1e-9] {
                    let expected = (correlation > limit).then_some(correlation);
                    assert_eq!(film.correlation_above(limit, other), expected);
                    above += usize::from(expected.is_some());
                }
            }
        }
        assert!(above > 1000);
    }
}
