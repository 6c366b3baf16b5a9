//! Every error that can end a command, as one type for the program's last line.

use thiserror::Error;

use crate::data::listing::ListError;
use crate::data::pack::PackError;
use crate::data::split::SplitError;
use crate::evaluation::comparison::compared_model::ComparedModelError;
use crate::evaluation::error::EvaluationError;
use crate::evaluation::plots::PlotError;
use crate::evaluation::probe::ProbeError;
use crate::files::FileError;
use crate::fit::FitError;
use crate::fit::checkpoint::CheckpointError;
use crate::fit::run_folder::RunError;
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
    /// The arguments cannot be combined.
    #[error("{0}")]
    Usage(String),
    /// A file or folder cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// A label list cannot be used.
    #[error(transparent)]
    List(#[from] ListError),
    /// The split would leak.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// A list and the table of labels disagree.
    #[error("{file} is {list} in the list but {table} in the table of labels; correct one of them")]
    LabelsDisagree {
        /// The film.
        file: String,
        /// Its class in the list.
        list: String,
        /// Its class in the table.
        table: String,
    },
    /// No film could be read.
    #[error("none of the {listed} listed films is in {folder}; the first one is {first}")]
    NoFilms {
        /// Films listed.
        listed: usize,
        /// The image folder.
        folder: String,
        /// The first of them.
        first: String,
    },
    /// No film could be decoded.
    #[error("none of the {films} films can be read; the first one is {first}: {reason}")]
    NoReadableFilms {
        /// Films that were tried.
        films: usize,
        /// The first of them.
        first: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The user stopped `prepare`.
    #[error("stopped; no pack was made")]
    Stopped,
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The recipe cannot be used.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The device cannot be used.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The run folder cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A checkpoint cannot be used.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Training failed.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The user stopped the training.
    #[error(
        "stopped after {epochs} complete epochs and {steps} steps of the next; the same command with --resume continues from here"
    )]
    Interrupted {
        /// Complete epochs.
        epochs: u32,
        /// Steps of the next epoch.
        steps: usize,
    },
    /// Ctrl-C cannot be caught.
    #[error("Ctrl-C cannot be caught: {0}")]
    Signal(#[from] ctrlc::Error),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; choose another --listen")]
    Listen {
        /// The address of `--listen`.
        address: std::net::SocketAddr,
        /// The system's error.
        source: std::io::Error,
    },
    /// A model folder cannot be used.
    #[error(transparent)]
    Model(#[from] FolderError),
    /// A model cannot classify on the device.
    #[error(transparent)]
    Classifier(#[from] ClassifierError),
    /// Films cannot be judged.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// A folder cannot be compared.
    #[error(transparent)]
    ComparedModel(#[from] ComparedModelError),
    /// A plot cannot be drawn.
    #[error(transparent)]
    Plot(#[from] PlotError),
    /// Films cannot be probed.
    #[error(transparent)]
    Probe(#[from] ProbeError),
    /// The written model does not compute what was trained.
    #[error("the written model failed its check: {0}; nothing was replaced")]
    Golden(#[from] model::golden::GoldenError),
    /// A table cannot be written.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// An image cannot be written.
    #[error("the image cannot be written: {0}")]
    Picture(#[from] image::ImageError),
    /// A table of `predict` cannot be used.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The manifest of a table cannot be written.
    #[error(transparent)]
    Manifest(#[from] ShardManifestError),
    /// The manifest of a table to resume cannot be read.
    #[error(
        "{0}; it says for which files and model the table was written: omit --resume to start over, or give another --out"
    )]
    NoManifest(#[source] ShardManifestError),
    /// A table to resume belongs to another shard, list or model.
    #[error(
        "{0} was written for another shard, list of files or model; give the same, omit --resume to start over, or give another --out"
    )]
    OtherShard(String),
    /// Tables cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// The result cannot be written as JSON.
    #[error("the result cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// Standard output is closed.
    #[error("the result cannot be printed: {0}")]
    Print(#[from] std::io::Error),
    /// A folder has no images.
    #[error("{0} contains no images; give images or folders with images")]
    NoPictures(String),
}

impl TrainerError {
    /// 2 for wrong usage, otherwise 1.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Recipe(RecipeError::Setting { .. }) => 2,
            _ => 1,
        }
    }
}
