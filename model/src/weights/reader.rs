//! Reads shards as they arrive, each checked against the scorecard.

use super::error::WeightsError;
use super::sha256;
use super::tensors::Tensors;
use crate::scorecard::Scorecard;

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

    /// The tensors by name, for [`crate::inference::lower()`].
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
