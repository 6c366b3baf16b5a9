//! The end of a network, run forward and backward: the gradients of the logits at two feature maps.
//!
//! The layers are few and their maps small, so the exact gradients cost less than the forward pass.

use model::class::{Class, PerClass};
use model::explanation::{ActivationMaps, HeatMap};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;

use super::backward::Backward;
use super::team::Team;
use crate::memory::{Memory, Weights};
use crate::plan::{FeatureMap, Output, Plan};

/// The end of a network, from the first of [`Plan::maps`] on.
#[derive(Debug)]
pub struct Tail {
    plan: Plan,
    memory: Memory,
    team: Team,
}

/// A feature map of an image, and the gradient of each logit there.
#[derive(Debug, Clone, PartialEq)]
pub struct MapGradients {
    /// Rows and columns.
    pub side: usize,
    /// Channels, with padding.
    pub width: usize,
    /// `[side, side, width]`.
    pub values: Vec<f32>,
    /// `[classes, side, side, width]`: the derivative of each logit by each value.
    pub gradients: Vec<f32>,
}

/// The network's output for an image, and what explains it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The network's output.
    pub output: Output,
    /// The maps, in the order of [`Plan::maps`].
    pub maps: [MapGradients; 2],
}

impl Explained {
    /// The class activation maps.
    pub fn activation_maps(&self) -> ActivationMaps {
        let [finer, last] = &self.maps;
        ActivationMaps {
            finer: finer.activation_maps(),
            last: last.activation_maps(),
        }
    }
}

impl Tail {
    /// Folds the weights of the end of a plan alone, for a host whose engine keeps them elsewhere.
    ///
    /// # Errors
    /// As [`Plan::weights`].
    pub fn new(plan: &Plan, tensors: &Tensors, threads: usize) -> Result<Self, WeightsError> {
        let tail = plan.tail();
        let columns = tail.packed_columns();
        let unused = plan.maps[0].folds;
        let folds = tail.folds.iter().zip(columns).enumerate();
        let weights = folds.map(|(index, (fold, columns))| {
            if index < unused {
                return Ok(Weights::default());
            }
            Weights::folded(fold, columns, tensors)
        });
        let memory = Memory::new(weights)?;
        Ok(Self {
            plan: tail,
            memory,
            team: Team::new(threads),
        })
    }

    /// The output for an image, and the gradients of each logit at both maps.
    ///
    /// # Shapes
    /// - `map`: the first of [`Plan::maps`], `[side, side, width]`
    pub fn explain(&mut self, map: &[f32]) -> Explained {
        explain(&self.plan, &mut self.memory, &mut self.team, map)
    }
}

/// As [`Tail::explain`], for the tail of a plan and its weights.
pub(super) fn explain(plan: &Plan, memory: &mut Memory, team: &mut Team, map: &[f32]) -> Explained {
    memory.set_input(&plan.buffers, plan.input, map);
    for op in &plan.ops {
        op.run(memory, team);
    }
    let memory = &*memory;
    let output = plan.output(plan.outputs().map(|id| memory.buffer(id)));
    let mut backward = Backward::new(memory, team);
    backward.add(plan.logits, seeds(plan.buffers[plan.logits.0]));
    let [first, last] = plan.maps;
    let mut of_last = Vec::new();
    for (index, op) in plan.ops.iter().enumerate().rev() {
        let mut gradient = backward.take(op.output().buffer);
        op.adjoint(&mut backward, &mut gradient);
        if index == last.ops {
            of_last = backward.gradient(last.buffer).to_vec();
        }
    }
    let of_first = backward.take(first.buffer);
    let gradients = |map: FeatureMap, gradients| MapGradients {
        side: map.side,
        width: map.width,
        values: memory.buffer(map.buffer).to_vec(),
        gradients,
    };
    Explained {
        output,
        maps: [gradients(first, of_first), gradients(last, of_last)],
    }
}

/// The gradient of each logit by all of them, padded to `length`.
fn seeds(length: usize) -> Vec<f32> {
    let seed = |class: Class| (0..length).map(move |index| f32::from(index == class.index()));
    Class::ALL.into_iter().flat_map(seed).collect()
}

impl MapGradients {
    /// The class activation map of each class: at each position the contribution of the map's values to
    /// the logit, to first order, that is gradient times value, summed over the channels.
    ///
    /// At the last map, whose mean feeds the head, every position has the same gradient, and this is
    /// Grad-CAM (Selvaraju et al. 2017) before negative values are cut off. At an earlier map Grad-CAM
    /// averages the gradients first, and may then show what the network does not use; without the
    /// average the map is `HiResCAM` (Draelos and Carin 2020).
    pub fn activation_maps(&self) -> PerClass<HeatMap> {
        let length = self.values.len();
        PerClass(Class::ALL).map(|class| {
            let gradient = &self.gradients[class.index() * length..][..length];
            let positions = gradient.chunks_exact(self.width);
            let positions = positions.zip(self.values.chunks_exact(self.width));
            let values = positions.map(|(gradient, values)| {
                let products = gradient
                    .iter()
                    .zip(values)
                    .map(|(slope, value)| slope * value);
                products.sum()
            });
            HeatMap::new(self.side, values.collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::Activation;
    use crate::lowering::lower;
    use crate::ops::Op;
    use model::zoo::Architecture;

    /// Multiply-accumulates of an operation, forward; and backward for all classes, where an operation with
    /// an activation is computed once more.
    fn macs(op: &Op) -> (usize, usize) {
        let (macs, activation) = match op {
            Op::MatMul(op) => (op.rows * op.depth * op.columns, op.activation),
            Op::Convolution(op) => {
                let depth = op.kernel * op.kernel * op.width_in;
                (op.side * op.side * depth * op.width, op.activation)
            }
            Op::Depthwise(op) => (9 * op.side * op.side * op.width, op.activation),
            Op::Attention(op) => {
                let tokens = op.side * op.side;
                // Backward takes twice as many products.
                let macs = 2 * tokens * tokens * op.heads * op.head_width;
                return (macs, (2 * Class::COUNT + 1) * macs);
            }
            _ => return (0, 0),
        };
        let again = usize::from(activation != Activation::None);
        (macs, (Class::COUNT + again) * macs)
    }

    #[test]
    fn the_maps_of_all_classes_cost_less_than_an_inference() {
        for architecture in Architecture::ALL {
            let plan = lower(architecture, 224);
            let inference: usize = plan.ops.iter().map(|op| macs(op).0).sum();
            let gradients: usize = plan.tail().ops.iter().map(|op| macs(op).1).sum();
            let share = gradients as f64 / inference as f64;
            assert!(share < 1.0, "{architecture}: {share} of an inference");
        }
    }

    #[test]
    fn a_tail_begins_with_the_only_map_that_it_reads() {
        for architecture in Architecture::ALL {
            let plan = lower(architecture, 64);
            let tail = plan.tail();
            let [finer, last] = tail.maps;
            assert_eq!(
                (finer.ops, finer.buffer, finer.side),
                (0, tail.input, 4),
                "{architecture}"
            );
            assert_eq!(last.side, 2, "{architecture}");
            assert_eq!(
                tail.buffers.len(),
                tail.ops.len() + 1,
                "each operation has its own"
            );
        }
    }
}
