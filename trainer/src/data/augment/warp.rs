//! Affine warps, as of another position of the patient: rotated, shifted, zoomed, sheared, mirrored, in one
//! pass.

/// How a film is warped about its centre.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Warp {
    /// Radians.
    pub(crate) rotation: f32,
    /// The factor of enlargement.
    pub(crate) zoom: f32,
    /// The horizontal shift per pixel of height.
    pub(crate) shear: f32,
    /// Pixels right and down, in the film.
    pub(crate) shift: [f32; 2],
    /// Left and right are swapped, after all else.
    pub(crate) mirrored: bool,
}

impl Warp {
    /// The film as it is.
    pub(crate) const NONE: Self = Self {
        rotation: 0.0,
        zoom: 1.0,
        shear: 0.0,
        shift: [0.0; 2],
        mirrored: false,
    };

    /// The warped film in `0..=1`, bilinear; the edges continue outside the film.
    pub(crate) fn apply(&self, plane: &[u16], side: usize) -> Vec<f32> {
        let last = side.saturating_sub(1) as f32;
        let centre = last / 2.0;
        let [xx, xy, yx, yy] = self.matrix();
        let mut grey = Vec::with_capacity(plane.len());
        for y in 0..side {
            let down = y as f32 - centre;
            let (start_x, start_y) = (
                xy * down + centre + self.shift[0],
                yy * down + centre + self.shift[1],
            );
            for x in 0..side {
                let right = x as f32 - centre;
                let film_x = (xx * right + start_x).clamp(0.0, last);
                let film_y = (yx * right + start_y).clamp(0.0, last);
                grey.push(bilinear(plane, side, film_x, film_y) / f32::from(u16::MAX));
            }
        }
        grey
    }

    /// The matrix from pixels of the result to positions in the film, row by row.
    fn matrix(&self) -> [f32; 4] {
        let (sin, cos) = self.rotation.sin_cos();
        let scale = 1.0 / self.zoom;
        let mirror = if self.mirrored { -scale } else { scale };
        [
            cos * mirror,
            (cos * self.shear - sin) * scale,
            sin * mirror,
            (sin * self.shear + cos) * scale,
        ]
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both positions lie in the film"
)]
fn bilinear(plane: &[u16], side: usize, x: f32, y: f32) -> f32 {
    // By way of 32 bits: x86-64 converts to those in one instruction, but not to 64.
    let (left, top) = (x as u32, y as u32);
    let (part_x, part_y) = (x - left as f32, y - top as f32);
    let (left, top) = (left as usize, top as usize);
    let right = (left + 1).min(side - 1);
    let below = (top + 1).min(side - 1);
    let row = |row: usize| {
        let (one, two) = (plane[row * side + left], plane[row * side + right]);
        let (one, two) = (f32::from(one), f32::from(two));
        one + (two - one) * part_x
    };
    let (above, below) = (row(top), row(below));
    above + (below - above) * part_y
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 33;

    /// A film that is black but for one bright pixel.
    fn spot(x: usize, y: usize) -> Vec<u16> {
        let mut plane = vec![0; SIDE * SIDE];
        plane[y * SIDE + x] = u16::MAX;
        plane
    }

    /// The brightest pixel of the warped film.
    fn moved(warp: Warp, (x, y): (usize, usize)) -> (usize, usize) {
        let grey = warp.apply(&spot(x, y), SIDE);
        let brightest = (0..grey.len()).max_by(|&one, &other| grey[one].total_cmp(&grey[other]));
        let index = brightest.unwrap();
        (index % SIDE, index / SIDE)
    }

    #[test]
    fn each_warp_moves_a_spot_as_specified() {
        let shifted = Warp {
            shift: [3.0, -2.0],
            ..Warp::NONE
        };
        // The film moves below the result: pixels right of a position come to it.
        assert_eq!(moved(shifted, (20, 20)), (17, 22));
        let zoomed = Warp {
            zoom: 2.0,
            ..Warp::NONE
        };
        assert_eq!(moved(zoomed, (20, 12)), (24, 8));
        let turned = Warp {
            rotation: std::f32::consts::FRAC_PI_2,
            ..Warp::NONE
        };
        assert_eq!(moved(turned, (26, 16)), (16, 6));
        let sheared = Warp {
            shear: 0.5,
            ..Warp::NONE
        };
        assert_eq!(moved(sheared, (18, 20)), (16, 20));
        assert_eq!(moved(Warp::NONE, (5, 7)), (5, 7));
    }

    #[test]
    fn mirroring_twice_restores_the_film() {
        let plane: Vec<u16> = (0..1024).map(|index| index * 37).collect();
        let mirror = Warp {
            mirrored: true,
            ..Warp::NONE
        };
        let once = mirror.apply(&plane, 32);
        let row: Vec<u16> = once[..32]
            .iter()
            .map(|&grey| super::super::sixteen_bits(grey))
            .collect();
        assert!(row.iter().eq(plane[..32].iter().rev()));
        let once: Vec<u16> = once.into_iter().map(super::super::sixteen_bits).collect();
        let twice = mirror
            .apply(&once, 32)
            .into_iter()
            .map(super::super::sixteen_bits);
        assert!(twice.eq(plane));
    }

    #[test]
    fn a_position_between_pixels_is_interpolated() {
        let half = Warp {
            shift: [0.5, 0.0],
            ..Warp::NONE
        };
        let grey = half.apply(&spot(10, 10), SIDE);
        let row = &grey[10 * SIDE..11 * SIDE];
        assert!((row[9] - 0.5).abs() < 1e-6 && (row[10] - 0.5).abs() < 1e-6);
        assert!((grey.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn edges_continue_outside_the_film() {
        let far = Warp {
            shift: [100.0, 0.0],
            ..Warp::NONE
        };
        let grey = far.apply(&spot(SIDE - 1, 4), SIDE);
        let (rows, _) = grey.as_chunks::<SIDE>();
        for (y, row) in rows.iter().enumerate() {
            let expected = if y == 4 { 1.0 } else { 0.0 };
            assert!(row.iter().all(|grey| (grey - expected).abs() < 1e-6));
        }
    }
}
