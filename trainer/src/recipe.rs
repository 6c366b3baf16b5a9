//! The recipe: what a training run means, read from TOML and recorded with what it made.

pub mod augmentation;
pub mod optimizer;

use std::path::{Path, PathBuf};

use model::zoo::Architecture;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::augmentation::Augmentation;
pub use self::optimizer::{Optimizer, OptimizerKind, Schedule};
use crate::files::{self, FileError};

/// A whole recipe; every key but the paths and `precision` must be there, so that no choice is hidden.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The pack, where `--data` does not name it; from the recipe's folder. Not recorded.
    #[serde(default, skip_serializing)]
    pub data: Option<PathBuf>,
    /// The run folder, where `--out` does not name it; from the recipe's folder. Not recorded.
    #[serde(default, skip_serializing)]
    pub out: Option<PathBuf>,
    /// The network.
    pub architecture: Architecture,
    /// Width and height of the input; that of the pack.
    pub side: u32,
    /// Films that go through the network together.
    pub batch: usize,
    /// Batches whose gradients are added up for one step.
    pub accumulate: usize,
    /// The greatest number of epochs.
    pub epochs: u32,
    /// Fixes the weights' start, the order of the films, augmentation and dropout.
    pub seed: u64,
    /// What makes an epoch the best one, on the validation split.
    pub monitor: Monitor,
    /// Epochs without a better one after which training stops; 0 never stops early.
    pub patience: u32,
    /// How classes of different size count in the loss.
    pub class_weights: ClassWeights,
    /// Which training films an epoch shows.
    pub sampling: Sampling,
    /// Probability taken from the true class and shared out to all, `0..1`.
    pub label_smoothing: f32,
    /// The share of the residual branches that training leaves out in the last block; earlier ones
    /// in proportion to their depth (Huang et al., 2016). 0 leaves out none.
    pub stochastic_depth: f64,
    /// Decay a step of the moving average of the weights, which is what is judged and kept; 0 keeps
    /// the weights themselves.
    pub ema: f64,
    /// Smaller inputs for the first epochs, in the order of their epochs; empty for none.
    pub growth: Vec<Growth>,
    /// What products and convolutions compute with; recipes of earlier versions do not say it.
    #[serde(default)]
    pub precision: Precision,
    /// What the weights start from.
    pub start: Start,
    /// How the weights are changed.
    pub optimizer: Optimizer,
    /// How the learning rate changes.
    pub schedule: Schedule,
    /// How the training films are varied.
    pub augmentation: Augmentation,
}

/// The figure of the validation split that chooses the best epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Monitor {
    /// The lowest loss.
    Loss,
    /// The highest balanced accuracy; among equals the lowest loss.
    BalancedAccuracy,
}

/// How classes of different size count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClassWeights {
    /// Every film counts the same.
    None,
    /// Every class counts the same: films / (classes * films of the class), by the films that an
    /// epoch shows. Where the sampling shows all classes equally often, all weights are equal.
    Balanced,
}

/// Which training films an epoch shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampling {
    /// Every film once.
    All,
    /// As many of each class as the smallest has, drawn anew each epoch.
    DownSampled,
    /// As many draws as there are films, every class equally likely.
    ClassBalanced,
    /// As many draws as there are films, every class equally likely and, within a class, the
    /// sources by the square root of their films, so that a source gives its class away less.
    SourceBalanced,
}

/// What a step computes with; the weights are f32 in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// f32 throughout.
    #[default]
    F32,
    /// bfloat16 where it is worth it, for cards that are faster so.
    Bf16,
}

/// Inputs of another size until an epoch is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Width and height of the input, one of the pack's.
    pub side: u32,
    /// The last epoch that has it, counted from 1.
    pub until: u32,
}

/// What the weights start from, and how they are held back at first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// What is learned: the classes, or something else first.
    pub task: Task,
    /// A model folder, or a run's `best`, of the same network; from the recipe's folder. Absent
    /// for random weights. Not recorded here: the run says what weights they were.
    #[serde(default, skip_serializing)]
    pub weights: Option<PathBuf>,
    /// Epochs in which only the head learns.
    pub frozen_epochs: u32,
    /// The learning rate of all before the head, as a share of the head's.
    pub base_rate: f64,
}

