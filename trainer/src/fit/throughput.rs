//! How many films a second a device trains: whole steps of a recipe on made-up films, with optimizer and
//! EMA, without loading.

use std::time::Instant;

use model::class::{Class, PerClass};
use model::input::NetworkInput;
use networks::network::Network;

use super::FitError;
use super::adam::Adam;
use super::ema::Ema;
use super::loss::Loss;
use super::panics;
use super::replicas::Replicas;
use super::start::StartError;
use super::step;
use crate::data::loader::Batch;
use crate::host::device::ComputeDevice;
use crate::recipe::Recipe;

/// Films a second in each of `steps` steps, after one that is not counted.
///
/// # Errors
/// [`FitError`] when the device fails or the architecture does not take the side.
pub(crate) fn throughput(
    recipe: &Recipe,
    engine: &ComputeDevice,
    steps: u32,
) -> Result<Vec<f64>, FitError> {
    panics::caught(&engine.label(), || {
        let device = engine.device.clone().autodiff();
        let network = Network::new(recipe.architecture, recipe.side, &device);
        let mut network = network
            .map_err(StartError::from)?
            .with_stochastic_depth(recipe.stochastic_depth);
        let replicas = Replicas::start(engine, &[], recipe.precision);
        let mut optimizer = Adam::new(recipe.optimizer);
        let mut ema = (recipe.ema > 0.0).then(|| Ema::new(recipe.ema, &network));
        let loss = Loss::new(
            recipe.class_weights,
            PerClass([1; 3]),
            recipe.label_smoothing,
        );
        let mut rates = Vec::new();
        for step in 0..=steps {
            let batches = (0..recipe.accumulate).map(|_| batch(recipe)).collect();
            let started = Instant::now();
            let micro_batches = step::micro_batches(batches, &loss, |_| u64::from(step));
            let mut sum = replicas.compute(&network, &loss, micro_batches)?;
            let outputs = sum.take_outputs();
            let (trained, gradients) = sum.finish(network.clone(), outputs.len());
            network = optimizer.step(recipe.optimizer.learning_rate, trained, gradients);
            if let Some(ema) = &mut ema {
                ema.update(&network);
            }
            for output in outputs {
                engine.read(output.logits)?;
            }
            engine.wait()?;
            let films = (recipe.batch * recipe.accumulate) as f64;
            rates.push(films / started.elapsed().as_secs_f64());
        }
        Ok(rates.split_off(1))
    })
}

/// Films of noise, of all classes.
fn batch(recipe: &Recipe) -> Batch {
    let side = recipe.side as usize;
    let film = |film: usize| NetworkInput {
        side: recipe.side,
        values: (0..side * side)
            .map(|pixel| ((pixel + film) * 7919 % 1021) as f32 / 510.0 - 1.0)
            .collect(),
    };
    let classes: Vec<Class> = Class::ALL.into_iter().cycle().take(recipe.batch).collect();
    Batch {
        positions: (0..recipe.batch).collect(),
        inputs: (0..recipe.batch).map(film).collect(),
        targets: classes.iter().map(|&class| class.into()).collect(),
        classes,
    }
}
