//! Loads the weights of a network of the same architecture that has another side or head.
//!
//! Only the tables of relative position biases depend on the side, and they are interpolated. Of
//! the head only the last layer depends on the number of outputs; where the numbers differ it stays
//! as it was drawn, and so does a head that the weights do not have. Everything else must fit exactly.

use model::weights::WeightsError;
use model::weights::tensors::Tensors;

use crate::named;
use crate::network::Network;
use crate::nn::bias_table;
use crate::part::{OUTPUTS, is_head, is_output, is_position_bias};

impl Network {
    /// The network with the tensors of `source`.
    ///
    /// # Errors
    /// [`WeightsError`] when a tensor is missing or left over, has another shape or a value that is
    /// not finite: then it is another network's.
    pub fn load_pretrained(self, source: &Tensors) -> Result<Self, WeightsError> {
        let network = named::try_load(self, |name, shape| values(source, name, shape))?;
        source.all_taken()?;
        Ok(network)
    }
}

/// The source's values for a tensor of the target; `None` where the target keeps its own.
fn values(source: &Tensors, name: &str, shape: &[usize]) -> Result<Option<Vec<f32>>, WeightsError> {
    let stored = match source.shape(name) {
        Some(stored) if stored != shape => stored,
        None if is_head(name) && is_headless(source) => return Ok(None),
        _ => return source.take(name, shape).map(Some),
    };
    match (shape, stored) {
        (&[heads, span, _], &[stored_heads, stored_span, columns])
            if is_position_bias(name)
                && heads == stored_heads
                && stored_span == columns
                && stored_span % 2 == 1 =>
        {
            let values = source.take(name, stored)?;
            let side = |span: usize| span.div_ceil(2);
            let resized = bias_table::resize(&values, side(stored_span), side(span));
            Ok(Some(resized))
        }
        _ if is_output(name) => source.take(name, stored).map(|_| None),
        _ => source.take(name, shape).map(Some),
    }
}

/// Whether weights end with the features: imported ones may.
fn is_headless(source: &Tensors) -> bool {
    OUTPUTS.iter().all(|name| source.shape(name).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, Tensor};
    use model::weights::NumberFormat;
    use model::zoo::Architecture;

    use crate::synthetic::fill;
    use crate::weights::pack;

    fn tensors(network: &Network) -> Tensors {
        pack(network, NumberFormat::F32).into_tensors(NumberFormat::F32)
    }

    fn tiny(side: u32) -> Network {
        let network = Network::new(Architecture::CoAtNetTiny, side, &Device::flex());
        network.unwrap()
    }

    #[test]
    fn only_the_position_biases_change_with_the_side() {
        let small = fill(tiny(64));
        let large = tiny(96).load_pretrained(&tensors(&small)).unwrap();
        let (before, after) = (tensors(&small), tensors(&large));
        let same = |name: &str, shape: &[usize]| {
            assert_eq!(
                before.take(name, shape).unwrap(),
                after.take(name, shape).unwrap()
            );
        };
        same("stem.conv1.weight", &[8, 3, 3, 3]);
        same("stage1.0.bn0.running_var", &[8]);
        same("head.fc2.weight", &[16, 3]);
        // 64 px are 4 tokens a side in stage 3, 96 px are 6.
        let name = "stage3.0.attention.rel_bias";
        let table = before.take(name, &[4, 7, 7]).unwrap();
        let expected = bias_table::resize(&table, 4, 6);
        assert_eq!(after.take(name, &[4, 11, 11]).unwrap(), expected);
    }

    #[test]
    fn a_head_of_another_number_of_outputs_stays_as_drawn() {
        let device = Device::flex();
        for architecture in [Architecture::CoAtNetTiny, Architecture::ResNet50V2] {
            let source = Network::new(architecture, 32, &device).unwrap();
            let source = fill(source.with_outputs(4, &device));
            let target = Network::new(architecture, 32, &device).unwrap();
            let target = target.load_pretrained(&tensors(&source)).unwrap();
            let images = Tensor::zeros([1, 3, 32, 32], &device);
            assert_eq!(source.forward(images.clone()).dims(), [1, 4]);
            assert_eq!(target.forward(images).dims(), [1, 3]);
        }
    }

    #[test]
    fn a_table_of_no_side_is_refused() {
        for shape in [[4, 8, 8], [4, 7, 9], [4, 0, 0], [3, 7, 7]] {
            let mut source = pack(&tiny(64), NumberFormat::F32);
            let tables = source.tensors.iter_mut();
            let mut first = 0;
            for table in tables {
                let length = 4 * table.shape.iter().product::<usize>();
                if table.name == "stage3.0.attention.rel_bias" {
                    table.shape = shape.into();
                    let bytes = vec![0; 4 * shape.iter().product::<usize>()];
                    let mut all = source.shards.concat();
                    all.splice(first..first + length, bytes);
                    source.shards = vec![all];
                    break;
                }
                first += length;
            }
            let source = source.into_tensors(NumberFormat::F32);
            let error = tiny(96).load_pretrained(&source).unwrap_err().to_string();
            let needed = "the network needs stage3.0.attention.rel_bias [4, 11, 11]";
            assert!(error.contains(needed), "{error}");
        }
    }

    #[test]
    fn another_network_is_refused_with_the_tensor_that_differs() {
        let device = Device::flex();
        let other = Network::new(Architecture::ResNet50V2, 32, &device).unwrap();
        let error = tiny(32)
            .load_pretrained(&tensors(&other))
            .unwrap_err()
            .to_string();
        assert!(error.contains("stem.conv1.weight"), "{error}");
        let error = other
            .load_pretrained(&tensors(&tiny(32)))
            .unwrap_err()
            .to_string();
        assert!(error.contains("conv1.weight"), "{error}");
    }
}
