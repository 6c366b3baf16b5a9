//! Text of the model's page.

use model::class::Class;
use model::estimate::Estimate;

/// The heading of the results.
pub const RESULTS: &str = "Results";
/// The label of the choice of a split.
pub const SPLIT: &str = "Films of";
/// What all figures have in common.
pub const INTERVALS: &str = "Every figure with its 95 % interval: Wilson for proportions, bootstrap over patients for the others. Nothing was chosen on the test films or on those of other sources.";
/// The heading of the confusion matrix.
pub const CONFUSION: &str = "Confusion matrix";
/// What its rows and columns are.
pub const CONFUSION_NOTE: &str =
    "Rows are the label, columns the prediction; shares are of the row.";
/// The corner of the confusion matrix.
pub const LABEL: &str = "Label";
/// The heading of the curves.
pub const ROC: &str = "Receiver operating characteristic";
/// The horizontal axis of the curves.
pub const FALSE_POSITIVES: &str = "1 − specificity";
/// The vertical axis of the curves.
pub const SENSITIVITY: &str = "sensitivity";
/// The heading of the reliability diagram.
pub const RELIABILITY: &str = "Reliability";
/// The horizontal axis of the reliability diagram.
pub const CONFIDENCE: &str = "probability of the prediction";
/// The vertical axis of the reliability diagram.
pub const ACCURACY: &str = "accuracy";
/// What the reliability diagram shows.
pub const RELIABILITY_NOTE: &str =
    "On the diagonal, predictions are right as often as their probability says.";
/// The heading of the figures by class.
pub const CLASSES: &str = "By class";
/// The heading of the figures by source.
pub const SOURCES: &str = "By source";
/// What the figures by source show.
pub const SOURCES_NOTE: &str = "A model that recognises the collection instead of the disease does well on one source and badly on the next.";
/// A scorecard without the points of a plot.
pub const NO_PLOT: &str = "This scorecard has no points for this plot.";
/// The columns of the figures by class.
pub const CLASS_COLUMNS: [&str; 6] =
    ["Class", "Films", "Sensitivity", "Specificity", "PPV", "NPV"];
/// The columns of the figures by source.
pub const SOURCE_COLUMNS: [&str; 3] = ["Source", "Films", "Accuracy"];
/// The heading of the films that the model has learnt from.
pub const DATA: &str = "Films";
/// The columns of the films before the classes.
pub const DATA_COLUMNS: [&str; 2] = ["Split", "Source"];
/// The heading of the hashes.
pub const HASHES: &str = "Hashes (SHA-256)";
/// The label of the hash of all shards.
pub const WEIGHTS: &str = "Weights";
/// The label of the hash of the list of films.
pub const LIST: &str = "List of films";

/// A split in the choice.
pub fn split(word: &str) -> String {
    match word {
        "val" => "the validation split (optimistic)".to_owned(),
        "test" => "the test split (same sources)".to_owned(),
        "external" => "other sources".to_owned(),
        other => other.to_owned(),
    }
}

/// The headline of a split: accuracy, balanced accuracy, expected calibration error.
pub fn headline(films: u64, accuracy: Estimate, balanced: Estimate, ece: Estimate) -> String {
    format!(
        "{films} films: accuracy {}, balanced accuracy {}, expected calibration error {}.",
        super::figure(accuracy),
        super::figure(balanced),
        super::figure(ece)
    )
}

/// A class with the area under its curve.
pub fn curve(class: Class, area: Option<Estimate>) -> String {
    let area = area.map_or_else(|| super::optional(None), super::decimal);
    format!("{}, AUROC {area}", crate::strings::class_name(class))
}
