//! Adam's arithmetic on libtorch in one pass over memory: the operations of [`Change::applied`], in its
//! order, on pieces that stay in the processor's cache.

use burn::tensor::Tensor;
use networks::libtorch::bridge::{of_burn, to_burn};

use super::change::{BETA_1, BETA_2, Change, EPSILON, Moments};

/// Values of a piece: with moments, gradient and intermediate results some 2 MB.
const PIECE: i64 = 1 << 16;

/// The new value; the moments change in place. `None` on another device.
pub(super) fn applied(change: &Change, moments: &Moments) -> Option<Tensor<1>> {
    let old = of_burn(change.old.clone())?;
    let gradient = of_burn(change.gradient.clone())?;
    let first = of_burn(moments.first.clone())?;
    let second = of_burn(moments.second.clone())?;
    let factor = change.factor.clone().and_then(of_burn);
    let new = old.empty_like();
    let [bias_1, bias_2] = moments.bias().map(f64::from);
    let length = old.size1().ok()?;
    let piece = if old.device().is_cuda() {
        length
    } else {
        PIECE
    };
    for start in (0..length).step_by(usize::try_from(piece).ok()?) {
        let part = |tensor: &tch::Tensor| tensor.narrow(0, start, piece.min(length - start));
        let old = part(&old);
        // Not in place: the gradient is the caller's.
        let gradient = match &factor {
            Some(factor) => part(&gradient) * factor,
            None => part(&gradient),
        };
        let gradient = match change.coupled_decay() {
            Some(decay) => gradient + &old * decay,
            None => gradient,
        };
        let (mut first, mut second) = (part(&first), part(&second));
        first *= f64::from(BETA_1);
        first += &gradient * f64::from(1.0 - BETA_1);
        second *= f64::from(BETA_2);
        second += gradient.square() * f64::from(1.0 - BETA_2);
        let deviation = (&second / bias_2).sqrt() + f64::from(EPSILON);
        let direction = &first / bias_1 / deviation * change.learning_rate;
        part(&new).copy_(&match change.kept() {
            Some(kept) => old * kept - direction,
            None => old - direction,
        });
    }
    Some(to_burn(new))
}

/// The sum of the squares of a gradient, one number.
pub(super) fn square_sum(gradient: &Tensor<1>) -> Option<Tensor<1>> {
    let gradient = of_burn(gradient.clone())?;
    Some(to_burn(gradient.dot(&gradient).view([1])))
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, TensorData};

    use super::*;
    use crate::host::device::{ComputeDevice, DeviceChoice};
    use crate::recipe::OptimizerKind;

    /// More than a piece, and not a multiple of it.
    const LENGTH: usize = 150_001;

    fn values(device: &Device, factor: usize) -> Tensor<1> {
        let value = |at: usize| (at * factor % 1009) as f32 / 500.0 - 1.0;
        let values: Vec<f32> = (0..LENGTH).map(value).collect();
        Tensor::from_data(TensorData::new(values, [LENGTH]), device)
    }

    fn numbers(tensor: Tensor<1>) -> Vec<f32> {
        tensor.into_data().try_into_vec().unwrap()
    }

    /// The value and the moments after three steps, and the sum of the squares of a gradient.
    fn stepped(device: &Device, kind: OptimizerKind) -> [Vec<f32>; 4] {
        let zeros = || Tensor::zeros([LENGTH], device);
        let mut moments = Moments {
            steps: 0,
            first: zeros(),
            second: zeros(),
        };
        let mut value = values(device, 31);
        for step in 1..=3 {
            moments.steps = step;
            let change = Change {
                kind,
                learning_rate: 0.01,
                decay: 0.1,
                old: value,
                gradient: values(device, 7 * step as usize),
                factor: Some(Tensor::from_floats([0.7], device)),
            };
            if let Some(new) = applied(&change, &moments) {
                value = new;
            } else {
                (value, moments) = change.applied(moments);
            }
        }
        let gradient = values(device, 7);
        let sum = square_sum(&gradient).unwrap_or_else(|| gradient.square().sum());
        [value, moments.first, moments.second, sum].map(numbers)
    }

    #[test]
    fn a_step_is_that_of_other_devices() {
        let libtorch = ComputeDevice::open(DeviceChoice::Libtorch).unwrap();
        for kind in [OptimizerKind::Adam, OptimizerKind::AdamW] {
            let expected = stepped(&Device::flex(), kind);
            let found = stepped(&libtorch.device, kind);
            for (expected, found) in expected.iter().flatten().zip(found.iter().flatten()) {
                let difference = (expected - found).abs();
                assert!(
                    difference <= 1e-6 * expected.abs().max(1e-3),
                    "{expected} {found}"
                );
            }
        }
    }

    #[test]
    fn the_value_before_stays_as_it_is() {
        let libtorch = ComputeDevice::open(DeviceChoice::Libtorch).unwrap();
        let old = values(&libtorch.device, 31);
        let change = Change {
            kind: OptimizerKind::AdamW,
            learning_rate: 0.01,
            decay: 0.1,
            old: old.clone(),
            gradient: values(&libtorch.device, 7),
            factor: None,
        };
        let zeros = || Tensor::zeros([LENGTH], &libtorch.device);
        let moments = Moments {
            steps: 1,
            first: zeros(),
            second: zeros(),
        };
        let new = applied(&change, &moments).unwrap();
        let before = numbers(values(&libtorch.device, 31));
        assert_ne!(numbers(new), before);
        assert_eq!(numbers(old), before);
    }
}
