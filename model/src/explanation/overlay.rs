//! A heat map as a picture with transparency, to be laid over the film.

use super::colour::colour;
use super::heat_map::{HeatMap, Scale};

/// How a heat map is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Opacity of the colours, from 0 to 1.
    pub opacity: f32,
    /// Whether a line is drawn at [`Scale::contour`].
    pub contour: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            opacity: 0.5,
            contour: true,
        }
    }
}

/// The lowest share of the scale that is drawn at full opacity; below, the colours fade out, so that a film
/// without evidence looks as it does without a map.
const FADE: f32 = 0.25;
/// Half the width of the contour in pixels, and of the dark line under it, which shows on bright parts.
const LINE: f32 = 0.75;
const EDGE: f32 = 2.0;
const WHITE: [u8; 3] = [255; 3];
const BLACK: [u8; 3] = [0; 3];
/// Opacity of the dark line.
const EDGE_OPACITY: f32 = 0.6;

/// The picture of a map, stretched to `width * height` pixels: RGBA row by row, with straight alpha.
pub fn overlay(map: &HeatMap, scale: Scale, style: Style, [width, height]: [u32; 2]) -> Vec<u8> {
    let step = [width, height].map(|pixels| 1.0 / pixels as f32);
    let mut rgba = Vec::with_capacity(4 * width as usize * height as usize);
    for y in 0..height {
        for x in 0..width {
            let place = [(x as f32 + 0.5) * step[0], (y as f32 + 0.5) * step[1]];
            rgba.extend(pixel(map, scale, style, place, step).bytes());
        }
    }
    rgba
}

/// A colour that covers what is under it in part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layer {
    colour: [u8; 3],
    alpha: f32,
}

/// A pixel of a map at a place from (0, 0) to (1, 1); `step` is the distance to the next pixel.
pub(super) fn pixel(
    map: &HeatMap,
    scale: Scale,
    style: Style,
    [x, y]: [f32; 2],
    step: [f32; 2],
) -> Layer {
    let sample = map.sample(x, y);
    let share = scale.share(sample.value);
    let heat = Layer {
        colour: colour(share),
        alpha: style.opacity * (share / FADE).min(1.0),
    };
    if !style.contour || scale.maximum <= 0.0 {
        return heat;
    }
    // The distance to the contour in pixels, as if the map went on with its slope.
    let [across, down] = [sample.across * step[0], sample.down * step[1]];
    let slope = (across * across + down * down).sqrt();
    let distance = (sample.value - scale.contour()).abs() / slope.max(f32::MIN_POSITIVE);
    let covered = |half: f32| (half + 0.5 - distance).clamp(0.0, 1.0);
    let line = |colour, alpha| Layer { colour, alpha };
    let dark = line(BLACK, EDGE_OPACITY * covered(EDGE)).over(heat);
    line(WHITE, covered(LINE)).over(dark)
}

impl Layer {
    /// This layer over another.
    fn over(self, below: Self) -> Self {
        let alpha = self.alpha + below.alpha * (1.0 - self.alpha);
        let share = if alpha > 0.0 { self.alpha / alpha } else { 0.0 };
        Self {
            colour: mixed(below.colour, self.colour, share),
            alpha,
        }
    }

    /// The colour over an opaque grey.
    pub(super) fn over_grey(self, grey: u8) -> [u8; 3] {
        mixed([grey; 3], self.colour, self.alpha)
    }

    fn bytes(self) -> [u8; 4] {
        let [red, green, blue] = self.colour;
        [red, green, blue, byte(self.alpha * 255.0)]
    }
}

/// `share` of a colour over another.
fn mixed(below: [u8; 3], above: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|channel| {
        let [below, above] = [below, above].map(|colour| f32::from(colour[channel]));
        byte(below + (above - below) * share)
    })
}

/// The nearest byte.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts of floats to integers saturate"
)]
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style {
        opacity: 0.5,
        contour: false,
    };

    fn at(rgba: &[u8], width: usize, x: usize, y: usize) -> [u8; 4] {
        *rgba[4 * (y * width + x)..].first_chunk().unwrap()
    }

    #[test]
    fn what_is_no_evidence_is_transparent() {
        let map = HeatMap::new(2, vec![-1.0, 0.0, 4.0, 4.0]);
        let scale = Scale { maximum: 4.0 };
        let rgba = overlay(&map, scale, PLAIN, [8, 8]);
        assert_eq!(at(&rgba, 8, 0, 0)[3], 0);
        let [red, green, blue, alpha] = at(&rgba, 8, 7, 7);
        assert_eq!(([red, green, blue], alpha), (colour(1.0), 128));
        let none = overlay(&map, Scale { maximum: 0.0 }, Style::default(), [8, 8]);
        assert!(none.chunks(4).all(|pixel| pixel[3] == 0));
    }

    #[test]
    fn the_contour_is_a_line_at_half_of_the_maximum() {
        // From 0 at the left to 1 at the right.
        let map = HeatMap::new(2, vec![0.0, 1.0, 0.0, 1.0]);
        let style = Style {
            opacity: 0.0,
            contour: true,
        };
        let rgba = overlay(&map, Scale { maximum: 1.0 }, style, [64, 4]);
        let alphas: Vec<u8> = (0..64).map(|x| at(&rgba, 64, x, 2)[3]).collect();
        // White over half a pixel from the line, on a dark edge.
        let [grey, _, _, alpha] = at(&rgba, 64, 32, 2);
        assert!(
            (205..=220).contains(&grey) && (225..=235).contains(&alpha),
            "{grey} {alpha}"
        );
        assert!(
            alphas[..29]
                .iter()
                .chain(&alphas[35..])
                .all(|&alpha| alpha == 0),
            "{alphas:?}"
        );
        assert!(alphas[31] > 150 && alphas[32] > 150, "{alphas:?}");
    }

    #[test]
    fn layers_cover_each_other_in_order() {
        let layer = |colour, alpha| Layer { colour, alpha };
        let both = layer(WHITE, 0.5).over(layer(BLACK, 1.0));
        assert_eq!(both.bytes(), [128, 128, 128, 255]);
        assert_eq!(layer(WHITE, 0.0).over(layer(BLACK, 0.0)).bytes()[3], 0);
        assert_eq!(layer(WHITE, 0.25).over_grey(100), [139; 3]);
    }
}
