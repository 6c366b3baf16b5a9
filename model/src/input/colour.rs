//! Whether a picture is in strong colours, which no film is.
//!
//! Films are grey. A scan or a photo of one may have a tint, and a viewer colours its marks: among the
//! training outliers, no photo of a film on a light box has more than a tenth of its pixels this colourful, and most
//! photographs, maps and fundus pictures have far more than a quarter. Not seen: chroma in TIFF, JPEG 2000
//! and DICOM, and colours in TIFF palettes.

/// The difference between the strongest and the weakest of red, green and blue from which a pixel counts as
/// colourful: a quarter of the range.
const STRONG: u16 = u16::MAX / 4;

/// Of how many pixels one may be colourful.
const ONE_OF: usize = 4;

/// Counts the pixels in strong colours.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ColourCount {
    colourful: usize,
    pixels: usize,
}

impl ColourCount {
    /// Counts a pixel by its red, green and blue.
    pub(super) fn add(&mut self, colour: [u16; 3]) {
        self.add_difference(difference(colour));
    }

    /// Counts a pixel by the difference between the strongest and the weakest of red, green and blue.
    pub(super) fn add_difference(&mut self, difference: u16) {
        self.colourful += usize::from(difference > STRONG);
        self.pixels += 1;
    }

    /// Whether the picture is in strong colours.
    pub(super) const fn is_strong(self) -> bool {
        self.colourful * ONE_OF > self.pixels
    }
}

/// The difference between the strongest and the weakest of red, green and blue.
fn difference(colour: [u16; 3]) -> u16 {
    let [red, green, blue] = colour;
    red.max(green).max(blue) - red.min(green).min(blue)
}

/// As [`difference`], from the colour differences of YCbCr, which are 0 for grey. Source: ITU-T T.871, 7.
pub(super) fn difference_of_chroma([blue, red]: [i32; 2]) -> u16 {
    // In thousandths; the luma, which all three contain, is left out.
    let [red, green, blue] = [1402 * red, -344 * blue - 714 * red, 1772 * blue];
    let difference = red.max(green).max(blue) - red.min(green).min(blue);
    u16::try_from(difference / 1000).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_pixels_may_be_colourful() {
        let is_strong = |colourful: usize| {
            let mut count = ColourCount::default();
            for pixel in 0..400 {
                count.add(if pixel < colourful {
                    [40_000, 20_000, 30_000]
                } else {
                    [40_000, 39_000, 30_000]
                });
            }
            count.is_strong()
        };
        assert!(!is_strong(100));
        assert!(is_strong(101));
        assert!(!ColourCount::default().is_strong());
    }

    #[test]
    fn chroma_stands_for_the_colours_it_was_made_of() {
        for colour in [
            [9000, 9000, 9000],
            [60_000, 30_000, 20_000],
            [10_000, 12_000, 50_000],
        ] {
            let [red, green, blue] = colour.map(f64::from);
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            #[expect(clippy::cast_possible_truncation, reason = "16-bit values")]
            let chroma = [(blue - luma) / 1.772, (red - luma) / 1.402].map(|it| it.round() as i32);
            let found = i32::from(difference_of_chroma(chroma));
            assert!(
                (found - i32::from(difference(colour))).abs() < 100,
                "{found}"
            );
        }
        assert_eq!(difference_of_chroma([i32::from(i16::MAX); 2]), u16::MAX);
    }
}
