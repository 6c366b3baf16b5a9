//! Whether a wide picture has the even grey of a program's window, as a screenshot of a viewer has.
//!
//! The panels and tool bars of programs are of one grey, which neither noise nor anatomy is. Of 10,000
//! films 1,055 are wider or higher than [`WIDE`] allows, and none of these has more than a tenth of its
//! blocks of one grey; of the viewers among the training outliers, 8 of 13 have.

use crate::input::Radiograph;

/// From this ratio of the sides on, in tenths, a picture is wide: screens are, most films are not.
const WIDE: u32 = 13;
/// Pixels on each side of a block.
const BLOCK: usize = 8;
/// The greatest difference in an even block, in 256 levels: what lossy compression adds.
const EVEN: u8 = 2;
/// The levels of panels; borders of films are darker or brighter.
const LEVELS: std::ops::Range<u8> = 16..240;
/// Of how many blocks one may be of the most common even grey.
const ONE_OF: usize = 10;

/// Whether a picture looks like a screenshot.
pub(super) fn is_screen(film: &Radiograph) -> bool {
    let (long, short) = (
        film.width().max(film.height()),
        film.width().min(film.height()),
    );
    if u64::from(long) * 10 <= u64::from(short) * u64::from(WIDE) {
        return false;
    }
    let mut counts = [0_usize; 256];
    let mut blocks = 0;
    let width = film.width() as usize;
    for rows in film.grey().chunks_exact(width * BLOCK) {
        for left in (0..=width - BLOCK).step_by(BLOCK) {
            blocks += 1;
            let levels = rows
                .chunks_exact(width)
                .flat_map(|row| &row[left..left + BLOCK])
                .map(|grey| grey.to_be_bytes()[0]);
            let (darkest, brightest) = levels.fold((u8::MAX, 0), |(least, most), level| {
                (level.min(least), level.max(most))
            });
            if brightest - darkest <= EVEN && LEVELS.contains(&darkest) {
                counts[usize::from(darkest)] += 1;
            }
        }
    }
    // A grey may be on the edge between levels.
    let most = counts
        .windows(3)
        .map(|near| near.iter().sum::<usize>())
        .max();
    most.unwrap_or(0) * ONE_OF > blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(index: u32) -> u16 {
        (index.wrapping_mul(2_654_435_761) >> 16) as u16
    }

    /// A noisy picture with a panel of one grey on the left.
    fn picture(width: u32, height: u32, panel: u32, level: u16) -> bool {
        let grey = (0..width * height).map(|index| {
            if index % width < panel {
                level * 257 + noise(index) % 257
            } else {
                noise(index)
            }
        });
        is_screen(&Radiograph::new(width, height, grey.collect()).unwrap())
    }

    #[test]
    fn a_wide_picture_with_a_panel_is_a_screen() {
        assert!(picture(640, 400, 80, 60));
        assert!(!picture(640, 400, 48, 60), "a small panel");
        assert!(!picture(640, 400, 80, 3), "a black border");
        assert!(!picture(640, 400, 80, 250), "a white border");
        assert!(!picture(480, 400, 80, 60), "not wide");
        assert!(!picture(640, 400, 0, 60), "no panel");
    }
}
