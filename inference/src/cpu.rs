//! The plan on the processor, fast: weights packed once, rows packed as they are needed, and one
//! small product of registers that everything else feeds.
//!
//! Plain arithmetic on arrays, which the compiler turns into the machine's vectors. With the feature
//! `rayon` several threads share each step.

mod lanes;
mod maps;
mod mix;
mod product;
mod team;
mod vector;

use self::product::{Finish, Panels, Rows};
use self::team::Team;
use super::fold::Folded;
use super::{Activation, Affine, Plan, Slot, Step, lower};
use model::golden;
use model::weights::WeightsError;
use model::weights::tensors::Tensors;
use model::zoo::Architecture;

/// A network that is ready to run.
#[derive(Debug, Clone)]
pub struct CpuNetwork {
    plan: Plan,
    affines: Vec<Weights>,
    /// Made with the first film, when the tensors that the weights came from are gone.
    slots: Vec<Vec<f32>>,
    team: Team,
}

/// Weights in the layout that their step wants, and what is added.
#[derive(Debug, Clone)]
struct Weights {
    plain: Vec<f32>,
    /// Of products, instead of the plain layout.
    panels: Panels,
    bias: Vec<f32>,
}

impl Weights {
    /// Those of a product have `columns`.
    fn pack(Folded { weights, bias }: Folded, columns: Option<usize>) -> Self {
        let (plain, panels) = match columns {
            Some(columns) => (Vec::new(), Panels::pack(&weights, columns)),
            None => (weights, Panels::default()),
        };
        Self {
            plain,
            panels,
            bias,
        }
    }
}

/// Of each of the plan's weights: how many columns they have, if they are a product's.
fn columns_of_products(plan: &Plan) -> Vec<Option<usize>> {
    let mut columns = vec![None; plan.affines.len()];
    for step in &plan.steps {
        if let Step::Product {
            affine,
            shape: [_, _, wide],
            ..
        }
        | Step::Convolution {
            affine,
            widths: [_, wide],
            ..
        } = *step
        {
            columns[affine.0] = Some(wide);
        }
    }
    columns
}

/// Room that steps need while they run.
#[derive(Debug, Clone, Default)]
struct Scratch {
    /// Rows of the left side of a product.
    rows: Vec<f32>,
    /// What one head of attention weighs each key with.
    scores: Vec<f32>,
    /// Keys or values of one head.
    panels: Panels,
}

impl CpuNetwork {
    /// Makes and packs the weights, so that few are held twice at a time. A step's work, and this, is
    /// cut into as many parts as there are `threads`.
    ///
    /// # Errors
    /// As [`Plan::weights`].
    pub fn new(plan: Plan, tensors: &Tensors, threads: usize) -> Result<Self, WeightsError> {
        let team = Team::new(threads);
        let columns = columns_of_products(&plan);
        let recipes: Vec<_> = plan.affines.iter().zip(columns).collect();
        let affines = team.map(&recipes, |&(recipe, columns)| {
            recipe
                .fold(tensors)
                .map(|folded| Weights::pack(folded, columns))
        });
        let affines = affines.into_iter().collect::<Result<_, _>>()?;
        tensors.all_taken()?;
        Ok(Self {
            plan,
            affines,
            slots: Vec::new(),
            team,
        })
    }

    /// Runs a tiny network a few times. A browser compiles code quickly at first, and well what is used
    /// much: the next network finds the code compiled well.
    pub fn rehearse() {
        const SIDE: u32 = 64;
        const FILMS: usize = 3;
        let plan = lower(Architecture::CoAtNetTiny, SIDE as usize);
        // Made by the rule, the weights are the network's.
        let Ok(mut network) = Self::new(plan, &Tensors::by_rule(), 1) else {
            return;
        };
        let pixels = golden::pixels(SIDE);
        for _ in 0..FILMS {
            network.forward(&pixels);
        }
    }

    /// Cuts the work of the next steps into so many parts.
    pub fn set_threads(&mut self, threads: usize) {
        self.team.resize(threads);
    }

