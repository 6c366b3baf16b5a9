//! Smaller inputs for the first epochs: cheaper, and the network sees the whole film first.
//!
//! Source: Tan and Le, "`EfficientNetV2`" (2021). A network's weights serve every side but for its
//! tables of relative position biases, which are interpolated when the side changes.

use burn::tensor::Device;
use model::weights::WeightsError;
use model::weights::entries::NumberFormat;
use networks::network::Network;
use networks::weights::pack;

use crate::recipe::Recipe;

/// Width and height of the inputs of an epoch, counted from 1.
pub fn side(recipe: &Recipe, epoch: u32) -> u32 {
    let stage = recipe.growth.iter().find(|stage| epoch <= stage.until);
    stage.map_or(recipe.side, |stage| stage.side)
}

/// Whether an epoch, counted from 1, has smaller inputs than those of the weights that are kept.
pub fn is_growing(recipe: &Recipe, epoch: u32) -> bool {
    recipe.growth.iter().any(|stage| epoch <= stage.until)
}

/// All sides of a recipe, the first epoch's first.
pub fn sides(recipe: &Recipe) -> impl Iterator<Item = u32> {
    let growing = recipe.growth.iter().map(|stage| stage.side);
    growing.chain([recipe.side])
}

/// The network for inputs of another side; its weights are moved to `device`.
///
/// # Errors
/// [`WeightsError`] when the side is no multiple of 32, or a weight is not finite.
pub fn resized(
    network: &Network,
    recipe: &Recipe,
    side: u32,
    device: &Device,
) -> Result<Network, WeightsError> {
    let tensors = pack(network, NumberFormat::F32).into_tensors(NumberFormat::F32);
    let larger = Network::new(recipe.architecture, side, device)?.load_pretrained(&tensors)?;
    Ok(larger.with_stochastic_depth(recipe.stochastic_depth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    use burn::module::Module;
    use burn::optim::GradientsParams;
    use burn::tensor::Tensor;
    use networks::part::is_position_bias;
    use networks::synthetic::fill;

    use crate::fit::adam::{Adam, AdamState};

    fn recipe() -> Recipe {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
        let growth = "growth=[{ side = 32, until = 2 }, { side = 64, until = 5 }]";
        let settings = ["side=96", "epochs=6", growth].map(str::to_owned);
        Recipe::read(&path, &settings).unwrap()
    }

    #[test]
    fn the_side_grows_when_an_epoch_is_done() {
        let recipe = recipe();
        let sides = [1, 2, 3, 5, 6, 100].map(|epoch| side(&recipe, epoch));
        assert_eq!(sides, [32, 32, 64, 64, 96, 96]);
        assert_eq!(super::sides(&recipe).collect::<Vec<_>>(), [32, 64, 96]);
    }

    /// A step on one image, and the optimizer's state after it.
    fn step(optimizer: &mut Adam, network: Network, side: usize) -> (Network, AdamState) {
        let device = Device::flex().autodiff();
        let image = Tensor::ones([1, 3, side, side], &device);
        let gradients = network.forward(image).sum().backward();
        let gradients = GradientsParams::from_grads(gradients, &network);
        let network = optimizer.step(1e-3, network, gradients);
        let state = optimizer.state(|tensor| tensor.into_data().try_into_vec::<f32>());
        (network, state.unwrap())
    }

    #[test]
    fn learning_goes_on_at_another_side_and_the_tables_start_anew() {
        let (recipe, device) = (recipe(), Device::flex().autodiff());
        let mut optimizer = Adam::new(recipe.optimizer);
        let network = fill(Network::new(recipe.architecture, 64, &device).unwrap());
        let (network, _) = step(&mut optimizer, network, 64);
        let network = resized(&network, &recipe, 96, &device).unwrap();
        optimizer.forget_position_biases(&network);
        let (network, state) = step(&mut optimizer, network, 96);
        let tensors = pack(&network.valid(), NumberFormat::F32).tensors;
        for (tensor, moments) in tensors.iter().zip(state.moments) {
            let steps = moments.map(|moments| {
                let values: usize = tensor.shape.iter().product();
                assert_eq!(moments.first.len(), values);
                moments.steps
            });
            let expected = if tensor.name.contains("running") {
                None
            } else if is_position_bias(&tensor.name) {
                Some(1)
            } else {
                Some(2)
            };
            assert_eq!(steps, expected, "{}", tensor.name);
        }
    }

    #[test]
    fn a_resized_network_takes_larger_inputs_and_can_come_back() {
        let (recipe, device) = (recipe(), Device::flex());
        let small = fill(Network::new(recipe.architecture, 64, &device).unwrap());
        let large = resized(&small, &recipe, 96, &device).unwrap();
        let logits = large.forward(Tensor::ones([1, 3, 96, 96], &device));
        assert_eq!(logits.dims(), [1, 3]);
        let values = |network: &Network| pack(network, NumberFormat::F32).shards;
        let same = resized(&small, &recipe, 64, &device).unwrap();
        assert_eq!(values(&same), values(&small));
    }
}
