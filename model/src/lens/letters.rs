//! Finds bright letters and side markers that are burned into a film, and paints them over.
//!
//! A mark is a group of bright pixels that stand out from the opening of the film (the brightest that a
//! window of a sixteenth of the side can be filled with), small, sharp, and outside of the lungs. That
//! finds most markers of lead and of software, not handwriting and not text over the lungs.

use super::region::in_lungs;

/// The window of the opening is one part in so many of the side.
const WINDOW: usize = 14;
/// How far a mark stands out from the opening, in hundredths of the film's range.
const CONTRAST: i64 = 16;
/// How bright its brightest pixel is at least, in hundredths of the range.
const BRIGHTNESS: i64 = 40;
/// The greatest height of a mark, and the greatest width of a line of letters: one part in so many of the
/// side.
const HEIGHT: usize = 8;
const WIDTH: usize = 3;

/// The plane with its marks painted over; the same plane if it has none.
pub(super) fn painted_over(plane: &[u16], side: u32) -> Vec<u16> {
    let side = side as usize;
    let mut hidden = vec![false; plane.len()];
    for mark in marks(plane, side) {
        for pixel in mark {
            // With the blurred edge of the mark.
            for near in neighbours(pixel, side) {
                hidden[near] = true;
            }
        }
    }
    fill(plane, side, hidden)
}

/// The pixels of each mark.
fn marks(plane: &[u16], side: usize) -> Vec<Vec<usize>> {
    let (Some(&darkest), Some(&brightest)) = (plane.iter().min(), plane.iter().max()) else {
        return Vec::new();
    };
    let range = i64::from(brightest) - i64::from(darkest);
    let opened = opening(plane, side, side / WINDOW / 2);
    let stands_out = |pixel: usize| {
        let above = i64::from(plane[pixel]) - i64::from(opened[pixel]);
        above > 0 && above * 100 >= range * CONTRAST
    };
    let mut open: Vec<bool> = (0..plane.len()).map(stands_out).collect();
    let mut marks = Vec::new();
    for start in 0..plane.len() {
        if !open[start] {
            continue;
        }
        let group = take_group(start, side, &mut open);
        let top = group.iter().map(|&pixel| plane[pixel]).max().unwrap_or(0);
        let bright = (i64::from(top) - i64::from(darkest)) * 100 >= range * BRIGHTNESS;
        if bright && is_small_and_outside(&group, side) {
            marks.push(group);
        }
    }
    marks
}

/// Removes the connected pixels from those that are open.
fn take_group(start: usize, side: usize, open: &mut [bool]) -> Vec<usize> {
    let mut group = vec![start];
    open[start] = false;
    let mut next = 0;
    while let Some(&pixel) = group.get(next) {
        next += 1;
        for near in neighbours(pixel, side) {
            if std::mem::take(&mut open[near]) {
                group.push(near);
            }
        }
    }
    group
}

fn is_small_and_outside(group: &[usize], side: usize) -> bool {
    let extent = |place: fn(usize, usize) -> usize| {
        let places = || group.iter().map(|&pixel| place(pixel, side));
        let (least, most) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
        most - least + 1
    };
    let outside = |&pixel: &usize| {
        let place = |place: usize| i64::try_from(place).unwrap_or_default();
        !in_lungs(place(pixel % side), place(pixel / side), place(side))
    };
    extent(|pixel, side| pixel % side) * WIDTH <= side
        && extent(|pixel, side| pixel / side) * HEIGHT <= side
        && group.iter().all(outside)
}

/// Hidden pixels filled from their edge inwards, each with the mean of its neighbours that are known.
fn fill(plane: &[u16], side: usize, mut hidden: Vec<bool>) -> Vec<u16> {
    let mut filled = plane.to_vec();
    loop {
        let known = |pixel: usize| {
            let near = neighbours(pixel, side).filter(|&near| !hidden[near]);
            let (sum, count) = near.fold((0, 0), |(sum, count), near| {
                (sum + u32::from(filled[near]), count + 1)
            });
            let mean = sum.checked_div(count)?;
            Some((pixel, u16::try_from(mean).unwrap_or(u16::MAX)))
        };
        let edge = (0..plane.len()).filter(|&pixel| hidden[pixel]);
        let layer: Vec<(usize, u16)> = edge.filter_map(known).collect();
        if layer.is_empty() {
            return filled;
        }
        for (pixel, grey) in layer {
            filled[pixel] = grey;
            hidden[pixel] = false;
        }
    }
}

