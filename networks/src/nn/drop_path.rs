//! Stochastic depth: training drops a film's residual branch at random.
//!
//! Source: Huang et al., "Deep Networks with Stochastic Depth" (2016). Unlike it, each film of
//! a batch draws separately, and kept branches are scaled up in training instead of down in inference, as
//! in burn's dropout, so that a trained network does not need the rate.

use burn::module::{Flag, Module, Param};
use burn::tensor::{Distribution, FloatDType, Tensor};

/// The last step of a residual branch; has no weights.
#[derive(Module, Debug)]
pub struct DropPath {
    pub(crate) rate: f64,
    pub(crate) training: Param<Flag>,
}

impl DropPath {
    /// Drops nothing until `grow` sets the rates.
    pub fn none() -> Self {
        Self {
            rate: 0.0,
            training: Param::from_bool(true),
        }
    }

    /// The branch, zero for some films and scaled by `1 / (1 - rate)` for the others; unchanged in
    /// inference.
    ///
    /// # Shapes
    /// - input and output: `[batch, ..]`
    pub fn forward<const D: usize>(&self, branch: Tensor<D>) -> Tensor<D> {
        let device = branch.device();
        if self.rate <= 0.0 || !self.training.is_enabled() || !device.is_autodiff() {
            return branch;
        }
        // Of mixed precisions the wider one would go on.
        let precision = FloatDType::from(branch.dtype());
        let kept = 1.0 - self.rate;
        let mut shape = [1; D];
        shape[0] = branch.dims()[0];
        let films = Tensor::<D>::random(shape, Distribution::Bernoulli(kept), &device);
        branch * films.div_scalar(kept).cast(precision)
    }
}

/// Sets the rates of a network's blocks in order, growing in proportion to depth up to `last`, which is
/// at least 0 and below 1.
pub(crate) fn grow(blocks: Vec<&mut DropPath>, last: f64) {
    let depth = blocks.len();
    for (index, block) in blocks.into_iter().enumerate() {
        block.rate = last * (index + 1) as f64 / depth as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;

    fn films(rate: f64, device: &Device) -> Vec<f32> {
        let mut block = DropPath::none();
        grow(vec![&mut block], rate);
        let films = block.forward(Tensor::<3>::ones([4000, 2, 1], device));
        films.into_data().try_to_vec().unwrap()
    }

    #[test]
    fn a_film_is_left_out_whole_or_scaled_so_that_the_mean_stays() {
        let device = Device::flex().autodiff();
        device.seed(1);
        let values = films(0.2, &device);
        for film in values.as_chunks::<2>().0 {
            let whole = film[0].abs() < 1e-9 || (film[0] - 1.25).abs() < 1e-6;
            assert!(whole && (film[0] - film[1]).abs() < 1e-9, "{film:?}");
        }
        let mean = values.iter().sum::<f32>() / values.len() as f32;
        // Four standard deviations of a mean of 4000 draws.
        assert!((mean - 1.0).abs() < 0.032, "{mean}");
    }

    #[test]
    fn a_branch_keeps_its_precision() {
        let device = Device::flex().autodiff();
        let mut block = DropPath::none();
        grow(vec![&mut block], 0.2);
        let branch = Tensor::<2>::ones([8, 1], &device).cast(FloatDType::BF16);
        assert_eq!(block.forward(branch.clone()).dtype(), branch.dtype());
    }

    #[test]
    fn nothing_is_left_out_where_nothing_is_learned() {
        assert!(films(0.9, &Device::flex()).iter().all(|value| *value > 0.9));
    }

    #[test]
    fn rates_grow_in_proportion_to_depth() {
        let mut blocks = [(); 4].map(|()| DropPath::none());
        grow(blocks.iter_mut().collect(), 0.2);
        for (block, expected) in blocks.iter().zip([0.05, 0.1, 0.15, 0.2]) {
            assert!((block.rate - expected).abs() < 1e-12);
        }
    }
}
