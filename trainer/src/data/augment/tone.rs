//! Tone curves, as of another detector: gamma, contrast, brightness.

/// A curve from grey to grey, both in `0..=1`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tone {
    /// The exponent of the gamma curve.
    pub(crate) exponent: f32,
    /// The factor of the distance from middle grey.
    pub(crate) contrast: f32,
    /// Added to all.
    pub(crate) brightness: f32,
}

impl Tone {
    /// The curve that changes nothing.
    pub(crate) const NONE: Self = Self {
        exponent: 1.0,
        contrast: 1.0,
        brightness: 0.0,
    };

    /// Changes grey values and clamps them to `0..=1`, as a detector does.
    pub(crate) fn apply(&self, grey: &mut [f32]) {
        // The power is the slowest operation here.
        let curved = (self.exponent - 1.0).abs() > f32::EPSILON;
        for value in grey {
            if curved {
                *value = value.powf(self.exponent);
            }
            *value = ((*value - 0.5) * self.contrast + 0.5 + self.brightness).clamp(0.0, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_curve(tone: Tone, expected: [f32; 4]) {
        let mut grey = [0.0, 0.25, 0.5, 1.0];
        tone.apply(&mut grey);
        for (found, expected) in grey.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{tone:?}: {grey:?}");
        }
    }

    #[test]
    fn gamma_contrast_and_brightness_change_the_curve() {
        let gamma = Tone {
            exponent: 2.0,
            ..Tone::NONE
        };
        assert_curve(gamma, [0.0, 0.0625, 0.25, 1.0]);
        let flat = Tone {
            contrast: 0.5,
            ..Tone::NONE
        };
        assert_curve(flat, [0.25, 0.375, 0.5, 0.75]);
        let bright = Tone {
            brightness: 0.25,
            ..Tone::NONE
        };
        assert_curve(bright, [0.25, 0.5, 0.75, 1.0]);
        assert_curve(Tone::NONE, [0.0, 0.25, 0.5, 1.0]);
    }

    #[test]
    fn gamma_comes_before_contrast_and_contrast_before_brightness() {
        let all = Tone {
            exponent: 2.0,
            contrast: 2.0,
            brightness: 0.25,
        };
        assert_curve(all, [0.0, 0.0, 0.25, 1.0]);
    }
}
