//! Context model of JPEG-LS: statistics, neighbourhoods, default parameters.
//! Source: ITU-T T.87, annexes A and C.

/// Parameters from an LSE segment; zeros mean the defaults.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Preset {
    /// Maximum sample value (MAXVAL).
    pub max_value: i32,
    /// Gradient thresholds (T1, T2, T3).
    pub thresholds: [i32; 3],
    /// Count at which a context is halved (RESET).
    pub reset: i32,
}

/// Statistics of a regular context.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// Sum of the errors' magnitudes (A).
    pub magnitude: i32,
    /// Sum of the errors (B).
    pub bias: i32,
    /// Prediction correction (C).
    pub correction: i32,
    /// Number of errors (N).
    pub count: i32,
}

/// Statistics of a run interruption context.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunContext {
    /// Sum of the errors' magnitudes (A).
    pub magnitude: i32,
    /// Number of errors (N).
    pub count: i32,
    /// Number of negative errors (Nn).
    pub negative: i32,
}

impl Context {
    /// The statistics after one more error.
    pub(super) fn updated(mut self, error: i32, near: i32, reset: i32) -> Self {
        self.bias += error * (2 * near + 1);
        self.magnitude = self.magnitude.saturating_add(error.abs());
        if self.count == reset {
            self.magnitude >>= 1;
            self.bias >>= 1;
            self.count >>= 1;
        }
        self.count += 1;
        if self.bias <= -self.count {
            self.bias = (self.bias + self.count).max(1 - self.count);
            self.correction = (self.correction - 1).max(-128);
        } else if self.bias > 0 {
            self.bias = (self.bias - self.count).min(0);
            self.correction = (self.correction + 1).min(127);
        }
        self
    }
}

/// The decoded neighbours of a sample.
pub(super) struct Neighbours {
    pub left: i32,
    pub above: i32,
    /// Above left.
    pub corner: i32,
    /// Above right.
    pub right: i32,
}

impl Neighbours {
    /// The neighbours at `x`; rows have one extra sample on either side.
    pub(super) fn of(above: &[i32], row: &[i32], x: usize) -> Self {
        Self {
            left: row[x - 1],
            above: above[x],
            corner: above[x - 1],
            right: above[x + 1],
        }
    }

    /// The median edge detector: the median of left, above and left + above - corner.
    pub(super) fn median(&self) -> i32 {
        let (low, high) = (self.left.min(self.above), self.left.max(self.above));
        (self.left + self.above - self.corner).clamp(low, high)
    }
}

/// The least `k` with `count * 2^k >= magnitude`.
pub(super) fn golomb_exponent(magnitude: i32, count: i32) -> u32 {
    let (magnitude, count) = (i64::from(magnitude), i64::from(count));
    (0..31).find(|k| count << k >= magnitude).unwrap_or(31)
}

/// Number of bits for values below `count`.
pub(super) fn bits_for(count: i32) -> u32 {
    32 - (count - 1).leading_zeros()
}

/// Default gradient thresholds. Source: T.87, C.2.4.1.1.1.
pub(super) fn default_thresholds(max_value: i32, near: i32) -> [i32; 3] {
    let clamp = |value: i32, least: i32| {
        if (least..=max_value).contains(&value) {
            value
        } else {
            least
        }
    };
    let basic = if max_value >= 128 {
        let factor = (max_value.min(4095) + 128) / 256;
        [
            factor + 2 + 3 * near,
            factor * 4 + 3 + 5 * near,
            factor * 17 + 4 + 7 * near,
        ]
    } else {
        let factor = 256 / (max_value + 1);
        [
            (3 / factor + 3 * near).max(2),
            (7 / factor + 5 * near).max(3),
            (21 / factor + 7 * near).max(4),
        ]
    };
    let first = clamp(basic[0], near + 1);
    let second = clamp(basic[1], first);
    [first, second, clamp(basic[2], second)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_thresholds_are_those_of_the_standard() {
        assert_eq!(default_thresholds(255, 0), [3, 7, 21]);
        assert_eq!(default_thresholds(4095, 0), [18, 67, 276]);
        assert_eq!(default_thresholds(65535, 0), [18, 67, 276]);
        assert_eq!(default_thresholds(255, 3), [12, 22, 42]);
    }

    #[test]
    fn exponents_of_golomb_codes_grow_with_the_errors() {
        assert_eq!(golomb_exponent(4, 1), 2);
        assert_eq!(golomb_exponent(64, 64), 0);
        assert_eq!(golomb_exponent(i32::MAX, 1), 31);
    }
}
