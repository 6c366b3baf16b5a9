//! Weights out of burn modules into shards, and back.

use burn::module::Module;
use burn::tensor::Device;
use model::class::Class;
use model::scorecard::Scorecard;
use model::weights::tensors::Tensors;
use model::weights::{NumberFormat, SHARD_BYTES, ShardRecord, TensorRecord, shard_name};
use model::weights::{WeightsError, sha256, storage};

use crate::named;
use crate::network::Network;
use crate::part::is_output;

/// A network's weights, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedWeights {
    /// The tensors in the order of their values.
    pub tensors: Vec<TensorRecord>,
    /// What the scorecard says of each shard.
    pub entries: Vec<ShardRecord>,
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
    pack_without(network, format, &[])
}

/// As [`pack`], but without the tensors of these names.
pub fn pack_without(network: &Network, format: NumberFormat, omitted: &[String]) -> PackedWeights {
    let mut tensors = Vec::new();
    let mut bytes = Vec::new();
    // A batch norm's statistics lag one step behind until they are asked for their final value.
    named::visit(&network.valid(), |tensor| {
        if omitted.iter().any(|name| name == tensor.name) {
            return;
        }
        let shape = tensor.shape.to_vec();
        let data = tensor.values().into_data().convert::<f32>();
        let values: Vec<f32> = data.iter::<f32>().collect();
        bytes.extend(storage::encode(format, &shape, &values));
        let name = tensor.name.to_owned();
        tensors.push(TensorRecord { name, shape });
    });
    let shards: Vec<Vec<u8>> = bytes.chunks(SHARD_BYTES).map(<[u8]>::to_vec).collect();
    let entries = shards
        .iter()
        .enumerate()
        .map(|(index, shard)| ShardRecord {
            file: shard_name(index),
            bytes: shard.len(),
            sha256: sha256(shard),
        })
        .collect();
    PackedWeights {
        tensors,
        entries,
        shards,
    }
}

/// The number of outputs that a network with these tensors has, where the layer that gives them is
/// listed.
pub fn outputs(tensors: &[TensorRecord]) -> Option<usize> {
    let mut layer = tensors.iter().filter(|tensor| is_output(&tensor.name));
    layer.find_map(|tensor| match *tensor.shape {
        [outputs] => Some(outputs),
        _ => None,
    })
}

/// Builds the scorecard's network on a device, in f32, with as many outputs as the tensors say.
///
/// # Errors
/// [`WeightsError`] when a tensor is not where the network has it or does not fit, or a value is not
/// finite.
pub fn load(
    scorecard: &Scorecard,
    tensors: &Tensors,
    device: &Device,
) -> Result<Network, WeightsError> {
    let network = Network::new(scorecard.architecture, scorecard.input.side, device)?;
    let network = match outputs(&scorecard.tensors) {
        Some(outputs) if outputs > 0 && outputs != Class::COUNT => {
            network.with_outputs(outputs, device)
        }
        _ => network,
    };
    let mut listed = scorecard.tensors.iter();
    let mut needed = 0;
    let network = named::try_load(network, |name, shape| {
        let entry = listed.next();
        let fits = |entry: &TensorRecord| entry.name == name && entry.shape == shape;
        if !entry.is_some_and(fits) {
            return Err(WeightsError::WrongTensor {
                position: needed,
                found: entry.map_or_else(
                    || "missing".to_owned(),
                    |entry| format!("{} {:?}", entry.name, entry.shape),
                ),
                needed: format!("{name} {shape:?}"),
            });
        }
        needed += 1;
        tensors.take(name, shape).map(Some)
    })?;
    let listed = scorecard.tensors.len();
    if listed == needed {
        Ok(network)
    } else {
        Err(WeightsError::WrongCount { listed, needed })
    }
}

#[cfg(test)]
mod tests;
