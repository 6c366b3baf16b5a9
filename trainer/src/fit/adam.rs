//! Adam and `AdamW`, with gradients clipped by their common norm.
//!
//! Biases and norms do not decay, nor do the tables of relative position biases, which are biases of
//! three dimensions (as in timm and the code of the Swin transformer). The base may learn more slowly
//! than the head.
//!
//! burn's optimizers do not fit: they restore their state on the default device, which with burn-wgpu
//! in the build is a GPU that may not exist, and clip each tensor by its own norm. Here the
//! moments are in the order of the network's tensors, on the network's device; [`change`] has the
//! arithmetic of one tensor.

mod change;
#[cfg(feature = "libtorch")]
mod libtorch;

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use networks::named;
use networks::part::{is_head, is_position_bias};

use self::change::{Change, Moments};
use crate::recipe;

/// The optimizer with its state.
#[derive(Debug)]
pub(super) struct Adam {
    config: recipe::Optimizer,
    /// The base's learning rate as a share of the head's.
    base_rate: f64,
    // Of each tensor, in the order of a visit; statistics never have any.
    moments: Vec<Option<Moments>>,
}

/// The state as plain numbers, for a checkpoint.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AdamState {
    /// Of each tensor; `None` where no step has changed it.
    pub(super) moments: Vec<Option<TensorMoments>>,
}

/// The moments of one tensor as plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TensorMoments {
    /// Steps that changed the tensor.
    pub(super) steps: u32,
    /// Running mean of the gradient.
    pub(super) first: Vec<f32>,
    /// Running mean of its square.
    pub(super) second: Vec<f32>,
}

impl Adam {
    /// An optimizer that has taken no step.
    pub(super) const fn new(config: recipe::Optimizer) -> Self {
        Self {
            config,
            base_rate: 1.0,
            moments: Vec::new(),
        }
    }

    /// Sets the base's learning rate, as a share of the head's.
    #[must_use]
    pub(super) const fn with_base_rate(mut self, base_rate: f64) -> Self {
        self.base_rate = base_rate;
        self
    }

    /// An optimizer that continues from a state.
    pub(super) fn resume(config: recipe::Optimizer, state: AdamState, device: &Device) -> Self {
        // Moments are plain tensors: nothing is differentiated through them.
        let device = device.clone().inner();
        let flat = |values: Vec<f32>| {
            let length = values.len();
            Tensor::from_data(TensorData::new(values, [length]), &device)
        };
        let moments = state
            .moments
            .into_iter()
            .map(|moments| {
                moments.map(|moments| Moments {
                    steps: moments.steps,
                    first: flat(moments.first),
                    second: flat(moments.second),
                })
            })
            .collect();
        Self {
            config,
            base_rate: 1.0,
            moments,
        }
    }

    /// Reads the state back; `read` fetches a tensor's numbers.
    ///
    /// # Errors
    /// That of `read`.
    pub(super) fn state<E>(
        &self,
        read: impl Fn(Tensor<1>) -> Result<Vec<f32>, E>,
    ) -> Result<AdamState, E> {
        let moments = self.moments.iter().map(|moments| {
            moments
                .as_ref()
                .map(|moments| {
                    Ok(TensorMoments {
                        steps: moments.steps,
                        first: read(moments.first.clone())?,
                        second: read(moments.second.clone())?,
                    })
                })
                .transpose()
        });
        Ok(AdamState {
            moments: moments.collect::<Result<_, E>>()?,
        })
    }

    /// Forgets the moments of the tables of relative position biases, after they were interpolated.
    pub(super) fn forget_position_biases<M: Module>(&mut self, module: &M) {
        let mut moments = self.moments.iter_mut();
        named::visit(module, |tensor| {
            if let (Some(moments), true) = (moments.next(), is_position_bias(tensor.name)) {
                *moments = None;
            }
        });
    }

    /// Changes the module against its gradients.
    #[must_use]
    pub(super) fn step<M: Module>(
        &mut self,
        learning_rate: f64,
        module: M,
        gradients: GradientsParams,
    ) -> M {
        let gradients = flat_gradients(&module, gradients);
        let factor = (self.config.clip_norm > 0.0)
            .then(|| clip_factor(&gradients, self.config.clip_norm))
            .flatten();
        let mut gradients = gradients.into_iter().enumerate();
        named::map(module, |tensor| {
            let (position, gradient) = gradients.next()?;
            let learning_rate = if is_head(tensor.name) {
                learning_rate
            } else {
                learning_rate * self.base_rate
            };
            let decays = tensor.shape.len() > 1 && !is_position_bias(tensor.name);
            let change = Change {
                kind: self.config.kind,
                learning_rate,
                decay: if decays {
                    self.config.weight_decay
                } else {
                    0.0
                },
                old: tensor.values().inner(),
                gradient: gradient?,
                factor: factor.clone(),
            };
            Some(self.update(position, change))
        })
    }

