//! Progressive resizing: the first epochs train on smaller inputs, which is cheaper.
//!
//! Source: Tan and Le, "`EfficientNetV2`" (2021). Only the tables of relative position biases
//! depend on the side; they are interpolated when it changes.

use burn::tensor::Device;
use model::weights::NumberFormat;
use model::weights::WeightsError;
use networks::network::Network;
use networks::weights::pack;

use crate::recipe::Recipe;

/// Width and height of the inputs of an epoch, counted from 1.
pub(super) fn side(recipe: &Recipe, epoch: u32) -> u32 {
    let stage = recipe
        .progressive_resizing
        .iter()
        .find(|stage| epoch <= stage.until);
    stage.map_or(recipe.side, |stage| stage.side)
}

/// Whether an epoch, counted from 1, comes before those whose weights are kept.
pub(super) fn is_below_final_side(recipe: &Recipe, epoch: u32) -> bool {
    recipe
        .progressive_resizing
        .iter()
        .any(|stage| epoch <= stage.until)
}

/// All sides of a recipe, in the order of their epochs.
pub(crate) fn sides(recipe: &Recipe) -> impl Iterator<Item = u32> {
    let smaller = recipe.progressive_resizing.iter().map(|stage| stage.side);
    smaller.chain([recipe.side])
}

/// The network for inputs of another side, on `device`.
///
/// # Errors
/// [`WeightsError`] when the side is not a multiple of 32, or a weight is not finite.
pub(super) fn resize(
    network: &Network,
    recipe: &Recipe,
    side: u32,
    device: &Device,
) -> Result<Network, WeightsError> {
    let tensors = pack(network, NumberFormat::F32).into_tensors(NumberFormat::F32);
    let resized = Network::new(recipe.architecture, side, device)?.load_pretrained(&tensors)?;
    Ok(resized.with_stochastic_depth(recipe.stochastic_depth))
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
        let stages = "progressive_resizing=[{ side = 32, until = 2 }, { side = 64, until = 5 }]";
        let settings = ["side=96", "epochs=6", stages].map(str::to_owned);
        Recipe::read(&path, &settings).unwrap()
    }

    #[test]
    fn the_side_changes_after_the_last_epoch_of_a_stage() {
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
    fn training_continues_at_another_side_and_the_tables_have_fresh_moments() {
        let (recipe, device) = (recipe(), Device::flex().autodiff());
        let mut optimizer = Adam::new(recipe.optimizer);
        let network = fill(Network::new(recipe.architecture, 64, &device).unwrap());
        let (network, _) = step(&mut optimizer, network, 64);
        let network = resize(&network, &recipe, 96, &device).unwrap();
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
    fn a_resized_network_takes_larger_inputs_and_the_same_side_changes_nothing() {
        let (recipe, device) = (recipe(), Device::flex());
        let small = fill(Network::new(recipe.architecture, 64, &device).unwrap());
        let large = resize(&small, &recipe, 96, &device).unwrap();
        let logits = large.forward(Tensor::ones([1, 3, 96, 96], &device));
        assert_eq!(logits.dims(), [1, 3]);
        let values = |network: &Network| pack(network, NumberFormat::F32).shards;
        let same = resize(&small, &recipe, 64, &device).unwrap();
        assert_eq!(values(&same), values(&small));
    }
}
