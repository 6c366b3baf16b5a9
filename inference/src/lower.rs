//! From a network's tensors to its plan. The networks are defined in [`model::zoo`]; tests hold the
//! two together.

mod coatnet;
mod resnet;

use std::collections::BTreeMap;

use super::recipe::{Layout, NormTensors, Recipe};
use super::{Activation, Affine, LANES, PIXEL, Plan, Pooling, Slot, Step};
use model::class::Class;
use model::zoo::{Architecture, Config};

/// Lowers a network for images of `side` pixels, a multiple of 32.
pub fn lower(architecture: Architecture, side: usize) -> Plan {
    lower_config(architecture.config(), side)
}

/// As [`lower`], for any sizes.
pub fn lower_config(config: Config, side: usize) -> Plan {
    let mut lowering = Lowering::default();
    let input = lowering.slot("input", side * side * PIXEL);
    let output = match config {
        Config::CoAtNet(config) => coatnet::lower(&mut lowering, &config, input, side),
        Config::ResNetV2(config) => resnet::lower(&mut lowering, &config, input, side),
    };
    Plan {
        side,
        slots: lowering.slots,
        affines: lowering.affines,
        steps: lowering.steps,
        input,
        output,
    }
}

/// A width as buffers have it.
const fn padded(width: usize) -> usize {
    width.next_multiple_of(LANES)
}

/// A plan that grows step by step.
#[derive(Default)]
struct Lowering {
    names: BTreeMap<&'static str, Slot>,
    slots: Vec<usize>,
    affines: Vec<Recipe>,
    steps: Vec<Step>,
    streams: usize,
}

/// A product without scale, its sizes as the network has them.
#[derive(Clone, Copy)]
struct Product {
    input: Slot,
    affine: Affine,
    residual: Option<Slot>,
    output: Slot,
    shape: [usize; 3],
    activation: Activation,
}

impl Lowering {
    /// The buffer of a name, grown to hold `length` values.
    fn slot(&mut self, name: &'static str, length: usize) -> Slot {
        let next = Slot(self.slots.len());
        let slot = *self.names.entry(name).or_insert(next);
        if slot == next {
            self.slots.push(0);
        }
        self.slots[slot.0] = self.slots[slot.0].max(length);
        slot
    }

    /// A buffer for the residual stream after a block, other than the one before it.
    fn stream(&mut self, length: usize) -> Slot {
        self.streams += 1;
        self.slot(["stream a", "stream b"][self.streams % 2], length)
    }

    fn affine(&mut self, recipe: Recipe) -> Affine {
        self.affines.push(recipe);
        Affine(self.affines.len() - 1)
    }

    /// A convolution of one pixel with its bias and no norms.
    fn pixelwise(&mut self, name: &str, sizes: [usize; 2]) -> Affine {
        self.affine(Recipe::Dense {
            name: name.to_owned(),
            layout: Layout::Convolution,
            sizes,
            bias: true,
            before: None,
            after: None,
        })
    }

    /// A dense layer with its bias, with a norm before it or none.
    fn linear(&mut self, name: &str, sizes: [usize; 2], before: Option<NormTensors>) -> Affine {
        self.affine(Recipe::Dense {
            name: name.to_owned(),
            layout: Layout::Linear,
            sizes,
            bias: true,
            before,
            after: None,
        })
    }

    fn product(&mut self, product: Product) {
        let Product {
            input,
            affine,
            residual,
            output,
            shape: [rows, depth, columns],
            activation,
        } = product;
        self.steps.push(Step::Product {
            input,
            scale: None,
            affine,
            residual,
            output,
            shape: [rows, padded(depth), padded(columns)],
            activation,
        });
    }

    /// Halves a map into a buffer of its own.
    fn pool(
        &mut self,
        name: &'static str,
        input: Slot,
        [side, width]: [usize; 2],
        pooling: Pooling,
    ) -> Slot {
        let output = self.slot(name, side * side * width);
        self.steps.push(Step::Pool {
            input,
            output,
            side,
            width,
            pooling,
        });
        output
    }

    /// From the last map to logits: mean, dense, `ReLU`, a norm or none, dense.
    fn classify(
        &mut self,
        map: Slot,
        rows: usize,
        [fc1, fc2]: [&str; 2],
        [width, hidden]: [usize; 2],
        norm: Option<NormTensors>,
    ) -> Slot {
        let lanes = padded(width);
        let sums = self.slot("sums", lanes);
        let squeezed = self.slot("squeezed", padded(hidden));
        let output = self.slot("logits", padded(Class::COUNT));
        let sum = Step::RowSum {
            input: map,
            output: sums,
            rows,
            width: lanes,
            parts: 1,
        };
        let first = Step::Dense {
            input: sums,
            affine: self.linear(fc1, [width, hidden], None),
            output: squeezed,
            shape: [lanes, padded(hidden)],
            parts: 1,
            factor: (rows as f32).recip(),
            activation: Activation::Relu,
        };
        let second = Step::Dense {
            input: squeezed,
            affine: self.linear(fc2, [hidden, Class::COUNT], norm),
            output,
            shape: [padded(hidden), padded(Class::COUNT)],
            parts: 1,
            factor: 1.0,
            activation: Activation::None,
        };
        self.steps.extend([sum, first, second]);
        output
    }
}
