//! Model folders on disk: reads and verifies them, writes them atomically.

use std::path::{Path, PathBuf};

use burn::module::Module;
use burn::tensor::Device;
use inference::Plan;
use inference::cpu::CpuNetwork;
use inference::weights::FoldedWeights;
use model::calibration::Calibration;
use model::class::{Class, PerClass};
use model::golden::{GoldenCheck, GoldenInput};
use model::input::spec::InputSpec;
use model::operating_point::OperatingPoints;
use model::scorecard::results::TrainingRecord;
use model::scorecard::{FILE_NAME, FORMAT_VERSION, Scorecard, ScorecardError};
use model::weights::NumberFormat;
use model::weights::tensors::Tensors;
use model::weights::{WeightsError, WeightsReader};
use model::zoo::Architecture;
use networks::network::Network;
use networks::synthetic::golden_input;
use networks::weights::{self, PackedWeights, outputs, pack, pack_without};
use thiserror::Error;
use time::OffsetDateTime;

use crate::files::{self, FileError};

/// The largest difference of another device's logits that passes the golden check.
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
    /// The network was trained on another task than the classes.
    #[error("{} is not a classifier: it has {outputs} outputs instead of {}, because it was imported, or trained with another start.task; use it as start.weights of a recipe", path.display(), Class::COUNT)]
    NotAClassifier {
        /// The folder.
        path: PathBuf,
        /// Outputs of its network.
        outputs: usize,
    },
    /// The network was imported without its head.
    #[error("{} is not a classifier: it was imported without a head; use it as start.weights of a recipe", .0.display())]
    NoHead(PathBuf),
    /// The scorecard cannot be written as JSON.
    #[error("the scorecard cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// The network's golden logits cannot be read back.
    #[error("the golden logits cannot be computed: {0}")]
    Golden(String),
}

/// A model whose hashes were verified once, when it was read.
#[derive(Debug)]
pub struct ModelFolder {
    /// The scorecard.
    pub scorecard: Scorecard,
    path: PathBuf,
    /// All shards, which lie in it one after another.
    tensors: Tensors,
}