    /// The values of the plan's output for an image, see [`super::pixels`].
    pub fn forward(&mut self, pixels: &[f32]) -> &[f32] {
        self.begin(pixels);
        for index in 0..self.plan.steps.len() {
            self.step(self.plan.steps[index]);
        }
        &self.slots[self.plan.output.0]
    }

    /// As [`Self::forward`]; returns how long each step of the plan took, in the clock's unit.
    pub fn profile(&mut self, pixels: &[f32], clock: impl Fn() -> f64) -> Vec<f64> {
        self.begin(pixels);
        let mut times = Vec::with_capacity(self.plan.steps.len());
        for index in 0..self.plan.steps.len() {
            let begun = clock();
            self.step(self.plan.steps[index]);
            times.push(clock() - begun);
        }
        times
    }

    fn begin(&mut self, pixels: &[f32]) {
        if self.slots.is_empty() {
            let lengths = self.plan.slots.iter();
            self.slots = lengths.map(|&length| vec![0.0; length]).collect();
        }
        self.slots[self.plan.input.0].copy_from_slice(pixels);
    }

    /// Weights in their plain layout, and what is added.
    fn weights(&self, affine: Affine) -> [&[f32]; 2] {
        let weights = &self.affines[affine.0];
        [&weights.plain, &weights.bias]
    }

