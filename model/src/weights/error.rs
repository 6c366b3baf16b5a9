//! Errors in stored weights.

use thiserror::Error;

use crate::zoo::ArchitectureError;

/// Why weights are refused.
#[derive(Debug, Error)]
pub enum WeightsError {
    /// A shard is not listed in the scorecard, or was read out of order.
    #[error("shard {got} was read where shard {expected} of {shards} was expected")]
    WrongOrder {
        /// The shard that was read.
        got: usize,
        /// The next shard.
        expected: usize,
        /// Shards in the scorecard.
        shards: usize,
    },
    /// A shard is truncated or too long.
    #[error("{file} has {got} bytes, the scorecard states {expected}; load it again")]
    WrongLength {
        /// The shard's name.
        file: String,
        /// Its length.
        got: usize,
        /// The length in the scorecard.
        expected: usize,
    },
    /// A shard's bytes differ from the exported ones.
    #[error(
        "{file} is damaged: its SHA-256 is {got}, the scorecard states {expected}; load it again"
    )]
    WrongHash {
        /// The shard's name.
        file: String,
        /// Its hash.
        got: String,
        /// The hash in the scorecard.
        expected: String,
    },
    /// Shards are missing.
    #[error("only {got} of {expected} shards were read")]
    Incomplete {
        /// Shards read.
        got: usize,
        /// Shards listed.
        expected: usize,
    },
    /// The tensors are not those of the architecture.
    #[error("tensor {position} is {found}, the network needs {needed}")]
    WrongTensor {
        /// Its position in the scorecard.
        position: usize,
        /// What the scorecard has there.
        found: String,
        /// What the network has there.
        needed: String,
    },
    /// The scorecard lists more or fewer tensors than the network has.
    #[error("the scorecard lists {listed} tensors, the network has {needed}")]
    WrongCount {
        /// Tensors in the scorecard.
        listed: usize,
        /// Tensors of the network.
        needed: usize,
    },
    /// A value is infinite or not a number.
    #[error("value {index} of tensor {name} is not a finite number")]
    NotFinite {
        /// The tensor.
        name: String,
        /// The flat index of the value.
        index: usize,
    },
    /// A batch norm's variance is negative, so it has no square root.
    #[error("value {index} of tensor {name} is a negative variance")]
    BadVariance {
        /// The tensor.
        name: String,
        /// The flat index of the value.
        index: usize,
    },
    /// A channel's scale is zero, negative, infinite or not a number.
    #[error("the scale of channel {channel} of tensor {name} is not a finite number above zero")]
    BadScale {
        /// The tensor.
        name: String,
        /// The output channel.
        channel: usize,
    },
    /// A stored 8-bit level is -128, which is not used.
    #[error("value {index} of tensor {name} is -128, which 8-bit weights do not use")]
    BadLevel {
        /// The tensor.
        name: String,
        /// The flat index of the value.
        index: usize,
    },
    /// There is not enough memory for all shards.
    #[error("there is not enough memory for {} MiB of weights; use a smaller network", .0.div_ceil(1 << 20))]
    OutOfMemory(usize),
    /// The network itself cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}
