//! Adam and `AdamW` with one gradient norm for all.
//!
//! Weight decay spares biases, norms and the tables of relative position biases: the tables are
//! biases too, of three dimensions (as in timm and the Swin transformer's own code). The base may
//! learn more slowly than the head.
//!
//! burn's optimizers restore their state on the default device, which with burn-wgpu in the build
//! is a graphics card that need not exist, and clip each tensor by itself. Here the moments live
//! in the order of the network's tensors, on the network's device.
//! Sources: Kingma and Ba (2014); Loshchilov and Hutter (2017).

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use networks::part::{is_head, is_position_bias};
use networks::tensor_path::TensorPath;

use crate::recipe::{self, OptimizerKind};

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// The running moments of one tensor's gradient, flat.
#[derive(Debug, Clone)]
struct Moments {
    /// Steps that changed the tensor: fewer than all where it was frozen or its moments were reset.
    steps: u32,
    first: Tensor<1>,
    second: Tensor<1>,
}

/// The optimizer with its state.
#[derive(Debug, Clone)]
pub struct Adam {
    config: recipe::Optimizer,
    /// The learning rate of all before the head, as a share of the head's.
    base_rate: f64,
    // One entry a tensor, in the order of a visit; statistics never get one.
    moments: Vec<Option<Moments>>,
}

/// The state as plain numbers, for a checkpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct AdamState {
    /// Of each tensor, where it has been changed.
    pub moments: Vec<Option<TensorMoments>>,
}

/// The moments of one tensor as plain numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct TensorMoments {
    /// Steps that changed the tensor.
    pub steps: u32,
    /// Running mean of the gradient.
    pub first: Vec<f32>,
    /// Running mean of its square.
    pub second: Vec<f32>,
}

impl Adam {
    /// An optimizer that has taken no step.
    pub const fn new(config: recipe::Optimizer) -> Self {
        Self {
            config,
            base_rate: 1.0,
            moments: Vec::new(),
        }
    }

    /// The base learns at this share of the head's rate.
    #[must_use]
    pub const fn with_base_rate(mut self, base_rate: f64) -> Self {
        self.base_rate = base_rate;
        self
    }

    /// An optimizer that goes on where another stopped.
    pub fn resume(config: recipe::Optimizer, state: AdamState, device: &Device) -> Self {
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
    pub fn state<E>(
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
    pub fn forget_position_biases<M: Module>(&mut self, module: &M) {
        struct Finder<'a> {
            moments: std::slice::IterMut<'a, Option<Moments>>,
            path: TensorPath,
        }
        impl ModuleVisitor for Finder<'_> {
            fn enter_module(&mut self, name: &str, container: &str) {
                self.path.enter(name, container);
            }

            fn exit_module(&mut self, _name: &str, container: &str) {
                self.path.exit(container);
            }

            fn visit_float<const D: usize>(&mut self, _param: &Param<Tensor<D>>) {
                let moments = self.moments.next();
                if let (Some(moments), true) = (moments, is_position_bias(&self.path.name())) {
                    *moments = None;
                }
            }
        }
        module.visit(&mut Finder {
            moments: self.moments.iter_mut(),
            path: TensorPath::default(),
        });
    }

    /// Changes the module against its gradients.
    #[must_use]
    pub fn step<M: Module>(&mut self, rate: f64, module: M, mut gradients: GradientsParams) -> M {
        let share = (self.config.clip_norm > 0.0)
            .then(|| clip_share(&module, &gradients, self.config.clip_norm))
            .flatten();
        module.map(&mut Stepper {
            optimizer: self,
            rate,
            share,
            gradients: &mut gradients,
            path: TensorPath::default(),
            position: 0,
        })
    }

