//! Histogram equalisation: all grey values become equally frequent.
//!
//! Only the order of a film's grey values remains, so exposure, window and the tone curve of the
//! machine no longer matter. Source: Gonzalez and Woods, "Digital Image
//! Processing", section 3.3.

use super::histogram::ranks;

/// Equalises grey values in place; a plane of a single value stays unchanged.
pub(crate) fn equalise(plane: &mut [u16]) {
    let ranks = ranks(plane);
    let darkest = ranks.iter().copied().find(|&rank| rank > 0).unwrap_or(0);
    let rest = (plane.len() - darkest) as u64;
    if rest == 0 {
        return;
    }
    for grey in plane {
        let above = (ranks[usize::from(*grey)] - darkest) as u64;
        let spread = (above * u64::from(u16::MAX) + rest / 2) / rest;
        *grey = u16::try_from(spread).unwrap_or(u16::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equalised(mut plane: Vec<u16>) -> Vec<u16> {
        equalise(&mut plane);
        plane
    }

    #[test]
    fn values_are_spread_by_their_ranks() {
        assert_eq!(equalised(vec![7, 9, 8]), [0, 65_535, 32_768]);
        // Two of five values lie above the two darkest, one above the next.
        let plane = vec![100, 100, 300, 65_000, 200];
        assert_eq!(equalised(plane), [0, 0, 43_690, 65_535, 21_845]);
    }

    #[test]
    fn a_flat_plane_and_an_empty_one_stay_unchanged() {
        assert_eq!(equalised(vec![5; 4]), [5; 4]);
        assert_eq!(equalised(Vec::new()), Vec::<u16>::new());
    }

    #[test]
    fn a_rising_tone_curve_changes_nothing() {
        let plane: Vec<u16> = (0..1000).map(|i| i * 37 % 991).collect();
        let curved = plane.iter().map(|&grey| grey * 3 + 1000).collect();
        assert_eq!(equalised(plane), equalised(curved));
    }
}
