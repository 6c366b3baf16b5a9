//! Every kind of file and folder that the commands read: `fuzz` and tests give it damaged ones.

use std::path::Path;

use crate::data::listing::{self, Labels, outliers};
use crate::data::pack::{Pack, PackError};
use crate::evaluation::comparison::compared_model::ComparedModel;
use crate::evaluation::without;
use crate::fit::checkpoint;
use crate::fit::run_folder::{RunError, RunFolder};
use crate::foreign;
use crate::host::merge;
use crate::host::model_folder::ModelFolder;
use crate::recipe::Recipe;

/// What a file or folder is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readable {
    /// A run's newest usable checkpoint; the folder of the run.
    Checkpoint,
    /// The folder of a run or of an evaluation, for `compare`.
    Compared,
    /// Weights of another library.
    ForeignWeights,
    /// A list of films, with or without what they show.
    List,
    /// The folder of a model.
    Model,
    /// A table of pictures that are no frontal chest radiographs.
    Outliers,
    /// The folder of a pack.
    Pack,
    /// A table of `predict`, which has a manifest beside it.
    Predictions,
    /// A recipe.
    Recipe,
    /// The folder of a run: its metrics and how it was started.
    Run,
    /// A list of films that an evaluation leaves out.
    Without,
}

impl Readable {
    /// Reads all of it, as the command does that needs it.
    ///
    /// # Errors
    /// The sentence that says what is wrong with it.
    pub fn read(self, path: &Path) -> Result<(), String> {
        match self {
            Self::Checkpoint => told(checkpoint::verify(path)),
            Self::Compared => told(ComparedModel::read(path)),
            Self::ForeignWeights => told(foreign::read(path)),
            Self::List => told(listing::read_with(path, Labels::Optional)),
            Self::Model => told(ModelFolder::read(path)),
            Self::Outliers => told(outliers::read(path)),
            Self::Pack => told(pack(path)),
            Self::Predictions => told(merge::merge(&[path.to_owned()])),
            Self::Recipe => recipe(path),
            Self::Run => told(run(path)),
            Self::Without => told(without::read(path)),
        }
    }
}

/// Nothing, or the error's sentence.
fn told<T>(result: Result<T, impl ToString>) -> Result<(), String> {
    result.map(drop).map_err(|error| error.to_string())
}

/// Reads every plane and glance.
fn pack(folder: &Path) -> Result<(), PackError> {
    let pack = Pack::open(folder)?;
    let index = pack.index();
    for position in 0..index.films.len() {
        pack.glance(position)?;
        for side in index.sides() {
            pack.plane(side, position)?;
        }
    }
    for outlier in &index.outliers {
        pack.outlier_glance(outlier)?;
    }
    index.film_counts();
    Ok(())
}

fn recipe(path: &Path) -> Result<(), String> {
    let recipe = Recipe::read(path, &[]).map_err(|error| error.to_string())?;
    told(recipe.to_toml())
}

fn run(folder: &Path) -> Result<(), RunError> {
    let run = RunFolder::open(folder)?;
    run.origin()?;
    // As a resumed training does.
    run.write_figures(&run.figures()?)
}
