//! The rule for burn's modules.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Tensor, TensorData};

use super::tensor;
use crate::weights::tensor_path::TensorPath;

/// Fills every parameter and running statistic of a network by the rule.
#[must_use]
pub fn fill<M: Module>(module: M) -> M {
    module.map(&mut Filler::default())
}

#[derive(Default)]
struct Filler {
    path: TensorPath,
}

impl ModuleMapper for Filler {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let shape = param.lazy_shape();
        let values = tensor(&self.path.name(), &shape);
        let tensor = Tensor::from_data(TensorData::new(values, shape), &param.lazy_device());
        let id = param.id;
        param.transform_for_load(tensor, id)
    }
}