    /// The new value of one tensor, flat.
    fn update(
        &mut self,
        position: usize,
        rate: f64,
        old: Tensor<1>,
        gradient: Tensor<1>,
        decays: bool,
    ) -> Tensor<1> {
        let decay = if decays {
            self.config.weight_decay
        } else {
            0.0
        };
        let coupled = self.config.kind == OptimizerKind::Adam;
        let gradient = if coupled && decay > 0.0 {
            gradient + old.clone().mul_scalar(decay)
        } else {
            gradient
        };
        let fresh_first = gradient.clone().mul_scalar(1.0 - BETA_1);
        let fresh_second = gradient.square().mul_scalar(1.0 - BETA_2);
        if self.moments.len() <= position {
            self.moments.resize(position + 1, None);
        }
        let moments = match self.moments[position].take() {
            Some(Moments {
                steps,
                first,
                second,
            }) => Moments {
                steps: steps.saturating_add(1),
                first: first.mul_scalar(BETA_1) + fresh_first,
                second: second.mul_scalar(BETA_2) + fresh_second,
            },
            None => Moments {
                steps: 1,
                first: fresh_first,
                second: fresh_second,
            },
        };
        let steps = moments.steps as f32;
        let (bias_1, bias_2) = (1.0 - BETA_1.powf(steps), 1.0 - BETA_2.powf(steps));
        let spread = moments.second.clone().div_scalar(bias_2).sqrt();
        let direction = moments.first.clone().div_scalar(bias_1) / spread.add_scalar(EPSILON);
        self.moments[position] = Some(moments);
        let kept = if !coupled && decay > 0.0 {
            old.mul_scalar(1.0 - rate * decay)
        } else {
            old
        };
        kept - direction.mul_scalar(rate)
    }
}

/// What every gradient is multiplied by so that their common norm stays below `limit`.
fn clip_share<M: Module>(module: &M, gradients: &GradientsParams, limit: f32) -> Option<Tensor<1>> {
    struct Summer<'a> {
        gradients: &'a GradientsParams,
        sum: Option<Tensor<1>>,
    }
    impl ModuleVisitor for Summer<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            if let Some(gradient) = self.gradients.get::<D>(param.id) {
                let square = gradient.square().sum();
                self.sum = Some(match self.sum.take() {
                    Some(sum) => sum + square,
                    None => square,
                });
            }
        }
    }
    let mut summer = Summer {
        gradients,
        sum: None,
    };
    module.visit(&mut summer);
    let norm = summer.sum?.sqrt();
    // No read-back: the share stays on the device.
    Some(
        norm.add_scalar(1e-6)
            .recip()
            .mul_scalar(limit)
            .clamp_max(1.0),
    )
}

struct Stepper<'a> {
    optimizer: &'a mut Adam,
    rate: f64,
    share: Option<Tensor<1>>,
    gradients: &'a mut GradientsParams,
    path: TensorPath,
    position: usize,
}

impl ModuleMapper for Stepper<'_> {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _name: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let position = self.position;
        self.position += 1;
        let (id, tensor, mapper) = param.consume();
        let Some(gradient) = self.gradients.remove::<D>(id) else {
            return Param::from_mapped_value(id, tensor, mapper);
        };
        let shape = tensor.shape();
        let length = [shape.num_elements()];
        let mut gradient = gradient.reshape(length);
        if let Some(share) = &self.share {
            gradient = gradient * share.clone();
        }
        let old = tensor.inner().reshape(length);
        let name = self.path.name();
        let rate = if is_head(&name) {
            self.rate
        } else {
            self.rate * self.optimizer.base_rate
        };
        let decays = D > 1 && !is_position_bias(&name);
        let new = self.optimizer.update(position, rate, old, gradient, decays);
        let tensor = Tensor::from_inner(new.reshape(shape)).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::nn::{Linear, LinearConfig};
    use burn::optim::{AdamConfig, AdamWConfig};
    use model::weights::entries::NumberFormat;
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
        // Without a bias there is nothing that ours spares from decay.
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

    /// How far the first weight of base and head moves in a step that learns both, or only the head.
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
    fn the_base_learns_at_its_own_rate_and_starts_fresh_after_it_was_frozen() {
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
        let share = clip_share(&module, &gradient, 0.25).unwrap();
        let share: f32 = share.into_scalar();
        let bias = module.bias.as_ref().unwrap().id;
        let norm: f32 = [
            gradient.get::<2>(module.weight.id).unwrap().square().sum(),
            gradient.get::<1>(bias).unwrap().square().sum(),
        ]
        .map(Tensor::into_scalar::<f32>)
        .iter()
        .sum();
        assert!((share * norm.sqrt() - 0.25).abs() < 1e-4);
    }
}
