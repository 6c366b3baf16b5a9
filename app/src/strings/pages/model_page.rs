//! Text of the model's page.

use model::class::Class;
use model::estimate::Estimate;

use crate::messages;
use crate::strings::class_name;
use crate::strings::options::estimate;

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
    /// The text alternative of a plot.
    pub fn plot(heading: String, figures: String);
    /// A dot of the reliability diagram: "12 films, 84.2 % (81.1 to 86.8)".
    pub fn dot(films: u64, accuracy: String);
    fn column_class();
    fn column_films();
    fn column_sensitivity();
    fn column_specificity();
    fn column_ppv();
    fn column_npv();
    fn column_source();
    fn column_accuracy();
    fn column_split();
    fn split_val();
    fn split_test();
    fn split_external();
    fn headline_of(films: u64, accuracy: String, balanced: String, ece: String);
    fn curve_of(class: String, area: String);
}

/// The columns of the figures by class.
pub fn class_columns() -> [String; 6] {
    [
        column_class(),
        column_films(),
        column_sensitivity(),
        column_specificity(),
        column_ppv(),
        column_npv(),
    ]
}

/// The columns of the figures by source.
pub fn source_columns() -> [String; 3] {
    [column_source(), column_films(), column_accuracy()]
}

/// The columns of the films before the classes.
pub fn data_columns() -> [String; 2] {
    [column_split(), column_source()]
}

/// A split in the choice.
pub fn split(word: &str) -> String {
    match word {
        "val" => split_val(),
        "test" => split_test(),
        "external" => split_external(),
        other => other.to_owned(),
    }
}

/// The headline of a split: accuracy, balanced accuracy, expected calibration error.
pub fn headline(films: u64, accuracy: Estimate, balanced: Estimate, ece: Estimate) -> String {
    let [accuracy, balanced, ece] = [accuracy, balanced, ece].map(estimate);
    headline_of(films, accuracy, balanced, ece)
}

/// A class with the area under its curve.
pub fn curve(class: Class, area: Option<Estimate>) -> String {
    let area = area.map_or_else(|| super::optional(None), super::decimal);
    curve_of(class_name(class), area)
}
