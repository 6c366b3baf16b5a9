//! A value with its 95 % confidence interval.

use serde::{Deserialize, Serialize};

/// An estimate with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// A share of which nothing is known.
    pub const UNKNOWN: Self = Self {
        value: 0.0,
        low: 0.0,
        high: 1.0,
    };

    /// The estimate times a positive factor.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            low: self.low * factor,
            high: self.high * factor,
        }
    }
}
