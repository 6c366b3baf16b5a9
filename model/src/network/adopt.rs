//! Takes over the weights of a network of the same architecture that has another side or head.
//!
//! Only the tables of relative position biases depend on the side, and they are interpolated. Of
//! the head only the last layer depends on the number of outputs; where the numbers differ it stays
//! as it was drawn. Everything else must fit exactly.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Tensor, TensorData};

use super::Network;
use super::part::{is_output, is_position_bias};
use crate::nn::bias_table;
use crate::weights::WeightsError;
use crate::weights::tensor_path::TensorPath;
use crate::weights::tensors::Tensors;

impl Network {
    /// The network with the tensors of `donor`.
    ///
    /// # Errors
    /// [`WeightsError`] when a tensor is missing or left over, has another shape or a value that is
    /// not finite: then it is another network's.
    pub fn adopt(self, donor: &Tensors) -> Result<Self, WeightsError> {
        let mut adopter = Adopter {
            donor,
            path: TensorPath::default(),
            problem: None,
        };
        let network = self.map(&mut adopter);
        match adopter.problem {
            Some(problem) => Err(problem),
            None => donor.all_taken().map(|()| network),
        }
    }
}

struct Adopter<'a> {
    donor: &'a Tensors,
    path: TensorPath,
    problem: Option<WeightsError>,
}

impl Adopter<'_> {
    /// The donor's values for a tensor; `None` where it keeps its own.
    fn values(&self, shape: &[usize]) -> Result<Option<Vec<f32>>, WeightsError> {
        let name = self.path.name();
        let Some(theirs) = self.donor.shape(&name).filter(|theirs| *theirs != shape) else {
            return self.donor.take(&name, shape).map(Some);
        };
        match (shape, theirs) {
            (&[heads, span, _], &[their_heads, their_span, columns])
                if is_position_bias(&name)
                    && heads == their_heads
                    && their_span == columns
                    && their_span % 2 == 1 =>
            {
                let values = self.donor.take(&name, theirs)?;
                let side = |span: usize| span.div_ceil(2);
                let resized = bias_table::resize(&values, side(their_span), side(span));
                Ok(Some(resized))
            }
            _ if is_output(&name) => self.donor.take(&name, theirs).map(|_| None),
            _ => self.donor.take(&name, shape).map(Some),
        }
    }
}

impl ModuleMapper for Adopter<'_> {
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
        match self.values(&shape) {
            Ok(Some(values)) => {
                let data = TensorData::new(values, shape);
                let tensor = Tensor::from_data(data, &param.lazy_device());
                let id = param.id;
                param.transform_for_load(tensor, id)
            }
            Ok(None) => param,
            Err(problem) => {
                self.problem = Some(problem);
                param
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    use crate::rule::module::fill;
    use crate::scorecard::NumberFormat;
    use crate::weights::module::pack;
    use crate::zoo::Architecture;

    fn tensors(network: &Network) -> Tensors {
        pack(network, NumberFormat::F32).into_tensors(NumberFormat::F32)
    }

    fn tiny(side: u32) -> Network {
        let network = Architecture::CoAtNetTiny.init(side, &Device::flex());
        network.unwrap()
    }

    #[test]
    fn only_the_position_biases_change_with_the_side() {
        let small = fill(tiny(64));
        let large = tiny(96).adopt(&tensors(&small)).unwrap();
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
            let donor = architecture.init(32, &device).unwrap();
            let donor = fill(donor.with_outputs(4, &device));
            let heir = architecture.init(32, &device).unwrap();
            let heir = heir.adopt(&tensors(&donor)).unwrap();
            let images = Tensor::zeros([1, 3, 32, 32], &device);
            assert_eq!(donor.forward(images.clone()).dims(), [1, 4]);
            assert_eq!(heir.forward(images).dims(), [1, 3]);
        }
    }

    #[test]
    fn a_table_of_no_side_is_refused() {
        for shape in [[4, 8, 8], [4, 7, 9], [4, 0, 0], [3, 7, 7]] {
            let mut donor = pack(&tiny(64), NumberFormat::F32);
            let tables = donor.tensors.iter_mut();
            let mut first = 0;
            for table in tables {
                let length = 4 * table.shape.iter().product::<usize>();
                if table.name == "stage3.0.attention.rel_bias" {
                    table.shape = shape.into();
                    let bytes = vec![0; 4 * shape.iter().product::<usize>()];
                    let mut all = donor.shards.concat();
                    all.splice(first..first + length, bytes);
                    donor.shards = vec![all];
                    break;
                }
                first += length;
            }
            let donor = donor.into_tensors(NumberFormat::F32);
            let error = tiny(96).adopt(&donor).unwrap_err().to_string();
            let needed = "the network needs stage3.0.attention.rel_bias [4, 11, 11]";
            assert!(error.contains(needed), "{error}");
        }
    }

    #[test]
    fn another_network_is_refused_with_the_tensor_that_differs() {
        let device = Device::flex();
        let other = Architecture::ResNet50V2.init(32, &device).unwrap();
        let error = tiny(32).adopt(&tensors(&other)).unwrap_err().to_string();
        assert!(error.contains("stem.conv1.weight"), "{error}");
        let error = other.adopt(&tensors(&tiny(32))).unwrap_err().to_string();
        assert!(error.contains("conv1.weight"), "{error}");
    }
}