/// What a training learns; all but the classes only to start another from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// COVID-19, normal or pneumonia.
    Classes,
    /// By which of four right angles a film is turned; needs no labels (Gidaris et al., 2018).
    Rotation,
}

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
        /// The parser's words with line and key.
        source: Box<toml::de::Error>,
    },
    /// A `--set` is no `key=value` or does not fit.
    #[error("--set {setting:?}: {reason}")]
    Setting {
        /// What was typed.
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
        // Read as it stands first: errors then have line numbers.
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

    /// The first key that differs, apart from those that a resumed run may change.
    ///
    /// # Errors
    /// [`RecipeError::Unwritable`] when a number has no TOML form.
    pub fn difference(&self, other: &Self) -> Result<Option<String>, RecipeError> {
        let free = Self {
            epochs: other.epochs,
            patience: other.patience,
            ..self.clone()
        };
        let (one, two) = (toml::Table::try_from(&free)?, toml::Table::try_from(other)?);
        Ok(one
            .into_iter()
            .find(|(key, value)| two.get(key) != Some(value))
            .map(|(key, _)| key))
    }

    fn check(&self) -> Result<(), RecipeError> {
        let (warm_up, factors) = match self.schedule {
            Schedule::Cosine {
                warm_up,
                final_share,
            } => (warm_up, ("schedule.final_share", final_share)),
            Schedule::Plateau {
                warm_up, factor, ..
            } => (warm_up, ("schedule.factor", factor)),
        };
        let augmentation = &self.augmentation;
        let shares = [
            factors,
            ("label_smoothing", f64::from(self.label_smoothing)),
            ("augmentation.shift", f64::from(augmentation.shift)),
            ("augmentation.zoom", f64::from(augmentation.zoom)),
            ("augmentation.shear", f64::from(augmentation.shear)),
            (
                "augmentation.brightness",
                f64::from(augmentation.brightness),
            ),
            ("augmentation.contrast", f64::from(augmentation.contrast)),
            ("augmentation.erase", f64::from(augmentation.erase)),
            ("augmentation.blur", f64::from(augmentation.blur)),
            ("augmentation.noise", f64::from(augmentation.noise)),
            ("augmentation.border", f64::from(augmentation.border)),
            ("stochastic_depth", self.stochastic_depth),
            ("ema", self.ema),
        ];
        let whole_shares = [
            ("augmentation.jpeg", f64::from(augmentation.jpeg)),
            ("augmentation.flip", f64::from(augmentation.flip)),
            ("start.base_rate", self.start.base_rate),
        ];
        let positive = [
            ("batch", self.batch as f64),
            ("accumulate", self.accumulate as f64),
            ("epochs", f64::from(self.epochs)),
            ("optimizer.learning_rate", self.optimizer.learning_rate),
        ];
        let not_negative = [
            ("schedule.warm_up", warm_up),
            ("optimizer.weight_decay", self.optimizer.weight_decay),
            ("optimizer.clip_norm", f64::from(self.optimizer.clip_norm)),
            ("augmentation.rotation", f64::from(augmentation.rotation)),
            ("augmentation.gamma", f64::from(augmentation.gamma)),
            ("augmentation.mixup", f64::from(augmentation.mixup)),
            ("augmentation.cutmix", f64::from(augmentation.cutmix)),
        ];
        let falls = |pair: &&[Growth]| pair[1].until <= pair[0].until;
        if let Some(pair) = self.growth.windows(2).find(falls) {
            return Err(RecipeError::Range {
                key: "growth.until",
                value: f64::from(pair[1].until),
                range: "greater than that of the stage before",
            });
        }
        if let Some(last) = self.growth.last()
            && self.epochs <= last.until
        {
            return Err(RecipeError::Range {
                key: "epochs",
                value: f64::from(self.epochs),
                range: "greater than the last growth.until, since what is kept takes inputs of the recipe's own side",
            });
        }
        within(&whole_shares, "from 0 to 1", |v| (0.0..=1.0).contains(&v))?;
        within(&shares, "at least 0 and below 1", |v| {
            (0.0..1.0).contains(&v)
        })?;
        within(&positive, "above 0", |value| value > 0.0)?;
        within(&not_negative, "0 or above", |value| value >= 0.0)
    }
}

fn within(
    values: &[(&'static str, f64)],
    range: &'static str,
    allowed: impl Fn(f64) -> bool,
) -> Result<(), RecipeError> {
    match values
        .iter()
        .find(|(_, value)| !value.is_finite() || !allowed(*value))
    {
        Some(&(key, value)) => Err(RecipeError::Range { key, value, range }),
        None => Ok(()),
    }
}

/// Sets a key that may lie in a table; text need not be quoted.
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
    let mut place = table;
    let mut parts = key.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            place.insert(part.to_owned(), value);
            return Ok(());
        }
        place = place
            .get_mut(part)
            .and_then(toml::Value::as_table_mut)
            .ok_or_else(|| wrong("the recipe has no such table"))?;
    }
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
            "coatnet-atto-64.toml",
            "coatnet-atto-96.toml",
            "coatnet-atto-128.toml",
            "coatnet-atto-128-mild.toml",
            "coatnet-atto-192.toml",
            "coatnet-atto-192-mild.toml",
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
    fn a_resumed_recipe_may_differ_in_its_length_only() {
        let base = recipe("smoke.toml", &[]).unwrap();
        let longer = recipe("smoke.toml", &["epochs=9", "patience=3"]).unwrap();
        assert_eq!(longer.difference(&base).unwrap(), None);
        let other = recipe("smoke.toml", &["optimizer.kind=adam"]).unwrap();
        assert_eq!(other.difference(&base).unwrap().unwrap(), "optimizer");
    }

    #[test]
    fn a_wrong_setting_is_named_with_what_is_allowed() {
        let cases = [
            ("epoch=9", "unknown field `epoch`, expected one of `data`"),
            ("epochs", "expected key=value"),
            ("epochs=many", "--set \"epochs=many\""),
            ("loss.kind=x", "no such table"),
            ("batch=0", "batch is 0; it must be above 0"),
            (
                "growth=[{ side = 32, until = 3 }, { side = 64, until = 3 }]",
                "growth.until is 3; it must be greater than that of the stage before",
            ),
            (
                "growth=[{ side = 32, until = 2 }]",
                "epochs is 2; it must be greater than the last growth.until",
            ),
            ("label_smoothing=1.5", "it must be at least 0 and below 1"),
            (
                "precision=f16",
                "unknown variant `f16`, expected `f32` or `bf16`",
            ),
            (
                "architecture=vgg",
                "unknown network \"vgg\"; expected one of coatnet-0",
            ),
        ];
        for (setting, expected) in cases {
            let error = recipe("smoke.toml", &[setting]).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn paths_count_from_the_recipes_folder_and_are_not_recorded() {
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
