//! Weights as files: every tensor's values one after another, as [`storage`] lays them out, cut into
//! hashed shards.
//!
//! [`WeightsReader`] reads them strictly: each shard's length and SHA-256, each tensor's name and
//! shape, and every value must be right.

#[cfg(feature = "burn")]
pub mod module;
pub mod storage;
#[cfg(feature = "burn")]
pub mod tensor_path;
pub mod tensors;

use sha2::{Digest, Sha256};
use thiserror::Error;

use self::tensors::Tensors;
use crate::scorecard::Scorecard;
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

/// Lower case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Reads shards as they arrive and builds the network at the end.
#[derive(Debug)]
pub struct WeightsReader<'a> {
    scorecard: &'a Scorecard,
    read: usize,
    bytes: Vec<u8>,
}

impl<'a> WeightsReader<'a> {
    /// A reader that waits for shard 0.
    pub fn new(scorecard: &'a Scorecard) -> Self {
        Self {
            scorecard,
            read: 0,
            bytes: Vec::new(),
        }
    }

    /// Takes the next shard.
    ///
    /// # Errors
    /// [`WeightsError`] when it is not the next one, or its length or hash is wrong.
    pub fn push(&mut self, shard: usize, bytes: &[u8]) -> Result<(), WeightsError> {
        self.push_hashed(shard, bytes.len(), sha256(bytes), |place| {
            place.copy_from_slice(bytes);
        })
    }

    /// Takes the next shard from where it lies: its length in bytes, the hash that its holder has
    /// computed as [`sha256()`] would, and a function that copies its bytes into their place.
    ///
    /// # Errors
    /// As [`Self::push`]; nothing is copied then.
    pub fn push_hashed(
        &mut self,
        shard: usize,
        length: usize,
        got: String,
        copy: impl FnOnce(&mut [u8]),
    ) -> Result<(), WeightsError> {
        let shards = self.scorecard.shards.len();
        let (Some(entry), true) = (self.scorecard.shards.get(shard), shard == self.read) else {
            return Err(WeightsError::WrongOrder {
                got: shard,
                expected: self.read,
                shards,
            });
        };
        if length != entry.bytes {
            return Err(WeightsError::WrongLength {
                file: entry.file.clone(),
                got: length,
                expected: entry.bytes,
            });
        }
        if got != entry.sha256 {
            return Err(WeightsError::WrongHash {
                file: entry.file.clone(),
                got,
                expected: entry.sha256.clone(),
            });
        }
        let start = self.bytes.len();
        // Room for all is made once, when the first shard has shown that there are any.
        let all = self.scorecard.weight_bytes();
        self.bytes
            .try_reserve_exact(all - start)
            .map_err(|_| WeightsError::NoRoom(all))?;
        self.bytes.resize(start + length, 0);
        copy(&mut self.bytes[start..]);
        self.read += 1;
        Ok(())
    }

    fn complete(&self) -> Result<(), WeightsError> {
        let (got, expected) = (self.read, self.scorecard.shards.len());
        if got == expected {
            Ok(())
        } else {
            Err(WeightsError::Incomplete { got, expected })
        }
    }

    /// The tensors by name, for [`crate::plan::lower()`].
    ///
    /// # Errors
    /// [`WeightsError::Incomplete`] when a shard is missing.
    pub fn tensors(self) -> Result<Tensors, WeightsError> {
        self.complete()?;
        let Self {
            scorecard, bytes, ..
        } = self;
        Ok(Tensors::new(
            &scorecard.tensors,
            scorecard.number_format,
            bytes,
        ))
    }
}
