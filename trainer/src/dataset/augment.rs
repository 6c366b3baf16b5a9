//! Varies a training film: turned, moved, scaled, sheared, brighter or darker, partly hidden.
//!
//! Everything is drawn from one seeded stream, so the same seed, epoch and film give the same
//! picture. A film is never mirrored: the heart is on one side.

use crate::random::Stream;
use crate::recipe::Augmentation;

/// Mid-grey of a 16-bit film.
const MIDDLE: f32 = 32_767.5;

/// The varied film.
///
/// `plane` has `side * side` grey values; so has the result.
pub fn vary(
    plane: &[u16],
    side: u32,
    augmentation: &Augmentation,
    stream: &mut Stream,
) -> Vec<u16> {
    let warp = Warp::draw(side, augmentation, stream);
    let contrast = 1.0 + stream.within(augmentation.contrast);
    let brightness = stream.within(augmentation.brightness) * 2.0 * MIDDLE;
    let hidden = Square::draw(side, augmentation.erase, stream);
    let mut varied = Vec::with_capacity(plane.len());
    for y in 0..side {
        for x in 0..side {
            let grey = if hidden.holds(x, y) {
                MIDDLE
            } else {
                (warp.sample(plane, x, y) - MIDDLE) * contrast + MIDDLE + brightness
            };
            varied.push(rounded(grey));
        }
    }
    varied
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the range first"
)]
fn rounded(grey: f32) -> u16 {
    grey.clamp(0.0, 65_535.0).round() as u16
}

/// An affine map from a pixel of the result to a place in the film.
struct Warp {
    side: u32,
    // Row by row: [xx, xy, yx, yy].
    matrix: [f32; 4],
    shift: [f32; 2],
}

impl Warp {
    fn draw(side: u32, augmentation: &Augmentation, stream: &mut Stream) -> Self {
        let angle = stream.within(augmentation.rotation).to_radians();
        let zoom = 1.0 / (1.0 + stream.within(augmentation.zoom));
        let shear = stream.within(augmentation.shear);
        let reach = augmentation.shift * side as f32;
        let shift = [stream.within(reach), stream.within(reach)];
        let (sin, cos) = angle.sin_cos();
        let matrix = [
            cos * zoom,
            (cos * shear - sin) * zoom,
            sin * zoom,
            (sin * shear + cos) * zoom,
        ];
        Self {
            side,
            matrix,
            shift,
        }
    }

    /// The film's grey value for a pixel of the result: bilinear, edges go on outside.
    fn sample(&self, plane: &[u16], x: u32, y: u32) -> f32 {
        let last = self.side.saturating_sub(1) as f32;
        let (right, down) = (x as f32 - last / 2.0, y as f32 - last / 2.0);
        let [xx, xy, yx, yy] = self.matrix;
        let film_x = (xx * right + xy * down + last / 2.0 + self.shift[0]).clamp(0.0, last);
        let film_y = (yx * right + yy * down + last / 2.0 + self.shift[1]).clamp(0.0, last);
        let (x0, y0) = (film_x.floor(), film_y.floor());
        let (part_x, part_y) = (film_x - x0, film_y - y0);
        let grey = |x: f32, y: f32| f32::from(plane[self.position(x.min(last), y.min(last))]);
        let above = grey(x0, y0) * (1.0 - part_x) + grey(x0 + 1.0, y0) * part_x;
        let below = grey(x0, y0 + 1.0) * (1.0 - part_x) + grey(x0 + 1.0, y0 + 1.0) * part_x;
        above * (1.0 - part_y) + below * part_y
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are whole numbers in 0..side"
    )]
    fn position(&self, x: f32, y: f32) -> usize {
        y as usize * self.side as usize + x as usize
    }
}

/// A square that hides a part of the film; every other film has one.
struct Square {
    left: u32,
    top: u32,
    side: u32,
}

impl Square {
    fn draw(side: u32, greatest: f32, stream: &mut Stream) -> Self {
        let wanted = stream.unit() * 2.0 - 1.0;
        let (left, top) = (stream.unit(), stream.unit());
        let place = |share: f32, room: u32| whole(share * room as f32).min(room);
        let hidden = whole(wanted.max(0.0) * greatest * side as f32).min(side);
        Self {
            left: place(left, side - hidden),
            top: place(top, side - hidden),
            side: hidden,
        }
    }

    const fn holds(&self, x: u32, y: u32) -> bool {
        x >= self.left && x < self.left + self.side && y >= self.top && y < self.top + self.side
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a side: small and not negative"
)]
fn whole(number: f32) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Augmentation = Augmentation {
        rotation: 0.0,
        shift: 0.0,
        zoom: 0.0,
        shear: 0.0,
        brightness: 0.0,
        contrast: 0.0,
        gamma: 0.0,
        blur: 0.0,
        noise: 0.0,
        jpeg: 0.0,
        erase: 0.0,
        border: 0.0,
        flip: 0.0,
        mixup: 0.0,
        cutmix: 0.0,
    };

    fn film() -> Vec<u16> {
        (0..32 * 32).map(|index| index * 60).collect()
    }

    #[test]
    fn without_variation_the_film_stays_as_it_is() {
        let varied = vary(&film(), 32, &NOTHING, &mut Stream::new(1, &[]));
        assert_eq!(varied, film());
    }

    #[test]
    fn the_same_stream_gives_the_same_film_and_another_another() {
        let strong = Augmentation {
            rotation: 10.0,
            shift: 0.1,
            zoom: 0.2,
            shear: 0.1,
            brightness: 0.2,
            contrast: 0.3,
            erase: 0.5,
            ..NOTHING
        };
        let varied = |epoch| vary(&film(), 32, &strong, &mut Stream::new(3, &[epoch, 17]));
        assert_eq!(varied(0), varied(0));
        assert_ne!(varied(0), varied(1));
        assert_eq!(varied(0).len(), 32 * 32);
    }

    #[test]
    fn a_shift_moves_the_film_by_at_most_its_share() {
        let mut plane = vec![0; 32 * 32];
        plane[16 * 32 + 16] = 60_000;
        let shifted = Augmentation {
            shift: 0.125,
            ..NOTHING
        };
        for epoch in 0..50 {
            let varied = vary(&plane, 32, &shifted, &mut Stream::new(3, &[epoch]));
            for (index, _) in varied.iter().enumerate().filter(|&(_, &grey)| grey > 0) {
                let (x, y) = (index % 32, index / 32);
                assert!(x.abs_diff(16) <= 5 && y.abs_diff(16) <= 5, "{x} {y}");
            }
        }
    }

    #[test]
    fn brightness_and_contrast_keep_within_their_limits() {
        let lit = Augmentation {
            brightness: 0.1,
            ..NOTHING
        };
        for epoch in 0..50 {
            let varied = vary(&[30_000; 4], 2, &lit, &mut Stream::new(5, &[epoch]));
            assert!(varied.iter().all(|&grey| (23_400..=36_600).contains(&grey)));
        }
    }

    #[test]
    fn erasing_hides_a_square_of_at_most_the_share_in_about_half_the_films() {
        let hiding = Augmentation {
            erase: 0.5,
            ..NOTHING
        };
        let mut with_square = 0;
        for epoch in 0..200 {
            let varied = vary(&[0; 32 * 32], 32, &hiding, &mut Stream::new(5, &[epoch]));
            let hidden = varied.iter().filter(|&&grey| grey > 0).count();
            assert!(hidden <= 16 * 16);
            with_square += usize::from(hidden > 0);
        }
        assert!((60..140).contains(&with_square), "{with_square}");
    }
}
