//! A network's stored tensors by name; each is decoded on demand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::WeightsError;
use super::records::{NumberFormat, TensorRecord};
use super::storage;
use crate::synthetic;

/// The tensors as stored; [`Self::take`] decodes one.
///
/// A clone shares the bytes and tracks the tensors taken from it separately.
#[derive(Debug, Clone)]
pub struct Tensors(Contents);

#[derive(Debug, Clone)]
enum Contents {
    Stored {
        format: NumberFormat,
        bytes: Arc<Vec<u8>>,
        tensors: BTreeMap<String, StoredTensor>,
    },
    Synthetic,
}

/// Where a tensor is stored.
#[derive(Debug)]
struct StoredTensor {
    /// Its position in the scorecard.
    position: usize,
    /// Offset of its first byte.
    first: usize,
    shape: Vec<usize>,
    taken: AtomicBool,
}

impl Clone for StoredTensor {
    /// The same tensor, not taken yet.
    fn clone(&self) -> Self {
        Self {
            position: self.position,
            first: self.first,
            shape: self.shape.clone(),
            taken: AtomicBool::new(false),
        }
    }
}

impl Tensors {
    /// From the records of a scorecard and the bytes of all shards.
    pub fn new(records: &[TensorRecord], format: NumberFormat, bytes: Vec<u8>) -> Self {
        let mut first = 0;
        let mut tensors = BTreeMap::new();
        for (position, record) in records.iter().enumerate() {
            // Of two records with the same name the first is used; `load` finds one tensor too many.
            tensors.entry(record.name.clone()).or_insert(StoredTensor {
                position,
                first,
                shape: record.shape.clone(),
                taken: AtomicBool::new(false),
            });
            // The scorecard was checked, so no size overflows.
            first += storage::bytes(format, &record.shape).unwrap_or_default();
        }
        Self(Contents::Stored {
            tensors,
            format,
            bytes: Arc::new(bytes),
        })
    }

    /// Synthetic weights of any network, see [`synthetic::tensor`]: for tests and timing.
    pub const fn synthetic() -> Self {
        Self(Contents::Synthetic)
    }

    /// The bytes of all shards, concatenated; empty for synthetic tensors.
    pub fn stored_bytes(&self) -> &[u8] {
        match &self.0 {
            Contents::Stored { bytes, .. } => bytes,
            Contents::Synthetic => &[],
        }
    }

    /// The shape of the stored tensor of this name.
    pub fn shape(&self, name: &str) -> Option<&[usize]> {
        match &self.0 {
            Contents::Stored { tensors, .. } => tensors.get(name).map(|tensor| &*tensor.shape),
            Contents::Synthetic => None,
        }
    }

    /// The values of a tensor, row-major.
    ///
    /// # Errors
    /// [`WeightsError`] when there is none of this name and shape, or a value is invalid.
    pub fn take(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let Contents::Stored {
            format,
            bytes,
            tensors,
        } = &self.0
        else {
            return Ok(synthetic::tensor(name, shape));
        };
        let wrong = |position: usize, found: String| WeightsError::WrongTensor {
            position,
            found,
            needed: format!("{name} {shape:?}"),
        };
        let tensor = tensors
            .get(name)
            .ok_or_else(|| wrong(tensors.len(), "missing".to_owned()))?;
        if tensor.shape != shape {
            return Err(wrong(tensor.position, format!("{name} {:?}", tensor.shape)));
        }
        let end = tensor.first + storage::bytes(*format, shape).unwrap_or_default();
        tensor.taken.store(true, Ordering::Relaxed);
        let bytes = bytes.get(tensor.first..end).unwrap_or_default();
        storage::decode(*format, shape, bytes, name)
    }

    /// Checks that every tensor has been taken; one that was not belongs to another network.
    ///
    /// # Errors
    /// [`WeightsError::WrongCount`].
    pub fn all_taken(&self) -> Result<(), WeightsError> {
        let Contents::Stored { tensors, .. } = &self.0 else {
            return Ok(());
        };
        let taken = |tensor: &&StoredTensor| tensor.taken.load(Ordering::Relaxed);
        let needed = tensors.values().filter(taken).count();
        let listed = tensors.len();
        if listed == needed {
            Ok(())
        } else {
            Err(WeightsError::WrongCount { listed, needed })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored() -> Tensors {
        let record = |name: &str, shape: &[usize]| TensorRecord {
            name: name.into(),
            shape: shape.into(),
        };
        let records = [
            record("a", &[2]),
            record("b.c", &[1, 2]),
            record("bn.running_var", &[2]),
        ];
        let values = [1.0_f32, 2.0, 3.0, f32::NAN, 0.0, -1e-3];
        let bytes = values.iter().flat_map(|value| value.to_le_bytes());
        Tensors::new(&records, NumberFormat::F32, bytes.collect())
    }

    #[test]
    fn a_tensor_is_found_by_name_and_shape_only() {
        let tensors = stored();
        assert_eq!(tensors.take("a", &[2]).unwrap(), [1.0, 2.0]);
        for (name, shape, words) in [
            (
                "a",
                &[1, 2][..],
                "tensor 0 is a [2], the network needs a [1, 2]",
            ),
            ("d", &[2], "tensor 3 is missing, the network needs d [2]"),
            (
                "b.c",
                &[1, 2],
                "value 1 of tensor b.c is not a finite number",
            ),
            (
                "bn.running_var",
                &[2],
                "value 1 of tensor bn.running_var is a negative variance",
            ),
        ] {
            assert_eq!(tensors.take(name, shape).unwrap_err().to_string(), words);
        }
    }

    #[test]
    fn a_tensor_that_is_not_taken_belongs_to_another_network() {
        let tensors = stored();
        tensors.take("a", &[2]).unwrap();
        assert!(tensors.all_taken().is_err());
    }

    #[test]
    fn a_clone_counts_the_tensors_that_are_taken_from_it_alone() {
        let entry = TensorRecord {
            name: "a".into(),
            shape: vec![1],
        };
        let tensors = Tensors::new(&[entry], NumberFormat::F32, vec![0; 4]);
        tensors.take("a", &[1]).unwrap();
        let clone = tensors.clone();
        assert!(tensors.all_taken().is_ok() && clone.all_taken().is_err());
        assert_eq!(clone.stored_bytes(), [0; 4]);
    }
}
