//! The recipe: everything that defines a training run, read from TOML and recorded with its results.

mod augmentation;
mod optimizer;
mod ranges;

use std::path::{Path, PathBuf};

use model::zoo::Architecture;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub(crate) use self::augmentation::Augmentation;
pub(crate) use self::optimizer::{Optimizer, OptimizerKind, Schedule};
use crate::files::{self, FileError};

/// A whole recipe; every key but the paths and `precision` must be present, so that no choice is hidden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The pack, unless `--data` names it; relative to the recipe's folder. Not recorded.
    #[serde(default, skip_serializing)]
    pub(crate) data: Option<PathBuf>,
    /// The run folder, unless `--out` names it; relative to the recipe's folder. Not recorded.
    #[serde(default, skip_serializing)]
    pub(crate) out: Option<PathBuf>,
    /// The network.
    pub(crate) architecture: Architecture,
    /// Width and height of the input, one of the pack's.
    pub(crate) side: u32,
    /// Films that go through the network together.
    pub(crate) batch: usize,
    /// Batches whose gradients are added up for one step.
    pub(crate) accumulate: usize,
    /// The maximum number of epochs.
    pub epochs: u32,
    /// Fixes the initial weights, the order of the films, augmentation and dropout.
    pub(crate) seed: u64,
    /// The metric on the validation split that selects the best epoch.
    pub(crate) monitor: Monitor,
    /// Training stops after this number of epochs without a better one; 0 never stops early.
    pub(crate) patience: u32,
    /// The weights of the classes in the loss.
    pub(crate) class_weights: ClassWeights,
    /// Which training films an epoch shows.
    pub(crate) sampling: Sampling,
    /// Probability moved from the true class to all classes evenly, `0..1`.
    pub(crate) label_smoothing: f32,
    /// Probability of dropping the residual branch of the last block, and of earlier ones in proportion to
    /// their depth (Huang et al., 2016); 0 drops none.
    pub(crate) stochastic_depth: f64,
    /// Decay per step of the exponential moving average of the weights, which is validated and kept in
    /// their place; 0 switches it off.
    pub(crate) ema: f64,
    /// Stages with smaller inputs before the final side, in order; empty for none.
    #[serde(alias = "growth")]
    pub(crate) progressive_resizing: Vec<ResizingStage>,
    /// The number format of matrix products and convolutions; missing in recipes of earlier versions.
    #[serde(default)]
    pub(crate) precision: Precision,
    /// What the weights start from, and which of them are trained.
    pub(crate) start: Start,
    /// The optimizer.
    pub(crate) optimizer: Optimizer,
    /// The learning rate schedule.
    pub(crate) schedule: Schedule,
    /// How training films are varied.
    pub(crate) augmentation: Augmentation,
}

/// The metric on the validation split that selects the best epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Monitor {
    /// The lowest loss.
    Loss,
    /// The highest balanced accuracy; among equals the lowest loss.
    BalancedAccuracy,
}

/// The weights of the classes in the loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ClassWeights {
    /// Every film has the same weight.
    None,
    /// Every class has the same total weight: films / (classes * films of the class), counted as an epoch
    /// shows them. If sampling shows all classes equally often, all weights are equal.
    Balanced,
}

/// Which training films an epoch shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sampling {
    /// Every film once.
    All,
    /// As many of each class as the smallest class has, drawn again each epoch.
    DownSampled,
    /// As many draws as there are films, every class equally likely.
    ClassBalanced,
    /// As many draws as there are films, every class equally likely and, within a class, every source in
    /// proportion to the square root of its films, so that a source is less of a clue to the class.
    SourceBalanced,
}

/// The number format that a step computes with; the weights are always f32.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Precision {
    /// f32 throughout.
    #[default]
    F32,
    /// bfloat16 for matrix products and convolutions, for GPUs on which that is faster.
    Bf16,
}

/// A stage of progressive resizing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResizingStage {
    /// Width and height of the input, one of the pack's.
    pub(crate) side: u32,
    /// The last epoch of the stage, counted from 1.
    pub(crate) until: u32,
}

/// What the weights start from, and which of them are trained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Start {
    /// The task.
    pub(crate) task: Task,
    /// A model folder, a run's `best`, or imported weights, of the same network; relative to the recipe's folder. Absent
    /// for random weights. Not recorded here: the run records which weights they were.
    #[serde(default, skip_serializing)]
    pub(crate) weights: Option<PathBuf>,
    /// The first epochs, in which only the head is trained.
    pub(crate) frozen_epochs: u32,
    /// The learning rate of the base, as a share of the head's.
    pub(crate) base_rate: f64,
}

/// What a training learns; any task but the classes only makes start weights for another training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Task {
    /// COVID-19, normal or pneumonia.
    Classes,
    /// By which of four right angles a film is rotated; needs no labels (Gidaris et al., 2018).
    Rotation,
}

/// Keys of earlier versions, which are still read, and their names now.
const RENAMED: [(&str, &str); 2] = [
    ("growth", "progressive_resizing"),
    ("erase", "random_erasing"),
];

