//! Which part of a network a tensor belongs to, by its name.

/// Fields of the networks' heads: everything after the last feature map.
const HEAD: [&str; 4] = ["head", "fc1", "fc_bn", "fc2"];

/// The biases of the layers that compute the logits, one for each family.
pub const OUTPUTS: [&str; 2] = ["head.fc2.bias", "fc2.bias"];

/// Whether a tensor belongs to the head, which turns features into logits.
pub fn is_head(name: &str) -> bool {
    let field = name.split('.').next().unwrap_or_default();
    HEAD.contains(&field)
}

/// Whether a tensor belongs to the layer that computes the logits.
pub fn is_output(name: &str) -> bool {
    let name = name.strip_prefix("head.").unwrap_or(name);
    name.starts_with("fc2.")
}

/// Whether a tensor is a table of relative position biases, whose size depends on the input side.
pub fn is_position_bias(name: &str) -> bool {
    name.ends_with(".rel_bias")
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Device;
    use model::weights::NumberFormat;
    use model::zoo::Architecture;

    use crate::network::Network;
    use crate::weights::pack;

    /// The names of an architecture's tensors that satisfy `kind`.
    fn names(architecture: Architecture, kind: fn(&str) -> bool) -> Vec<String> {
        let network = Network::new(architecture, 32, &Device::flex()).unwrap();
        let tensors = pack(&network, NumberFormat::F32).tensors;
        let names = tensors.into_iter().map(|tensor| tensor.name);
        names.filter(|name| kind(name)).collect()
    }

    #[test]
    fn the_parts_of_both_families_are_told_apart() {
        let coatnet = Architecture::CoAtNetTiny;
        let resnet = Architecture::ResNet50V2;
        assert_eq!(
            names(coatnet, is_head),
            [
                "head.fc1.weight",
                "head.fc1.bias",
                "head.fc2.weight",
                "head.fc2.bias"
            ]
        );
        assert_eq!(names(resnet, is_head).len(), 8);
        assert_eq!(
            names(coatnet, is_output),
            ["head.fc2.weight", "head.fc2.bias"]
        );
        assert_eq!(names(resnet, is_output), ["fc2.weight", "fc2.bias"]);
        assert_eq!(names(coatnet, is_position_bias).len(), 4);
        assert!(names(resnet, is_position_bias).is_empty());
    }
}
