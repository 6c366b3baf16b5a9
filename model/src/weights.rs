//! Weights as files: every tensor's values one after another, as [`storage`] lays them out, cut into
//! hashed shards.
//!
//! [`WeightsReader`] reads them strictly: each shard's length and SHA-256, each tensor's name and
//! shape, and every value must be right.

pub mod entries;
mod error;
mod reader;
pub mod storage;
pub mod tensors;

use sha2::{Digest, Sha256};

pub use self::error::WeightsError;
pub use self::reader::WeightsReader;

/// Lower case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