/// What a scorecard needs besides the weights.
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
    /// Reads a folder and verifies the length and hash of every shard.
    ///
    /// # Errors
    /// [`FolderError`] names what is wrong.
    pub fn read(path: &Path) -> Result<Self, FolderError> {
        let json = files::read(&path.join(FILE_NAME))?;
        let scorecard = Scorecard::parse(&json).map_err(|source| FolderError::Scorecard {
            path: path.to_owned(),
            source,
        })?;
        let refused = |source| FolderError::Weights {
            path: path.to_owned(),
            source,
        };
        let mut reader = WeightsReader::new(&scorecard);
        for (index, entry) in scorecard.shards.iter().enumerate() {
            let bytes = files::read(&path.join(&entry.file))?;
            reader.push(index, &bytes).map_err(refused)?;
        }
        let tensors = reader.tensors().map_err(refused)?;
        Ok(Self {
            scorecard,
            path: path.to_owned(),
            tensors,
        })
    }

    /// A folder in memory: a network's weights and their scorecard. The golden logits are computed by
    /// burn-flex from the weights as stored.
    ///
    /// # Errors
    /// [`FolderError`] when a weight is not finite.
    pub fn assemble(
        network: &Network,
        format: NumberFormat,
        about: About,
    ) -> Result<Self, FolderError> {
        Self::draft(network, format, about)?.with_golden_logits()
    }

    /// The folder with the golden logits of its weights.
    ///
    /// # Errors
    /// As [`Self::golden_logits`].
    pub(crate) fn with_golden_logits(mut self) -> Result<Self, FolderError> {
        self.scorecard.golden.logits = self.golden_logits()?;
        Ok(self)
    }

    /// Like [`Self::assemble`], but without golden logits, which take seconds for a large network: for
    /// weights that are only trained further.
    ///
    /// # Errors
    /// [`FolderError`] when a weight is not finite.
    pub(crate) fn draft(
        network: &Network,
        format: NumberFormat,
        about: About,
    ) -> Result<Self, FolderError> {
        let folder = Self::unchecked(network, pack(network, format), format, about);
        // A model that cannot be loaded must not be written.
        folder.load(&Device::flex())?;
        Ok(folder)
    }

    /// Like [`Self::draft`], but without some tensors of the head: only for weights to start from.
    pub(crate) fn headless(network: &Network, omitted: &[String], about: About) -> Self {
        let format = NumberFormat::F32;
        let packed = pack_without(network, format, omitted);
        Self::unchecked(network, packed, format, about)
    }

    /// The folder of these weights, which were not loaded again.
    fn unchecked(
        network: &Network,
        packed: PackedWeights,
        format: NumberFormat,
        about: About,
    ) -> Self {
        let scorecard = Scorecard {
            format_version: FORMAT_VERSION,
            architecture: about.architecture,
            parameters: network.parameters(),
            macs: about.architecture.macs(about.input.side),
            input: about.input,
            classes: Class::ALL,
            number_format: format,
            tensors: packed.tensors.clone(),
            shards: packed.entries.clone(),
            gate: None,
            gate_results: Vec::new(),
            calibration: Calibration::IDENTITY,
            answer_sets: None,
            distance: None,
            operating_points: OperatingPoints::default(),
            calibrated_on: None,
            golden: GoldenCheck {
                input: GoldenInput::Noise,
                logits: PerClass([0.0; Class::COUNT]),
                tolerance: GOLDEN_TOLERANCE,
            },
            training: about.training,
            results: Vec::new(),
            left_out_sources: Vec::new(),
            lens: Vec::new(),
            probes: Vec::new(),
            limits: Vec::new(),
            licence: String::new(),
            code_version: env!("CARGO_PKG_VERSION").to_owned(),
            // `YYYY-MM-DD`, UTC.
            date: OffsetDateTime::now_utc().date().to_string(),
        };
        Self {
            scorecard,
            path: PathBuf::from("the new model"),
            tensors: packed.into_tensors(format),
        }
    }

    /// Builds the classifier for inference.
    ///
    /// # Errors
    /// [`FolderError::NotAClassifier`] when it was trained on another task, [`FolderError::Weights`]
    /// when the tensors are not those of the architecture.
    pub fn network(&self, device: &Device) -> Result<Network, FolderError> {
        self.check_classifier()?;
        Ok(self.load(device)?.valid())
    }

    /// The classifier as an inference plan, with its weights in the order of the plan.
    ///
    /// # Errors
    /// As [`Self::network`].
    pub(crate) fn plan(&self) -> Result<(Plan, Vec<FoldedWeights>), FolderError> {
        self.check_classifier()?;
        let plan = self.lowered();
        let weights = plan.weights(&self.tensors()).collect::<Result<_, _>>();
        let weights = weights.map_err(|source| self.refused(source))?;
        Ok((plan, weights))
    }

    /// The classifier on the inference engine for the CPU.
    ///
    /// # Errors
    /// As [`Self::network`].
    pub(crate) fn cpu_network(&self, threads: usize) -> Result<CpuNetwork, FolderError> {
        self.check_classifier()?;
        let network = CpuNetwork::new(self.lowered(), &self.tensors(), threads);
        network.map_err(|source| self.refused(source))
    }

    fn lowered(&self) -> Plan {
        let card = &self.scorecard;
        inference::lower(card.architecture, card.input.side as usize)
    }

    /// Whether the network has outputs: imported weights may lack a head.
    pub(crate) fn has_head(&self) -> bool {
        outputs(&self.scorecard.tensors).is_some()
    }

    fn check_classifier(&self) -> Result<(), FolderError> {
        match outputs(&self.scorecard.tensors) {
            Some(Class::COUNT) => Ok(()),
            Some(outputs) => Err(FolderError::NotAClassifier {
                path: self.path.clone(),
                outputs,
            }),
            None => Err(FolderError::NoHead(self.path.clone())),
        }
    }

    /// Builds the network on a device, for training where the device has autodiff.
    ///
    /// # Errors
    /// [`FolderError::Weights`] when the tensors are not those of the architecture.
    pub(crate) fn load(&self, device: &Device) -> Result<Network, FolderError> {
        weights::load(&self.scorecard, &self.tensors(), device)
            .map_err(|source| self.refused(source))
    }

    /// The tensors by name, none of them taken yet, for a network that may have another input side.
    pub fn tensors(&self) -> Tensors {
        self.tensors.clone()
    }

    fn refused(&self, source: WeightsError) -> FolderError {
        FolderError::Weights {
            path: self.path.clone(),
            source,
        }
    }

    /// The logits that burn-flex computes for the golden input.
    ///
    /// # Errors
    /// [`FolderError`] when the network cannot be built.
    pub(crate) fn golden_logits(&self) -> Result<PerClass<f32>, FolderError> {
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
            .ok_or_else(|| FolderError::Golden("fewer than three values".to_owned()))
    }

    /// Writes shards and scorecard into an existing folder.
    ///
    /// # Errors
    /// [`FolderError`] when the disk is full or gone.
    pub(crate) fn write_into(&self, folder: &Path) -> Result<(), FolderError> {
        let mut rest = self.tensors.stored_bytes();
        for entry in &self.scorecard.shards {
            let (shard, others) = rest.split_at(entry.bytes.min(rest.len()));
            files::write(&folder.join(&entry.file), shard)?;
            rest = others;
        }
        let mut json = serde_json::to_vec_pretty(&self.scorecard)?;
        json.push(b'\n');
        Ok(files::write(&folder.join(FILE_NAME), &json)?)
    }

    /// Writes the folder so that `target` holds the old or the new model, never a mix of both.
    ///
    /// # Errors
    /// [`FolderError`] when the disk is full or gone.
    pub fn publish(&self, target: &Path) -> Result<(), FolderError> {
        let staged = files::StagedFolder::beside(target)?;
        self.write_into(staged.path())?;
        Ok(staged.publish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let date: Vec<&str> = read.scorecard.date.split('-').collect();
        assert_eq!(
            date.iter().map(|part| part.len()).collect::<Vec<_>>(),
            [4, 2, 2]
        );
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
