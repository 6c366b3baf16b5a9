//! Model folders on disk: reads and checks them, writes them whole.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use burn::module::Module;
use burn::tensor::Device;
use inference::Plan;
use inference::weights::FoldedWeights;
use model::class::{Class, PerClass};
use model::golden::{GoldenCheck, InputRule};
use model::input::spec::InputSpec;
use model::scorecard::results::TrainingRecord;
use model::scorecard::{FILE_NAME, FORMAT_VERSION, Scorecard, ScorecardError};
use model::weights::entries::NumberFormat;
use model::weights::tensors::Tensors;
use model::weights::{WeightsError, WeightsReader};
use model::zoo::Architecture;
use networks::network::Network;
use networks::synthetic::golden_input;
use networks::weights::{self, outputs, pack};
use thiserror::Error;

use crate::files::{self, FileError};

/// How far another device's logits may be off in the golden check.
const GOLDEN_TOLERANCE: f32 = 1e-3;

/// A model folder that cannot be used.
#[derive(Debug, Error)]
pub enum FolderError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The scorecard is refused.
    #[error("{}: {source}", path.display())]
    Scorecard {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: ScorecardError,
    },
    /// The weights are refused.
    #[error("{}: {source}", path.display())]
    Weights {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: WeightsError,
    },
    /// The network tells something else apart than the classes.
    #[error("{} is no classifier: it has {outputs} outputs instead of {}, because it learned another start.task; a recipe's start.weights can name it", path.display(), Class::COUNT)]
    NoClassifier {
        /// The folder.
        path: PathBuf,
        /// Its outputs.
        outputs: usize,
    },
    /// The scorecard cannot be written as JSON.
    #[error("the scorecard cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// The network's golden logits cannot be read back.
    #[error("the golden logits cannot be computed: {0}")]
    Golden(String),
}

/// A model whose hashes have been checked.
#[derive(Debug)]
pub struct ModelFolder {
    /// What is known of it.
    pub scorecard: Scorecard,
    path: PathBuf,
    shards: Vec<Vec<u8>>,
}

/// What a scorecard says that the weights do not.
#[derive(Debug, Clone)]
pub struct About {
    /// The network.
    pub architecture: Architecture,
    /// How a film becomes its input.
    pub input: InputSpec,
    /// How the weights were made.
    pub training: TrainingRecord,
}

impl ModelFolder {
    /// Reads a folder and checks every length and hash.
    ///
    /// # Errors
    /// [`FolderError`] names what is wrong.
    pub fn read(path: &Path) -> Result<Self, FolderError> {
        let json = files::read(&path.join(FILE_NAME))?;
        let scorecard = Scorecard::parse(&json).map_err(|source| FolderError::Scorecard {
            path: path.to_owned(),
            source,
        })?;
        let mut shards = Vec::new();
        {
            let mut reader = WeightsReader::new(&scorecard);
            for (index, entry) in scorecard.shards.iter().enumerate() {
                let bytes = files::read(&path.join(&entry.file))?;
                reader
                    .push(index, &bytes)
                    .map_err(|source| FolderError::Weights {
                        path: path.to_owned(),
                        source,
                    })?;
                shards.push(bytes);
            }
        }
        Ok(Self {
            scorecard,
            path: path.to_owned(),
            shards,
        })
    }

    /// A folder in memory: the network's weights with a scorecard around them.
    ///
    /// The golden logits are those of the weights as stored, computed by burn-flex.
    ///
    /// # Errors
    /// [`FolderError`] when a weight is not finite.
    pub fn assemble(
        network: &Network,
        format: NumberFormat,
        about: About,
    ) -> Result<Self, FolderError> {
        let mut folder = Self::draft(network, format, about)?;
        folder.scorecard.golden.logits = folder.golden_logits()?;
        Ok(folder)
    }

    /// The same without golden logits, which take seconds where the network is large: for weights
    /// that only go on learning.
    ///
    /// # Errors
    /// [`FolderError`] when a weight is not finite.
    pub fn draft(
        network: &Network,
        format: NumberFormat,
        about: About,
    ) -> Result<Self, FolderError> {
        let packed = pack(network, format);
        let scorecard = Scorecard {
            format_version: FORMAT_VERSION,
            architecture: about.architecture,
            parameters: network.parameters(),
            macs: about.architecture.macs(about.input.side),
            input: about.input,
            classes: Class::ALL,
            number_format: format,
            tensors: packed.tensors,
            shards: packed.entries,
            calibration: model::calibration::Calibration::IDENTITY,
            golden: GoldenCheck {
                rule: InputRule::Noise,
                logits: PerClass([0.0; Class::COUNT]),
                tolerance: GOLDEN_TOLERANCE,
            },
            training: about.training,
            results: Vec::new(),
            probes: Vec::new(),
            limits: Vec::new(),
            licence: String::new(),
            code_version: env!("CARGO_PKG_VERSION").to_owned(),
            date: today(),
        };
        let folder = Self {
            scorecard,
            path: PathBuf::from("the new model"),
            shards: packed.shards,
        };
        // What cannot be loaded is not worth writing.
        folder.load(&Device::flex())?;
        Ok(folder)
    }

    /// Builds the classifier for inference.
    ///
    /// # Errors
    /// [`FolderError::NoClassifier`] when it learned something else, [`FolderError::Weights`] when
    /// the tensors are not those of the architecture.
    pub fn network(&self, device: &Device) -> Result<Network, FolderError> {
        self.classifies()?;
        Ok(self.load(device)?.valid())
    }

