//! timm's names and layouts, of `maxxvit.py` and `resnetv2.py`.

use model::input::spec::MAX_SIDE;
use model::zoo::coatnet::{CoAtNetConfig, FinalNorm};
use model::zoo::{Config, SIDE_STEP};

use super::ForeignTensors;
use super::source::Source;
use crate::part::is_position_bias;

/// The end of the name of a table of relative position biases.
const TABLE: &str = "relative_position_bias_table";

/// Layers of a block of a `CoAtNet`, here and there.
const BLOCK: [(&str, &str); 16] = [
    ("bn0", "pre_norm"),
    ("expand", "conv1_1x1"),
    ("bn1", "norm1"),
    ("depthwise", "conv2_kxk"),
    ("bn2", "norm2"),
    ("se.reduce", "se.fc1"),
    ("se.expand", "se.fc2"),
    ("project", "conv3_1x1"),
    ("shortcut", "shortcut.expand"),
    ("ln1", "norm1"),
    ("attention.qkv", "attn.qkv"),
    ("attention.out", "attn.proj"),
    ("attention", "attn.rel_pos"),
    ("ln2", "norm2"),
    ("ffn1", "mlp.fc1"),
    ("ffn2", "mlp.fc2"),
];

/// Layers of a bottleneck.
const BOTTLENECK: [(&str, &str); 7] = [
    ("bn0", "norm1"),
    ("conv1", "conv1"),
    ("bn1", "norm2"),
    ("conv2", "conv2"),
    ("bn2", "norm3"),
    ("conv3", "conv3"),
    ("shortcut", "downsample.conv"),
];

/// Layers outside the blocks.
const OTHERS: [(&str, &str); 8] = [
    ("stem.conv1", "stem.conv1"),
    ("stem.bn", "stem.norm1"),
    ("stem.conv2", "stem.conv2"),
    ("head.fc1", "head.pre_logits.fc"),
    ("head.fc2", "head.fc"),
    ("conv1", "stem.conv"),
    ("post_bn", "norm"),
    ("fc2", "head.fc"),
];

/// Fields of layers.
const FIELDS: [(&str, &str); 3] = [("gamma", "weight"), ("beta", "bias"), ("rel_bias", TABLE)];

/// Where timm keeps a tensor of a network.
pub(super) fn source(config: &Config, name: &str, shape: &[usize]) -> Source {
    let (layer, field) = name.rsplit_once('.').unwrap_or((name, ""));
    let stored = format!(
        "{}.{}",
        stored_layer(config, layer),
        renamed(&FIELDS, field)
    );
    match (shape, config) {
        (&[heads, span, _], _) if is_position_bias(name) => {
            Source::reordered(stored, &[span * span, heads], &[2, 0, 1])
                .split(vec![span, span, heads])
        }
        (&[depth, columns], Config::CoAtNet(config)) if layer.ends_with("attention.qkv") => {
            let [heads, width] = heads(config, columns);
            Source::reordered(stored, &[columns, depth], &[3, 1, 0, 2])
                .split(vec![heads, 3, width, depth])
        }
        (&[columns], Config::CoAtNet(config)) if layer.ends_with("attention.qkv") => {
            let [heads, width] = heads(config, columns);
            Source::reordered(stored, &[columns], &[1, 0, 2]).split(vec![heads, 3, width])
        }
        (&[depth, columns], _) => Source::reordered(stored, &[columns, depth], &[1, 0]),
        _ => Source::same(stored, shape),
    }
}

/// The heads of a layer that makes queries, keys and values, and the channels of each. There, those of a
/// head follow each other.
const fn heads(config: &CoAtNetConfig, columns: usize) -> [usize; 2] {
    [columns / 3 / config.head_width, config.head_width]
}

/// The name of a layer.
fn stored_layer(config: &Config, layer: &str) -> String {
    let block = layer.strip_prefix("stage").and_then(|layer| {
        let mut parts = layer.splitn(3, '.');
        let (stage, block, part) = (parts.next()?, parts.next()?, parts.next()?);
        Some((stage.parse::<usize>().ok()?, block, part))
    });
    let Some((stage, block, part)) = block else {
        return match config {
            Config::CoAtNet(config) if layer == "head.norm" => match config.final_norm {
                FinalNorm::BeforePooling => "norm".to_owned(),
                _ => layer.to_owned(),
            },
            _ => renamed(&OTHERS, layer).to_owned(),
        };
    };
    let part = match config {
        Config::CoAtNet(config) => match part.strip_prefix("se.") {
            Some(_) if config.mbconv.squeeze_before_norm => {
                renamed(&BLOCK, part).replace("se.", "se_early.")
            }
            // Where a block pools, the pooling is part of the norm.
            None if part == "ln1" && block == "0" => "norm1.norm".to_owned(),
            _ => renamed(&BLOCK, part).to_owned(),
        },
        Config::ResNetV2(_) => renamed(&BOTTLENECK, part).to_owned(),
    };
    format!("stages.{}.blocks.{block}.{part}", stage.saturating_sub(1))
}

/// The name there; one without an entry is the same.
fn renamed<'a>(names: &[(&str, &'a str)], name: &'a str) -> &'a str {
    let mut entries = names.iter().filter(|(here, _)| *here == name);
    entries.next().map_or(name, |(_, there)| there)
}

/// The side of the images that a `CoAtNet` with these tensors takes, by the smallest table of positions.
pub(super) fn side(tensors: &ForeignTensors) -> Option<u32> {
    let tables = tensors.iter().filter(|(name, _)| name.ends_with(TABLE));
    let offsets = tables.filter_map(|(_, table)| table.shape.first().copied());
    let span = offsets.min()?.isqrt();
    let side = u32::try_from(span.div_ceil(2)).ok()?.checked_mul(SIDE_STEP);
    side.filter(|side| *side <= MAX_SIDE)
}
