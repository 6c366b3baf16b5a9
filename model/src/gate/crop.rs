//! Looks for a film within a larger picture, to offer it cut out.
//!
//! Square windows of several sizes are scored on a thumbnail, coarsely first and then around the best one.
//! The best window is offered only if the gate admits it at full resolution.

use super::glance::{Glance, SIDE};
use crate::input::{Crop, Fix, InputError, InputSpec, MIN_SIDE, Radiograph};

/// Pixels on each side of the thumbnail, to which the picture is stretched.
const THUMBNAIL: u32 = 256;

/// Sides of windows, in hundredths of the picture's shorter side.
const SIZES: [u32; 9] = [30, 35, 41, 48, 56, 65, 75, 86, 97];

/// The rectangle of the best window, if it is a film.
pub(super) fn find(
    film: &Radiograph,
    score: impl Fn(&Glance) -> f32,
    is_film: impl Fn(&Radiograph) -> Result<bool, InputError>,
) -> Result<Option<Fix>, InputError> {
    let sums = SummedArea::of(film)?;
    let mut best: Option<(f32, Window)> = None;
    let mut improve = |window: Window| {
        let score = score(&sums.glance(window));
        if best.is_none_or(|(so_far, _)| score > so_far) {
            best = Some((score, window));
        }
        best
    };
    let mut centre = None;
    for size in SIZES {
        let side = (sums.width.min(sums.height) * size / 100).max(MIN_SIDE);
        for top in places(sums.height, side) {
            for left in places(sums.width, side) {
                centre = improve(Window { left, top, side });
            }
        }
    }
    // Smaller steps around the best window.
    for divisor in [10, 20] {
        if let Some((_, window)) = centre {
            for window in window.neighbours((window.side / divisor).max(1), &sums) {
                centre = improve(window);
            }
        }
    }
    let Some((_, window)) = centre else {
        return Ok(None);
    };
    let fix = Fix::Crop {
        left: window.left,
        top: window.top,
        width: window.side,
        height: window.side,
    };
    Ok(is_film(&fix.apply(film)?)?.then_some(fix))
}

/// First pixels of windows, evenly spaced by a fifth of a window at most, the last one at the end.
fn places(length: u32, side: u32) -> impl Iterator<Item = u32> {
    let last = length.saturating_sub(side);
    let steps = last.div_ceil((side / 5).max(1)).max(1);
    (0..=steps).map(move |index| {
        let place = u64::from(last) * u64::from(index) / u64::from(steps);
        u32::try_from(place).unwrap_or(last)
    })
}

/// A square part of the picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    left: u32,
    top: u32,
    side: u32,
}

impl Window {
    /// Windows a step away in place and size, inside the picture.
    fn neighbours(self, step: u32, sums: &SummedArea) -> impl Iterator<Item = Self> {
        let (width, height) = (sums.width, sums.height);
        let around = move |place: u32| {
            [
                place.checked_sub(step),
                Some(place),
                place.checked_add(step),
            ]
            .into_iter()
            .flatten()
        };
        let windows = around(self.side).flat_map(move |side| {
            around(self.top)
                .flat_map(move |top| around(self.left).map(move |left| Self { left, top, side }))
        });
        windows.filter(move |window| {
            let inside = |place: u32, length: u32| {
                place
                    .checked_add(window.side)
                    .is_some_and(|end| end <= length)
            };
            window.side >= MIN_SIDE && inside(window.left, width) && inside(window.top, height)
        })
    }
}

/// The thumbnail as sums of the grey values above and left of each pixel, so that the mean of a rectangle
/// takes four numbers.
struct SummedArea {
    // Of the picture.
    width: u32,
    height: u32,
    // One more in each row and column than the thumbnail has pixels.
    above_left: Vec<u64>,
}

impl SummedArea {
    fn of(film: &Radiograph) -> Result<Self, InputError> {
        const ROW: usize = THUMBNAIL as usize + 1;
        let stretched = InputSpec {
            crop: Crop::Whole,
            ..InputSpec::with_side(THUMBNAIL)
        };
        let mut sums = vec![0; ROW];
        for row in stretched.plane(film)?.chunks_exact(ROW - 1) {
            let above = sums.len() - ROW;
            let mut left = 0;
            sums.push(0);
            for (column, &grey) in row.iter().enumerate() {
                left += u64::from(grey);
                sums.push(left + sums[above + column + 1]);
            }
        }
        Ok(Self {
            width: film.width(),
            height: film.height(),
            above_left: sums,
        })
    }

