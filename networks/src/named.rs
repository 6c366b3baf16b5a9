//! The float tensors of a burn module by name, which is the path of fields that leads to each.
//!
//! All other code visits and changes tensors by these three functions. They hand a tensor of any rank
//! over flat, so that a closure can take it, and leave it on its device.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, ParamId};
use burn::tensor::{Tensor, TensorData};

use crate::tensor_path::TensorPath;

/// A float tensor of a module.
pub struct NamedTensor<'a> {
    /// The fields that lead to it, with dots in between.
    pub name: &'a str,
    /// The parameter's id, under which burn keeps its gradient.
    pub id: ParamId,
    /// The length of each dimension.
    pub shape: &'a [usize],
    values: &'a dyn Fn() -> Tensor<1>,
}

impl NamedTensor<'_> {
    /// The values, row-major. Random ones that nothing has used yet are drawn now.
    pub fn values(&self) -> Tensor<1> {
        (self.values)()
    }
}

/// Calls `visit` with each float tensor.
pub fn visit<M: Module>(module: &M, visit: impl FnMut(NamedTensor<'_>)) {
    let path = TensorPath::default();
    module.visit(&mut Visitor { path, visit });
}

/// Replaces the values of each float tensor by those that `new` returns, row-major; `None` leaves a
/// tensor as it is.
///
/// A tensor without autodiff takes the place of a parameter as one that learns if that did.
#[must_use]
pub fn map<M: Module>(module: M, new: impl FnMut(NamedTensor<'_>) -> Option<Tensor<1>>) -> M {
    let path = TensorPath::default();
    module.map(&mut Mapper { path, new })
}

/// Loads the values that `values` returns for each float tensor's name and shape, row-major; `None`
/// leaves a tensor as it is. Tensors that are replaced are never drawn.
///
/// # Errors
/// The first error of `values`.
pub fn try_load<M: Module, E>(
    module: M,
    values: impl FnMut(&str, &[usize]) -> Result<Option<Vec<f32>>, E>,
) -> Result<M, E> {
    let mut loader = Loader {
        path: TensorPath::default(),
        values,
        error: None,
    };
    let module = module.map(&mut loader);
    loader.error.map_or(Ok(module), Err)
}

struct Visitor<F> {
    path: TensorPath,
    visit: F,
}

impl<F: FnMut(NamedTensor<'_>)> ModuleVisitor for Visitor<F> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        (self.visit)(NamedTensor {
            name: &self.path.name(),
            id: param.id,
            shape: &param.lazy_shape(),
            values: &|| flat(param.val()),
        });
    }
}

struct Mapper<F> {
    path: TensorPath,
    new: F,
}

impl<F: FnMut(NamedTensor<'_>) -> Option<Tensor<1>>> ModuleMapper for Mapper<F> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let shape = param.lazy_shape();
        let new = (self.new)(NamedTensor {
            name: &self.path.name(),
            id: param.id,
            shape: &shape,
            values: &|| flat(param.val()),
        });
        let Some(new) = new else { return param };
        let new: Tensor<D> = new.reshape(shape);
        param.map(|old| {
            if old.is_autodiff() && !new.is_autodiff() {
                Tensor::from_inner(new).set_require_grad(old.is_require_grad())
            } else {
                new
            }
        })
    }
}

fn flat<const D: usize>(tensor: Tensor<D>) -> Tensor<1> {
    let length = [tensor.shape().num_elements()];
    tensor.reshape(length)
}

struct Loader<F, E> {
    path: TensorPath,
    values: F,
    error: Option<E>,
}

impl<E, F: FnMut(&str, &[usize]) -> Result<Option<Vec<f32>>, E>> ModuleMapper for Loader<F, E> {
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
