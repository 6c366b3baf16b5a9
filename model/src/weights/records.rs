//! The scorecard's records of the weights: number format, tensors and shards.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The maximum length of a shard in bytes.
pub const SHARD_BYTES: usize = 16 << 20;

/// How a weight is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NumberFormat {
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary16; widened when read.
    F16,
    /// Signed bytes with a scale for each output channel in large tensors, binary16 in all others; see
    /// [`super::storage`].
    I8,
}

impl fmt::Display for NumberFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::F32 => "f32",
            Self::F16 => "f16",
            Self::I8 => "i8",
        })
    }
}

/// One tensor of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TensorRecord {
    /// The path of fields that leads to it.
    pub name: String,
    /// Its dimensions, in burn's order.
    pub shape: Vec<usize>,
}

/// One file of weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShardRecord {
    /// `weights.NNN.bin`, beside the scorecard.
    pub file: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// SHA-256 of its bytes as lower-case hexadecimal digits.
    pub sha256: String,
}

/// The file name of a shard.
pub fn shard_name(index: usize) -> String {
    format!("weights.{index:03}.bin")
}

impl ShardRecord {
    /// What is wrong with the record at position `index` of the scorecard.
    pub(crate) fn problem(&self, index: usize) -> Option<&'static str> {
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if self.file != shard_name(index) {
            Some("its file name does not follow weights.NNN.bin")
        } else if self.bytes == 0 || self.bytes > SHARD_BYTES {
            Some("its length is zero or over 16 MiB")
        } else if self.sha256.len() != 64 || !self.sha256.bytes().all(hexadecimal) {
            Some("its SHA-256 is not 64 lower-case hexadecimal digits")
        } else {
            None
        }
    }
}
