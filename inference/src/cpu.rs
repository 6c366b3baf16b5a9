//! The engine for the CPU: weights packed once, rows packed when they are needed, and one small
//! matrix product in registers that the heavy operations share.
//!
//! Plain arithmetic on arrays, which the compiler turns into vector instructions. With the feature
//! `rayon` several threads share the rows of each operation.

pub(crate) mod backward;
pub(crate) mod lanes;
pub(crate) mod product;
mod tail;
pub(crate) mod team;
mod vector;

use model::golden;
use model::weights::WeightsError;
use model::weights::tensors::Tensors;
use model::zoo::Architecture;

pub use self::tail::{Explained, MapGradients, Tail};
use self::team::Team;
use crate::lowering::lower;
use crate::memory::{Memory, Weights};
use crate::plan::{Output, Plan};

/// A network that is ready to run.
#[derive(Debug, Clone)]
pub struct CpuNetwork {
    plan: Plan,
    /// The buffers are allocated with the first image, when the tensors that the weights came from
    /// have been freed.
    memory: Memory,
    team: Team,
}

impl CpuNetwork {
    /// Folds and packs the weights, so that few are in memory twice at a time. This work, and that of
    /// each operation, is divided among `threads`.
    ///
    /// # Errors
    /// As [`Plan::weights`].
    pub fn new(plan: Plan, tensors: &Tensors, threads: usize) -> Result<Self, WeightsError> {
        let team = Team::new(threads);
        let folds: Vec<_> = plan.folds.iter().zip(plan.packed_columns()).collect();
        let weights = team.map(&folds, |&(fold, columns)| {
            Weights::folded(fold, columns, tensors)
        });
        let memory = Memory::new(weights)?;
        tensors.all_taken()?;
        Ok(Self { plan, memory, team })
    }

    /// Runs a tiny network a few times. Browsers compile WebAssembly quickly at first, and optimise what
    /// runs often: the next network finds optimised code.
    pub fn warm_up() {
        const SIDE: u32 = 64;
        const RUNS: usize = 3;
        let plan = lower(Architecture::CoAtNetTiny, SIDE as usize);
        // Synthetic weights fit every network.
        let Ok(mut network) = Self::new(plan, &Tensors::synthetic(), 1) else {
            return;
        };
        let pixels = golden::channels_last(SIDE);
        for _ in 0..RUNS {
            network.forward(&pixels);
        }
    }

    /// Divides the work of later images among this many threads.
    pub fn set_threads(&mut self, threads: usize) {
        self.team.resize(threads);
    }

    /// The plan's output for an image.
    ///
    /// # Shapes
    /// - `pixels`: `[side, side, 4]`, see [`model::input::channels_last`]
    pub fn forward(&mut self, pixels: &[f32]) -> Output {
        self.run(pixels, || ());
        let Self { plan, memory, .. } = self;
        plan.output(plan.outputs().map(|id| memory.buffer(id)))
    }

    /// The plan's output for an image, and what explains it: the gradients of each logit at two maps.
    ///
    /// # Shapes
    /// - `pixels`: as in [`Self::forward`]
    pub fn explain(&mut self, pixels: &[f32]) -> Explained {
        let Self { plan, memory, team } = self;
        memory.set_input(&plan.buffers, plan.input, pixels);
        let [map, _] = plan.maps;
        for op in &plan.ops[..map.ops] {
            op.run(memory, team);
        }
        let length = map.side * map.side * map.width;
        let mut values = memory.sharing_weights();
        tail::explain(
            &plan.tail(),
            &mut values,
            team,
            &memory.buffer(map.buffer)[..length],
        )
    }

    /// As [`Self::forward`]; returns how long each operation took, in the clock's unit.
    pub fn profile(&mut self, pixels: &[f32], clock: impl Fn() -> f64) -> Vec<f64> {
        let mut ends = Vec::with_capacity(self.plan.ops.len() + 1);
        self.run(pixels, || ends.push(clock()));
        ends.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// Starts an image whose operations are run one by one by [`Self::step`].
    ///
    /// # Shapes
    /// - `pixels`: as in [`Self::forward`]
    pub fn begin(&mut self, pixels: &[f32]) {
        let Self { plan, memory, .. } = self;
        memory.set_input(&plan.buffers, plan.input, pixels);
    }

    /// Runs one operation after those before it; returns what it wrote, see [`Plan::written`].
    pub fn step(&mut self, number: usize) -> &[f32] {
        let Self { plan, memory, team } = self;
        plan.ops[number].run(memory, team);
        let (buffer, length) = plan.written(number);
        &memory.buffer(buffer)[..length]
    }

    /// Runs all operations; calls `between` before the first and after each.
    fn run(&mut self, pixels: &[f32], mut between: impl FnMut()) {
        let Self { plan, memory, team } = self;
        memory.set_input(&plan.buffers, plan.input, pixels);
        between();
        for op in &plan.ops {
            op.run(memory, team);
            between();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lowering::lower_config;
    use crate::reference;
    use model::zoo::Config;
    use model::zoo::coatnet::{COATNET_TINY, CoAtNetConfig, FinalNorm};

    #[test]
    fn every_buffer_matches_the_reference_at_every_side() {
        // As CoAtNet-2's 1026, a width that is not a multiple of the lanes.
        let odd = Config::CoAtNet(CoAtNetConfig {
            widths: [8, 16, 24, 32, 66],
            final_norm: FinalNorm::BeforePooling,
            ..COATNET_TINY
        });
        for (config, side) in [
            (Architecture::CoAtNetTiny.config(), 32),
            (Architecture::CoAtNetTiny.config(), 64),
            (Architecture::CoAtNetTiny.config(), 96),
            (Architecture::CoAtNetTiny.config(), 224),
            (odd, 64),
            (Architecture::CoAtNet0.config(), 32),
            (Architecture::CoAtNetAtto.config(), 128),
            (Architecture::ResNet50V2.config(), 64),
            (Architecture::TimmCoAtNet0.config(), 32),
            (Architecture::TimmCoAtNet0Rw.config(), 64),
            (Architecture::TimmResNetV2.config(), 64),
        ] {
            let plan = lower_config(config, side as usize);
            let pixels = golden::channels_last(side);
            let expected = reference::run(&plan, &Tensors::synthetic(), &pixels).unwrap();
            for threads in [1, 3] {
                let mut network =
                    CpuNetwork::new(plan.clone(), &Tensors::synthetic(), threads).unwrap();
                network.forward(&pixels);
                let buffers = network.memory.buffers.iter().zip(&expected);
                for (buffer, (found, expected)) in buffers.enumerate() {
                    let largest = expected
                        .iter()
                        .fold(1.0_f32, |most, value| most.max(value.abs()));
                    for (found, expected) in found.iter().zip(expected) {
                        let off = (found - expected).abs();
                        assert!(
                            off < 1e-5 * largest,
                            "{config:?}, {side} px, buffer {buffer}: {found}, {expected}"
                        );
                    }
                }
            }
        }
    }
}
