//! Grey planes of another size, with antialiasing when they shrink.
//!
//! The convolution runs on integers: its result depends on the weights alone, whichever vector
//! instructions a processor has. The weights are made by additions, multiplications and divisions
//! of `f64`, which are the same everywhere; a platform's `sin` is not, so Lanczos has its own.

use std::f64::consts::PI;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U16;
use fast_image_resize::{Filter, FilterType, ResizeAlg, ResizeOptions, Resizer};
use serde::{Deserialize, Serialize};

use super::error::InputError;

/// A resampling kernel, widened when the film shrinks so that nothing is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResizeFilter {
    /// A triangle of radius 1.
    Bilinear,
    /// The cubic of Catmull and Rom, radius 2.
    CatmullRom,
    /// A windowed sinc of radius 3.
    Lanczos3,
}

/// Resizes a plane of `width * height` values to `side * side`.
///
/// # Errors
/// [`InputError::WrongLength`] when values are missing.
pub(super) fn resample(
    plane: &[U16],
    (width, height): (u32, u32),
    side: u32,
    filter: ResizeFilter,
) -> Result<Vec<u16>, InputError> {
    let values = plane.len();
    let source = TypedImageRef::new(width, height, plane).map_err(|_| InputError::WrongLength {
        values,
        width,
        height,
    })?;
    let mut target = TypedImage::new(side, side);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(convolution(filter)));
    Resizer::new().resize_typed(&source, &mut target, &options)?;
    Ok(target.pixels().iter().map(|pixel| pixel.0).collect())
}

fn convolution(filter: ResizeFilter) -> FilterType {
    match filter {
        ResizeFilter::Bilinear => FilterType::Bilinear,
        ResizeFilter::CatmullRom => FilterType::CatmullRom,
        // The radius is positive, so the filter is valid.
        ResizeFilter::Lanczos3 => {
            Filter::new("Lanczos3", lanczos3, 3.0).map_or(FilterType::Lanczos3, FilterType::Custom)
        }
    }
}

fn lanczos3(x: f64) -> f64 {
    if x.abs() < 3.0 {
        sinc(x) * sinc(x / 3.0)
    } else {
        0.0
    }
}

/// `sin(pi x) / (pi x)`, by the series around the nearest whole number.
fn sinc(x: f64) -> f64 {
    let nearest = x.round();
    if x == 0.0 {
        return 1.0;
    }
    let angle = PI * (x - nearest);
    // Eleven terms reach beyond the precision of f64 at pi / 2.
    let sine = (1..=11).rev().fold(1.0, |series, term| {
        let term = 2.0 * f64::from(term);
        1.0 - angle * angle / (term * (term + 1.0)) * series
    }) * angle;
    let sign = if nearest % 2.0 == 0.0 { 1.0 } else { -1.0 };
    sign * sine / (PI * x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::spec::tests::noise;

    #[test]
    fn the_series_is_the_sine() {
        for step in -300..=300 {
            let x = f64::from(step) / 100.0;
            let expected = if step == 0 {
                1.0
            } else {
                (PI * x).sin() / (PI * x)
            };
            assert!((sinc(x) - expected).abs() < 1e-15, "{x}");
        }
    }

    /// Each row holds the weights of one output: the convolution's definition, in `f64`.
    fn weights(from: u32, to: u32, filter: ResizeFilter) -> Vec<Vec<f64>> {
        type Kernel = fn(f64) -> f64;
        let (kernel, radius): (Kernel, f64) = match filter {
            ResizeFilter::Bilinear => (|x| 1.0 - x.abs(), 1.0),
            ResizeFilter::CatmullRom => (catmull_rom, 2.0),
            ResizeFilter::Lanczos3 => (lanczos3, 3.0),
        };
        let scale = f64::from(from) / f64::from(to);
        let row = |output: u32| -> Vec<f64> {
            let centre = (f64::from(output) + 0.5) * scale;
            let distances = (0..from).map(|x| (f64::from(x) + 0.5 - centre) / scale.max(1.0));
            let row = distances.map(|x| if x.abs() < radius { kernel(x) } else { 0.0 });
            let row: Vec<f64> = row.collect();
            let sum: f64 = row.iter().sum();
            row.into_iter().map(|weight| weight / sum).collect()
        };
        (0..to).map(row).collect()
    }

    /// Each row of a plane weighted by each row of weights, clipped and transposed.
    fn weighted(plane: &[f64], weights: &[Vec<f64>]) -> Vec<f64> {
        let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
        weights
            .iter()
            .flat_map(|w| plane.chunks(w.len()).map(move |row| dot(w, row)))
            .map(|sum| sum.clamp(0.0, 65535.0))
            .collect()
    }

    fn catmull_rom(x: f64) -> f64 {
        let x = x.abs();
        if x < 1.0 {
            1.5 * x.powi(3) - 2.5 * x.powi(2) + 1.0
        } else {
            -0.5 * x.powi(3) + 2.5 * x.powi(2) - 4.0 * x + 2.0
        }
    }

    fn check(width: u32, height: u32, side: u32, filter: ResizeFilter) {
        let values: Vec<u16> = (0..width * height).map(noise).collect();
        let plane: Vec<U16> = values.iter().copied().map(U16::new).collect();
        let resampled = resample(&plane, (width, height), side, filter).unwrap();

        let exact: Vec<f64> = values.into_iter().map(f64::from).collect();
        // Between its two passes the resampler rounds to whole numbers.
        let narrow = weighted(&exact, &weights(width, side, filter));
        let narrow: Vec<f64> = narrow.into_iter().map(f64::round).collect();
        let expected = weighted(&narrow, &weights(height, side, filter));
        assert_eq!(resampled.len(), expected.len());
        for (value, expected) in resampled.into_iter().zip(expected) {
            let difference = (f64::from(value) - expected).abs();
            assert!(difference <= 0.6, "{value} for {expected}: {filter:?}");
        }
    }

    #[test]
    fn every_filter_is_the_convolution_that_its_name_promises() {
        for filter in [
            ResizeFilter::Bilinear,
            ResizeFilter::CatmullRom,
            ResizeFilter::Lanczos3,
        ] {
            check(97, 61, 32, filter);
            check(40, 33, 64, filter);
            check(64, 100, 64, filter);
        }
    }

    #[test]
    fn a_plane_of_the_right_size_is_copied() {
        let plane: Vec<U16> = (0..1024).map(U16::new).collect();
        let copy = resample(&plane, (32, 32), 32, ResizeFilter::Lanczos3).unwrap();
        assert_eq!(copy, (0..1024).collect::<Vec<u16>>());
    }
}
