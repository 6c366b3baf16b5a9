//! Why distances cannot be measured.

use thiserror::Error;

/// The percentiles that a scorecard has: 1 to 99.
pub(super) const PERCENTILES: usize = 99;

/// Why distances cannot be measured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DistanceError {
    /// A direction is not Base64, or has no length.
    #[error("a direction of distance is not Base64 of numbers other than zero")]
    NotADirection,
    /// No groups, or features of different numbers.
    #[error("the groups of distance are missing, or their directions differ in length")]
    Groups,
    /// The distances of validation films are missing, not finite or not in order.
    #[error("distance must have {PERCENTILES} percentiles, finite and ascending")]
    Percentiles,
    /// The rule is for no percentile.
    #[error("distance.far.percentile is {0}; it must be from 1 to {PERCENTILES}")]
    Rule(u8),
}
