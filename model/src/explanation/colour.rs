//! The colour scale: perceptually uniform, from violet by red to yellow.

/// Colours at equal steps in sRGB. In `OKLCh` (Ottosson, "A perceptual color space for image processing",
/// 2020) lightness runs from 0.40 to 0.93 and hue from 300 by 0 to 105 degrees, both in equal steps, at a
/// chroma of 0.15.
const STEPS: [[u8; 3]; 9] = [
    [86, 44, 139],
    [126, 54, 140],
    [163, 67, 134],
    [197, 83, 121],
    [225, 105, 104],
    [245, 133, 85],
    [255, 166, 73],
    [255, 202, 82],
    [247, 237, 108],
];

/// The colour of a share of the scale, from 0 to 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the share is clamped, and a mixture of bytes is in their range"
)]
pub fn colour(share: f32) -> [u8; 3] {
    let last = STEPS.len() - 1;
    let place = share.clamp(0.0, 1.0) * last as f32;
    let first = (place as usize).min(last - 1);
    let share = place - first as f32;
    std::array::from_fn(|channel| {
        let [one, other] = [first, first + 1].map(|step| f32::from(STEPS[step][channel]));
        (one + (other - one) * share + 0.5) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `OKLab` lightness, a and b.
    fn oklab(rgb: [u8; 3]) -> [f64; 3] {
        let [r, g, b] = rgb.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        let cones = [
            0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b,
            0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b,
            0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b,
        ];
        let [long, medium, short] = cones.map(f64::cbrt);
        [
            0.210_454_255_3 * long + 0.793_617_785 * medium - 0.004_072_046_8 * short,
            1.977_998_495_1 * long - 2.428_592_205 * medium + 0.450_593_709_9 * short,
            0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766 * short,
        ]
    }

    #[test]
    fn equal_steps_look_equal_and_grow_lighter() {
        let colours: Vec<[f64; 3]> = (0..=32)
            .map(|step| oklab(colour(step as f32 / 32.0)))
            .collect();
        let steps: Vec<f64> = colours
            .windows(2)
            .map(|pair| {
                let squares = pair[0]
                    .iter()
                    .zip(&pair[1])
                    .map(|(one, other)| (one - other).powi(2));
                squares.sum::<f64>().sqrt()
            })
            .collect();
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        for (index, (step, pair)) in steps.iter().zip(colours.windows(2)).enumerate() {
            assert!(
                (step / mean - 1.0).abs() < 0.3,
                "step {index}: {step}, mean {mean}"
            );
            assert!(pair[1][0] > pair[0][0], "step {index} is not lighter");
        }
    }

    #[test]
    fn shares_outside_the_scale_have_its_ends() {
        assert_eq!(colour(-1.0), STEPS[0]);
        assert_eq!(colour(7.0), STEPS[8]);
    }
}
