//! Small affine changes of position, bilinear, in integers; the edges continue outside the film.

/// One, in the fixed-point numbers of this file.
const ONE: i64 = 1 << 16;
/// Cosine and sine of 5 degrees.
const COSINE: i64 = 65_287;
const SINE: i64 = 5_712;
/// Nine tenths.
const KEPT: i64 = 58_982;

/// The plane turned by 5 degrees clockwise about its centre.
pub(super) fn turned(plane: &[u16], side: u32) -> Vec<u16> {
    warped(plane, side, [[COSINE, SINE], [-SINE, COSINE]])
}

/// The centre of the plane, nine tenths of its sides, enlarged to the whole.
pub(super) fn cropped(plane: &[u16], side: u32) -> Vec<u16> {
    warped(plane, side, [[KEPT, 0], [0, KEPT]])
}

/// Each pixel from the position that the matrix gives for it, both from the centre.
fn warped(plane: &[u16], side: u32, [[xx, xy], [yx, yy]]: [[i64; 2]; 2]) -> Vec<u16> {
    let last = i64::from(side) - 1;
    let pixels = (0..=last).flat_map(|y| (0..=last).map(move |x| (x, y)));
    let pixels = pixels.map(|(x, y)| {
        // Distances from the centre in half pixels.
        let (across, down) = (2 * x - last, 2 * y - last);
        let position = |along: i64, other: i64| {
            let position = last * ONE + along * across + other * down;
            (position / 2).clamp(0, last * ONE)
        };
        bilinear(plane, last, position(xx, xy), position(yx, yy))
    });
    pixels.collect()
}

/// The grey value at a position in fixed point, inside the plane.
fn bilinear(plane: &[u16], last: i64, x: i64, y: i64) -> u16 {
    let (left, top) = (x / ONE, y / ONE);
    let (right, bottom) = ((left + 1).min(last), (top + 1).min(last));
    let grey = |x: i64, y: i64| {
        let index = usize::try_from(y * (last + 1) + x).unwrap_or_default();
        plane.get(index).copied().map_or(0, i64::from)
    };
    let row = |y: i64| grey(left, y) * (ONE - x % ONE) + grey(right, y) * (x % ONE);
    let sum = row(top) * (ONE - y % ONE) + row(bottom) * (y % ONE);
    u16::try_from((sum + ONE * ONE / 2) / (ONE * ONE)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: u32 = 65;

    /// Where a bright spot goes.
    fn moved(warp: impl Fn(&[u16], u32) -> Vec<u16>, (x, y): (usize, usize)) -> (usize, usize) {
        let mut plane = vec![0; 65 * 65];
        plane[y * 65 + x] = u16::MAX;
        let warped = warp(&plane, SIDE);
        let brightest = (0..warped.len())
            .max_by_key(|&index| warped[index])
            .unwrap();
        (brightest % 65, brightest / 65)
    }

    #[test]
    fn a_film_turns_clockwise_about_its_centre() {
        // 5 degrees move a pixel 28 from the centre by 28 * tan(5 degrees) = 2.4.
        assert_eq!(moved(turned, (60, 32)), (60, 34));
        assert_eq!(moved(turned, (32, 4)), (34, 4));
        assert_eq!(moved(turned, (32, 32)), (32, 32));
    }

    #[test]
    fn a_crop_enlarges_by_a_ninth() {
        assert_eq!(moved(cropped, (50, 32)), (52, 32));
        assert_eq!(moved(cropped, (32, 14)), (32, 12));
        // A twentieth of 65 pixels is cut off.
        let film: Vec<u16> = (0..65 * 65).map(|index| index % 65 * 1000).collect();
        let row = &cropped(&film, SIDE)[..65];
        assert!(
            row[0].abs_diff(3_200) <= 1 && row[64].abs_diff(60_800) <= 1,
            "{row:?}"
        );
    }

    #[test]
    fn a_uniform_film_stays_as_it_is() {
        for grey in [0, 12_345, u16::MAX] {
            let film = vec![grey; 65 * 65];
            assert_eq!(turned(&film, SIDE), film);
            assert_eq!(cropped(&film, SIDE), film);
        }
    }
}
