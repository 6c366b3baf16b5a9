//! Weights out of burn's modules, and into them.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, TensorData};

use super::tensor_path::TensorPath;
use super::tensors::Tensors;
use super::{WeightsError, WeightsReader, sha256, storage};
use crate::class::Class;
use crate::network::Network;
use crate::network::part::is_output;
use crate::scorecard::{NumberFormat, SHARD_BYTES, ShardEntry, TensorEntry, shard_name};

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

/// Reads a network's weights back from its device. Native only: the read-back waits.
pub fn pack(network: &Network, format: NumberFormat) -> PackedWeights {
    let mut packer = Packer {
        format,
        path: TensorPath::default(),
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
    path: TensorPath,
    tensors: Vec<TensorEntry>,
    bytes: Vec<u8>,
}

impl ModuleVisitor for Packer {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let data = param.val().into_data().convert::<f32>();
        let values: Vec<f32> = data.iter::<f32>().collect();
        let shape = data.shape().to_vec();
        self.bytes
            .extend(storage::encode(self.format, &shape, &values));
        self.tensors.push(TensorEntry {
            name: self.path.name(),
            shape,
        });
    }
}

/// The number of outputs that a network with these tensors has, where the layer that gives them is
/// listed.
pub fn outputs(tensors: &[TensorEntry]) -> Option<usize> {
    let mut layer = tensors.iter().filter(|tensor| is_output(&tensor.name));
    layer.find_map(|tensor| match *tensor.shape {
        [outputs] => Some(outputs),
        _ => None,
    })
}

impl WeightsReader<'_> {
    /// Builds the network on a device, in f32, with as many outputs as the tensors say.
    ///
    /// # Errors
    /// [`WeightsError`] when a shard is missing, a tensor does not fit, or a value is not finite.
    pub fn finish(self, device: &Device) -> Result<Network, WeightsError> {
        self.complete()?;
        let scorecard = self.scorecard;
        let network = scorecard.architecture.init(scorecard.input.side, device)?;
        let network = match outputs(&scorecard.tensors) {
            Some(outputs) if outputs > 0 && outputs != Class::COUNT => {
                network.with_outputs(outputs, device)
            }
            _ => network,
        };
        let mut loader = Loader {
            format: scorecard.number_format,
            tensors: &scorecard.tensors,
            bytes: &self.bytes,
            path: TensorPath::default(),
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
    path: TensorPath,
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
        // The scorecard's sizes add up, so the bytes are there.
        let length = storage::bytes(self.format, shape).unwrap_or_default();
        let (bytes, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        storage::decode(self.format, shape, bytes, name)
    }
}

impl ModuleMapper for Loader<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.problem.is_some() {
            return param;
        }
        let shape = param.lazy_shape();
        match self.next(&self.path.name(), &shape) {
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
