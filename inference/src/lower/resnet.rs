//! `ResNet` V2 in Keras's form, step by step.

use super::super::recipe::{Layout, NormTensors, Recipe};
use super::super::{Activation, PIXEL, Pooling, Slot, Step};
use super::{Lowering, Product};
use model::zoo::coatnet::CHANNELS;
use model::zoo::resnet50v2::{EPSILON, EXPANSION, ResNetV2Config};

/// Side of the first convolution's kernel.
const KERNEL: usize = 7;

/// Adds the whole network; returns the logits.
pub(super) fn lower(
    lowering: &mut Lowering,
    config: &ResNetV2Config,
    input: Slot,
    side: usize,
) -> Slot {
    let mut side = side / 4;
    let mut map = lowering.first(input, side, config.stem);
    let mut width_in = config.stem;
    for (stage, (&width, &blocks)) in config.widths.iter().zip(&config.blocks).enumerate() {
        for block in 0..blocks {
            let stride = config.stride(stage, block);
            side /= stride;
            let place = Place {
                name: format!("stage{}.{block}", stage + 1),
                side,
                stride,
                widths: [width_in, width],
                projects: block == 0,
            };
            map = lowering.bottleneck(&place, map);
            width_in = EXPANSION * width;
        }
    }
    let rows = side * side;
    let map = lowering.normalise(
        NormTensors::new("post_bn".to_owned(), width_in, EPSILON),
        map,
        rows,
    );
    let norm = NormTensors::new("fc_bn".to_owned(), config.head_hidden, EPSILON);
    let sizes = [width_in, config.head_hidden];
    lowering.classify(map, rows, ["fc1", "fc2"], sizes, Some(norm))
}

/// Where a block stands.
struct Place {
    name: String,
    /// Rows and columns of its output.
    side: usize,
    /// 2 where it halves the map.
    stride: usize,
    /// Channels of its input and inside it.
    widths: [usize; 2],
    /// Whether its shortcut has a convolution.
    projects: bool,
}

impl Place {
    fn name(&self, part: &str) -> String {
        format!("{}.{part}", self.name)
    }
}

impl Lowering {
    /// The first convolution and its pooling, whose padding counts as zeros.
    fn first(&mut self, input: Slot, side: usize, width: usize) -> Slot {
        let affine = self.affine(Recipe::Convolution {
            name: "conv1".to_owned(),
            kernel: KERNEL,
            widths: [CHANNELS, PIXEL, width],
            bias: true,
            after: None,
        });
        let output = self.slot("hidden", 4 * side * side * width);
        self.steps.push(Step::Convolution {
            input,
            affine,
            output,
            side: 2 * side,
            kernel: KERNEL,
            stride: 2,
            widths: [PIXEL, width],
            activation: Activation::None,
        });
        self.pool("stem", output, [side, width], Pooling::GreatestOrZero)
    }

    fn normalise(&mut self, norm: NormTensors, input: Slot, rows: usize) -> Slot {
        let width = norm.width;
        let affine = self.affine(Recipe::BatchNorm(norm));
        let output = self.slot("active", rows * width);
        self.steps.push(Step::Normalise {
            input,
            affine,
            output,
            rows,
            width,
        });
        output
    }

    fn bottleneck(&mut self, place: &Place, map: Slot) -> Slot {
        let [width_in, width] = place.widths;
        let width_out = EXPANSION * width;
        let rows_in = (place.side * place.stride).pow(2);
        let rows = place.side.pow(2);

        let active = self.normalise(
            NormTensors::new(place.name("bn0"), width_in, EPSILON),
            map,
            rows_in,
        );
        let residual = if place.projects {
            let affine = self.pixelwise(&place.name("shortcut"), [width_in, width_out]);
            let output = self.slot("shortcut", rows * width_out);
            let input = if place.stride == 2 {
                let sizes = [place.side, width_in];
                self.pool("pooled map", active, sizes, Pooling::Same)
            } else {
                active
            };
            self.product(Product {
                input,
                affine,
                residual: None,
                output,
                shape: [rows, width_in, width_out],
                activation: Activation::None,
            });
            output
        } else if place.stride == 2 {
            self.pool("shortcut", map, [place.side, width_in], Pooling::Same)
        } else {
            map
        };

        let affine = self.affine(Recipe::Dense {
            name: place.name("conv1"),
            layout: Layout::Convolution,
            sizes: [width_in, width],
            bias: false,
            before: None,
            after: Some(NormTensors::new(place.name("bn1"), width, EPSILON)),
        });
        let narrow = self.slot("hidden", rows_in * width);
        self.product(Product {
            input: active,
            affine,
            residual: None,
            output: narrow,
            shape: [rows_in, width_in, width],
            activation: Activation::Relu,
        });

        let affine = self.affine(Recipe::Convolution {
            name: place.name("conv2"),
            kernel: 3,
            widths: [width, width, width],
            bias: false,
            after: Some(NormTensors::new(place.name("bn2"), width, EPSILON)),
        });
        let filtered = self.slot("filtered", rows * width);
        self.steps.push(Step::Convolution {
            input: narrow,
            affine,
            output: filtered,
            side: place.side,
            kernel: 3,
            stride: place.stride,
            widths: [width, width],
            activation: Activation::Relu,
        });

        let affine = self.pixelwise(&place.name("conv3"), [width, width_out]);
        let output = self.stream(rows * width_out);
        self.product(Product {
            input: filtered,
            affine,
            residual: Some(residual),
            output,
            shape: [rows, width, width_out],
            activation: Activation::None,
        });
        output
    }
}
