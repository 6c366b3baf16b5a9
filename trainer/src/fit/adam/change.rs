//! The arithmetic of one tensor's step.
//!
//! That of burn (`burn::optim::AdamW::step`) was tried too: it differs in nothing but the bias
//! correction, whose powers it takes by repeated multiplication. From the third step on that changes
//! bits, and up to 2e-5 of a step within 20,000 steps, so runs would no longer repeat those of earlier
//! versions. Sources: Kingma and Ba (2014); Loshchilov and Hutter (2017).

use burn::tensor::Tensor;

use crate::recipe::OptimizerKind;

pub(super) const BETA_1: f32 = 0.9;
pub(super) const BETA_2: f32 = 0.999;
pub(super) const EPSILON: f32 = 1e-8;

/// The running moments of one tensor's gradient, flat.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    /// Steps that changed the tensor, this one included: fewer than all where it was frozen or its
    /// moments were reset.
    pub(super) steps: u32,
    pub(super) first: Tensor<1>,
    pub(super) second: Tensor<1>,
}

impl Moments {
    /// What the moments are divided by, since they started from zero.
    pub(super) fn bias(&self) -> [f32; 2] {
        let steps = self.steps as f32;
        [BETA_1, BETA_2].map(|beta| 1.0 - beta.powf(steps))
    }
}

/// A step of one tensor.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) kind: OptimizerKind,
    pub(super) learning_rate: f64,
    /// Decay per unit of learning rate; 0 where nothing decays.
    pub(super) decay: f64,
    /// The value before, flat.
    pub(super) old: Tensor<1>,
    /// Its gradient.
    pub(super) gradient: Tensor<1>,
    /// What the gradient is multiplied by: one number, on the device.
    pub(super) factor: Option<Tensor<1>>,
}

impl Change {
    /// The decay that is added to the gradient.
    pub(super) fn coupled_decay(&self) -> Option<f64> {
        (self.kind == OptimizerKind::Adam && self.decay > 0.0).then_some(self.decay)
    }

    /// What the old value is multiplied by where decay is taken from it.
    pub(super) fn kept(&self) -> Option<f64> {
        (self.kind == OptimizerKind::AdamW && self.decay > 0.0)
            .then_some(1.0 - self.learning_rate * self.decay)
    }

    /// The new value and moments; those given count this step already.
    pub(super) fn applied(self, moments: Moments) -> (Tensor<1>, Moments) {
        let (coupled, kept) = (self.coupled_decay(), self.kept());
        let mut gradient = self.gradient;
        if let Some(factor) = self.factor {
            gradient = gradient * factor;
        }
        if let Some(decay) = coupled {
            gradient = gradient + self.old.clone().mul_scalar(decay);
        }
        let [bias_1, bias_2] = moments.bias();
        let new_first = gradient.clone().mul_scalar(1.0 - BETA_1);
        let new_second = gradient.square().mul_scalar(1.0 - BETA_2);
        let moments = Moments {
            first: moments.first.mul_scalar(BETA_1) + new_first,
            second: moments.second.mul_scalar(BETA_2) + new_second,
            ..moments
        };
        let deviation = moments.second.clone().div_scalar(bias_2).sqrt();
        let direction = moments.first.clone().div_scalar(bias_1) / deviation.add_scalar(EPSILON);
        let decayed = match kept {
            Some(kept) => self.old.mul_scalar(kept),
            None => self.old,
        };
        (decayed - direction.mul_scalar(self.learning_rate), moments)
    }
}
