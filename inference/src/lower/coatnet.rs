//! `CoAtNet`, step by step.

use super::super::recipe::{Layout, NormTensors, Recipe};
use super::super::{Activation, Affine, PIXEL, Pooling, Slot, Step};
use super::{Lowering, Product, padded};
use model::zoo::coatnet::{CHANNELS, CoAtNetConfig, EXPANSION, FEED_FORWARD, SQUEEZE};

/// Sums of a map that run side by side before squeeze-and-excitation.
const PARTS: usize = 4;

/// burn's and `PyTorch`'s default for batch norms.
const EPSILON: f64 = 1e-5;

/// Adds the whole network; returns the logits.
pub(super) fn lower(
    lowering: &mut Lowering,
    config: &CoAtNetConfig,
    input: Slot,
    side: usize,
) -> Slot {
    let mut map = lowering.stem(input, side / 2, config.widths[0]);
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
                lowering.convolve(&place, map)
            } else {
                lowering.attend(&place, map, config.head_width)
            };
        }
    }
    let width = config.widths[4];
    let rows = (side / 32).pow(2);
    if config.final_norm {
        map = lowering.layer_norm("head.norm", map, rows, width);
    }
    let sizes = [width, config.head_hidden];
    lowering.classify(map, rows, ["head.fc1", "head.fc2"], sizes, None)
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

impl Lowering {
    fn stem(&mut self, input: Slot, side: usize, width: usize) -> Slot {
        let convolution = |name: &str, widths, bias, after| Recipe::Convolution {
            name: format!("stem.{name}"),
            kernel: 3,
            widths,
            bias,
            after,
        };
        let after = Some(NormTensors::new("stem.bn".to_owned(), width, EPSILON));
        let first = convolution("conv1", [CHANNELS, PIXEL, width], false, after);
        let second = convolution("conv2", [width, width, width], true, None);
        let length = side * side * width;
        let hidden = self.slot("hidden", length);
        let output = self.slot("stem", length);
        let first = Step::Convolution {
            input,
            affine: self.affine(first),
            output: hidden,
            side,
            kernel: 3,
            stride: 2,
            widths: [PIXEL, width],
            activation: Activation::Gelu,
        };
        let second = Step::Convolution {
            input: hidden,
            affine: self.affine(second),
            output,
            side,
            kernel: 3,
            stride: 1,
            widths: [width, width],
            activation: Activation::None,
        };
        self.steps.extend([first, second]);
        output
    }

    /// The pooled and projected input of a block that goes down; the input itself elsewhere.
    fn shortcut(&mut self, place: &Place, map: Slot, projection: Option<Affine>) -> Slot {
        let Some(affine) = projection else {
            return map;
        };
        let [width_in, width] = place.widths;
        let rows = place.side.pow(2);
        let sizes = [place.side, padded(width_in)];
        let input = self.pool("pooled map", map, sizes, Pooling::Greatest);
        let output = self.slot("shortcut", rows * padded(width));
        self.product(Product {
            input,
            affine,
            residual: None,
            output,
            shape: [rows, width_in, width],
            activation: Activation::None,
        });
        output
    }

    /// An `MBConv` block.
    fn convolve(&mut self, place: &Place, map: Slot) -> Slot {
        let [width_in, width] = place.widths;
        let hidden = EXPANSION * width_in;
        let rows_in = place.side_in().pow(2);
        let rows = place.side.pow(2);

        let affine = self.affine(Recipe::Dense {
            name: place.name("expand"),
            layout: Layout::Convolution,
            sizes: [width_in, hidden],
            bias: false,
            before: Some(NormTensors::new(place.name("bn0"), width_in, EPSILON)),
            after: Some(NormTensors::new(place.name("bn1"), hidden, EPSILON)),
        });
        let expanded = self.slot("hidden", rows_in * hidden);
        self.product(Product {
            input: map,
            affine,
            residual: None,
            output: expanded,
            shape: [rows_in, width_in, hidden],
            activation: Activation::Gelu,
        });

        let affine = self.affine(Recipe::Depthwise {
            name: place.name("depthwise"),
            after: NormTensors::new(place.name("bn2"), hidden, EPSILON),
        });
        let filtered = self.slot("filtered", rows * hidden);
        self.steps.push(Step::Depthwise {
            input: expanded,
            affine,
            output: filtered,
            side: place.side,
            stride: if place.down { 2 } else { 1 },
            width: hidden,
        });
        let scale = self.squeeze_excite(&place.name("se"), filtered, rows, hidden);
        let projection = place
            .down
            .then(|| self.pixelwise(&place.name("shortcut"), place.widths));
        let residual = self.shortcut(place, map, projection);
        let affine = self.pixelwise(&place.name("project"), [hidden, width]);
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
        output
    }