    /// The new value of one tensor, flat.
    fn update(&mut self, position: usize, change: Change) -> Tensor<1> {
        if self.moments.len() <= position {
            self.moments.resize(position + 1, None);
        }
        let mut moments = self.moments[position].take().unwrap_or_else(|| Moments {
            steps: 0,
            first: change.gradient.zeros_like(),
            second: change.gradient.zeros_like(),
        });
        moments.steps = moments.steps.saturating_add(1);
        let (new, moments) = applied(change, moments);
        self.moments[position] = Some(moments);
        new
    }
}

/// The new value and moments of one tensor; the moments given count this step already.
fn applied(change: Change, moments: Moments) -> (Tensor<1>, Moments) {
    #[cfg(feature = "libtorch")]
    if let Some(new) = libtorch::applied(&change, &moments) {
        return (new, moments);
    }
    change.applied(moments)
}

/// The gradient of each tensor of a module, flat, in the order of a visit.
pub(super) fn flat_gradients<M: Module>(
    module: &M,
    mut gradients: GradientsParams,
) -> Vec<Option<Tensor<1>>> {
    let mut found = Vec::new();
    named::visit(module, |tensor| {
        let length = [tensor.shape.iter().product::<usize>()];
        // burn needs the rank, which is at most 4, that of a convolution's weights.
        let gradient = match tensor.shape.len() {
            1 => gradients.remove::<1>(tensor.id),
            2 => gradients
                .remove::<2>(tensor.id)
                .map(|it| it.reshape(length)),
            3 => gradients
                .remove::<3>(tensor.id)
                .map(|it| it.reshape(length)),
            _ => gradients
                .remove::<4>(tensor.id)
                .map(|it| it.reshape(length)),
        };
        found.push(gradient);
    });
    found
}

/// What every gradient is multiplied by so that their common norm stays below `max_norm`.
fn clip_factor(gradients: &[Option<Tensor<1>>], max_norm: f32) -> Option<Tensor<1>> {
    let squares = gradients.iter().flatten().map(square_sum);
    let norm = squares.reduce(|sum, square| sum + square)?.sqrt();
    // No read-back: the factor stays on the device.
    Some(
        norm.add_scalar(1e-6)
            .recip()
            .mul_scalar(max_norm)
            .clamp_max(1.0),
    )
}

fn square_sum(gradient: &Tensor<1>) -> Tensor<1> {
    #[cfg(feature = "libtorch")]
    if let Some(sum) = libtorch::square_sum(gradient) {
        return sum;
    }
    gradient.clone().square().sum()
}

#[cfg(test)]
mod tests {
    use super::change::EPSILON;
    use super::*;
    use crate::recipe::OptimizerKind;
    use burn::nn::{Linear, LinearConfig};
    use burn::optim::{AdamConfig, AdamWConfig};
    use model::weights::NumberFormat;
    use model::weights::tensors::Tensors;
    use model::zoo::Architecture;
    use networks::network::Network;
    use networks::synthetic::fill;
    use networks::weights::pack;

    fn gradients(module: &Linear, device: &Device) -> GradientsParams {
        let input = Tensor::<2>::from_floats([[1.0, -2.0, 0.5], [0.3, 0.9, -1.5]], device);
        let gradients = module.forward(input).square().sum().backward();
        GradientsParams::from_grads(gradients, module)
    }

    fn weights(module: &Linear) -> Vec<f32> {
        module.weight.val().into_data().try_into_vec().unwrap()
    }

    const CONFIG: recipe::Optimizer = recipe::Optimizer {
        kind: OptimizerKind::AdamW,
        learning_rate: 0.05,
        weight_decay: 0.1,
        clip_norm: 0.0,
    };

    /// Takes five steps with both and compares the weights.
    fn check(config: recipe::Optimizer, mut theirs: burn::optim::ModuleOptimizer) {
        let device = Device::flex().autodiff();
        // Without a bias, because ours does not decay.
        let start = LinearConfig::new(3, 2).with_bias(false).init(&device);
        let (mut first, mut second) = (start.clone(), start);
        let mut ours = Adam::new(config);
        for _ in 0..5 {
            let gradient = gradients(&first, &device);
            first = ours.step(0.05, first, gradient);
            let gradient = gradients(&second, &device);
            second = theirs.step(0.05, second, gradient);
        }
        for (ours, theirs) in weights(&first).iter().zip(weights(&second)) {
            assert!((ours - theirs).abs() < 1e-5, "{ours} {theirs}");
        }
    }

    #[test]
    fn adamw_steps_as_burns_does() {
        let theirs = AdamWConfig::new()
            .with_epsilon(EPSILON)
            .with_weight_decay(0.1);
        check(CONFIG, theirs.init());
    }

