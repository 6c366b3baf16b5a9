//! From a `CoAtNet`'s tensors to its plan. The network is defined in [`crate::zoo::coatnet`]; the
//! tests hold the two together.

mod blocks;

use std::collections::BTreeMap;

use thiserror::Error;

use super::fold::{Folded, Norm, transpose};
use super::{Affine, Constant, LANES, PIXEL, Plan, Slot, Step};
use crate::weights::WeightsError;
use crate::weights::tensors::Tensors;
use crate::zoo::Architecture;
use crate::zoo::coatnet::CoAtNetConfig;

/// Why there is no plan.
#[derive(Debug, Error)]
pub enum PlanError {
    /// Not a `CoAtNet`, or one of odd width.
    #[error("{0} has no plan of fused kernels")]
    NotLowered(Architecture),
    /// The tensors are not those of the network.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

/// Lowers a network for images of `side` pixels, a multiple of 32.
///
/// # Errors
/// [`PlanError::NotLowered`] for networks without a plan, [`PlanError::Weights`] when a tensor is
/// missing, superfluous, of the wrong shape or not finite.
pub fn lower(
    architecture: Architecture,
    side: usize,
    tensors: &Tensors,
) -> Result<Plan, PlanError> {
    let fits = |config: &&CoAtNetConfig| {
        let widths = config.widths.iter().chain([&config.head_width]);
        widths.copied().all(|width| width.is_multiple_of(LANES))
            && config.widths[3].is_multiple_of(config.head_width)
            && config.widths[4].is_multiple_of(config.head_width)
    };
    let config = architecture
        .coatnet()
        .filter(fits)
        .ok_or(PlanError::NotLowered(architecture))?;
    lower_config(config, side, tensors)
}

/// As [`lower`], for any sizes that fit.
pub(super) fn lower_config(
    config: &CoAtNetConfig,
    side: usize,
    tensors: &Tensors,
) -> Result<Plan, PlanError> {
    let mut lowering = Lowering {
        tensors,
        names: BTreeMap::new(),
        slots: Vec::new(),
        constants: Vec::new(),
        steps: Vec::new(),
        streams: 0,
    };
    let input = lowering.slot("input", side * side * PIXEL);
    let mut map = lowering.stem(input, side / 2, config.widths[0])?;
    for stage in 1..=4 {
        for block in 0..config.blocks[stage - 1] {
            let place = Place {
                name: format!("stage{stage}.{block}"),
                down: block == 0,
                side: side >> (stage + 1),
                widths: [
                    config.widths[stage - usize::from(block == 0)],
                    config.widths[stage],
                ],
            };
            map = if stage <= 2 {
                lowering.convolve(&place, map)?
            } else {
                lowering.attend(&place, map, config.head_width)?
            };
        }
    }
    let output = lowering.head(config, map, side / 32)?;
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

/// Where a block stands.
struct Place {
    name: String,
    down: bool,
    /// Rows and columns of its output.
    side: usize,
    /// Channels in and out.
    widths: [usize; 2],
}

impl Place {
    fn name(&self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }

    /// Rows and columns of its input.
    const fn side_in(&self) -> usize {
        if self.down { 2 * self.side } else { self.side }
    }
}

struct Lowering<'a> {
    tensors: &'a Tensors,
    names: BTreeMap<&'static str, Slot>,
    slots: Vec<usize>,
    constants: Vec<Vec<f32>>,
    steps: Vec<Step>,
    streams: usize,
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

    fn norm(&self, name: &str, width: usize) -> Result<Norm, WeightsError> {
        let take = |field: &str| self.take(&format!("{name}.{field}"), &[width]);
        Ok(Norm::new(
            &take("gamma")?,
            &take("beta")?,
            &take("running_mean")?,
            &take("running_var")?,
        ))
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
        let bias = self.bias(name, sizes[1])?;
        let folded = Folded::dense(weights, Some(&bias), None, None, sizes[1]);
        Ok(self.affine(folded))
    }

    /// A dense layer, whose weights burn keeps as `[in, out]`.
    fn linear(&mut self, name: &str, sizes: [usize; 2]) -> Result<Affine, WeightsError> {
        let weights = self.take(&format!("{name}.weight"), &sizes)?;
        let bias = self.bias(name, sizes[1])?;
        let folded = Folded::dense(weights, Some(&bias), None, None, sizes[1]);
        Ok(self.affine(folded))
    }
}