    /// The factor of each channel.
    fn squeeze_excite(&mut self, name: &str, map: Slot, rows: usize, width: usize) -> Slot {
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
            affine: self.pixelwise(&format!("{name}.reduce"), [width, squeezed]),
            output: reduced,
            shape: [width, squeezed],
            parts: PARTS,
            factor: (rows as f32).recip(),
            activation: Activation::Gelu,
        };
        let expand = Step::Dense {
            input: reduced,
            affine: self.pixelwise(&format!("{name}.expand"), [squeezed, width]),
            output: scale,
            shape: [squeezed, width],
            parts: 1,
            factor: 1.0,
            activation: Activation::Sigmoid,
        };
        self.steps.extend([sum, reduce, expand]);
        scale
    }

    fn layer_norm(&mut self, name: &str, input: Slot, rows: usize, channels: usize) -> Slot {
        let width = padded(channels);
        let affine = self.affine(Recipe::LayerNorm {
            name: name.to_owned(),
            channels,
        });
        let output = self.slot("normed", rows * width);
        self.steps.push(Step::LayerNorm {
            input,
            affine,
            output,
            rows,
            width,
            channels,
        });
        output
    }

    /// A transformer block.
    fn attend(&mut self, place: &Place, map: Slot, head_width: usize) -> Slot {
        let [width_in, width] = place.widths;
        let rows = place.side.pow(2);
        let rows_in = place.side_in().pow(2);
        let heads = width / head_width;
        let inner = heads * head_width;

        let mut tokens = self.layer_norm(&place.name("ln1"), map, rows_in, width_in);
        if place.down {
            let sizes = [place.side, padded(width_in)];
            tokens = self.pool("pooled tokens", tokens, sizes, Pooling::Greatest);
        }
        let projection = place
            .down
            .then(|| self.linear(&place.name("shortcut"), place.widths, None));
        let residual = self.shortcut(place, map, projection);

        let affine = self.linear(&place.name("attention.qkv"), [width_in, 3 * inner], None);
        let qkv = self.slot("qkv", rows * 3 * inner);
        let product = |input, affine, output, [depth, columns]: [usize; 2]| Product {
            input,
            affine,
            residual: None,
            output,
            shape: [rows, depth, columns],
            activation: Activation::None,
        };
        self.product(product(tokens, affine, qkv, [width_in, 3 * inner]));
        let span = 2 * place.side - 1;
        let table = self.affine(Recipe::Table {
            name: place.name("attention.rel_bias"),
            shape: [heads, span, span],
        });
        let attended = self.slot("attended", rows * inner);
        self.steps.push(Step::Attention {
            qkv,
            table,
            output: attended,
            side: place.side,
            heads: [heads, head_width],
        });
        let affine = self.linear(&place.name("attention.out"), [inner, width], None);
        let middle = self.slot("middle", rows * padded(width));
        self.product(Product {
            residual: Some(residual),
            ..product(attended, affine, middle, [inner, width])
        });

        self.feed_forward(place, middle)
    }

    /// The second half of a transformer block.
    fn feed_forward(&mut self, place: &Place, map: Slot) -> Slot {
        let rows = place.side.pow(2);
        let width = place.widths[1];
        let wide = FEED_FORWARD * width;
        let tokens = self.layer_norm(&place.name("ln2"), map, rows, width);
        let affine = self.linear(&place.name("ffn1"), [width, wide], None);
        let hidden = self.slot("hidden", rows * padded(wide));
        self.product(Product {
            input: tokens,
            affine,
            residual: None,
            output: hidden,
            shape: [rows, width, wide],
            activation: Activation::Gelu,
        });
        let affine = self.linear(&place.name("ffn2"), [wide, width], None);
        let output = self.stream(rows * padded(width));
        self.product(Product {
            input: hidden,
            affine,
            residual: Some(map),
            output,
            shape: [rows, wide, width],
            activation: Activation::None,
        });
        output
    }
}
