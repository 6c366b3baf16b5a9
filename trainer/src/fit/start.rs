//! What the weights start from, and what is held back at first.

use std::path::{Path, PathBuf};

use burn::module::Module;
use burn::tensor::Device;
use model::network::Network;
use model::weights::WeightsError;
use model::zoo::{Architecture, ArchitectureError};
use thiserror::Error;

use crate::model_folder::{FolderError, ModelFolder};
use crate::recipe::Recipe;

/// Weights that training cannot start from.
#[derive(Debug, Error)]
pub enum StartError {
    /// The folder cannot be used.
    #[error("start.weights: {0}")]
    Folder(#[from] FolderError),
    /// The weights are of another network.
    #[error("start.weights: {} is a {found}, the recipe trains a {needed}; give weights of the same architecture", path.display())]
    OtherArchitecture {
        /// The folder.
        path: PathBuf,
        /// Its network.
        found: Architecture,
        /// The recipe's network.
        needed: Architecture,
    },
    /// A tensor does not fit.
    #[error("start.weights: {}: {source}", path.display())]
    Weights {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: WeightsError,
    },
    /// The network cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}

/// The network of a recipe as it is before the first step: its weights are drawn, or taken over
/// where the recipe names others.
///
/// # Errors
/// [`StartError`] when those cannot be used.
pub fn network(recipe: &Recipe, side: u32, device: &Device) -> Result<Network, StartError> {
    let network = recipe.architecture.init(side, device)?;
    let network = match &recipe.start.weights {
        Some(path) => {
            let tensors = open(path, recipe.architecture)?.tensors()?;
            let adopted = network.adopt(&tensors);
            adopted.map_err(|source| StartError::Weights {
                path: path.clone(),
                source,
            })?
        }
        None => network,
    };
    Ok(network.with_stochastic_depth(recipe.stochastic_depth))
}

/// What the recipe starts from, for the run's record; `None` for random weights.
///
/// # Errors
/// [`StartError`] when the weights cannot be used.
pub fn describe(recipe: &Recipe) -> Result<Option<String>, StartError> {
    let Some(path) = &recipe.start.weights else {
        return Ok(None);
    };
    let card = open(path, recipe.architecture)?.scorecard;
    let films: u64 = card.training.films.iter().map(|row| row.films).sum();
    let hash = card.shards.first().map_or("", |shard| &shard.sha256);
    Ok(Some(format!(
        "{} weights of {} (epoch {}, {films} films listed, first shard's SHA-256 {})",
        card.architecture,
        card.date,
        card.training.best_epoch,
        hash.get(..16).unwrap_or(hash),
    )))
}

fn open(path: &Path, needed: Architecture) -> Result<ModelFolder, StartError> {
    let folder = ModelFolder::read(path)?;
    let found = folder.scorecard.architecture;
    if found != needed {
        return Err(StartError::OtherArchitecture {
            path: path.to_owned(),
            found,
            needed,
        });
    }
    Ok(folder)
}

/// The network for an epoch, counted from 1: in the first `frozen_epochs` only its head learns.
#[must_use]
pub fn hold(network: Network, frozen_epochs: u32, epoch: u32) -> Network {
    if frozen_epochs == 0 {
        network
    } else if epoch <= frozen_epochs {
        network.freeze_base()
    } else {
        network.unfreeze()
    }
}