    #[test]
    fn adam_steps_as_burns_does() {
        let config = recipe::Optimizer {
            kind: OptimizerKind::Adam,
            weight_decay: 0.0,
            ..CONFIG
        };
        check(config, AdamConfig::new().with_epsilon(EPSILON).init());
    }

    #[derive(Module, Debug)]
    struct BaseAndHead {
        base: Linear,
        head: Linear,
    }

    /// How far the first weights of base and head move in a step on both, or on the head alone.
    fn moves(optimizer: &mut Adam, module: &mut BaseAndHead, both: bool) -> [f32; 2] {
        let device = module.head.weight.val().device();
        let input = Tensor::<2>::ones([1, 2], &device);
        let features = if both {
            module.base.forward(input)
        } else {
            input
        };
        let gradients = module.head.forward(features).sum().backward();
        let gradients = GradientsParams::from_grads(gradients, module);
        let first = |module: &BaseAndHead| [&module.base, &module.head].map(|m| weights(m)[0]);
        let before = first(module);
        *module = optimizer.step(0.01, module.clone(), gradients);
        let after = first(module);
        [0, 1].map(|part| (after[part] - before[part]).abs())
    }

    #[test]
    fn the_base_has_its_own_learning_rate_and_fresh_moments_after_it_was_frozen() {
        let device = Device::flex().autodiff();
        let linear = || LinearConfig::new(2, 2).init(&device);
        let mut module = BaseAndHead {
            base: linear(),
            head: linear(),
        };
        let mut optimizer = Adam::new(recipe::Optimizer {
            weight_decay: 0.0,
            ..CONFIG
        })
        .with_base_rate(0.5);
        for _ in 0..3 {
            let [base, head] = moves(&mut optimizer, &mut module, false);
            assert!(base.abs() < 1e-9 && (head - 0.01).abs() < 1e-5);
        }
        // Adam's first step has the length of the rate, whatever the gradient.
        let [base, _] = moves(&mut optimizer, &mut module, true);
        assert!((base - 0.005).abs() < 1e-5, "{base}");
    }

    #[test]
    fn decay_spares_biases_norms_and_tables_of_position_biases() {
        let device = Device::flex().autodiff();
        let network = fill(Network::new(Architecture::CoAtNetTiny, 32, &device).unwrap());
        let logits = network.forward(Tensor::ones([1, 3, 32, 32], &device));
        // Without gradients only decay changes anything.
        let gradients = logits.sum().mul_scalar(0.0).backward();
        let gradients = GradientsParams::from_grads(gradients, &network);
        let stepped = Adam::new(CONFIG).step(0.05, network.clone(), gradients);
        let tensors = |network| {
            let packed = pack(network, NumberFormat::F32);
            (
                packed.tensors.clone(),
                packed.into_tensors(NumberFormat::F32),
            )
        };
        let ((entries, before), (_, after)) = (tensors(&network), tensors(&stepped));
        for entry in entries {
            if entry.name.contains("running") {
                continue;
            }
            let values = |tensors: &Tensors| tensors.take(&entry.name, &entry.shape).unwrap();
            let decayed = values(&before) != values(&after);
            assert_eq!(decayed, entry.name.ends_with(".weight"), "{}", entry.name);
        }
    }

    #[test]
    fn a_resumed_optimizer_goes_on_bit_for_bit() {
        let device = Device::flex().autodiff();
        let mut module = LinearConfig::new(3, 2).init(&device);
        let mut optimizer = Adam::new(recipe::Optimizer {
            clip_norm: 0.5,
            ..CONFIG
        });
        for _ in 0..3 {
            let gradient = gradients(&module, &device);
            module = optimizer.step(0.05, module, gradient);
        }
        let read = |tensor: Tensor<1>| tensor.into_data().try_into_vec::<f32>();
        let state = optimizer.state(read).unwrap();
        let mut resumed = Adam::resume(optimizer.config, state, &device);
        let gradient = || gradients(&module, &device);
        let one = optimizer.step(0.05, module.clone(), gradient());
        let other = resumed.step(0.05, module.clone(), gradient());
        assert_eq!(weights(&one), weights(&other));
    }

    #[test]
    fn clipping_bounds_the_norm_of_all_gradients_together() {
        let device = Device::flex().autodiff();
        let module = LinearConfig::new(3, 2).init(&device);
        let gradient = gradients(&module, &device);
        let bias = module.bias.as_ref().unwrap().id;
        let norm: f32 = [
            gradient.get::<2>(module.weight.id).unwrap().square().sum(),
            gradient.get::<1>(bias).unwrap().square().sum(),
        ]
        .map(Tensor::into_scalar::<f32>)
        .iter()
        .sum();
        let factor = clip_factor(&flat_gradients(&module, gradient), 0.25).unwrap();
        let factor: f32 = factor.into_scalar();
        assert!((factor * norm.sqrt() - 0.25).abs() < 1e-4);
    }
}
