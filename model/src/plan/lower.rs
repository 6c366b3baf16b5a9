//! From a network's tensors to its plan. The networks are defined in [`crate::zoo`]; tests hold the
//! two together.

mod coatnet;
mod resnet;

use std::collections::BTreeMap;

use super::fold::{Folded, Norm, transpose};
use super::{Activation, Affine, Constant, LANES, PIXEL, Plan, Pooling, Slot, Step};
use crate::class::Class;
use crate::weights::WeightsError;
use crate::weights::tensors::Tensors;
use crate::zoo::{Architecture, Config};

/// Lowers a network for images of `side` pixels, a multiple of 32.
///
/// # Errors
/// [`WeightsError`] when a tensor is missing, superfluous, of the wrong shape or not finite.
pub fn lower(
    architecture: Architecture,
    side: usize,
    tensors: &Tensors,
) -> Result<Plan, WeightsError> {
    lower_config(architecture.config(), side, tensors)
}

/// As [`lower`], for any sizes.
///
/// # Errors
/// As [`lower`].
pub fn lower_config(config: Config, side: usize, tensors: &Tensors) -> Result<Plan, WeightsError> {
    let mut lowering = Lowering {
        tensors,
        names: BTreeMap::new(),
        slots: Vec::new(),
        constants: Vec::new(),
        steps: Vec::new(),
        streams: 0,
    };
    let input = lowering.slot("input", side * side * PIXEL);
    let output = match config {
        Config::CoAtNet(config) => coatnet::lower(&mut lowering, &config, input, side)?,
        Config::ResNetV2(config) => resnet::lower(&mut lowering, &config, input, side)?,
    };
    tensors.all_taken()?;
    Ok(Plan {
        side,
        slots: lowering.slots,
        constants: lowering.constants,
        steps: lowering.steps,
        input,
        output,
    })
}

/// A width as buffers have it.
const fn padded(width: usize) -> usize {
    width.next_multiple_of(LANES)
}

/// A plan that grows step by step.
struct Lowering<'a> {
    tensors: &'a Tensors,
    names: BTreeMap<&'static str, Slot>,
    slots: Vec<usize>,
    constants: Vec<Vec<f32>>,
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

impl Lowering<'_> {
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

    fn constant(&mut self, values: Vec<f32>) -> Constant {
        self.constants.push(values);
        Constant(self.constants.len() - 1)
    }

    fn affine(&mut self, folded: Folded) -> Affine {
        Affine {
            weights: self.constant(folded.weights),
            bias: self.constant(folded.bias),
        }
    }

    fn take(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        self.tensors.take(name, shape)
    }

    fn norm(&self, name: &str, width: usize, epsilon: f64) -> Result<Norm, WeightsError> {
        let take = |field: &str| self.take(&format!("{name}.{field}"), &[width]);
        let fields = [
            take("gamma")?,
            take("beta")?,
            take("running_mean")?,
            take("running_var")?,
        ];
        let [gamma, beta, mean, variance] = &fields;
        Ok(Norm::new([gamma, beta, mean, variance], epsilon))
    }

    /// The weights of a convolution of one pixel as `[in, out]`.
    fn pointwise(
        &self,
        name: &str,
        [depth, columns]: [usize; 2],
    ) -> Result<Vec<f32>, WeightsError> {
        let weights = self.take(&format!("{name}.weight"), &[columns, depth, 1, 1])?;
        Ok(transpose(&weights, depth))
    }

    fn bias(&self, name: &str, columns: usize) -> Result<Vec<f32>, WeightsError> {
        self.take(&format!("{name}.bias"), &[columns])
    }

    /// A convolution of one pixel with its bias and no norms.
    fn pixelwise(&mut self, name: &str, sizes: [usize; 2]) -> Result<Affine, WeightsError> {
        let weights = self.pointwise(name, sizes)?;
        self.biased(name, weights, sizes[1], None)
    }

    /// A dense layer, whose weights burn keeps as `[in, out]`, with a norm before it or none.
    fn linear(
        &mut self,
        name: &str,
        sizes: [usize; 2],
        before: Option<&Norm>,
    ) -> Result<Affine, WeightsError> {
        let weights = self.take(&format!("{name}.weight"), &sizes)?;
        self.biased(name, weights, sizes[1], before)
    }

    fn biased(
        &mut self,
        name: &str,
        weights: Vec<f32>,
        columns: usize,
        before: Option<&Norm>,
    ) -> Result<Affine, WeightsError> {
        let bias = self.bias(name, columns)?;
        let folded = Folded::dense(weights, Some(&bias), before, None, columns);
        Ok(self.affine(folded.padded(LANES)))
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
        norm: Option<&Norm>,
    ) -> Result<Slot, WeightsError> {
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
            affine: self.linear(fc1, [width, hidden], None)?,
            output: squeezed,
            shape: [lanes, padded(hidden)],
            parts: 1,
            factor: (rows as f32).recip(),
            activation: Activation::Relu,
        };
        let second = Step::Dense {
            input: squeezed,
            affine: self.linear(fc2, [hidden, Class::COUNT], norm)?,
            output,
            shape: [padded(hidden), padded(Class::COUNT)],
            parts: 1,
            factor: 1.0,
            activation: Activation::None,
        };
        self.steps.extend([sum, first, second]);
        Ok(output)
    }
}
