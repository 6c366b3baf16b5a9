//! The weights that training starts from, and which of them are frozen at first.

use std::path::{Path, PathBuf};

use burn::module::Module;
use burn::tensor::Device;
use model::weights::WeightsError;
use model::zoo::{Architecture, ArchitectureError};
use networks::network::Network;
use thiserror::Error;

use crate::host::model_folder::{FolderError, ModelFolder};
use crate::recipe::Recipe;

/// Why training cannot start from weights.
#[derive(Debug, Error)]
pub enum StartError {
    /// The folder cannot be used.
    #[error("start.weights: {0}")]
    Folder(#[from] FolderError),
    /// The weights are those of another architecture.
    #[error("start.weights: {} is a {found}, the recipe trains a {needed}; give weights of the same architecture, or set architecture = \"{found}\"", path.display())]
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

/// The network of a recipe before the first step: with random weights, or with those that the recipe
/// names.
///
/// # Errors
/// [`StartError`] when those cannot be used.
pub(super) fn network(recipe: &Recipe, side: u32, device: &Device) -> Result<Network, StartError> {
    let network = Network::new(recipe.architecture, side, device)?;
    let network = match &recipe.start.weights {
        Some(path) => {
            let tensors = open(path, recipe.architecture)?.tensors();
            let loaded = network.load_pretrained(&tensors);
            loaded.map_err(|source| StartError::Weights {
                path: path.clone(),
                source,
            })?
        }
        None => network,
    };
    Ok(network.with_stochastic_depth(recipe.stochastic_depth))
}

/// The weights that a training starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// For the run's record.
    pub text: String,
    /// What it may mean that the weights were trained on another list of films, if they were.
    pub warning: Option<String>,
}

/// Describes the weights that a training on a list of films starts from; `None` for random weights.
///
/// # Errors
/// [`StartError`] when the weights cannot be used.
pub fn describe(recipe: &Recipe, list_sha256: &str) -> Result<Option<Description>, StartError> {
    let Some(path) = &recipe.start.weights else {
        return Ok(None);
    };
    let card = open(path, recipe.architecture)?.scorecard;
    let training = card.training;
    if training.epochs == 0 && training.films.is_empty() {
        let text = format!("{} weights: {}", card.architecture, training.summary);
        return Ok(Some(Description {
            text,
            warning: None,
        }));
    }
    let films: u64 = training.films.iter().map(|row| row.films).sum();
    let shard = card.shards.first().map_or("", |shard| &shard.sha256);
    let same = training.list_sha256 == list_sha256;
    let text = format!(
        "{} weights of {} (epoch {}, {films} films listed, list {}, {} of this run, first shard's SHA-256 {})",
        card.architecture,
        card.date,
        training.best_epoch,
        short(&training.list_sha256),
        if same { "that" } else { "not that" },
        short(shard),
    );
    let warning = || {
        format!(
            "warning: start.weights: {} was trained on the film list {}, the pack has {}; if it has seen validation or test films of this pack, the results on them are too good",
            path.display(),
            short(&training.list_sha256),
            short(list_sha256),
        )
    };
    Ok(Some(Description {
        text,
        warning: (!same).then(warning),
    }))
}

/// The first digits of a hash.
fn short(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
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

/// The network for an epoch, counted from 1: in the first `frozen_epochs` only its head is trained.
#[must_use]
pub(super) fn freeze(network: Network, frozen_epochs: u32, epoch: u32) -> Network {
    if frozen_epochs == 0 {
        network
    } else if epoch <= frozen_epochs {
        network.freeze_base()
    } else {
        network.unfreeze()
    }
}
