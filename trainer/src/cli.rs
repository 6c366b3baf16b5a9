//! The command line: commands and options; their doc comments are the help texts.

mod explain;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use model::answer_set::Level;
use model::input::Contrast;
use model::weights::NumberFormat;

pub(crate) use self::explain::Explain;
use crate::data::Split;
use crate::data::duplicates::NearDuplicates;
use crate::files::output::Overwrite;
use crate::host::archive_shard::ArchiveShard;
use crate::host::device::DeviceChoice;

/// Trains chest radiograph classifiers and runs them: COVID-19, normal or pneumonia.
///
/// A research tool, not a medical device. Progress is written to stderr, the result to stdout.
/// Exit codes: 0 success, 1 failure, 2 wrong usage; in a shell 134 or 137 if the system has too little memory.
#[derive(Debug, Parser)]
#[command(name = "pneumoscope", version, propagate_version = true)]
pub(crate) struct Cli {
    /// Print the result as one JSON object.
    #[arg(long, global = true)]
    pub json: bool,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Parses a time in minutes, with decimals if needed.
fn minutes(text: &str) -> Result<Duration, String> {
    let minutes: f64 = text.parse().map_err(|_| "it must be a number".to_owned())?;
    let time = Duration::try_from_secs_f64(minutes * 60.0).ok();
    time.filter(|time| !time.is_zero())
        .ok_or_else(|| "it must be above 0".to_owned())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create a pack: decoded, cropped and resized films, split by patient.
    Prepare(Prepare),
    /// Train a network on a pack with a recipe.
    Train(Train),
    /// Time the training steps of a recipe on made-up films.
    Throughput(Throughput),
    /// Draw augmented films, to check a recipe's augmentation.
    AugmentPreview(AugmentPreview),
    /// Evaluate a model on one split of a pack.
    Evaluate(Evaluate),
    /// Compare runs and evaluations.
    Compare(Compare),
    /// Probe a model for shortcuts that do not use the lungs.
    Probe(Probe),
    /// Export a run's best weights as a calibrated model folder with its scorecard.
    Export(Export),
    /// Calibrate a model on labelled films of one's own: probabilities, answer sets, operating points, and
    /// which films are far from those that it was trained on; and its gate, if the pack has outliers.
    Calibrate(Calibrate),
    /// Import weights of timm or Keras, to start training from them.
    Import(Import),
    /// Classify images; one CSV row a file.
    Predict(Predict),
    /// Draw where the evidence for a class is in a film: class activation or occlusion map.
    Explain(Explain),
    /// Merge the tables of all shards of an archive.
    Merge(Merge),
    /// Verify a model folder and describe it.
    Inspect(Inspect),
    /// Serve a device of this computer to `train` on other computers, until Ctrl-C.
    ServeDevice(ServeDevice),
}

/// Options of `prepare`.
#[derive(Debug, Args)]
pub(crate) struct Prepare {
    /// Lists of labelled films: `COVIDx` text (patient file class source) or a table with a header
    /// (file,label,patient,source,split), separated by commas, semicolons or tabs.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub list: Vec<PathBuf>,
    /// Lists of the test split, which is kept as given; the other lists are then split into training
    /// and validation.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub test_list: Vec<PathBuf>,
    /// Table with split, source, patient, age group and view of listed files; empty cells change nothing.
    #[arg(long, value_name = "CSV")]
    pub labels: Option<PathBuf>,
    /// Folder with the images; without lists, its subfolders name the class (or split and class).
    #[arg(long, value_name = "DIR")]
    pub images: PathBuf,
    /// Tables (file,kind,split) of pictures that are no frontal chest radiographs, to fit and judge the gate
    /// on; without a split, they only judge.
    #[arg(long, value_name = "CSV", num_args = 1..)]
    pub outliers: Vec<PathBuf>,
    /// Folder with the pictures of the tables of outliers; the folder of each table if not given.
    #[arg(long, value_name = "DIR", requires = "outliers")]
    pub outlier_images: Option<PathBuf>,
    /// Sides of the square films in pixels, multiples of 32; each film is stored at every side.
    #[arg(long, default_values_t = [224], num_args = 1.., value_name = "N")]
    pub side: Vec<u32>,
    /// Contrast preprocessing; the page applies the same.
    #[arg(long, default_value = "as-stored")]
    pub contrast: ContrastChoice,
    /// How to treat near-duplicates: films of the same image with different pixels.
    #[arg(long, default_value = "keep")]
    pub near_duplicates: NearDuplicates,
    /// Accept given splits with near-duplicates in different splits.
    #[arg(long)]
    pub allow_near_duplicates: bool,
    /// Hold sources out of training, to select a recipe on them: their films become the external split,
    /// and the test and external films of the lists are omitted; the lists must give a test split.
    #[arg(long, value_name = "SOURCE", num_args = 1..)]
    pub hold_out: Vec<String>,
    /// Share of the films for validation, unless the lists give a validation split.
    #[arg(long, default_value_t = 0.15, value_name = "SHARE")]
    pub val: f64,
    /// Share of the films for the test, unless a test list or split is given.
    #[arg(long, default_value_t = 0.15, value_name = "SHARE")]
    pub test: f64,
    /// Seed of the split.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Folder to create; it must not exist.
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
    /// Continue from the run's last checkpoint.
    #[arg(long)]
    pub resume: bool,
    /// Devices: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT; several,
    /// separated by commas, share the batches of a step.
    #[arg(
        long,
        visible_alias = "device",
        value_name = "DEVICE",
        value_delimiter = ',',
        default_value = "cpu"
    )]
    pub devices: Vec<DeviceChoice>,
    /// Override the recipe's epochs.
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,
    /// Stop after this time with a checkpoint, from which `--resume` continues. The schedule stays that of
    /// the recipe.
    #[arg(long, value_name = "MINUTES", value_parser = minutes)]
    pub minutes: Option<Duration>,
    /// Override a key of the recipe, for example `optimizer.learning_rate=1e-3`; can be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// Options of `throughput`.
