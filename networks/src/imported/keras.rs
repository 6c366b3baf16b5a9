//! Keras's names and layouts, of `keras.applications.ResNet50V2` without its top.

use super::source::Source;

/// Layers of a block.
const BLOCK: [(&str, &str); 7] = [
    ("bn0", "preact_bn"),
    ("shortcut", "0_conv"),
    ("conv1", "1_conv"),
    ("bn1", "1_bn"),
    ("conv2", "2_conv"),
    ("bn2", "2_bn"),
    ("conv3", "3_conv"),
];

/// Where Keras keeps a tensor of the network, as `LAYER/VARIABLE`.
pub(super) fn source(name: &str, shape: &[usize]) -> Source {
    let (layer, field) = name.rsplit_once('.').unwrap_or((name, ""));
    let field = match field {
        "weight" => "kernel",
        "running_mean" => "moving_mean",
        "running_var" => "moving_variance",
        field => field,
    };
    let stored = format!("{}/{field}", stored_layer(layer));
    match *shape {
        [width, width_in, rows, columns] => {
            Source::reordered(stored, &[rows, columns, width_in, width], &[3, 2, 0, 1])
        }
        _ => Source::same(stored, shape),
    }
}

/// Whether a tensor belongs to the layer that tells the thousand classes of `ImageNet`.
pub(super) fn is_top(name: &str) -> bool {
    name.starts_with("predictions/")
}

/// The name of a layer: stages are counted from 2, blocks from 1.
fn stored_layer(layer: &str) -> String {
    let in_block = layer.strip_prefix("stage").and_then(|layer| {
        let mut parts = layer.splitn(3, '.');
        let (stage, block, part) = (parts.next()?, parts.next()?, parts.next()?);
        let (_, part) = BLOCK.iter().find(|(here, _)| *here == part)?;
        let (stage, block): (usize, usize) = (stage.parse().ok()?, block.parse().ok()?);
        Some(format!("conv{}_block{}_{part}", stage + 1, block + 1))
    });
    match (in_block, layer) {
        (Some(name), _) => name,
        (None, "conv1") => "conv1_conv".to_owned(),
        // The top, which the files lack.
        (None, layer) => layer.to_owned(),
    }
}
