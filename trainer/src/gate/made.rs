//! Pictures made of films and by drawing, that the gate must accept or refuse: films in another position
//! and contrast, frames, collages, close-ups, tilted films, drawings.

use model::gate::{Glance, SIDE};

use crate::random::Stream;

const PIXELS: usize = SIDE * SIDE;
const CENTRE: f32 = SIDE as f32 / 2.0;

/// Where a film lies in a picture.
struct Place {
    /// Its centre, in pixels.
    centre: [f32; 2],
    /// Its width and height, in pixels.
    size: [f32; 2],
    /// Degrees, clockwise.
    angle: f32,
}

/// A film as another machine could have taken it: moved, turned by up to 10 degrees, enlarged or reduced by
/// up to a sixth, and half of the time with black or white that is clipped.
pub(super) fn film(film: &Glance, draw: &mut Stream) -> Glance {
    let mut canvas = [0, 0, u16::MAX, mean(film)].map(f32::from)[draw.below(4)];
    if draw.unit() < 0.1 {
        canvas = draw.unit() * 65535.0;
    }
    let mut picture = vec![canvas; PIXELS];
    let size = SIDE as f32 * draw.within(0.17).exp();
    let place = Place {
        centre: [CENTRE + draw.within(5.0), CENTRE + draw.within(5.0)],
        size: [size, size],
        angle: draw.within(10.0),
    };
    put(&mut picture, film, &place);
    if draw.unit() < 0.5 {
        clip(&mut picture, draw);
    }
    glance(&picture)
}

/// A film in a larger picture, like a screenshot, a photo or a thick border.
pub(super) fn framed(film: &Glance, draw: &mut Stream) -> Glance {
    let mut picture = background(draw);
    if draw.unit() < 0.4 {
        let boxes = 1 + draw.below(11);
        add_boxes(&mut picture, boxes, draw);
    }
    let side = SIDE as f32 * (0.35 + 0.37 * draw.unit());
    let stretch = draw.within(0.25).exp();
    let size = [side / stretch, side * stretch].map(|side| side.min(SIDE as f32));
    let in_middle = draw.unit() < 0.4;
    let centre = size.map(|side| {
        let margin = (SIDE as f32 - side) / 2.0;
        CENTRE + if in_middle { 0.0 } else { draw.within(margin) }
    });
    let angle = if draw.unit() < 0.3 {
        draw.within(12.0)
    } else {
        0.0
    };
    put(
        &mut picture,
        film,
        &Place {
            centre,
            size,
            angle,
        },
    );
    glance(&picture)
}

/// Several films side by side: two, four, or a part of a row or column.
pub(super) fn collage(films: [&Glance; 4], draw: &mut Stream) -> Glance {
    let mut picture = background(draw);
    let whole = SIDE as f32;
    let (half, quarter) = (whole / 2.0, whole / 4.0);
    let place = |x, y, width, height| Place {
        centre: [x, y],
        size: [width, height],
        angle: 0.0,
    };
    let step = whole * (0.45 + 0.35 * draw.unit());
    let first = -step * draw.unit();
    let places = match draw.below(5) {
        0 => [
            place(quarter, quarter, half, half),
            place(half + quarter, quarter, half, half),
            place(quarter, half + quarter, half, half),
            place(half + quarter, half + quarter, half, half),
        ]
        .into_iter()
        .collect::<Vec<_>>(),
        1 => vec![
            place(quarter, half, half, whole),
            place(half + quarter, half, half, whole),
        ],
        2 => vec![
            place(quarter, half, half, half),
            place(half + quarter, half, half, half),
        ],
        3 => (0..4)
            .map(|at| place(first + step * at as f32, half, step, whole))
            .collect(),
        _ => (0..4)
            .map(|at| place(half, first + step * at as f32, whole, step))
            .collect(),
    };
    for (film, place) in films.into_iter().zip(&places) {
        put(&mut picture, film, place);
    }
    glance(&picture)
}

/// A small part of a film.
pub(super) fn close_up(film: &Glance, draw: &mut Stream) -> Glance {
    let size = SIDE as f32 * (2.0 + 1.6 * draw.unit());
    let margin = (size - SIDE as f32) / 2.0;
    let centre = [CENTRE + draw.within(margin), CENTRE + draw.within(margin)];
    let mut picture = vec![0.0; PIXELS];
    let place = Place {
        centre,
        size: [size, size],
        angle: 0.0,
    };
    put(&mut picture, film, &place);
    glance(&picture)
}