#[derive(Debug, Args)]
pub(crate) struct Throughput {
    /// The recipe, a TOML file.
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// The device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N or cuda:N.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// Steps to time, after one that is not counted.
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub steps: u32,
    /// Override a key of the recipe, for example `side=96`; can be repeated.
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
    /// PNG file to write: one film a row, first the original, then augmented as in each epoch.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Number of films, of all classes and several sources.
    #[arg(long, default_value_t = 6, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub films: u32,
    /// Number of epochs to draw.
    #[arg(long, default_value_t = 7, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub variants: u32,
    /// Seed of the choice of films.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Override a key of the recipe, for example `augmentation.noise=0.05`; can be repeated.
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
    /// The split to evaluate: train, val, test or external.
    #[arg(long, default_value_t = Split::Test)]
    pub split: Split,
    /// Leave out the films that this list names, such as those of doubtful labels: one in each line, or in the
    /// column `file` of a table.
    #[arg(long, value_name = "LIST")]
    pub without: Option<PathBuf>,
    /// Device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// Folder for metrics.json, predictions.csv and report.html; without it, the figures are only
    /// printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Level of the answer sets in predictions.csv, from 0.80 to 0.99.
    #[arg(long, default_value_t = Level::DEFAULT, value_name = "LEVEL")]
    pub level: Level,
    /// The run that the model was exported from, for its learning curves; found automatically if W is
    /// a run's `best`.
    #[arg(long, value_name = "RUN")]
    pub run: Option<PathBuf>,
    /// Also evaluate the training films and report the gap in accuracy; takes a pass over them.
    #[arg(long)]
    pub train_gap: bool,
    /// Leave out the shortcut lens, which takes eight more passes over the films: parts of them hidden,
    /// mirrored, re-encoded, turned, cropped.
    #[arg(long)]
    pub skip_lens: bool,
    /// Also damage the films in eight ways at five strengths each (JPEG quality, blur, noise, contrast,
    /// gamma, resolution, rotation, crop) and report accuracy, refusals and changed predictions; takes
    /// 41 more passes over the films.
    #[arg(long)]
    pub stress: bool,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Run folders, or folders of `evaluate --out`; evaluations of the same films are tested against
    /// the first one.
    #[arg(required = true, value_name = "RUN_OR_EVALUATION")]
    pub folders: Vec<PathBuf>,
    /// Add the published figures of the study that this project grew from, measured on another test set.
    #[arg(long)]
    pub published: bool,
    /// Folder for compare.html and compare.svg; without it, the table is only printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub overwrite: Overwrite,
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
    /// Device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
    /// JSON file to write in addition.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The run with the weights to export.
    #[arg(long, value_name = "RUN")]
    pub run: PathBuf,
    /// The pack that it was trained on.
    #[arg(long, value_name = "PACK")]
    pub data: PathBuf,
    /// The model folder to write; an existing one is replaced once the new one passes its check.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Number format of the weights; the resulting change of the predictions is reported.
    #[arg(long, default_value = "f16")]
    pub format: FormatChoice,
    /// Licence of the weights, one sentence.
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
    /// A known limit of the model, one sentence; can be repeated.
    #[arg(long = "limit", value_name = "TEXT")]
    pub limits: Vec<String>,
    /// Device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
}

