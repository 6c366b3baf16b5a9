//! Why a gate cannot be used.

use thiserror::Error;

/// Why a gate cannot be used.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum GateError {
    /// The weights are not text in Base64.
    #[error("the gate's weights are not Base64")]
    NotBase64,
    /// Too few or too many weights.
    #[error("the gate has {found} weights instead of {expected}")]
    WrongLength {
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// A weight or threshold is infinite or not a number.
    #[error("a number of the gate is not finite")]
    NotFinite,
}
