//! Training and results: the part of the scorecard that people read.

use serde::{Deserialize, Serialize};

use crate::answer_set::Level;
use crate::class::{Class, PerClass};
use crate::estimate::Estimate;
use crate::lens::Change;

/// How the weights were trained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingRecord {
    /// One sentence: data, device, duration, and whether training was cut short.
    pub summary: String,
    /// The resolved recipe.
    pub recipe: serde_json::Value,
    /// The device that trained, as `--device` names it.
    pub device: String,
    /// Epochs run.
    pub epochs: u32,
    /// The epoch whose weights these are, counted from 1; chosen on the validation split.
    pub best_epoch: u32,
    /// Time spent in training and validation, in seconds.
    pub seconds: f64,
    /// Film counts by split, class and source.
    pub films: Vec<FilmCount>,
    /// SHA-256 of the list of films with their labels and splits.
    pub list_sha256: String,
}

/// The films that calibration, answer sets and operating points were fitted on, and the choice of the
/// calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationRecord {
    /// Number of films.
    pub films: u64,
    /// Number of their patients.
    pub patients: u64,
    /// Their splits.
    pub splits: Vec<String>,
    /// SHA-256 of the list of their pack; it differs from the training's where they are a user's own.
    pub list_sha256: String,
    /// The methods of calibration that were compared, the simplest first.
    pub methods: Vec<MethodResult>,
    /// The date, `YYYY-MM-DD`.
    pub date: String,
}

/// A method of calibration in a cross-validation by patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodResult {
    /// Its name.
    pub method: String,
    /// Mean of `-ln` of the probability of the label, on films that it was not fitted on.
    pub log_loss: f64,
    /// How much worse that is than the best method's.
    pub excess: f64,
    /// The standard error of the excess; the simplest method within one of them was chosen.
    pub standard_error: f64,
}

/// Films of one split, class and source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilmCount {
    /// `train`, `val`, `test` or `external`.
    pub split: String,
    /// The label.
    pub class: Class,
    /// The collection.
    pub source: String,
    /// Number of films.
    pub films: u64,
}

/// The metrics on one split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitResult {
    /// `val`, `test` or `external`.
    pub split: String,
    /// Number of films.
    pub films: u64,
    /// Share of correct predictions; Wilson interval.
    pub accuracy: Estimate,
    /// Mean sensitivity over the classes that occur; bootstrap interval.
    pub balanced_accuracy: Estimate,
    /// Mean F1 over the classes; bootstrap interval.
    pub macro_f1: Estimate,
    /// Mean squared error of the probabilities, summed over classes.
    pub brier: f64,
    /// Expected calibration error over 15 bins; bootstrap interval.
    pub ece: Estimate,
    /// The same without calibration.
    pub ece_uncalibrated: Estimate,
    /// Rows are the truth, columns the prediction.
    pub confusion: [[u64; Class::COUNT]; Class::COUNT],
    /// One against the rest.
    pub classes: Vec<ClassResult>,
    /// The reliability diagram of the predictions; empty in scorecards of older code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<ReliabilityBin>,
    /// Accuracy by source.
    pub sources: Vec<GroupResult>,
    /// Accuracy by age group.
    pub age_groups: Vec<GroupResult>,
    /// The answer sets, level by level; empty before the export.
    pub answer_sets: Vec<SetResult>,
    /// Share of films that are far from the training films; Wilson interval. `None` where the model cannot
    /// tell.
    pub far: Option<Estimate>,
}

/// The films whose confidence lies in one bin of the reliability diagram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliabilityBin {
    /// Its upper edge.
    pub upper: f64,
    /// Number of films.
    pub films: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of correct predictions; Wilson interval.
    pub accuracy: Estimate,
}