/// Options of `calibrate`.
#[derive(Debug, Args)]
pub(crate) struct Calibrate {
    /// The model folder; it stays as it is.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// The pack with the labelled films.
    #[arg(long, value_name = "PACK")]
    pub data: PathBuf,
    /// The splits to fit on: val, or train and val if the model was not trained on these films. The
    /// splits test and external are evaluated once.
    #[arg(long, num_args = 1.., default_values_t = [Split::Val], value_name = "SPLIT")]
    pub split: Vec<Split>,
    /// The model folder to write, with the same weights; an existing one is replaced.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A safetensors file of timm's `coatnet_0_224`, `coatnet_0_rw_224` or `resnetv2_50`, or an .h5 file of
    /// Keras's `ResNet50V2`.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The folder to write, for `start.weights` of a recipe; an existing one is replaced.
    #[arg(long, value_name = "W")]
    pub out: PathBuf,
}

/// Options of `predict`.
#[derive(Debug, Args)]
pub(crate) struct Predict {
    /// The model folder.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// Films, folders to search for films, and ZIP archives; `FILE#2` is the second frame of a file.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// CSV file to write instead of stdout; until it is complete, its rows are in FILE.partial.
    /// FILE.shard.json beside it records the list of files and the model.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Level of the answer sets, from 0.80 to 0.99: the share of films whose set should contain the
    /// true class. A higher level means more abstentions and fewer wrong answers.
    #[arg(long, default_value_t = Level::DEFAULT, value_name = "LEVEL")]
    pub level: Level,
    /// Continue after the files that `--out` already has rows for; files, model and level must be the
    /// same.
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Classify only shard K of N of the sorted files; `merge` merges the tables.
    #[arg(long, value_name = "K/N", requires = "out")]
    pub shard: Option<ArchiveShard>,
    /// Device: cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N or remote:HOST:PORT.
    #[arg(long, value_name = "DEVICE", default_value_t = DeviceChoice::Cpu)]
    pub device: DeviceChoice,
}

/// Options of `merge`.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The tables of `predict --shard`, one a shard.
    #[arg(required = true, value_name = "PART")]
    pub parts: Vec<PathBuf>,
    /// CSV file to write.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub overwrite: Overwrite,
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
    /// Address to listen on; port 0 chooses a free port.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7700")]
    pub listen: SocketAddr,
    /// Allow an address that other computers can reach. The connection is not encrypted: others on the
    /// network can read films, weights and token.
    #[arg(long)]
    pub public: bool,
    /// File with the token that clients need; without it, the environment variable `PNEUMOSCOPE_TOKEN`
    /// is used.
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
}

/// Contrast preprocessing by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ContrastChoice {
    /// None.
    AsStored,
    /// Histogram equalisation, which removes differences of exposure and tone curve.
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
pub(crate) enum FormatChoice {
    /// Half the size of f32.
    F16,
    /// A quarter of the size: large tensors in 8 bits with a scale for each channel.
    I8,
    /// As trained.
    F32,
}

impl From<FormatChoice> for NumberFormat {
    fn from(format: FormatChoice) -> Self {
        match format {
            FormatChoice::F16 => Self::F16,
            FormatChoice::I8 => Self::I8,
            FormatChoice::F32 => Self::F32,
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
    fn minutes_may_have_decimals_and_are_above_0() {
        assert_eq!(minutes("1.5"), Ok(Duration::from_secs(90)));
        for text in ["0", "-1", "ten", "nan", "1e300"] {
            assert!(minutes(text).is_err(), "{text}");
        }
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