/// A film that is turned by no multiple of 90 degrees.
pub(super) fn tilted(film: &Glance, draw: &mut Stream) -> Glance {
    let canvas = if draw.unit() < 0.5 { 0.0 } else { 65535.0 };
    let mut picture = vec![canvas; PIXELS];
    let size = SIDE as f32 * (0.8 + 0.3 * draw.unit());
    let place = Place {
        centre: [CENTRE; 2],
        size: [size, size],
        angle: 45.0 + draw.within(17.0) + 90.0 * draw.below(4) as f32,
    };
    put(&mut picture, film, &place);
    glance(&picture)
}

/// A picture without a film: boxes, lines of text, noise, a gradient.
pub(super) fn drawing(draw: &mut Stream) -> Glance {
    let mut picture = background(draw);
    match draw.below(4) {
        0 => {
            let boxes = 3 + draw.below(40);
            add_boxes(&mut picture, boxes, draw);
        }
        1 => add_text(&mut picture, draw),
        2 => {
            let grain = 1 << draw.below(5);
            let across = SIDE / grain;
            let grains: Vec<f32> = (0..across * across)
                .map(|_| draw.unit() * 65535.0)
                .collect();
            for (pixel, grey) in picture.iter_mut().enumerate() {
                *grey = grains[pixel / SIDE / grain * across + pixel % SIDE / grain];
            }
        }
        _ => {}
    }
    glance(&picture)
}

/// Draws a film over the pixels that it covers, as the mean of what each pixel shows.
fn put(picture: &mut [f32], film: &Glance, place: &Place) {
    let (sin, cos) = place.angle.to_radians().sin_cos();
    let shrink = SIDE as f32 / place.size[0].min(place.size[1]).max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive number"
    )]
    let samples = shrink.ceil().clamp(1.0, 4.0) as usize;
    for (pixel, grey) in picture.iter_mut().enumerate() {
        let (mut sum, mut covered) = (0.0, 0.0);
        for sample in 0..samples * samples {
            let part = |index: usize| (index as f32 + 0.5) / samples as f32;
            let right = (pixel % SIDE) as f32 + part(sample % samples) - place.centre[0];
            let down = (pixel / SIDE) as f32 + part(sample / samples) - place.centre[1];
            let across = (cos * right + sin * down) / place.size[0] + 0.5;
            let along = (cos * down - sin * right) / place.size[1] + 0.5;
            if (0.0..1.0).contains(&across) && (0.0..1.0).contains(&along) {
                sum += between(&film.plane, across, along);
                covered += 1.0;
            }
        }
        let share = covered / (samples * samples) as f32;
        if covered > 0.0 {
            *grey = *grey * (1.0 - share) + sum / covered * share;
        }
    }
}

/// The grey at a position in `0..1` of the film's width and height, bilinear.
fn between(plane: &[u16], across: f32, along: f32) -> f32 {
    let last = SIDE as f32 - 1.0;
    let [x, y] = [across, along].map(|part| (part * SIDE as f32 - 0.5).clamp(0.0, last));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both lie in the film"
    )]
    let (left, top) = (x as usize, y as usize);
    let (right, below) = ((left + 1).min(SIDE - 1), (top + 1).min(SIDE - 1));
    let row = |row: usize| {
        let (one, other) = (plane[row * SIDE + left], plane[row * SIDE + right]);
        let (one, other) = (f32::from(one), f32::from(other));
        one + (other - one) * (x - left as f32)
    };
    let (upper, lower) = (row(top), row(below));
    upper + (lower - upper) * (y - top as f32)
}

/// One grey, or a gradient, noisy or not.
fn background(draw: &mut Stream) -> Vec<f32> {
    let [one, other] = [draw.unit() * 65535.0, draw.unit() * 65535.0];
    let plain = match draw.below(5) {
        0 => Some(0.0),
        1 => Some(65535.0),
        2 => Some(one),
        _ => None,
    };
    if let Some(grey) = plain {
        return vec![grey; PIXELS];
    }
    let [right, down] = draw.normal_pair();
    let length = right.abs() + down.abs() + 1e-6;
    let noise = if draw.unit() < 0.5 {
        0.0
    } else {
        500.0 + 7000.0 * draw.unit()
    };
    let pixels = (0..PIXELS).map(|pixel| {
        let x = (pixel % SIDE) as f32 / SIDE as f32 - 0.5;
        let y = (pixel / SIDE) as f32 / SIDE as f32 - 0.5;
        let part = 0.5 + (right * x + down * y) / length;
        one + (other - one) * part + noise * draw.normal_pair()[0]
    });
    pixels.collect()
}