/// The pixel and those around it.
fn neighbours(pixel: usize, side: usize) -> impl Iterator<Item = usize> {
    let (x, y) = (pixel % side, pixel / side);
    let rows = y.saturating_sub(1)..=(y + 1).min(side - 1);
    rows.flat_map(move |y| {
        let columns = x.saturating_sub(1)..=(x + 1).min(side - 1);
        columns.map(move |x| y * side + x)
    })
}

/// The greatest of the least values of square windows of this reach around each pixel.
fn opening(plane: &[u16], side: usize, reach: usize) -> Vec<u16> {
    let eroded = in_windows(plane, side, reach, u16::min);
    in_windows(&eroded, side, reach, u16::max)
}

/// Combines the values of the window around each pixel, first along rows, then along columns.
fn in_windows(plane: &[u16], side: usize, reach: usize, combine: fn(u16, u16) -> u16) -> Vec<u16> {
    let along = |plane: &[u16], at: &dyn Fn(usize, usize) -> usize| {
        let mut result = plane.to_vec();
        for line in 0..side {
            for place in 0..side {
                let window = place.saturating_sub(reach)..=(place + reach).min(side - 1);
                let values = window.map(|place| plane[at(line, place)]);
                result[at(line, place)] = values.reduce(combine).unwrap_or_default();
            }
        }
        result
    };
    let rows = along(plane, &|line, place| line * side + place);
    along(&rows, &|line, place| place * side + line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 128;

    /// Soft shades of the body, dark at the sides.
    fn film() -> Vec<u16> {
        let pixel = |index: usize| {
            let (x, y) = (index % SIDE, index / SIDE);
            let body = 30_000 - 6 * x.abs_diff(64).pow(2) + 40 * y;
            u16::try_from(body).unwrap()
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    /// Draws an L, 7 x 10 pixels with strokes of 2.
    fn with_letter(mut plane: Vec<u16>, left: usize, top: usize) -> Vec<u16> {
        for y in 0..10 {
            let length = if y < 8 { 2 } else { 7 };
            plane[(top + y) * SIDE + left..][..length].fill(60_000);
        }
        plane
    }

    fn largest_difference(one: &[u16], other: &[u16]) -> u16 {
        let differences = one.iter().zip(other).map(|(a, b)| a.abs_diff(*b));
        differences.max().unwrap()
    }

    #[test]
    fn a_letter_is_painted_with_what_surrounds_it() {
        let clean = film();
        for (left, top) in [(8, 6), (112, 3), (3, 115)] {
            let marked = with_letter(clean.clone(), left, top);
            let painted = painted_over(&marked, 128);
            let rest = largest_difference(&painted, &clean);
            assert!(rest < 2_500, "at {left}, {top}: {rest}");
        }
    }

    #[test]
    fn a_film_without_letters_stays_as_it_is() {
        assert_eq!(painted_over(&film(), 128), film());
        for side in [1, 2, 32] {
            let flat = vec![7; side * side];
            assert_eq!(painted_over(&flat, u32::try_from(side).unwrap()), flat);
        }
    }

    #[test]
    fn nothing_is_painted_over_the_lungs_and_nothing_that_is_large() {
        let over_a_lung = with_letter(film(), 40, 60);
        assert_eq!(painted_over(&over_a_lung, 128), over_a_lung);
        let mut with_bar = film();
        for y in 2..5 {
            with_bar[y * SIDE..][20..100].fill(60_000);
        }
        assert_eq!(painted_over(&with_bar, 128), with_bar);
    }

    #[test]
    fn an_opening_removes_what_is_narrower_than_its_window() {
        let mut plane = vec![10; 16 * 16];
        plane[3 * 16 + 3..][..2].fill(99);
        for y in 8..13 {
            plane[y * 16 + 6..][..5].fill(50);
        }
        let mut without_spot = plane.clone();
        without_spot[3 * 16 + 3..][..2].fill(10);
        assert_eq!(opening(&plane, 16, 1), without_spot);
    }
}
