//! Resizes films, with antialiasing when they shrink.
//!
//! The convolution runs on integers: its result depends on the weights alone, whichever vector
//! instructions a processor has. The weights are computed by additions, multiplications and divisions
//! of `f64`, which are the same everywhere; a platform's `sin` is not, so Lanczos uses a series.

use std::f64::consts::PI;

use bytemuck::{cast_slice, cast_slice_mut};
use fast_image_resize::images::{TypedCroppedImage, TypedImage, TypedImageRef};
use fast_image_resize::pixels::U16;
use fast_image_resize::{Filter, FilterType, ResizeAlg, ResizeError, ResizeOptions, Resizer};
use serde::{Deserialize, Serialize};

use super::error::InputError;
use super::radiograph::Radiograph;

/// A resampling kernel, widened when the film shrinks so that every pixel counts.
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

/// A rectangle of a film, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Columns left of it.
    pub left: u32,
    /// Rows above it.
    pub top: u32,
    /// Its columns.
    pub width: u32,
    /// Its rows.
    pub height: u32,
}

impl Area {
    /// A whole film.
    pub const fn whole(width: u32, height: u32) -> Self {
        Self {
            left: 0,
            top: 0,
            width,
            height,
        }
    }
}

/// Resizes a rectangle of a film to `across * down` grey values.
///
/// # Errors
/// [`InputError::Resize`] when the rectangle is not inside the film.
pub(crate) fn resample(
    film: &Radiograph,
    area: Area,
    [across, down]: [u32; 2],
    filter: ResizeFilter,
) -> Result<Vec<u16>, InputError> {
    let Area {
        left,
        top,
        width,
        height,
    } = area;
    let mut plane = vec![0_u16; across as usize * down as usize];
    // A film has a value for each pixel, and the plane was made for its own.
    let refusal = |_| InputError::WrongLength {
        values: film.grey().len(),
        width: film.width(),
        height: film.height(),
    };
    let source: TypedImageRef<U16> =
        TypedImageRef::from_buffer(film.width(), film.height(), cast_slice(film.grey()))
            .map_err(refusal)?;
    let source = TypedCroppedImage::from_ref(&source, left, top, width, height)
        .map_err(ResizeError::from)?;
    let mut target: TypedImage<U16> =
        TypedImage::from_buffer(across, down, cast_slice_mut(&mut plane)).map_err(refusal)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(convolution(filter)));
    Resizer::new().resize_typed(&source, &mut target, &options)?;
    Ok(plane)
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

    fn whole(width: u32, height: u32, grey: Vec<u16>, side: u32, filter: ResizeFilter) -> Vec<u16> {
        let film = Radiograph::new(width, height, grey).unwrap();
        resample(&film, Area::whole(width, height), [side; 2], filter).unwrap()
    }

    fn check(width: u32, height: u32, side: u32, filter: ResizeFilter) {
        let values: Vec<u16> = (0..width * height).map(noise).collect();
        let resampled = whole(width, height, values.clone(), side, filter);

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
        let plane: Vec<u16> = (0..1024).collect();
        let copy = whole(32, 32, plane.clone(), 32, ResizeFilter::Lanczos3);
        assert_eq!(copy, plane);
    }
}
