//! Masks of the probes: they hide the lungs, or all but the border.

/// What is hidden. Hidden pixels become mid-grey, which is zero in the network's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mask {
    /// The film as it is.
    Nothing,
    /// An ellipse that covers the lungs of a frontal film; shoulders, markers, abdomen and borders
    /// stay visible.
    Lungs,
    /// All but an outer ring.
    AllButBorder,
}

/// Centre (x, y) and half axes of the ellipse over the lungs, as shares of the side. It covers half of
/// the film: lungs reach from the clavicles to the diaphragm and almost to the sides.
const LUNGS_CENTRE: (f64, f64) = (0.5, 0.47);
const LUNGS_HALF: (f64, f64) = (0.42, 0.40);
/// Width of the border that stays visible, as a share of the side.
const RING: f64 = 0.125;
const MID_GREY: u16 = 0x8000;

impl Mask {
    /// All masks; the whole film is the first.
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::Lungs, Self::AllButBorder];

    /// The name in tables.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "whole films",
            Self::Lungs => "lungs hidden",
            Self::AllButBorder => "border only",
        }
    }

    /// Hides pixels of a square plane.
    pub(crate) fn apply(self, plane: &mut [u16], side: u32) {
        let pixels = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        // The centre of a pixel counts.
        let share = |pixel: u32| (f64::from(pixel) + 0.5) / f64::from(side);
        for (grey, (x, y)) in plane.iter_mut().zip(pixels) {
            if self.covers(share(x), share(y)) {
                *grey = MID_GREY;
            }
        }
    }

    /// Whether a point is hidden; both coordinates are shares of the side.
    fn covers(self, x: f64, y: f64) -> bool {
        match self {
            Self::Nothing => false,
            Self::Lungs => {
                let across = (x - LUNGS_CENTRE.0) / LUNGS_HALF.0;
                let down = (y - LUNGS_CENTRE.1) / LUNGS_HALF.1;
                across * across + down * down <= 1.0
            }
            Self::AllButBorder => {
                let inside = RING..1.0 - RING;
                inside.contains(&x) && inside.contains(&y)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 64;

    fn hidden(mask: Mask) -> Vec<u16> {
        let mut plane = vec![0; 64 * 64];
        mask.apply(&mut plane, SIDE);
        plane
    }

    fn share(plane: &[u16]) -> f64 {
        let grey = plane.iter().filter(|&&grey| grey == MID_GREY).count();
        grey as f64 / plane.len() as f64
    }

    #[test]
    fn the_ellipse_hides_half_of_the_film_but_no_corner() {
        let plane = hidden(Mask::Lungs);
        assert!((share(&plane) - 0.528).abs() < 0.01, "{}", share(&plane));
        assert_eq!((plane[0], plane[64 * 30 + 32]), (0, MID_GREY));
    }

    #[test]
    fn the_border_mask_leaves_an_eighth_on_each_side() {
        let plane = hidden(Mask::AllButBorder);
        assert!((share(&plane) - 0.75 * 0.75).abs() < 1e-12);
        // Row 32: eight columns stay on each side.
        let row = &plane[64 * 32..64 * 33];
        assert_eq!(
            (row[7], row[8], row[55], row[56]),
            (0, MID_GREY, MID_GREY, 0)
        );
    }

    #[test]
    fn the_whole_film_mask_hides_nothing() {
        assert!(share(&hidden(Mask::Nothing)).abs() < 1e-12);
    }
}
