//! A network of any architecture in burn: images in, logits out.

use burn::module::Module;
use burn::nn::LinearConfig;
use burn::tensor::{Device, Tensor, TensorData};

use model::input::NetworkInput;
use model::zoo::coatnet::CHANNELS;
use model::zoo::{Architecture, ArchitectureError, Config};

use crate::coatnet::CoAtNet;
use crate::named;
use crate::nn::drop_path;
use crate::resnet50v2::ResNetV2;

/// A network of any architecture.
#[derive(Module, Debug)]
pub enum Network {
    /// One of the `CoAtNet` family.
    CoAtNet(CoAtNet),
    /// The baseline.
    ResNetV2(ResNetV2),
}

impl Network {
    /// The network with random weights for images of `side` pixels.
    ///
    /// # Errors
    /// [`ArchitectureError::BadSide`] unless `side` is a positive multiple of 32.
    pub fn new(
        architecture: Architecture,
        side: u32,
        device: &Device,
    ) -> Result<Self, ArchitectureError> {
        Architecture::check_side(side)?;
        Ok(Self::from_config(
            architecture.config(),
            side as usize,
            device,
        ))
    }

    /// The network of these sizes with random weights.
    pub fn from_config(config: Config, side: usize, device: &Device) -> Self {
        match config {
            Config::CoAtNet(config) => Self::CoAtNet(CoAtNet::new(&config, side, device)),
            Config::ResNetV2(config) => Self::ResNetV2(ResNetV2::new(&config, device)),
        }
    }

    /// # Shapes
    /// - input: `[batch, 3, side, side]`
    /// - output: logits `[batch, classes]`
    pub fn forward(&self, images: Tensor<4>) -> Tensor<2> {
        self.classify(self.features(images))
    }

    /// Training leaves out residual branches at random: in the last block with the probability
    /// `last`, `0..1`, in earlier ones in proportion to their depth.
    #[must_use]
    pub fn with_stochastic_depth(mut self, last: f64) -> Self {
        let blocks = match &mut self {
            Self::CoAtNet(network) => network.drop_paths(),
            Self::ResNetV2(network) => network.drop_paths(),
        };
        drop_path::grow(blocks, last);
        self
    }

    /// The network with another number of outputs, whose layer is drawn anew: to learn something
    /// else than the classes.
    #[must_use]
    pub fn with_outputs(mut self, outputs: usize, device: &Device) -> Self {
        let layer = match &mut self {
            Self::CoAtNet(network) => network.output(),
            Self::ResNetV2(network) => network.output(),
        };
        let [hidden, _] = layer.weight.lazy_shape().dims();
        *layer = LinearConfig::new(hidden, outputs).init(device);
        self
    }

    /// Only the head goes on learning. The batch norms of all before it then use their running
    /// statistics and leave them as they are, and nothing there is dropped: what is frozen works as
    /// it does when a film is judged.
    #[must_use]
    pub fn freeze_base(self) -> Self {
        match self {
            Self::CoAtNet(network) => Self::CoAtNet(network.freeze_base()),
            Self::ResNetV2(network) => Self::ResNetV2(network.freeze_base()),
        }
    }

    /// The pooled features that the head's dense layers see.
    ///
    /// # Shapes
    /// - input: `[batch, 3, side, side]`
    /// - output: `[batch, width]`
    pub fn features(&self, images: Tensor<4>) -> Tensor<2> {
        match self {
            Self::CoAtNet(network) => network.features(images),
            Self::ResNetV2(network) => network.features(images),
        }
    }

    /// The last map, whose mean over the positions is [`Self::features`], from the map before the last
    /// halving: the two that explain an answer.
    ///
    /// # Shapes
    /// - input: `[batch, channels, 2 side, 2 side]`
    /// - output: `[batch, width, side, side]`
    pub fn last_map(&self, finer: &Tensor<4>) -> Tensor<4> {
        match self {
            Self::CoAtNet(network) => network.last_map(finer),
            Self::ResNetV2(network) => network.last_map(finer),
        }
    }

    /// The logits from [`Self::features`].
    ///
    /// # Shapes
    /// - input: `[batch, width]`
    /// - output: `[batch, classes]`
    pub fn classify(&self, features: Tensor<2>) -> Tensor<2> {
        match self {
            Self::CoAtNet(network) => network.classify(features),
            Self::ResNetV2(network) => network.classify(features),
        }
    }

