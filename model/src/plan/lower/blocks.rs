//! The blocks of a `CoAtNet`, step by step.

use super::super::fold::Folded;
use super::super::{Activation, Affine, LANES, PIXEL, Slot, Step};
use super::{Lowering, Place};
use crate::class::Class;
use crate::nn::mbconv::{EXPANSION, SQUEEZE};
use crate::nn::transformer::FEED_FORWARD;
use crate::weights::WeightsError;
use crate::zoo::coatnet::{CHANNELS, CoAtNetConfig};

/// Sums of a map that run side by side before squeeze-and-excitation.
const PARTS: usize = 4;

impl Lowering<'_> {
    pub(super) fn stem(
        &mut self,
        input: Slot,
        side: usize,
        width: usize,
    ) -> Result<Slot, WeightsError> {
        let three = |name: &str, width_in: usize| {
            self.take(&format!("stem.{name}.weight"), &[width, width_in, 3, 3])
        };
        let (first, second) = (three("conv1", CHANNELS)?, three("conv2", width)?);
        let norm = self.norm("stem.bn", width)?;
        let bias = self.bias("stem.conv2", width)?;
        let first = Folded::three(&first, None, Some(&norm), [CHANNELS, PIXEL, width]);
        let second = Folded::three(&second, Some(&bias), None, [width, width, width]);
        let length = side * side * width;
        let hidden = self.slot("hidden", length);
        let output = self.slot("stem", length);
        let first = Step::Convolution {
            input,
            affine: self.affine(first),
            output: hidden,
            side,
            stride: 2,
            widths: [PIXEL, width],
            activation: Activation::Gelu,
        };
        let second = Step::Convolution {
            input: hidden,
            affine: self.affine(second),
            output,
            side,
            stride: 1,
            widths: [width, width],
            activation: Activation::None,
        };
        self.steps.extend([first, second]);
        Ok(output)
    }

    /// The pooled and projected input of a block that goes down; the input itself elsewhere.
    fn shortcut(&mut self, place: &Place, map: Slot, projection: Option<Affine>) -> Slot {
        let Some(affine) = projection else {
            return map;
        };
        let rows = place.side * place.side;
        let input = self.pool(place, map, "pooled map");
        let output = self.slot("shortcut", rows * place.widths[1]);
        self.steps.push(Step::Product {
            input,
            scale: None,
            affine,
            residual: None,
            output,
            shape: [rows, place.widths[0], place.widths[1]],
            activation: Activation::None,
        });
        output
    }

    fn pool(&mut self, place: &Place, input: Slot, name: &'static str) -> Slot {
        let (side, width) = (place.side, place.widths[0]);
        let output = self.slot(name, side * side * width);
        self.steps.push(Step::Pool {
            input,
            output,
            side,
            width,
        });
        output
    }

    /// An `MBConv` block.
    pub(super) fn convolve(&mut self, place: &Place, map: Slot) -> Result<Slot, WeightsError> {
        let [width_in, width] = place.widths;
        let hidden = EXPANSION * width_in;
        let rows_in = place.side_in().pow(2);
        let rows = place.side.pow(2);

        let before = self.norm(&place.name("bn0"), width_in)?;
        let after = self.norm(&place.name("bn1"), hidden)?;
        let weights = self.pointwise(&place.name("expand"), [width_in, hidden])?;
        let folded = Folded::dense(weights, None, Some(&before), Some(&after), hidden);
        let expanded = self.slot("hidden", rows_in * hidden);
        let expand = Step::Product {
            input: map,
            scale: None,
            affine: self.affine(folded),
            residual: None,
            output: expanded,
            shape: [rows_in, width_in, hidden],
            activation: Activation::Gelu,
        };

        let after = self.norm(&place.name("bn2"), hidden)?;
        let weights = self.take(&place.name("depthwise.weight"), &[hidden, 1, 3, 3])?;
        let folded = Folded::depthwise(&weights, &after);
        let filtered = self.slot("filtered", rows * hidden);
        let depthwise = Step::Depthwise {
            input: expanded,
            affine: self.affine(folded),
            output: filtered,
            side: place.side,
            stride: if place.down { 2 } else { 1 },
            width: hidden,
        };
        self.steps.extend([expand, depthwise]);
        let scale = self.squeeze_excite(&place.name("se"), filtered, rows, hidden)?;
        let projection = place
            .down
            .then(|| self.pixelwise(&place.name("shortcut"), place.widths))
            .transpose()?;
        let residual = self.shortcut(place, map, projection);
        let affine = self.pixelwise(&place.name("project"), [hidden, width])?;
        let output = self.stream(rows * width);
        self.steps.push(Step::Product {
            input: filtered,
            scale: Some(scale),
            affine,
            residual: Some(residual),
            output,
            shape: [rows, hidden, width],
            activation: Activation::None,
        });
        Ok(output)
    }

    /// The factor of each channel.
    fn squeeze_excite(
        &mut self,
        name: &str,
        map: Slot,
        rows: usize,
        width: usize,
    ) -> Result<Slot, WeightsError> {
        let squeezed = width / SQUEEZE;
        let sums = self.slot("sums", PARTS * width);
        let reduced = self.slot("squeezed", squeezed);
        let scale = self.slot("scale", width);
        let sum = Step::RowSum {
            input: map,
            output: sums,
            rows,
            width,
            parts: PARTS,
        };
        let reduce = Step::Dense {
            input: sums,
            affine: self.pixelwise(&format!("{name}.reduce"), [width, squeezed])?,
            output: reduced,
            shape: [width, squeezed],
            parts: PARTS,
            factor: (rows as f32).recip(),
            activation: Activation::Gelu,
        };
        let expand = Step::Dense {
            input: reduced,
            affine: self.pixelwise(&format!("{name}.expand"), [squeezed, width])?,
            output: scale,
            shape: [squeezed, width],
            parts: 1,
            factor: 1.0,
            activation: Activation::Sigmoid,
        };
        self.steps.extend([sum, reduce, expand]);
        Ok(scale)
    }

    fn layer_norm(
        &mut self,
        name: &str,
        input: Slot,
        rows: usize,
        width: usize,
    ) -> Result<Slot, WeightsError> {
        let gamma = self.take(&format!("{name}.gamma"), &[width])?;
        let beta = self.take(&format!("{name}.beta"), &[width])?;
        let (gamma, beta) = (self.constant(gamma), self.constant(beta));
        let output = self.slot("normed", rows * width);
        self.steps.push(Step::LayerNorm {
            input,
            gamma,
            beta,
            output,
            rows,
            width,
        });
        Ok(output)
    }

    /// A transformer block.
    pub(super) fn attend(
        &mut self,
        place: &Place,
        map: Slot,
        head_width: usize,
    ) -> Result<Slot, WeightsError> {
        let [width_in, width] = place.widths;
        let rows = place.side.pow(2);
        let rows_in = place.side_in().pow(2);
        let heads = width / head_width;
        let product = |input, affine, residual, output, depth, columns, activation| Step::Product {
            input,
            scale: None,
            affine,
            residual,
            output,
            shape: [rows, depth, columns],
            activation,
        };

        let mut tokens = self.layer_norm(&place.name("ln1"), map, rows_in, width_in)?;
        if place.down {
            tokens = self.pool(place, tokens, "pooled tokens");
        }
        let projection = place
            .down
            .then(|| self.linear(&place.name("shortcut"), place.widths))
            .transpose()?;
        let residual = self.shortcut(place, map, projection);

        let affine = self.linear(&place.name("attention.qkv"), [width_in, 3 * width])?;
        let qkv = self.slot("qkv", rows * 3 * width);
        let none = Activation::None;
        self.steps.push(product(
            tokens,
            affine,
            None,
            qkv,
            width_in,
            3 * width,
            none,
        ));
        let span = 2 * place.side - 1;
        let table = self.take(&place.name("attention.rel_bias"), &[heads, span, span])?;
        let table = self.constant(table);
        let attended = self.slot("attended", rows * width);
        self.steps.push(Step::Attention {
            qkv,
            table,
            output: attended,
            side: place.side,
            heads: [heads, head_width],
        });
        let affine = self.linear(&place.name("attention.out"), [width, width])?;
        let middle = self.slot("middle", rows * width);
        self.steps.push(product(
            attended,
            affine,
            Some(residual),
            middle,
            width,
            width,
            none,
        ));

        let tokens = self.layer_norm(&place.name("ln2"), middle, rows, width)?;
        let wide = FEED_FORWARD * width;
        let affine = self.linear(&place.name("ffn1"), [width, wide])?;
        let hidden = self.slot("hidden", rows * wide);
        self.steps.push(product(
            tokens,
            affine,
            None,
            hidden,
            width,
            wide,
            Activation::Gelu,
        ));
        let affine = self.linear(&place.name("ffn2"), [wide, width])?;
        let output = self.stream(rows * width);
        self.steps.push(product(
            hidden,
            affine,
            Some(middle),
            output,
            wide,
            width,
            none,
        ));
        Ok(output)
    }

    pub(super) fn head(
        &mut self,
        config: &CoAtNetConfig,
        map: Slot,
        side: usize,
    ) -> Result<Slot, WeightsError> {
        let width = config.widths[4];
        let rows = side * side;
        let map = if config.final_norm {
            self.layer_norm("head.norm", map, rows, width)?
        } else {
            map
        };
        let padded = Class::COUNT.next_multiple_of(LANES);
        let sums = self.slot("sums", width);
        let hidden = self.slot("squeezed", config.head_hidden);
        let output = self.slot("logits", padded);
        let sum = Step::RowSum {
            input: map,
            output: sums,
            rows,
            width,
            parts: 1,
        };
        let first = Step::Dense {
            input: sums,
            affine: self.linear("head.fc1", [width, config.head_hidden])?,
            output: hidden,
            shape: [width, config.head_hidden],
            parts: 1,
            factor: (rows as f32).recip(),
            activation: Activation::Relu,
        };
        let weights = self.take("head.fc2.weight", &[config.head_hidden, Class::COUNT])?;
        let bias = self.bias("head.fc2", Class::COUNT)?;
        let folded = Folded::dense(weights, Some(&bias), None, None, Class::COUNT).padded(padded);
        let second = Step::Dense {
            input: hidden,
            affine: self.affine(folded),
            output,
            shape: [config.head_hidden, padded],
            parts: 1,
            factor: 1.0,
            activation: Activation::None,
        };
        self.steps.extend([sum, first, second]);
        Ok(output)
    }
}
