//! Weights as files: the values of all tensors in order, laid out by [`storage`] and cut into shards.
//!
//! [`WeightsReader`] reads them strictly: it checks each shard's length and SHA-256, each tensor's name
//! and shape, and every value.

mod error;
mod reader;
mod records;
pub mod storage;
pub mod tensors;

use sha2::{Digest, Sha256};

pub use self::error::WeightsError;
pub use self::reader::WeightsReader;
pub use self::records::{NumberFormat, SHARD_BYTES, ShardRecord, TensorRecord, shard_name};

/// SHA-256 as lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
