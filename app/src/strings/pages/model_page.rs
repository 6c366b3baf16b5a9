//! Text of the model's page.

use model::class::Class;
use model::estimate::Estimate;

messages! {
    "model_page";

    /// The heading of the results.
    pub fn results();
    /// The label of the choice of a split.
    pub fn split_label();
    /// What all figures have in common.
    pub fn intervals();
    /// The heading of the confusion matrix.
    pub fn confusion();
    /// What its rows and columns are.
    pub fn confusion_note();
    /// The corner of the confusion matrix.
    pub fn label();
    /// The heading of the curves.
    pub fn roc();
    /// The horizontal axis of the curves.
    pub fn false_positives();
    /// The vertical axis of the curves.
    pub fn sensitivity();
    /// The heading of the reliability diagram.
    pub fn reliability();
    /// The horizontal axis of the reliability diagram.
    pub fn confidence();
    /// The vertical axis of the reliability diagram.
    pub fn accuracy();
    /// What the reliability diagram shows.
    pub fn reliability_note();
    /// The heading of the figures by class.
    pub fn classes();
    /// The heading of the figures by source.
    pub fn sources();
    /// What the figures by source show.
    pub fn sources_note();
    /// A scorecard without the points of a plot.
    pub fn no_plot();
    /// The heading of the films that the model has learnt from.
    pub fn data();
    /// The heading of the hashes.
    pub fn hashes();
    /// The label of the hash of all shards.
    pub fn weights();
    /// The label of the hash of the list of films.
    pub fn list();
}

/// The columns of the figures by class.
pub const CLASS_COLUMNS: [&str; 6] =
    ["Class", "Films", "Sensitivity", "Specificity", "PPV", "NPV"];
/// The columns of the figures by source.
pub const SOURCE_COLUMNS: [&str; 3] = ["Source", "Films", "Accuracy"];
/// The columns of the films before the classes.
pub const DATA_COLUMNS: [&str; 2] = ["Split", "Source"];

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