    /// What follows a product.
    fn finish(&self, affine: Affine, activation: Activation, residual: Option<Slot>) -> Finish<'_> {
        Finish {
            bias: Some(&self.affines[affine.0].bias),
            activation,
            residual: residual.map(|residual| self.slot(residual)),
        }
    }

    fn slot(&self, slot: Slot) -> &[f32] {
        &self.slots[slot.0]
    }

    /// Takes the output's buffer away, has its rows filled from the others, and puts it back.
    fn write(
        &mut self,
        output: Slot,
        [rows, width]: [usize; 2],
        fill: impl Fn(&Self, usize, &mut [f32], &mut Scratch) + Sync,
    ) {
        let mut values = std::mem::take(&mut self.slots[output.0]);
        let mut team = std::mem::replace(&mut self.team, Team::NONE);
        team.divide(
            &mut values[..rows * width],
            width,
            |first, part, scratch| {
                fill(self, first, part, scratch);
            },
        );
        self.slots[output.0] = values;
        self.team = team;
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kernel, best read together"
    )]
    fn step(&mut self, step: Step) {
        match step {
            Step::Product {
                input,
                scale,
                affine,
                residual,
                output,
                shape: [count, depth, columns],
                activation,
            } => self.write(
                output,
                [count, columns],
                |network, first, output, scratch| {
                    let rows = Rows::Matrix {
                        values: network.slot(input),
                        depth,
                        scale: scale.map(|scale| network.slot(scale)),
                    };
                    let finish = network.finish(affine, activation, residual);
                    let panels = &network.affines[affine.0].panels;
                    product::product((&rows, first), panels, finish, output, &mut scratch.rows);
                },
            ),
            Step::Convolution {
                input,
                affine,
                output,
                side,
                kernel,
                stride,
                widths: [width_in, width],
                activation,
            } => self.write(
                output,
                [side * side, width],
                |network, first, output, scratch| {
                    let rows = Rows::Kernel {
                        map: network.slot(input),
                        sizes: [side, kernel, stride],
                        width: width_in,
                    };
                    let finish = network.finish(affine, activation, None);
                    let panels = &network.affines[affine.0].panels;
                    product::product((&rows, first), panels, finish, output, &mut scratch.rows);
                },
            ),
            Step::Depthwise {
                input,
                affine,
                output,
                side,
                stride,
                width,
            } => self.write(output, [side * side, width], |network, first, output, _| {
                let map = maps::Map {
                    values: network.slot(input),
                    side: side * stride,
                    width,
                };
                maps::depthwise(map, network.weights(affine), stride, first, output);
            }),
            Step::Pool {
                input,
                output,
                side,
                width,
                pooling,
            } => self.write(output, [side * side, width], |network, first, output, _| {
                let map = maps::Map {
                    values: network.slot(input),
                    side: 2 * side,
                    width,
                };
                maps::pool(map, pooling, first, output);
            }),
            Step::Normalise {
                input,
                affine,
                output,
                rows,
                width,
            } => self.write(output, [rows, width], |network, first, output, _| {
                let inputs = network.slot(input).chunks_exact(width).skip(first);
                let [weights, bias] = network.weights(affine);
                for (output, input) in output.chunks_exact_mut(width).zip(inputs) {
                    let affine = weights.iter().zip(bias);
                    for ((output, value), (weight, bias)) in
                        output.iter_mut().zip(input).zip(affine)
                    {
                        *output = (value * weight + bias).max(0.0);
                    }
                }
            }),
            Step::RowSum {
                input,
                output,
                rows,
                width,
                parts,
            } => self.write(output, [parts, width], |network, first, output, _| {
                let rows = &network.slot(input)[..rows * width];
                for (part, output) in (first..).zip(output.chunks_exact_mut(width)) {
                    output.fill(0.0);
                    for row in rows.chunks_exact(width).skip(part).step_by(parts) {
                        lanes::add(output, 1.0, row);
                    }
                }
            }),
            Step::Dense {
                input,
                affine,
                output,
                shape: [depth, columns],
                parts,
                factor,
                activation,
            } => self.write(output, [1, columns], |network, _, output, _| {
                let input = network.slot(input);
                let [weights, bias] = network.weights(affine);
                output.fill(0.0);
                for (k, row) in weights.chunks_exact(columns).enumerate() {
                    let value: f32 = (0..parts).map(|part| input[part * depth + k]).sum();
                    lanes::add(output, value * factor, row);
                }
                lanes::add(output, 1.0, bias);
                lanes::activate(activation, output);
            }),
            Step::LayerNorm {
                input,
                affine,
                output,
                rows,
                width,
                channels,
            } => self.write(output, [rows, width], |network, first, output, _| {
                let inputs = network.slot(input).chunks_exact(width).skip(first);
                let [gamma, beta] = network.weights(affine);
                for (output, input) in output.chunks_exact_mut(width).zip(inputs) {
                    maps::layer_norm(&input[..channels], gamma, beta, output);
                }
            }),
            Step::Attention {
                qkv,
                table,
                output,
                side,
                heads: [heads, width],
            } => self.write(
                output,
                [side * side, heads * width],
                |network, first, output, scratch| {
                    let mixer = mix::Attention {
                        qkv: network.slot(qkv),
                        table: network.weights(table)[0],
                        side,
                        heads: [heads, width],
                    };
                    for head in 0..heads {
                        mixer.head(head, first, output, scratch);
                    }
                },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lower_config, run};
    use model::zoo::Config;
    use model::zoo::coatnet::{COATNET_TINY, CoAtNetConfig};

    #[test]
    fn every_buffer_holds_what_the_plan_says_at_every_side() {
        // As CoAtNet-2's 1026, a width that is no multiple of the lanes.
        let odd = Config::CoAtNet(CoAtNetConfig {
            widths: [8, 16, 24, 32, 66],
            final_norm: true,
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
        ] {
            let plan = lower_config(config, side as usize);
            let pixels = golden::pixels(side);
            let expected = run::run(&plan, &Tensors::by_rule(), &pixels).unwrap();
            for threads in [1, 3] {
                let mut network =
                    CpuNetwork::new(plan.clone(), &Tensors::by_rule(), threads).unwrap();
                network.forward(&pixels);
                for (slot, (found, expected)) in network.slots.iter().zip(&expected).enumerate() {
                    let largest = expected
                        .iter()
                        .fold(1.0_f32, |most, value| most.max(value.abs()));
                    for (found, expected) in found.iter().zip(expected) {
                        let off = (found - expected).abs();
                        assert!(
                            off < 1e-5 * largest,
                            "{config:?}, {side} px, buffer {slot}: {found}, {expected}"
                        );
                    }
                }
            }
        }
    }
}
