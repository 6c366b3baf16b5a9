//! What the user types: commands and options; the doc comments are the help texts.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::input::Contrast;
use model::weights::entries::NumberFormat;

use crate::data::Split;
use crate::data::duplicates::NearDuplicates;
use crate::host::archive_shard::ArchiveShard;
use crate::host::device::DeviceChoice;

/// Trains chest radiograph classifiers and runs them: COVID-19, normal or pneumonia.
///
/// A research tool, not a medical device. Progress goes to stderr, the result to stdout.
/// Exit codes: 0 done, 1 failed, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "pneumoscope", version, propagate_version = true)]
pub(crate) struct Cli {
    /// Write the result as one JSON object.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a pack: films decoded, cropped, resized and split by patient.
    Prepare(Prepare),
    /// Train a network on a pack as a recipe says.
    Train(Train),
    /// Draw films as training varies them, to see what a recipe's augmentation does.
    AugmentPreview(AugmentPreview),
    /// Judge a model on one split of a pack.
    Evaluate(Evaluate),
    /// Put runs and evaluations beside each other.
    Compare(Compare),
    /// Probe a model for shortcuts past the lungs.
    Probe(Probe),
    /// Turn a run's best weights into a calibrated model folder with its scorecard.
    Export(Export),
    /// Classify images; writes one CSV row a file.
    Predict(Predict),
    /// Put the tables of all shards of an archive together.
    Merge(Merge),
    /// Check a model folder and say what it is.
    Inspect(Inspect),
    /// Serve this computer's device to a `train` elsewhere, until Ctrl-C.
    ServeDevice(ServeDevice),
}

/// Options of `prepare`.
#[derive(Debug, Args)]
pub(crate) struct Prepare {
    /// Label lists: `COVIDx` text (patient file class source) or CSV (file,label,patient,source,split).
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub list: Vec<PathBuf>,
    /// Lists of the test split, kept as it is; the other lists are for training and validation then.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub test_list: Vec<PathBuf>,
    /// CSV that adds split, source, patient, age group and view to the listed files, as far as its
    /// cells are filled.
    #[arg(long, value_name = "CSV")]
    pub labels: Option<PathBuf>,
    /// Folder of the images; without lists its folders name the class (or split and class).
    #[arg(long, value_name = "DIR")]
    pub images: PathBuf,
    /// Widths and heights of the prepared films in pixels, multiples of 32; each film is stored at
    /// every one of them.
    #[arg(long, default_values_t = [224], num_args = 1.., value_name = "N")]
    pub side: Vec<u32>,
    /// What is done to the shades of the films; the page does the same.
    #[arg(long, default_value = "as-stored")]
    pub contrast: ContrastChoice,
    /// What to do with films that are one picture without having the same pixels.
    #[arg(long, default_value = "keep")]
    pub near_duplicates: NearDuplicates,
    /// Accept a given split in which one picture stands in two splits.
    #[arg(long)]
    pub allow_near_duplicates: bool,
    /// Leave sources out of training, to choose a recipe by them: their films become the split
    /// external, and the test and external films of the lists are left out; lists must give a test.
    #[arg(long, value_name = "SOURCE", num_args = 1..)]
    pub hold_out: Vec<String>,
    /// Share of the films for validation, where the lists give none to it.
    #[arg(long, default_value_t = 0.15, value_name = "SHARE")]
    pub val: f64,
    /// Share of the films for the test, where no test list or split is given.
    #[arg(long, default_value_t = 0.15, value_name = "SHARE")]
    pub test: f64,
    /// Fixes the split that is made.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Folder to make; it must not exist.
    #[arg(long, value_name = "PACK")]
    pub out: PathBuf,
}

/// Options of `train`.
#[derive(Debug, Args)]
pub(crate) struct Train {
    /// The recipe, a TOML file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// The pack to train on; overrides the recipe's `data`.
    #[arg(long, value_name = "PACK")]
    pub data: Option<PathBuf>,
    /// The run folder (metrics, curves, checkpoints, best weights); overrides the recipe's `out`.
    #[arg(long, value_name = "RUN")]
    pub out: Option<PathBuf>,
    /// Go on from the run's last checkpoint.
    #[arg(long)]
    pub resume: bool,
    /// Where to compute: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT;
    /// several, with commas between them, share the batches of a step.
    #[arg(
        long,
        visible_alias = "device",
        value_name = "DEVICE",
        value_delimiter = ',',
        default_value = "cpu"
    )]
    pub devices: Vec<DeviceChoice>,
    /// Overrides the recipe's epochs.
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,
    /// Overrides a key of the recipe, as in `optimizer.learning_rate=1e-3`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// Options of `augment-preview`.
