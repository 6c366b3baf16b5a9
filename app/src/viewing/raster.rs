//! Draws a film without a GPU: through a table from levels to grey, one pixel of the screen at a time.

use super::placement::{Affine, Point};
use super::window::Shade;

/// Samples on each side of a pixel of the screen, at most.
pub const MAX_SAMPLES: u32 = 8;

/// The smaller side of the smallest size that is kept.
const SMALLEST: u32 = 256;

/// A film's levels in row order.
#[derive(Debug, Clone, Copy)]
struct Levels<'a> {
    width: u32,
    height: u32,
    values: &'a [u16],
}

impl Levels<'_> {
    /// The level of a pixel; beyond the edges that of the nearest.
    fn at(&self, x: i64, y: i64) -> f64 {
        let inside = |at: i64, side: u32| at.clamp(0, i64::from(side) - 1);
        let index = inside(y, self.height) * i64::from(self.width) + inside(x, self.width);
        let level = usize::try_from(index)
            .ok()
            .and_then(|it| self.values.get(it));
        level.copied().unwrap_or_default().into()
    }

    /// The levels of two by two pixels.
    fn four(&self, left: i64, top: i64) -> [[f64; 2]; 2] {
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let inside = left >= 0 && top >= 0 && left + 1 < width && top + 1 < height;
        let pair = |row: i64| {
            let from = usize::try_from(row * width + left).ok()?;
            self.values.get(from..)?.first_chunk::<2>()
        };
        if inside && let (Some(upper), Some(lower)) = (pair(top), pair(top + 1)) {
            return [upper, lower].map(|pair| pair.map(f64::from));
        }
        [top, top + 1].map(|y| [left, left + 1].map(|x| self.at(x, y)))
    }

    /// The level at a point, between those of the nearest four pixels.
    fn between(&self, at: Point) -> f64 {
        let (x, y) = (at.x - 0.5, at.y - 0.5);
        let (right, down) = (x - x.floor(), y - y.floor());
        let mix = |[one, other]: [f64; 2], part: f64| one + (other - one) * part;
        let rows = self.four(floor(x), floor(y));
        mix(rows.map(|row| mix(row, right)), down)
    }

    /// The mean level of a square around a point, as wide as `footprint` pixels.
    fn mean(&self, at: Point, footprint: f64) -> f64 {
        let count = whole(footprint.ceil()).clamp(1, i64::from(MAX_SAMPLES));
        let offset = |index: i64| ((index as f64 + 0.5) / count as f64 - 0.5) * footprint;
        let samples = (0..count).flat_map(|row| (0..count).map(move |column| (column, row)));
        let sum: f64 = samples
            .map(|(column, row)| self.at(floor(at.x + offset(column)), floor(at.y + offset(row))))
            .sum();
        sum / (count * count) as f64
    }

    /// What a pixel of the screen shows that is as wide as `footprint` pixels of the film.
    fn sample(&self, at: Point, footprint: f64, smooth: bool) -> f64 {
        if footprint > 2.0 {
            self.mean(at, footprint)
        } else if smooth || footprint > 1.0 {
            self.between(at)
        } else {
            self.at(floor(at.x), floor(at.y))
        }
    }
}

/// A film in several sizes, each half as large as the one before, so that a small picture of it needs few
/// samples for each pixel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pyramid(Vec<Storey>);

/// A film in one size.
#[derive(Debug, Clone, PartialEq)]
struct Storey {
    width: u32,
    height: u32,
    values: Vec<u16>,
}

impl Storey {
    fn levels(&self) -> Levels<'_> {
        Levels {
            width: self.width,
            height: self.height,
            values: &self.values,
        }
    }

    /// The mean of each two by two levels; a last odd row or column is left out.
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let across = self.width as usize;
        let rows = self.values.chunks(2 * across.max(1)).take(height as usize);
        let mean = |upper: &[u16], lower: &[u16]| {
            let sum = upper
                .iter()
                .chain(lower)
                .map(|&it| u32::from(it))
                .sum::<u32>();
            u16::try_from((sum + 2) / 4).unwrap_or(u16::MAX)
        };
        let values = rows.flat_map(|rows| {
            let (upper, lower) = rows.split_at(across);
            let pairs = upper
                .as_chunks::<2>()
                .0
                .iter()
                .zip(lower.as_chunks::<2>().0);
            pairs.map(|(upper, lower)| mean(upper, lower))
        });
        Self {
            width,
            height,
            values: values.collect(),
        }
    }
}

impl Pyramid {
    /// The sizes of a film.
    pub fn new(width: u32, height: u32, values: Vec<u16>) -> Self {
        let mut storeys = vec![Storey {
            width,
            height,
            values,
        }];
        while let Some(last) = storeys.last()
            && last.width.min(last.height) >= 2 * SMALLEST
        {
            let halved = last.halved();
            storeys.push(halved);
        }
        Self(storeys)
    }

    /// Draws the film by the size that fits best: the pixels of a screen of this width and height as RGBA,
    /// transparent where there is no film.
    pub fn draw(
        &self,
        table: &[u8],
        to_screen: &Affine,
        size: (u32, u32),
        smooth: bool,
    ) -> Vec<u8> {
        let (mut best, mut map) = (self.0.first(), *to_screen);
        for (storey, below) in self.0.iter().skip(1).zip(&self.0) {
            if map.scale() > 0.5 {
                break;
            }
            // An odd row or column is missing, so pixels are not exactly twice as large.
            let across = f64::from(below.width) / f64::from(storey.width);
            let down = f64::from(below.height) / f64::from(storey.height);
            (best, map) = (Some(storey), map.after_scaling(across, down));
        }
        best.map_or_else(Vec::new, |storey| {
            draw(storey.levels(), table, &map, size, smooth)
        })
    }
}

