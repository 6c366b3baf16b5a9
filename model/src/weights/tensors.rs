//! A network's tensors by name, for readers that do not go through burn.

use std::cell::Cell;
use std::collections::BTreeMap;

use half::f16;

use super::WeightsError;
use crate::scorecard::{NumberFormat, TensorEntry};

/// The tensors as they were stored; each is unpacked when it is asked for.
#[derive(Debug)]
pub struct Tensors {
    format: NumberFormat,
    bytes: Vec<u8>,
    /// Position in the scorecard, first byte and shape of each.
    places: BTreeMap<String, (usize, usize, Vec<usize>)>,
    taken: Cell<usize>,
}

impl Tensors {
    /// From the entries of a scorecard and the bytes of all shards.
    pub(super) fn new(entries: &[TensorEntry], format: NumberFormat, bytes: Vec<u8>) -> Self {
        let mut first = 0;
        let places = entries.iter().enumerate().map(|(position, entry)| {
            let place = (position, first, entry.shape.clone());
            first += entry.shape.iter().product::<usize>() * format.bytes();
            (entry.name.clone(), place)
        });
        Self {
            places: places.collect(),
            format,
            bytes,
            taken: Cell::new(0),
        }
    }

    /// The values of a tensor, row-major.
    ///
    /// # Errors
    /// [`WeightsError`] when there is none of this name and shape, or a value is not finite.
    pub fn take(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let place = self.places.get(name).filter(|place| place.2 == shape);
        let Some(&(_, first, _)) = place else {
            let found = self.places.get(name);
            return Err(WeightsError::WrongTensor {
                position: found.map_or(self.places.len(), |place| place.0),
                found: found.map_or_else(
                    || "missing".to_owned(),
                    |place| format!("{name} {:?}", place.2),
                ),
                needed: format!("{name} {shape:?}"),
            });
        };
        let end = first + shape.iter().product::<usize>() * self.format.bytes();
        // The scorecard's sizes add up, so the bytes are there.
        let bytes = self.bytes.get(first..end).unwrap_or_default();
        self.taken.set(self.taken.get() + 1);
        values(self.format, bytes, name)
    }

    /// Whether every tensor has been taken: one that was not belongs to another network.
    ///
    /// # Errors
    /// [`WeightsError::WrongCount`].
    pub fn all_taken(&self) -> Result<(), WeightsError> {
        let (listed, needed) = (self.places.len(), self.taken.get());
        if listed == needed {
            Ok(())
        } else {
            Err(WeightsError::WrongCount { listed, needed })
        }
    }
}

/// Stored numbers in f32.
///
/// # Errors
/// [`WeightsError::NotFinite`] names the tensor.
pub(super) fn values(
    format: NumberFormat,
    bytes: &[u8],
    name: &str,
) -> Result<Vec<f32>, WeightsError> {
    let values: Vec<f32> = match format {
        NumberFormat::F32 => bytes
            .as_chunks()
            .0
            .iter()
            .map(|&chunk| f32::from_le_bytes(chunk))
            .collect(),
        NumberFormat::F16 => bytes
            .as_chunks()
            .0
            .iter()
            .map(|&chunk| f16::from_le_bytes(chunk).to_f32())
            .collect(),
    };
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(WeightsError::NotFinite {
            name: name.to_owned(),
            index,
        }),
        None => Ok(values),
    }
}
