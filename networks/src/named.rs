//! The tensors of a burn module by name, which is the path of fields that leads to each.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Tensor, TensorData};

use crate::tensor_path::TensorPath;

/// Calls `visit` with the name and the values of each float tensor. Native only: reading back from a
/// device waits.
pub fn visit<M: Module>(module: &M, visit: impl FnMut(&str, TensorData)) {
    let path = TensorPath::default();
    module.visit(&mut Visitor { path, visit });
}

/// Replaces the values of each float tensor by what `values` gives for its name and shape, row-major;
/// `None` leaves a tensor as it is.
///
/// # Errors
/// The first error of `values`.
pub fn try_map<M: Module, E>(
    module: M,
    values: impl FnMut(&str, &[usize]) -> Result<Option<Vec<f32>>, E>,
) -> Result<M, E> {
    let mut mapper = Mapper {
        path: TensorPath::default(),
        values,
        error: None,
    };
    let module = module.map(&mut mapper);
    mapper.error.map_or(Ok(module), Err)
}

struct Visitor<F> {
    path: TensorPath,
    visit: F,
}

impl<F: FnMut(&str, TensorData)> ModuleVisitor for Visitor<F> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        (self.visit)(&self.path.name(), param.val().into_data());
    }
}

struct Mapper<F, E> {
    path: TensorPath,
    values: F,
    error: Option<E>,
}

impl<E, F: FnMut(&str, &[usize]) -> Result<Option<Vec<f32>>, E>> ModuleMapper for Mapper<F, E> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.error.is_some() {
            return param;
        }
        let shape = param.lazy_shape();
        match (self.values)(&self.path.name(), &shape) {
            Ok(Some(values)) => {
                let data = TensorData::new(values, shape);
                let tensor = Tensor::from_data(data, &param.lazy_device());
                let id = param.id;
                param.transform_for_load(tensor, id)
            }
            Ok(None) => param,
            Err(error) => {
                self.error = Some(error);
                param
            }
        }
    }
}