    /// The classifier as a list of kernels, and their weights in the plan's order.
    ///
    /// # Errors
    /// As [`Self::network`].
    pub fn plan(&self) -> Result<(Plan, Vec<FoldedWeights>), FolderError> {
        self.classifies()?;
        let card = &self.scorecard;
        let plan = inference::lower(card.architecture, card.input.side as usize);
        let weights = plan.weights(&self.tensors()?).collect::<Result<_, _>>();
        let weights = weights.map_err(|source| self.refused(source))?;
        Ok((plan, weights))
    }

    /// # Errors
    /// [`FolderError::NoClassifier`].
    fn classifies(&self) -> Result<(), FolderError> {
        match outputs(&self.scorecard.tensors) {
            Some(outputs) if outputs != Class::COUNT => Err(FolderError::NoClassifier {
                path: self.path.clone(),
                outputs,
            }),
            _ => Ok(()),
        }
    }

    /// Builds the network as the device has it: for training on one with autodiff.
    ///
    /// # Errors
    /// [`FolderError::Weights`] when the tensors are not those of the architecture.
    pub fn load(&self, device: &Device) -> Result<Network, FolderError> {
        weights::load(&self.scorecard, &self.tensors()?, device)
            .map_err(|source| self.refused(source))
    }

    /// The tensors by name, for a network that need not be of the same side.
    ///
    /// # Errors
    /// [`FolderError::Weights`] when a shard is missing.
    pub fn tensors(&self) -> Result<Tensors, FolderError> {
        let tensors = self.reader().and_then(WeightsReader::tensors);
        tensors.map_err(|source| self.refused(source))
    }

    fn reader(&self) -> Result<WeightsReader<'_>, WeightsError> {
        let mut reader = WeightsReader::new(&self.scorecard);
        for (index, shard) in self.shards.iter().enumerate() {
            reader.push(index, shard)?;
        }
        Ok(reader)
    }

    fn refused(&self, source: WeightsError) -> FolderError {
        FolderError::Weights {
            path: self.path.clone(),
            source,
        }
    }

    /// What burn-flex computes for the golden input.
    ///
    /// # Errors
    /// [`FolderError`] when the network cannot be built.
    pub fn golden_logits(&self) -> Result<PerClass<f32>, FolderError> {
        let device = Device::flex();
        let network = self.load(&device)?.valid();
        let logits = network.forward(golden_input(self.scorecard.input.side, &device));
        let values: Vec<f32> = logits
            .try_into_data()
            .map_err(|error| FolderError::Golden(error.to_string()))?
            .try_into_vec()
            .map_err(|error| FolderError::Golden(error.to_string()))?;
        values
            .first_chunk()
            .copied()
            .map(PerClass)
            .ok_or_else(|| FolderError::Golden("there are fewer than three".to_owned()))
    }

    /// Writes shards and scorecard into an existing folder.
    ///
    /// # Errors
    /// [`FolderError`] when the disk is full or gone.
    pub fn write_into(&self, folder: &Path) -> Result<(), FolderError> {
        for (entry, shard) in self.scorecard.shards.iter().zip(&self.shards) {
            files::write(&folder.join(&entry.file), shard)?;
        }
        let mut json = serde_json::to_vec_pretty(&self.scorecard)?;
        json.push(b'\n');
        Ok(files::write(&folder.join(FILE_NAME), &json)?)
    }

    /// Writes the folder so that `target` holds the old or the new model, never a mixture.
    ///
    /// # Errors
    /// [`FolderError`] when the disk is full or gone.
    pub fn publish(&self, target: &Path) -> Result<(), FolderError> {
        let staged = files::StagedFolder::beside(target)?;
        self.write_into(staged.path())?;
        Ok(staged.publish()?)
    }
}

/// Today's date in UTC as `YYYY-MM-DD`.
fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| passed.as_secs());
    date(seconds / 86_400)
}

/// The civil date of a day counted from 1970-01-01 (Hinnant, "chrono-compatible date algorithms").
fn date(days: u64) -> String {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        let rows = [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_453, "2025-12-31"),
        ];
        for (days, expected) in rows {
            assert_eq!(date(days), expected);
        }
    }

    fn tiny() -> ModelFolder {
        let device = Device::flex();
        let network = Network::new(Architecture::CoAtNetTiny, 32, &device).unwrap();
        let about = About {
            architecture: Architecture::CoAtNetTiny,
            input: InputSpec::with_side(32),
            training: TrainingRecord {
                summary: String::new(),
                recipe: serde_json::Value::Null,
                device: "cpu".to_owned(),
                epochs: 1,
                best_epoch: 1,
                seconds: 0.0,
                films: Vec::new(),
                list_sha256: String::new(),
            },
        };
        ModelFolder::assemble(&network, NumberFormat::F32, about).unwrap()
    }

    #[test]
    fn a_folder_is_read_back_with_the_same_golden_logits() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("model");
        let written = tiny();
        written.publish(&target).unwrap();
        let read = ModelFolder::read(&target).unwrap();
        assert_eq!(read.scorecard, written.scorecard);
        assert_eq!(
            read.golden_logits().unwrap(),
            written.scorecard.golden.logits
        );
    }

    #[test]
    fn a_missing_or_damaged_file_is_named() {
        let root = tempfile::tempdir().unwrap();
        let error = ModelFolder::read(root.path()).unwrap_err().to_string();
        assert!(error.contains("model.json"), "{error}");
        tiny().publish(root.path()).unwrap();
        std::fs::write(root.path().join("weights.000.bin"), [0; 4]).unwrap();
        let error = ModelFolder::read(root.path()).unwrap_err().to_string();
        assert!(error.contains("weights.000.bin has 4 bytes"), "{error}");
    }
}