/// The answer sets at one level; Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetResult {
    /// The level.
    pub level: Level,
    /// Share of sets that contain the label.
    pub coverage: Estimate,
    /// The same for the films of each class.
    pub class_coverage: PerClass<Option<Estimate>>,
    /// Mean number of classes in a set.
    pub mean_size: f64,
    /// Number of sets without any class.
    pub empty: u64,
    /// Share of films that are answered: sets of one class.
    pub answered: Estimate,
    /// Share of the answers that are correct.
    pub answer_accuracy: Option<Estimate>,
}

/// How the gate does on a group of pictures; Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateResult {
    /// `val`, `test` or `external`.
    pub split: String,
    /// What they are.
    pub group: GateGroup,
    /// The source of films, the kind of outliers, the change of changed films; `all` for the whole group.
    pub name: String,
    /// Their number.
    pub pictures: u64,
    /// Share that is refused.
    pub refused: Estimate,
    /// Share of films that are called mirrored, or of changed films that are found to be so changed.
    pub named: Option<Estimate>,
}

/// The pictures that a gate is judged on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateGroup {
    /// Films as they are.
    Films,
    /// Films that were turned, inverted or mirrored.
    Changed,
    /// Pictures that are no frontal chest radiographs.
    Outliers,
}

/// One class against the rest; a metric that is undefined is `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassResult {
    /// The class.
    pub class: Class,
    /// Films whose label it is.
    pub films: u64,
    /// Recall; Wilson interval.
    pub sensitivity: Option<Estimate>,
    /// Wilson interval.
    pub specificity: Option<Estimate>,
    /// Positive predictive value at this split's prevalence; Wilson interval.
    pub ppv: Option<Estimate>,
    /// Negative predictive value at this split's prevalence; Wilson interval.
    pub npv: Option<Estimate>,
    /// Area under the receiver operating characteristic; bootstrap interval.
    pub auroc: Option<Estimate>,
    /// Points of that curve from (0, 0) to (1, 1), at most 0.025 apart in either direction where it has
    /// steps so small; empty where it is undefined, and in scorecards of older code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roc: Vec<RocPoint>,
    /// Expected calibration error of this class's probability over 15 bins; bootstrap interval.
    pub ece: Estimate,
    /// The same without calibration.
    pub ece_uncalibrated: Estimate,
}

/// A point of a receiver operating characteristic.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RocPoint {
    /// 1 - specificity.
    pub false_positives: f64,
    /// Sensitivity.
    pub sensitivity: f64,
}

/// Accuracy within one group of films; Wilson interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupResult {
    /// The group.
    pub name: String,
    /// Number of films in it.
    pub films: u64,
    /// Share of correct predictions.
    pub accuracy: Estimate,
    /// The answer sets at the default level; `None` before the export.
    pub answer_set: Option<GroupSets>,
}

/// The answer sets of one group at the default level; Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSets {
    /// Share of sets that contain the label.
    pub coverage: Estimate,
    /// Share of films that are answered.
    pub answered: Estimate,
    /// Share of the answers that are correct.
    pub answer_accuracy: Option<Estimate>,
    /// Share of films that are far from the training films; `None` where the model cannot tell.
    pub far: Option<Estimate>,
}

/// What a change of the films does to the predictions of a class; Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LensResult {
    /// The split: `val`, `test` or `external`.
    pub split: String,
    /// The change.
    pub change: Change,
    /// The class that the films are predicted as when unchanged; `None` for all films.
    pub class: Option<Class>,
    /// Number of films.
    pub films: u64,
    /// Share of films whose most probable class stays.
    pub stays: Estimate,
    /// Share of correct predictions after the change.
    pub accuracy: Estimate,
}

/// Accuracy under a condition that shows whether predictions depend on the lungs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeResult {
    /// The condition.
    pub name: String,
    /// Number of films.
    pub films: u64,
    /// Share of correct predictions; Wilson interval.
    pub accuracy: Estimate,
    /// The share of the most frequent label: the accuracy of a constant prediction.
    pub chance: f64,
}