/// Rectangles of any grey, like tool bars and buttons.
fn add_boxes(picture: &mut [f32], count: usize, draw: &mut Stream) {
    for _ in 0..count {
        let (mut width, mut height) = (2 + draw.below(48), 1 + draw.below(9));
        if draw.unit() < 0.5 {
            (width, height) = (height, width);
        }
        let left = draw.below(SIDE - width + 1);
        let top = draw.below(SIDE - height + 1);
        let grey = draw.unit() * 65535.0;
        for row in picture.chunks_exact_mut(SIDE).skip(top).take(height) {
            row[left..left + width].fill(grey);
        }
    }
}

/// Lines of dark marks on white, or the reverse.
fn add_text(picture: &mut [f32], draw: &mut Stream) {
    let paper = 45_000.0 + 20_000.0 * draw.unit();
    let spacing = 2 + draw.below(4);
    let inverted = draw.unit() < 0.5;
    for (y, row) in picture.chunks_exact_mut(SIDE).enumerate() {
        let written = y > 3 && y % spacing == 0;
        for (x, grey) in row.iter_mut().enumerate() {
            let ink = written && (4..SIDE - 4).contains(&x) && draw.unit() < 0.6;
            let shade = if ink { draw.unit() * 30_000.0 } else { paper };
            *grey = if inverted { 65535.0 - shade } else { shade };
        }
    }
}

/// Makes up to a quarter of the pixels black, and as many white.
fn clip(picture: &mut [f32], draw: &mut Stream) {
    let mut sorted = picture.to_vec();
    sorted.sort_by(f32::total_cmp);
    let low = sorted[draw.below(PIXELS / 4)];
    let high = sorted[PIXELS - 1 - draw.below(PIXELS / 4)].max(low + 1.0);
    for grey in picture {
        *grey = (*grey - low) / (high - low) * 65535.0;
    }
}

fn mean(film: &Glance) -> u16 {
    let sum: u64 = film.plane.iter().map(|&grey| u64::from(grey)).sum();
    u16::try_from(sum / PIXELS as u64).unwrap_or(u16::MAX)
}

fn glance(picture: &[f32]) -> Glance {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the type"
    )]
    let grey = |&grey: &f32| grey.round().clamp(0.0, 65535.0) as u16;
    Glance {
        width: 64,
        height: 64,
        plane: picture.iter().map(grey).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A film whose grey is its column.
    fn ramp() -> Glance {
        let plane: Vec<f32> = (0..PIXELS)
            .map(|pixel| (pixel % SIDE * 1000) as f32)
            .collect();
        glance(&plane)
    }

    #[test]
    fn a_film_in_its_place_is_unchanged() {
        let mut picture = vec![0.0; PIXELS];
        let place = Place {
            centre: [CENTRE; 2],
            size: [SIDE as f32; 2],
            angle: 0.0,
        };
        put(&mut picture, &ramp(), &place);
        assert_eq!(glance(&picture), ramp());
    }

    #[test]
    fn a_film_is_turned_clockwise_and_covers_no_more_than_its_place() {
        let mut picture = vec![60_000.0; PIXELS];
        let place = Place {
            centre: [16.0, 16.0],
            size: [32.0, 32.0],
            angle: 90.0,
        };
        put(&mut picture, &ramp(), &place);
        // The dark left edge is now above, the bright right one below.
        assert!(picture[10] < 3000.0 && picture[31 * SIDE + 10] > 59_000.0);
        let untouched = |grey: &f32| (grey - 60_000.0).abs() < 1.0;
        assert!(picture[33..SIDE].iter().all(untouched));
        assert!(picture[32 * SIDE..].iter().all(untouched));
    }

    #[test]
    fn every_picture_depends_on_its_draws_alone() {
        type Make = fn(&Glance, &mut Stream) -> Glance;
        let ramp = ramp();
        let makers: [Make; 6] = [
            film,
            framed,
            close_up,
            tilted,
            |it, draw| collage([it; 4], draw),
            |_, draw| drawing(draw),
        ];
        for make in makers {
            let made = |seed| make(&ramp, &mut Stream::new(seed, &[]));
            assert_eq!(made(1), made(1));
            assert!((2..9).any(|seed| made(seed) != made(1)));
            assert_eq!(made(3).plane.len(), PIXELS);
        }
    }
}