/// A recipe that cannot be used.
#[derive(Debug, Error)]
pub enum RecipeError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A key is missing, unknown or of the wrong kind.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// The recipe.
        path: PathBuf,
        /// The parser's message with line and key.
        source: Box<toml::de::Error>,
    },
    /// A `--set` is not `key=value` or does not fit.
    #[error("--set {setting:?}: {reason}")]
    Setting {
        /// The argument.
        setting: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A value is out of range.
    #[error("the recipe's {key} is {value}; it must be {range}")]
    Range {
        /// The key.
        key: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed.
        range: &'static str,
    },
    /// The recipe cannot be written as TOML.
    #[error("the resolved recipe cannot be written: {0}")]
    Unwritable(#[from] toml::ser::Error),
}

impl Recipe {
    /// Reads a recipe and applies `key=value` settings (dots reach into tables).
    ///
    /// # Errors
    /// [`RecipeError`] with the file and the key.
    pub fn read(path: &Path, settings: &[String]) -> Result<Self, RecipeError> {
        let text = files::read_text(path)?;
        let malformed = |source: toml::de::Error| RecipeError::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        };
        // The file alone first, because its errors have line numbers.
        let mut recipe: Self = toml::from_str(&text).map_err(malformed)?;
        let mut table: toml::Table = toml::from_str(&text).map_err(malformed)?;
        for setting in settings {
            apply(&mut table, setting)?;
            recipe = table.clone().try_into().map_err(|error: toml::de::Error| {
                RecipeError::Setting {
                    setting: setting.clone(),
                    reason: error.message().to_owned(),
                }
            })?;
        }
        recipe.check()?;
        let beside = |named: Option<PathBuf>| {
            let folder = path.parent().unwrap_or(Path::new(""));
            named.map(|named| folder.join(named))
        };
        recipe.data = beside(recipe.data);
        recipe.out = beside(recipe.out);
        recipe.start.weights = beside(recipe.start.weights);
        Ok(recipe)
    }

    /// The recipe as TOML.
    ///
    /// # Errors
    /// [`RecipeError::Unwritable`] when a number has no TOML form.
    pub fn to_toml(&self) -> Result<String, RecipeError> {
        Ok(toml::to_string(self)?)
    }

    /// The first key that differs, except those that a resumed run may change: `epochs`, `patience`, and into how
    /// many batches the films of a step are divided, which decides how much memory a step needs.
    ///
    /// # Errors
    /// [`RecipeError::Unwritable`] when a number has no TOML form.
    pub(crate) fn difference(&self, other: &Self) -> Result<Option<String>, RecipeError> {
        let mut free = Self {
            epochs: other.epochs,
            patience: other.patience,
            ..self.clone()
        };
        let films_per_step = |recipe: &Self| recipe.batch.saturating_mul(recipe.accumulate);
        if films_per_step(self) == films_per_step(other) {
            (free.batch, free.accumulate) = (other.batch, other.accumulate);
        }
        let (one, two) = (toml::Table::try_from(&free)?, toml::Table::try_from(other)?);
        Ok(one
            .into_iter()
            .find(|(key, value)| two.get(key) != Some(value))
            .map(|(key, _)| key))
    }
}

