//! A film with a heat map over it, as `explain` writes it.

use super::heat_map::{HeatMap, Scale};
use super::overlay::{Style, pixel};
use crate::input::{Area, InputError, Radiograph, ResizeFilter, resample};

/// The longer side of a picture in pixels, unless the film is smaller.
const LONGEST: u32 = 1024;

/// A picture in colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row.
    pub rgb: Vec<u8>,
}

/// The film with the map over the part of it that the network sees, reduced to 1024 pixels on the longer
/// side if it has more.
///
/// # Errors
/// [`InputError::Resize`] when the resampler refuses.
pub fn picture(
    film: &Radiograph,
    area: Area,
    map: &HeatMap,
    scale: Scale,
    style: Style,
) -> Result<Picture, InputError> {
    let (width, height) = reduced(film.width(), film.height());
    let whole = Area::whole(film.width(), film.height());
    let grey = resample(film, whole, [width, height], ResizeFilter::Bilinear)?;
    // From a pixel of the picture to the place in the map.
    let columns = Axis::new(film.width(), width, area.left, area.width);
    let rows = Axis::new(film.height(), height, area.top, area.height);
    let step = [columns.step, rows.step];
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb = pixels.zip(grey).flat_map(|((x, y), grey)| {
        let grey = grey.to_be_bytes()[0];
        match (columns.place(x), rows.place(y)) {
            (Some(x), Some(y)) => pixel(map, scale, style, [x, y], step).over_grey(grey),
            _ => [grey; 3],
        }
    });
    Ok(Picture {
        width,
        height,
        rgb: rgb.collect(),
    })
}

/// The size of a picture of a film of this size.
fn reduced(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= LONGEST {
        return (width, height);
    }
    // In 64 bits, since the product of a side and the limit may exceed 32.
    let side = |side: u32| {
        let side =
            (u64::from(side) * u64::from(LONGEST) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(side).unwrap_or(LONGEST).max(1)
    };
    (side(width), side(height))
}

/// Columns or rows of a picture, and where they lie in a part of the film.
struct Axis {
    /// The place of the first pixel's centre, from 0 to 1 in the part.
    first: f32,
    /// From one pixel to the next.
    step: f32,
}

impl Axis {
    #[expect(clippy::cast_precision_loss, reason = "sides of films are small")]
    fn new(film: u32, picture: u32, start: u32, length: u32) -> Self {
        let pixel = film as f32 / picture as f32;
        Self {
            first: (0.5 * pixel - start as f32) / length as f32,
            step: pixel / length as f32,
        }
    }

    /// The place of a pixel; `None` outside the part.
    fn place(&self, index: u32) -> Option<f32> {
        let place = self.first + index as f32 * self.step;
        (0.0..=1.0).contains(&place).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::InputSpec;

    const STYLE: Style = Style {
        opacity: 1.0,
        contour: false,
    };

    fn hot(film: &Radiograph) -> Picture {
        let area = InputSpec::with_side(32).area(film.width(), film.height());
        let map = HeatMap::new(1, vec![1.0]);
        picture(film, area, &map, Scale { maximum: 1.0 }, STYLE).unwrap()
    }

    #[test]
    fn the_map_lies_over_the_part_that_the_network_sees() {
        // The centre square of 60 x 40 pixels starts at column 10.
        let film = Radiograph::new(60, 40, vec![0x4000; 2400]).unwrap();
        let picture = hot(&film);
        assert_eq!((picture.width, picture.height), (60, 40));
        let row: Vec<bool> = picture.rgb[..180]
            .chunks(3)
            .map(|rgb| rgb != [0x40; 3])
            .collect();
        let expected: Vec<bool> = (0..60).map(|x| (10..50).contains(&x)).collect();
        assert_eq!(row, expected);
    }

    #[test]
    fn a_large_film_is_reduced_in_proportion() {
        assert_eq!(reduced(2048, 1536), (1024, 768));
        assert_eq!(reduced(1500, 3000), (512, 1024));
        assert_eq!(reduced(1024, 10), (1024, 10));
        assert_eq!(reduced(65_535, 32), (1024, 1));
        let film = Radiograph::new(2000, 1000, vec![0; 2_000_000]).unwrap();
        let picture = hot(&film);
        assert_eq!((picture.width, picture.height), (1024, 512));
        let row: Vec<bool> = picture.rgb[..3072]
            .chunks(3)
            .map(|rgb| rgb != [0; 3])
            .collect();
        let expected: Vec<bool> = (0..1024).map(|x| (256..768).contains(&x)).collect();
        assert_eq!(row, expected);
    }
}
