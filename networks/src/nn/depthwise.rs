//! The 3 x 3 depthwise convolution, with a weight gradient that is not computed channel by channel.
//!
//! burn 0.22 computes the weight gradient of a grouped convolution by one convolution for each group:
//! 768 for a depthwise layer of 768 channels, where training then spends nearly all its time. Under
//! autodiff, the input's gradient still comes from the convolution; the weight's comes from nine shifted
//! products, whose value cancels.

use burn::nn::conv::Conv2d;
use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Slice, Tensor};

const KERNEL: usize = 3;

/// # Shapes
/// - input: `[batch, channels, side, side]`
/// - output: `[batch, channels, side / stride, side / stride]`, rounded up
pub fn depthwise(convolution: &Conv2d, map: Tensor<4>) -> Tensor<4> {
    if !map.device().is_autodiff() {
        return convolution.forward(map);
    }
    let weight = convolution.weight.val();
    let [channels, ..] = weight.dims();
    let options = ConvOptions::new(convolution.stride, [1, 1], [1, 1], channels);
    // A detached parameter would still ask for its gradient.
    let fixed = weight.clone().detach().set_require_grad(false);
    let output = conv2d(map.clone(), fixed, None, options);
    let shifted = shifted_products(map.detach(), weight, convolution.stride);
    output + (shifted.clone() - shifted.detach())
}

/// The same convolution as a sum over the kernel's positions.
fn shifted_products(map: Tensor<4>, weight: Tensor<4>, stride: [usize; 2]) -> Tensor<4> {
    let [_, channels, rows, columns] = map.dims();
    let padded = map.pad((1, 1, 1, 1), 0.0);
    let weight = weight.reshape([channels, KERNEL * KERNEL]);
    let span = |offset: usize, length: usize, step: usize| {
        let end = offset + (length.div_ceil(step) - 1) * step + 1;
        Slice::new(
            offset.cast_signed(),
            Some(end.cast_signed()),
            step.cast_signed(),
        )
    };
    let product = |position: usize| {
        let [row, column] = [position / KERNEL, position % KERNEL];
        let shifted = padded.clone().slice([
            Slice::full(),
            Slice::full(),
            span(row, rows, stride[0]),
            span(column, columns, stride[1]),
        ]);
        let factor = weight
            .clone()
            .slice([Slice::full(), Slice::from(position..position + 1)])
            .reshape([1, channels, 1, 1]);
        shifted * factor
    };
    (1..KERNEL * KERNEL).fold(product(0), |sum, position| sum + product(position))
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution};

    use super::*;
    use crate::nn::convolution::Convolution;

    #[test]
    fn the_shifted_products_are_the_convolution() {
        let device = Device::flex();
        for (stride, side) in [(1, 4), (2, 4), (2, 7), (1, 1)] {
            let convolution = Convolution {
                groups: 6,
                stride,
                ..Convolution::three(6, 6).without_bias()
            }
            .init(&device);
            let map = Tensor::random([2, 6, side, side], Distribution::Default, &device);
            let expected = convolution.forward(map.clone());
            let got = shifted_products(map, convolution.weight.val(), convolution.stride);
            assert_eq!(got.dims(), expected.dims());
            let difference = (got - expected).abs().max().into_scalar::<f32>();
            assert!(difference < 1e-5, "{difference} at stride {stride}");
        }
    }
}