    /// Trainable parameters; a batch norm's running statistics do not count.
    pub fn parameters(&self) -> u64 {
        let mut parameters = 0;
        named::visit(self, |tensor| {
            if !is_statistic(tensor.name) {
                parameters += tensor.shape.iter().product::<usize>() as u64;
            }
        });
        parameters
    }
}

/// One batch: each film's grey plane in all three channels.
///
/// # Shapes
/// - output: `[inputs, 3, side, side]`
pub fn images(inputs: &[NetworkInput], device: &Device) -> Tensor<4> {
    let side = inputs.first().map_or(0, |input| input.side as usize);
    let mut values = Vec::with_capacity(inputs.len() * side * side);
    for input in inputs {
        values.extend_from_slice(&input.values);
    }
    let grey = TensorData::new(values, [inputs.len(), 1, side, side]);
    Tensor::<4>::from_data(grey, device).repeat_dim(1, CHANNELS)
}

/// Whether a tensor is a running statistic of a batch norm, by its name.
pub fn is_statistic(name: &str) -> bool {
    let field = name.rsplit('.').next();
    matches!(field, Some("running_mean" | "running_var"))
}

/// Whether a tensor is a running variance of a batch norm, by its name.
pub fn is_variance(name: &str) -> bool {
    name.ends_with(".running_var")
}

/// Whether a tensor stays in f32 where a step computes in mixed precision, by its name: norms, and the
/// dense layers of the head.
pub fn stays_in_f32(name: &str) -> bool {
    let is_kept = |field| matches!(field, "gamma" | "beta" | "fc1" | "fc2");
    is_statistic(name) || name.split('.').any(is_kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_as_the_reference_states() {
        let expected = [
            (Architecture::CoAtNet0, 24_148_783),
            (Architecture::CoAtNet1, 42_001_723),
            (Architecture::CoAtNet2, 74_793_609),
            (Architecture::CoAtNet3, 167_714_483),
            (Architecture::CoAtNet4, 281_483_651),
            (Architecture::ResNet50V2, 23_782_275),
            // As PyTorch counts timm's with three classes.
            (Architecture::TimmCoAtNet0, 24_270_127),
            (Architecture::TimmCoAtNet0Rw, 26_668_869),
            (Architecture::TimmResNetV2, 23_506_499),
        ];
        for (architecture, parameters) in expected {
            let network = Network::new(architecture, 224, &Device::flex()).unwrap();
            assert_eq!(network.parameters(), parameters, "{architecture}");
        }
        let tiny = Network::new(Architecture::CoAtNetTiny, 64, &Device::flex()).unwrap();
        assert_eq!(tiny.parameters(), 147_347);
        let atto = Network::new(Architecture::CoAtNetAtto, 128, &Device::flex());
        assert_eq!(atto.unwrap().parameters(), 2_232_527);
    }

    #[test]
    fn a_batch_holds_each_film_in_three_equal_channels() {
        let film = |grey: f32| NetworkInput {
            side: 2,
            values: vec![grey, 0.0, 0.0, 1.0],
        };
        let batch = images(&[film(0.25), film(0.5)], &Device::flex());
        assert_eq!(batch.dims(), [2, 3, 2, 2]);
        let values: Vec<f32> = batch.into_data().try_to_vec().unwrap();
        assert_eq!(values[..4], values[8..12]);
        assert_eq!(values[12..13], [0.5]);
    }

    #[test]
    fn every_side_that_is_a_multiple_of_32_runs() {
        let device = Device::flex();
        for architecture in [Architecture::CoAtNetTiny, Architecture::ResNet50V2] {
            for side in [32, 96] {
                let network = Network::new(architecture, side, &device).unwrap();
                let shape = [2, 3, side as usize, side as usize];
                let logits = network.forward(Tensor::zeros(shape, &device));
                assert_eq!(logits.dims(), [2, 3], "{architecture} at {side} px");
                let features = network.features(Tensor::zeros(shape, &device));
                assert_eq!(features.dims()[0], 2, "{architecture} at {side} px");
            }
        }
    }
}