/// Sets a key, which may be in a table; strings need no quotes.
fn apply(table: &mut toml::Table, setting: &str) -> Result<(), RecipeError> {
    let wrong = |reason: &str| RecipeError::Setting {
        setting: setting.to_owned(),
        reason: reason.to_owned(),
    };
    let (key, text) = setting
        .split_once('=')
        .ok_or_else(|| wrong("expected key=value, as in epochs=3"))?;
    let (key, text) = (key.trim(), text.trim());
    let value = format!("value = {text}")
        .parse::<toml::Table>()
        .ok()
        .and_then(|mut parsed| parsed.remove("value"))
        .unwrap_or_else(|| toml::Value::String(text.to_owned()));
    let mut tables = key.split('.');
    let key = tables.next_back().unwrap_or(key);
    let table = tables.try_fold(table, |table, name| {
        let inner = table.get_mut(name).and_then(toml::Value::as_table_mut);
        inner.ok_or_else(|| wrong("the recipe has no such table"))
    })?;
    let renamed = RENAMED
        .into_iter()
        .find(|(old, new)| key == *old || key == *new);
    let key = renamed.map_or(key, |(old, new)| {
        table.remove(old);
        new
    });
    table.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(name: &str, settings: &[&str]) -> Result<Recipe, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("recipes")
            .join(name);
        let settings: Vec<String> = settings.iter().map(|&text| text.to_owned()).collect();
        Recipe::read(&path, &settings).map_err(|error| error.to_string())
    }

    #[test]
    fn the_shipped_recipes_can_be_read_and_written_back() {
        for name in [
            "coatnet-0.toml",
            "coatnet-0-224.toml",
            "coatnet-0-224-mild.toml",
            "coatnet-atto-64.toml",
            "coatnet-atto-96.toml",
            "coatnet-atto-128.toml",
            "coatnet-atto-128-mild.toml",
            "coatnet-atto-192.toml",
            "coatnet-atto-192-mild.toml",
            "fine-tune.toml",
            "resnet50v2.toml",
            "smoke.toml",
            "study-coatnet-0.toml",
            "study-resnet50v2.toml",
            "table.toml",
        ] {
            let read = recipe(name, &[]).unwrap();
            let again: Recipe = toml::from_str(&read.to_toml().unwrap()).unwrap();
            assert_eq!(again, read, "{name}");
        }
    }

    #[test]
    fn settings_override_keys_and_keys_in_tables() {
        let changed = recipe(
            "smoke.toml",
            &[
                "epochs=9",
                "optimizer.learning_rate = 0.5",
                "architecture=coatnet-1",
            ],
        );
        let changed = changed.unwrap();
        assert_eq!(changed.epochs, 9);
        assert!((changed.optimizer.learning_rate - 0.5).abs() < 1e-12);
        assert_eq!(changed.architecture, Architecture::CoAtNet1);
    }

    #[test]
    fn keys_of_earlier_versions_are_read_and_set() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.toml");
        let text = recipe("smoke.toml", &[]).unwrap().to_toml().unwrap();
        let old = text
            .replace(
                "progressive_resizing = []",
                "growth = [{ side = 32, until = 1 }]",
            )
            .replace("random_erasing", "erase");
        std::fs::write(&path, &old).unwrap();
        let read = |settings: &[&str]| {
            let settings: Vec<String> = settings.iter().map(|&text| text.to_owned()).collect();
            Recipe::read(&path, &settings).unwrap()
        };
        assert_eq!(read(&[]).progressive_resizing.len(), 1);
        for key in ["growth", "progressive_resizing"] {
            let set = read(&[&format!("{key}=[]")]);
            assert!(set.progressive_resizing.is_empty());
        }
        for key in ["augmentation.erase", "augmentation.random_erasing"] {
            let set = read(&[&format!("{key}=0.25")]);
            assert!((set.augmentation.random_erasing - 0.25).abs() < 1e-9);
        }
        let written = read(&[]).to_toml().unwrap();
        assert!(!written.contains("growth") && !written.contains("erase ="));
    }

    #[test]
    fn a_resumed_recipe_may_differ_only_in_epochs_patience_and_the_size_of_batches() {
        let base = recipe("smoke.toml", &[]).unwrap();
        let longer = recipe("smoke.toml", &["epochs=9", "patience=3"]).unwrap();
        assert_eq!(longer.difference(&base).unwrap(), None);
        let leaner = recipe("smoke.toml", &["batch=2", "accumulate=4"]).unwrap();
        assert_eq!(leaner.difference(&base).unwrap(), None);
        let fewer = recipe("smoke.toml", &["batch=2", "accumulate=3"]).unwrap();
        assert_eq!(fewer.difference(&base).unwrap().unwrap(), "accumulate");
        let other = recipe("smoke.toml", &["optimizer.kind=adam"]).unwrap();
        assert_eq!(other.difference(&base).unwrap().unwrap(), "optimizer");
    }

    #[test]
    fn a_wrong_setting_is_named_with_the_allowed_values() {
        let unknown = "vgg".parse::<Architecture>().unwrap_err().to_string();
        let cases = [
            ("epoch=9", "unknown field `epoch`, expected one of `data`"),
            ("epochs", "expected key=value"),
            ("epochs=many", "--set \"epochs=many\""),
            ("loss.kind=x", "no such table"),
            ("batch=0", "batch is 0; it must be above 0"),
            (
                "progressive_resizing=[{ side = 32, until = 3 }, { side = 64, until = 3 }]",
                "progressive_resizing.until is 3; it must be greater than that of the previous stage",
            ),
            (
                "progressive_resizing=[{ side = 32, until = 2 }]",
                "epochs is 2; it must be greater than the last progressive_resizing.until",
            ),
            ("label_smoothing=1.5", "it must be at least 0 and below 1"),
            (
                "precision=f16",
                "unknown variant `f16`, expected `f32` or `bf16`",
            ),
            ("architecture=vgg", &unknown),
        ];
        for (setting, expected) in cases {
            let error = recipe("smoke.toml", &[setting]).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn paths_are_relative_to_the_recipes_folder_and_not_recorded() {
        let named = recipe("smoke.toml", &["data=pack", "out=/runs/1"]).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes");
        assert_eq!(named.data, Some(folder.join("pack")));
        assert_eq!(named.out, Some(PathBuf::from("/runs/1")));
        assert!(!named.to_toml().unwrap().contains("pack"));
    }

    #[test]
    fn an_unknown_key_in_the_file_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, "seed = 1\nwarmup = 3\n").unwrap();
        let error = Recipe::read(&path, &[]).unwrap_err().to_string();
        assert!(
            error.contains("mine.toml") && error.contains("line 2"),
            "{error}"
        );
        assert!(error.contains("unknown field `warmup`"), "{error}");
    }
}