#[derive(Debug, Args)]
pub(crate) struct AugmentPreview {
    /// The recipe, a TOML file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// The pack with the films; overrides the recipe's `data`.
    #[arg(long, value_name = "PACK")]
    pub data: Option<PathBuf>,
    /// The picture to write, a PNG: a film a row, first as it is, then as each epoch shows it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Films to draw, of every class and from several sources.
    #[arg(long, default_value_t = 6, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub films: u32,
    /// Epochs to draw.
    #[arg(long, default_value_t = 7, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub variants: u32,
    /// Fixes which films are drawn.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Overrides a key of the recipe, as in `augmentation.noise=0.05`; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// Options of `evaluate`.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// The model folder, or a run's `best`.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// The pack with the films.
    #[arg(long, value_name = "PACK")]
    pub data: PathBuf,
    /// The split to judge on: train, val, test or external.
    #[arg(long, default_value_t = Split::Test)]
    pub split: Split,
    /// Where to compute: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// Folder for metrics.json, predictions.csv and report.html; without it the figures are only printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The run the model was exported from, for its learning curves; known where W is a run's `best`.
    #[arg(long, value_name = "RUN")]
    pub run: Option<PathBuf>,
    /// Judge the training films too and give the gap in accuracy; costs a pass over them.
    #[arg(long)]
    pub train_gap: bool,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Run folders, or folders of `evaluate --out`; evaluations of the same films are tested against
    /// the first of them.
    #[arg(required = true, value_name = "RUN_OR_EVALUATION")]
    pub folders: Vec<PathBuf>,
    /// Add the published figures of the study this project grew from, measured on another test set.
    #[arg(long)]
    pub published: bool,
    /// Folder for compare.html and compare.svg; without it the table is only printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Options of `probe`.
#[derive(Debug, Args)]
pub(crate) struct Probe {
    /// The model folder, or a run's `best`.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// The pack with the films; the source probe is fitted on its training films.
    #[arg(long, value_name = "PACK")]
    pub data: PathBuf,
    /// The split to probe on: train, val, test or external.
    #[arg(long, default_value_t = Split::Val)]
    pub split: Split,
    /// Where to compute.
    #[arg(long, default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// JSON file to write too.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The run whose best weights are exported.
    #[arg(long, value_name = "RUN")]
    pub run: PathBuf,
    /// The pack it was trained on.
    #[arg(long, value_name = "PACK")]
    pub data: PathBuf,
    /// The model folder to write; an old one is replaced when the new one has passed its check.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How numbers are stored; what that does to the answers is measured and shown.
    #[arg(long, default_value = "f16")]
    pub format: Format,
    /// The terms of the weights, a sentence.
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
    /// A known limit of the model, a sentence; may be repeated.
    #[arg(long = "limit", value_name = "TEXT")]
    pub limits: Vec<String>,
    /// Where to compute: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
}

/// Options of `predict`.
#[derive(Debug, Args)]
pub(crate) struct Predict {
    /// The model folder.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// Images, or folders that are searched for images.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// CSV file to write instead of stdout; its rows come as the films are classified. FILE.shard.json
    /// beside it says for which files and model.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Go on after the files that `--out` has rows of already; files and model must be the same.
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Classify only the K-th of N parts of the sorted files; `merge` puts the tables together.
    #[arg(long, value_name = "K/N", requires = "out")]
    pub shard: Option<ArchiveShard>,
    /// Where to compute: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
}

/// Options of `merge`.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The tables that `predict --shard` wrote, one a shard.
    #[arg(required = true, value_name = "PART")]
    pub parts: Vec<PathBuf>,
    /// CSV file to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Options of `inspect`.
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// The model folder.
    #[arg(value_name = "W")]
    pub weights: PathBuf,
}

/// Options of `serve-device`.
#[derive(Debug, Args)]
pub(crate) struct ServeDevice {
    /// The device to serve: cpu, libtorch or libtorch-cuda:N.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7700")]
    pub listen: SocketAddr,
    /// Allow an address that other computers can reach. What is sent is not encrypted: films,
    /// weights and token can be read on the way.
    #[arg(long)]
    pub public: bool,
    /// File with the token that clients must have; without it the environment variable
    /// `PNEUMOSCOPE_TOKEN` counts.
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
}

/// Contrast by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ContrastChoice {
    /// Nothing.
    AsStored,
    /// Histogram equalisation: exposure and tone curve no longer matter.
    Equalised,
}

impl From<ContrastChoice> for Contrast {
    fn from(choice: ContrastChoice) -> Self {
        match choice {
            ContrastChoice::AsStored => Self::AsStored,
            ContrastChoice::Equalised => Self::Equalised,
        }
    }
}

/// Number formats by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Half the size.
    F16,
    /// A quarter of the size: 8 bits and a scale for each channel, where a tensor is large.
    I8,
    /// As trained.
    F32,
}

impl From<Format> for NumberFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::F16 => Self::F16,
            Format::I8 => Self::I8,
            Format::F32 => Self::F32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_has_a_help_text() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{}", argument.get_id());
            }
        }
    }
}
