//! Mixed precision: products and convolutions in bfloat16, everything else as ever.
//!
//! The weights stay f32, and so do the optimizer, the batch norms' statistics, norms, softmax, head and
//! loss; each step computes with copies of the large weights. bfloat16 has the range of f32, so that
//! the loss needs no scaling. Source: Micikevicius et al., "Mixed Precision Training" (2018);
//! Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training" (2019).

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{FloatDType, Tensor};
use networks::network::{Network, stays_in_f32};

use crate::recipe::Precision;

impl Precision {
    /// The network that a step computes with. What it learns arrives at the weights of `network`.
    pub(super) fn network(self, network: &Network) -> Network {
        match self {
            Self::F32 => network.clone(),
            Self::Bf16 => network.clone().map(&mut Narrower::default()),
        }
    }

    /// The images for it.
    pub(super) fn images(self, images: Tensor<4>) -> Tensor<4> {
        match self {
            Self::F32 => images,
            Self::Bf16 => images.cast(FloatDType::BF16),
        }
    }
}

#[derive(Default)]
struct Narrower {
    /// The names of the modules around a parameter, and its own.
    path: Vec<String>,
}

impl ModuleMapper for Narrower {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.path.iter().any(|name| stays_in_f32(name)) {
            return param;
        }
        let (id, weights, mapper) = param.consume();
        Param::from_mapped_value(id, weights.cast(FloatDType::BF16), mapper)
    }
}
