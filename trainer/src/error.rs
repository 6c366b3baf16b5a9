//! Every error that can end a command, as one type for the program's last line.

use thiserror::Error;

use crate::data::listing::outliers::OutlierError;
use crate::data::listing::problems::Problems;
use crate::data::pack::PackError;
use crate::data::split::SplitError;
use crate::evaluation::comparison::compared_model::ComparedModelError;
use crate::evaluation::error::EvaluationError;
use crate::evaluation::plots::PlotError;
use crate::evaluation::probe::ProbeError;
use crate::files::FileError;
use crate::files::film::FilmError;
use crate::files::given::UnusablePath;
use crate::files::output::OutputError;
use crate::fit::FitError;
use crate::fit::checkpoint::CheckpointError;
use crate::fit::run_folder::RunError;
use crate::foreign::ForeignError;
use crate::gate::error::GateFitError;
use crate::host::archive_shard::ShardManifestError;
use crate::host::classifier::ClassifierError;
use crate::host::device::DeviceError;
use crate::host::merge::MergeError;
use crate::host::model_folder::FolderError;
use crate::host::prediction_table::TableError;
use crate::recipe::RecipeError;

/// Why a command failed, in one sentence for the user.
#[derive(Debug, Error)]
pub(crate) enum TrainerError {
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Lists(#[from] Problems),
    #[error(transparent)]
    Outliers(#[from] OutlierError),
    #[error(transparent)]
    Gate(#[from] GateFitError),
    #[error(transparent)]
    Split(#[from] SplitError),
    #[error("none of the {listed} listed films is in {folder}; the first one is {first}{hint}")]
    NoFilms {
        listed: usize,
        folder: String,
        first: String,
        // Where they are, if that is known.
        hint: String,
    },
    #[error("no films found in {0}; give --images the folder with the films")]
    NoFilmsFound(String),
    #[error("no row of the lists has a label, so there is nothing to learn; the first one is {0}")]
    NoLabels(String),
    #[error("none of the {films} films can be read; the first one is {first}: {reason}")]
    NoReadableFilms {
        films: usize,
        first: String,
        reason: String,
    },
    #[error("stopped; no pack was made")]
    Stopped,
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    #[error(transparent)]
    Device(#[from] DeviceError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Fit(#[from] FitError),
    #[error(
        "stopped after {epochs} complete epochs and {steps} steps of the next; the same command with --resume continues from here"
    )]
    Interrupted { epochs: u32, steps: usize },
    #[error("Ctrl-C cannot be caught: {0}")]
    Signal(#[from] ctrlc::Error),
    #[error("cannot listen on {address}: {source}; choose another --listen")]
    Listen {
        address: std::net::SocketAddr,
        source: std::io::Error,
    },
    #[error(transparent)]
    Foreign(#[from] ForeignError),
    #[error("{} cannot be imported: {source}", file.display())]
    Import {
        file: std::path::PathBuf,
        source: networks::imported::ImportError,
    },
    #[error("{}, read as {architecture}, cannot be imported: {source}", file.display())]
    ImportAs {
        file: std::path::PathBuf,
        architecture: model::zoo::Architecture,
        source: networks::imported::ImportError,
    },
    #[error(transparent)]
    Model(#[from] FolderError),
    #[error(transparent)]
    Classifier(#[from] ClassifierError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    #[error(transparent)]
    ComparedModel(#[from] ComparedModelError),
    #[error(transparent)]
    Plot(#[from] PlotError),
    #[error(transparent)]
    Probe(#[from] ProbeError),
    #[error("the written model failed its check: {0}; nothing was replaced")]
    Golden(#[from] model::golden::GoldenError),
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
    #[error("the image cannot be written: {0}")]
    Picture(#[from] image::ImageError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Film(#[from] FilmError),
    #[error("{file} is not classified, so there is nothing to explain: {reasons}")]
    RefusedFilm { file: String, reasons: String },
    #[error(transparent)]
    Manifest(#[from] ShardManifestError),
    #[error(
        "{0}; it says for which files and model the table was written: omit --resume to start over, or give another --out"
    )]
    NoManifest(#[source] ShardManifestError),
    #[error(
        "{0} was written for another shard, list of files or model; give the same, omit --resume to start over, or give another --out"
    )]
    OtherShard(String),
    #[error(transparent)]
    Merge(#[from] MergeError),
    #[error("the result cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the result cannot be printed: {0}")]
    Print(#[from] std::io::Error),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error("{} of the given paths cannot be used; first: {}", .0.len(), .0.first().map_or_else(String::new, UnusablePath::to_string))]
    Unusable(Vec<UnusablePath>),
}

impl TrainerError {
    /// 2 for wrong usage, otherwise 1.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Output(_) | Self::Recipe(RecipeError::Setting { .. }) => 2,
            _ => 1,
        }
    }
}
