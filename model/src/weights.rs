//! Weights as files: every tensor's values one after another, cut into hashed shards.
//!
//! [`pack`] writes them and [`WeightsReader`] reads them strictly: each shard's length and SHA-256,
//! each tensor's name and shape, and every value must be right.

pub mod tensors;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, TensorData};
use half::f16;
use sha2::{Digest, Sha256};
use thiserror::Error;

use self::tensors::{Tensors, values};
use crate::network::Network;
use crate::scorecard::{NumberFormat, SHARD_BYTES, Scorecard, ShardEntry, TensorEntry, shard_name};
use crate::zoo::ArchitectureError;

/// A network's weights, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedWeights {
    /// The tensors in the order of their values.
    pub tensors: Vec<TensorEntry>,
    /// What the scorecard says of each shard.
    pub entries: Vec<ShardEntry>,
    /// The bytes of each shard, at most [`SHARD_BYTES`].
    pub shards: Vec<Vec<u8>>,
}

impl PackedWeights {
    /// The tensors by name.
    pub fn into_tensors(self, format: NumberFormat) -> Tensors {
        Tensors::new(&self.tensors, format, self.shards.concat())
    }
}

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
    #[error("{file} is damaged: its SHA-256 is {got}, the scorecard says {expected}")]
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
    /// The network itself cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}

/// Lower case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Reads a network's weights back from its device. Native only: the read-back waits.
pub fn pack(network: &Network, format: NumberFormat) -> PackedWeights {
    let mut packer = Packer {
        format,
        path: Vec::new(),
        tensors: Vec::new(),
        bytes: Vec::new(),
    };
    // A batch norm's statistics lag one step behind until they are asked for their final value.
    network.valid().visit(&mut packer);
    let shards: Vec<Vec<u8>> = packer
        .bytes
        .chunks(SHARD_BYTES)
        .map(<[u8]>::to_vec)
        .collect();
    let entries = shards
        .iter()
        .enumerate()
        .map(|(index, shard)| ShardEntry {
            file: shard_name(index),
            bytes: shard.len(),
            sha256: sha256(shard),
        })
        .collect();
    PackedWeights {
        tensors: packer.tensors,
        entries,
        shards,
    }
}

struct Packer {
    format: NumberFormat,
    path: Vec<String>,
    tensors: Vec<TensorEntry>,
    bytes: Vec<u8>,
}

/// The name of an architecture's family is no part of a tensor's name.
fn is_part_of_name(container: &str) -> bool {
    !container.starts_with("Enum:")
}

impl ModuleVisitor for Packer {
    fn enter_module(&mut self, name: &str, container: &str) {
        if is_part_of_name(container) {
            self.path.push(name.to_owned());
        }
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        if is_part_of_name(container) {
            self.path.pop();
        }
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let data = param.val().into_data().convert::<f32>();
        self.tensors.push(TensorEntry {
            name: self.path.join("."),
            shape: data.shape().to_vec(),
        });
        for value in data.iter::<f32>() {
            match self.format {
                NumberFormat::F32 => self.bytes.extend(value.to_le_bytes()),
                NumberFormat::F16 => self.bytes.extend(f16::from_f32(value).to_le_bytes()),
            }
        }
    }
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
            bytes: Vec::with_capacity(scorecard.weight_bytes()),
        }
    }

    /// Takes the next shard.
    ///
    /// # Errors
    /// [`WeightsError`] when it is not the next one, or its length or hash is wrong.
    pub fn push(&mut self, shard: usize, bytes: &[u8]) -> Result<(), WeightsError> {
        let shards = self.scorecard.shards.len();
        let (Some(entry), true) = (self.scorecard.shards.get(shard), shard == self.read) else {
            return Err(WeightsError::WrongOrder {
                got: shard,
                expected: self.read,
                shards,
            });
        };
        if bytes.len() != entry.bytes {
            return Err(WeightsError::WrongLength {
                file: entry.file.clone(),
                got: bytes.len(),
                expected: entry.bytes,
            });
        }
        let got = sha256(bytes);
        if got != entry.sha256 {
            return Err(WeightsError::WrongHash {
                file: entry.file.clone(),
                got,
                expected: entry.sha256.clone(),
            });
        }
        self.bytes.extend_from_slice(bytes);
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

    /// Builds the network on a device, in f32.
    ///
    /// # Errors
    /// [`WeightsError`] when a shard is missing, a tensor does not fit, or a value is not finite.
    pub fn finish(self, device: &Device) -> Result<Network, WeightsError> {
        self.complete()?;
        let scorecard = self.scorecard;
        let network = scorecard.architecture.init(scorecard.input.side, device)?;
        let mut loader = Loader {
            format: scorecard.number_format,
            tensors: &scorecard.tensors,
            bytes: &self.bytes,
            path: Vec::new(),
            position: 0,
            problem: None,
        };
        let network = network.map(&mut loader);
        match loader.problem {
            Some(problem) => Err(problem),
            None if loader.position != scorecard.tensors.len() => Err(WeightsError::WrongCount {
                listed: scorecard.tensors.len(),
                needed: loader.position,
            }),
            None => Ok(network),
        }
    }
}

/// Puts the tensors in place, in order; keeps the first problem.
struct Loader<'a> {
    format: NumberFormat,
    tensors: &'a [TensorEntry],
    bytes: &'a [u8],
    path: Vec<String>,
    position: usize,
    problem: Option<WeightsError>,
}

impl Loader<'_> {
    /// The values of the next tensor, which must be `name` with `shape`.
    fn next(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let found = self.tensors.get(self.position);
        let fits = found.is_some_and(|entry| entry.name == name && entry.shape == shape);
        if !fits {
            return Err(WeightsError::WrongTensor {
                position: self.position,
                found: found.map_or_else(
                    || "missing".to_owned(),
                    |entry| format!("{} {:?}", entry.name, entry.shape),
                ),
                needed: format!("{name} {shape:?}"),
            });
        }
        let length = shape.iter().product::<usize>() * self.format.bytes();
        // The scorecard's sizes add up, so the bytes are there.
        let (bytes, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        values(self.format, bytes, name)
    }
}

impl ModuleMapper for Loader<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        if is_part_of_name(container) {
            self.path.push(name.to_owned());
        }
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        if is_part_of_name(container) {
            self.path.pop();
        }
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.problem.is_some() {
            return param;
        }
        let shape = param.lazy_shape();
        match self.next(&self.path.join("."), &shape) {
            Ok(values) => {
                self.position += 1;
                let data = TensorData::new(values, shape);
                let tensor = Tensor::from_data(data, &param.lazy_device());
                let id = param.id;
                param.transform_for_load(tensor, id)
            }
            Err(problem) => {
                self.problem = Some(problem);
                param
            }
        }
    }
}

#[cfg(test)]
mod tests;