/// The grey of each level up to `max`.
pub fn table(shade: &Shade, max: u16) -> Vec<u8> {
    let grey = |level: u16| byte(shade.grey(level.into()) * 255.0);
    (0..=max).map(grey).collect()
}

/// The pixels of a screen of `width * height` as RGBA, transparent where there is no film.
fn draw(
    film: Levels<'_>,
    table: &[u8],
    to_screen: &Affine,
    (width, height): (u32, u32),
    smooth: bool,
) -> Vec<u8> {
    let to_film = to_screen.inverse();
    let footprint = to_film.scale();
    let (across, down) = (f64::from(film.width), f64::from(film.height));
    let mut pixels = vec![0; width as usize * height as usize * 4];
    let step = to_film.right;
    for (y, row) in (0_u32..).zip(pixels.chunks_exact_mut(width.max(1) as usize * 4)) {
        let first = to_film.apply(Point::new(0.5, f64::from(y) + 0.5));
        let (row, _) = row.as_chunks_mut::<4>();
        for (x, pixel) in (0_u32..).zip(row) {
            let at = first.plus(step.times(x.into()));
            if (0.0..across).contains(&at.x) && (0.0..down).contains(&at.y) {
                let level = film.sample(at, footprint, smooth);
                let place = usize::try_from(whole(level + 0.5)).unwrap_or_default();
                let grey = table.get(place).or(table.last());
                let grey = grey.copied().unwrap_or_default();
                *pixel = [grey, grey, grey, u8::MAX];
            }
        }
    }
    pixels
}

fn floor(number: f64) -> i64 {
    whole(number.floor())
}

#[expect(clippy::cast_possible_truncation, reason = "a position in a film")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 255"
)]
fn byte(grey: f64) -> u8 {
    (grey + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHADE: Shade = Shade {
        gain: 1.0 / 255.0,
        offset: 0.0,
        logistic: false,
        inverted: false,
    };

    const FILM: Levels<'_> = Levels {
        width: 4,
        height: 2,
        values: &[0, 100, 200, 60, 20, 120, 220, 80],
    };

    /// The grey of each pixel of the screen, 1 where there is no film.
    fn drawn(scale: f64, size: (u32, u32), smooth: bool) -> Vec<u8> {
        let to_screen = Affine {
            right: Point::new(scale, 0.0),
            down: Point::new(0.0, scale),
            origin: Point::default(),
        };
        let pixels = draw(FILM, &table(&SHADE, 255), &to_screen, size, smooth);
        let (pixels, _) = pixels.as_chunks::<4>();
        let grey = |&[grey, _, _, alpha]: &[u8; 4]| if alpha == 0 { 1 } else { grey };
        pixels.iter().map(grey).collect()
    }

    #[test]
    fn a_table_holds_the_grey_of_each_level() {
        let inverted = Shade {
            inverted: true,
            ..SHADE
        };
        let table = table(&inverted, 300);
        assert_eq!((table[0], table[100], table[300]), (255, 155, 0));
        assert_eq!(table.len(), 301);
    }

    #[test]
    fn pixels_are_drawn_one_to_one_and_nothing_beside_the_film() {
        let expected = [0, 100, 200, 60, 1, 20, 120, 220, 80, 1, 1, 1, 1, 1, 1];
        assert_eq!(drawn(1.0, (5, 3), false), expected);
        assert_eq!(drawn(1.0, (5, 3), true), expected);
    }

    #[test]
    fn enlarged_pixels_have_edges_unless_they_are_smoothed() {
        assert_eq!(drawn(2.0, (4, 1), false), [0, 0, 100, 100]);
        assert_eq!(drawn(2.0, (4, 1), true), [0, 25, 75, 125]);
    }

    #[test]
    fn sizes_of_a_film_show_the_same_picture() {
        let (width, height) = (1030, 1024);
        let levels = |at: u32| u16::try_from(at % width / 8 + at / width / 16).unwrap();
        let values: Vec<u16> = (0..width * height).map(levels).collect();
        let film = Pyramid::new(width, height, values.clone());
        let sizes: Vec<u32> = film.0.iter().map(|it| it.width).collect();
        assert_eq!(sizes, [1030, 515, 257]);
        let table = table(&SHADE, 255);
        let to_screen = Affine {
            right: Point::new(0.2, 0.0),
            down: Point::new(0.0, 0.2),
            origin: Point::new(3.0, -5.0),
        };
        let whole = Levels {
            width,
            height,
            values: &values,
        };
        let slow = draw(whole, &table, &to_screen, (100, 90), true);
        let quick = film.draw(&table, &to_screen, (100, 90), true);
        for (one, other) in slow.iter().zip(&quick) {
            assert!(one.abs_diff(*other) <= 1, "{one} {other}");
        }
        assert_eq!(slow.len(), quick.len());
        assert!(
            Pyramid::default()
                .draw(&table, &to_screen, (1, 1), true)
                .is_empty()
        );
    }

    #[test]
    fn a_smaller_film_shows_means() {
        assert_eq!(drawn(0.5, (2, 1), false), [60, 140]);
    }
}
