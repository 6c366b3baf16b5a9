//! Why weights are refused.

use thiserror::Error;

use crate::zoo::ArchitectureError;

/// Why weights are refused.
#[derive(Debug, Error)]
pub enum WeightsError {
    /// A shard came that the scorecard does not list, or in the wrong order.
    #[error("shard {got} came where shard {expected} of {shards} was expected")]
    WrongOrder {
        /// The shard that came.
        got: usize,
        /// The shard that should have come.
        expected: usize,
        /// How many the scorecard lists.
        shards: usize,
    },
    /// A shard is cut off or too long.
    #[error("{file} has {got} bytes, the scorecard says {expected}: load it again")]
    WrongLength {
        /// The shard's name.
        file: String,
        /// Its length.
        got: usize,
        /// The length in the scorecard.
        expected: usize,
    },
    /// A shard's bytes are not those that were exported.
    #[error(
        "{file} is damaged: its SHA-256 is {got}, the scorecard says {expected}: load it again"
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
    /// The scorecard lists tensors that the network does not have.
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
    /// A batch norm's variance is negative, of which no square root can be taken.
    #[error("value {index} of tensor {name} is negative, which a variance cannot be")]
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
    /// A stored level is -128.
    #[error("value {index} of tensor {name} is -128, a level that 8-bit weights do not have")]
    BadLevel {
        /// The tensor.
        name: String,
        /// The flat index of the value.
        index: usize,
    },
    /// The machine has no room for all shards.
    #[error("there is no room in memory for {} MiB of weights; use a smaller network", .0.div_ceil(1 << 20))]
    NoRoom(usize),
    /// The network itself cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}
