//! Reads shards in order and checks each against the scorecard.

use super::error::WeightsError;
use super::sha256;
use super::tensors::Tensors;
use crate::scorecard::Scorecard;

/// Collects shards in order; [`Self::tensors`] gives the tensors once all are read.
#[derive(Debug)]
pub struct WeightsReader<'a> {
    scorecard: &'a Scorecard,
    read: usize,
    bytes: Vec<u8>,
}

impl<'a> WeightsReader<'a> {
    /// A reader that expects shard 0.
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
        self.push_hashed(shard, bytes.len(), sha256(bytes), |buffer| {
            buffer.copy_from_slice(bytes);
        })
    }

    /// Takes the next shard without a copy in between: its length in bytes, its hash as [`sha256()`]
    /// computes it, and a function that writes its bytes into a buffer.
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
        let (Some(record), true) = (self.scorecard.shards.get(shard), shard == self.read) else {
            return Err(WeightsError::WrongOrder {
                got: shard,
                expected: self.read,
                shards,
            });
        };
        if length != record.bytes {
            return Err(WeightsError::WrongLength {
                file: record.file.clone(),
                got: length,
                expected: record.bytes,
            });
        }
        if got != record.sha256 {
            return Err(WeightsError::WrongHash {
                file: record.file.clone(),
                got,
                expected: record.sha256.clone(),
            });
        }
        let start = self.bytes.len();
        // Memory for all shards is reserved once, when the first one is valid.
        let all = self.scorecard.weight_bytes();
        self.bytes
            .try_reserve_exact(all - start)
            .map_err(|_| WeightsError::OutOfMemory(all))?;
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

    /// The tensors by name.
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
