//! Fixed regions of a frontal film, and how they are hidden.

/// A part of the film to hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// An ellipse that covers the lungs of a frontal film; shoulders, markers, abdomen and borders
    /// stay visible.
    Lungs,
    /// An outer ring.
    Border,
    /// All but that ring.
    AllButBorder,
}

/// Centre (x, y) and half axes of the ellipse over the lungs, in hundredths of the side. It covers half
/// of the film: lungs reach from the clavicles to the diaphragm and almost to the sides.
const LUNGS_CENTRE: (i64, i64) = (50, 47);
const LUNGS_HALF: (i64, i64) = (42, 40);
/// The ring is one part in so many of the side wide.
const RING: i64 = 8;
/// Hidden pixels become mid-grey, which is zero in the network's input.
const MID_GREY: u16 = 0x8000;

/// A square plane with a region hidden.
pub(super) fn hidden(plane: &[u16], side: u32, region: Region) -> Vec<u16> {
    let pixels = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let pixels = plane.iter().zip(pixels);
    pixels
        .map(|(&grey, (x, y))| {
            if region.covers(i64::from(x), i64::from(y), i64::from(side)) {
                MID_GREY
            } else {
                grey
            }
        })
        .collect()
}

/// Whether a pixel lies within the ellipse over the lungs.
pub(super) fn in_lungs(x: i64, y: i64, side: i64) -> bool {
    // The centre of a pixel counts; distances in two-hundredths of a pixel.
    let across = (2 * x + 1) * 100 - 2 * LUNGS_CENTRE.0 * side;
    let down = (2 * y + 1) * 100 - 2 * LUNGS_CENTRE.1 * side;
    let (across, down) = (across * LUNGS_HALF.1, down * LUNGS_HALF.0);
    let edge = 2 * LUNGS_HALF.0 * LUNGS_HALF.1 * side;
    across * across + down * down <= edge * edge
}

impl Region {
    fn covers(self, x: i64, y: i64, side: i64) -> bool {
        match self {
            Self::Lungs => in_lungs(x, y, side),
            Self::Border => !in_middle(x, y, side),
            Self::AllButBorder => in_middle(x, y, side),
        }
    }
}

/// Whether the centre of a pixel lies inside of the ring.
fn in_middle(x: i64, y: i64, side: i64) -> bool {
    let inside = |place: i64| {
        let place = (2 * place + 1) * RING;
        (2 * side..2 * side * (RING - 1)).contains(&place)
    };
    inside(x) && inside(y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 64;

    fn black(region: Region) -> Vec<u16> {
        hidden(&[0; 64 * 64], SIDE, region)
    }

    fn share(plane: &[u16]) -> f64 {
        let grey = plane.iter().filter(|&&grey| grey == MID_GREY).count();
        grey as f64 / plane.len() as f64
    }

    #[test]
    fn the_ellipse_hides_half_of_the_film_but_no_corner() {
        let plane = black(Region::Lungs);
        assert!((share(&plane) - 0.528).abs() < 0.01, "{}", share(&plane));
        assert_eq!((plane[0], plane[64 * 30 + 32]), (0, MID_GREY));
        // From 0.08 to 0.92 of the width and from 0.07 to 0.87 of the height.
        let row = &plane[64 * 30..64 * 31];
        assert_eq!(
            (row[4], row[5], row[58], row[59]),
            (0, MID_GREY, MID_GREY, 0)
        );
        let column: Vec<u16> = plane.iter().skip(32).step_by(64).copied().collect();
        assert_eq!(
            (column[3], column[5], column[55], column[56]),
            (0, MID_GREY, MID_GREY, 0)
        );
    }

    #[test]
    fn the_ring_is_an_eighth_wide() {
        let plane = black(Region::AllButBorder);
        assert!((share(&plane) - 0.75 * 0.75).abs() < 1e-12);
        // Row 32: eight columns stay on each side.
        let row = &plane[64 * 32..64 * 33];
        assert_eq!(
            (row[7], row[8], row[55], row[56]),
            (0, MID_GREY, MID_GREY, 0)
        );
        assert!((share(&black(Region::Border)) - 0.4375).abs() < 1e-12);
    }
}