    /// What the gate sees of a window.
    fn glance(&self, window: Window) -> Glance {
        let columns = edges(window.left, window.side, self.width);
        let rows = edges(window.top, window.side, self.height);
        let mut plane = Vec::with_capacity(SIDE * SIDE);
        for row in rows {
            plane.extend(columns.iter().map(|&column| self.mean(column, row)));
        }
        Glance {
            width: window.side,
            height: window.side,
            plane,
        }
    }

    /// The mean grey of some columns and rows.
    fn mean(&self, [left, right]: [usize; 2], [top, bottom]: [usize; 2]) -> u16 {
        let at = |x: usize, y: usize| self.above_left[y * (THUMBNAIL as usize + 1) + x];
        let sum = at(right, bottom) + at(left, top) - at(right, top) - at(left, bottom);
        let mean = sum / ((right - left) * (bottom - top)) as u64;
        u16::try_from(mean).unwrap_or(u16::MAX)
    }
}

/// The thumbnail's first column and the one behind the last of each pixel of a glance, at least one; or rows.
fn edges(first: u32, side: u32, length: u32) -> [[usize; 2]; SIDE] {
    let thumbnail = THUMBNAIL as usize;
    let scaled = |part: usize| {
        // 32 bits times 6 and 8 bits.
        let place = u64::from(first) * SIDE as u64 + u64::from(side) * part as u64;
        let place = place * u64::from(THUMBNAIL) / (u64::from(length) * SIDE as u64);
        usize::try_from(place).unwrap_or(thumbnail).min(thumbnail)
    };
    std::array::from_fn(|part| {
        let first = scaled(part).min(thumbnail - 1);
        [first, scaled(part + 1).max(first + 1)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture whose grey is its column, and a bright square.
    fn picture() -> Radiograph {
        let (width, height) = (500, 300);
        let grey = (0..width * height).map(|pixel| {
            let (x, y) = (pixel % width, pixel / width);
            let inside = (260..400).contains(&x) && (90..230).contains(&y);
            if inside {
                60_000
            } else {
                u16::try_from(x * 20).unwrap()
            }
        });
        Radiograph::new(width, height, grey.collect()).unwrap()
    }

    /// The mean of a glance less its darkest value: best where the square fills a window.
    fn brightness(glance: &Glance) -> f32 {
        let darkest = glance.plane.iter().copied().min().unwrap();
        f32::from(darkest) * 10.0 + glance.width as f32
    }

    #[test]
    fn the_best_window_is_found_to_a_few_pixels() {
        let found = find(&picture(), brightness, |_| Ok(true)).unwrap();
        let Some(Fix::Crop {
            left,
            top,
            width,
            height,
        }) = found
        else {
            panic!("{found:?}");
        };
        assert_eq!(width, height);
        assert!(
            (258..=290).contains(&left) && (88..=120).contains(&top),
            "{left} {top}"
        );
        assert!((105..=143).contains(&width), "{width}");
    }

    #[test]
    fn a_window_that_is_no_film_is_not_offered() {
        let is_film = |part: &Radiograph| Ok(part.grey().contains(&7));
        assert_eq!(find(&picture(), brightness, is_film), Ok(None));
    }

    #[test]
    fn a_whole_picture_is_seen_as_it_is() {
        let ramp = (0..65_536_u32).map(|it| u16::try_from(it % 256 * 256).unwrap());
        let film = Radiograph::new(256, 256, ramp.collect()).unwrap();
        let whole = Window {
            left: 0,
            top: 0,
            side: 256,
        };
        let glance = SummedArea::of(&film).unwrap().glance(whole);
        assert_eq!(glance.plane[..2], [384, 1408]);
        assert_eq!(glance.plane.len(), SIDE * SIDE);
    }

    #[test]
    fn the_smallest_picture_is_searched_too() {
        let film = Radiograph::new(32, 96, vec![9; 32 * 96]).unwrap();
        assert!(find(&film, brightness, |_| Ok(true)).unwrap().is_some());
    }
}
