//! Text of the report on one film.

use model::answer_set::Level;
use model::class::Class;
use model::estimate::Estimate;

use crate::messages;
use crate::strings::options::{estimate, level};
use crate::strings::{alternatives, class_label, share};

/// The name of the saved picture.
pub const FILE_NAME: &str = "pneumoscope-report.png";

messages! {
    "report";

    /// The button that opens the report.
    pub fn open();
    /// The report's title.
    pub fn title();
    /// The button that prints.
    pub fn print();
    /// The button that saves a picture.
    pub fn save_png();
    /// The button that closes the report.
    pub fn close();
    /// The picture could not be saved.
    pub fn not_saved();
    /// The field for a name or reference.
    pub fn reference();
    /// The reference in the report: "Reference: Case 7".
    pub fn reference_line(reference: &str);
    /// The film's text alternative.
    pub fn film();
    /// The same with a map over it.
    pub fn film_with_map();
    /// The heading of the answer.
    pub fn answer();
    /// The heading of the probabilities.
    pub fn probabilities();
    /// The heading of the cautions.
    pub fn cautions();
    /// No caution.
    pub fn no_cautions();
    /// The heading of the figures.
    pub fn model();
    /// The heading of the hashes.
    pub fn provenance();
    /// The classes that remain.
    pub fn set_label();
    /// A set without classes.
    pub fn no_class();
    /// What the model promises.
    pub fn set_worth();
    /// What the reader called the film.
    pub fn reader();
    /// The label of the network.
    pub fn network();
    /// The label of the accuracy on the test split.
    pub fn accuracy_test();
    /// The label of the accuracy elsewhere.
    pub fn accuracy_external();
    /// The label of the calibration error on the test split.
    pub fn ece_test();
    /// The label of the calibration error elsewhere.
    pub fn ece_external();
    /// The label of the calibration.
    pub fn calibration();
    /// The label of the film's hash.
    pub fn film_hash();
    /// A hash that is not known.
    pub fn not_known();
    /// The label of the film's size.
    pub fn film_size();
    /// The label of the weights' hash.
    pub fn weights_hash();
    /// The label of the scorecard's hash.
    pub fn scorecard_hash();
    /// The label of the engine.
    pub fn engine();
    /// The label of the time.
    pub fn time();
    /// The label of the version.
    pub fn software();
    /// How even the probabilities are: "Doubt (entropy): 42.0 % of the maximum".
    pub fn doubt_label();
    fn set_at_level(classes: String, level: String);
    fn estimate_and_films(estimate: String, films: u64);
}

/// "COVID-19 or pneumonia, at a level of 90 %".
pub fn set(classes: &[Class], chosen: Level) -> String {
    let names = match classes {
        [] => no_class(),
        _ => alternatives(classes.iter().copied().map(class_label)),
    };
    set_at_level(names, level(chosen))
}

/// "78.4 % (70.1 to 85.2), 210 films".
pub fn accuracy(accuracy: Estimate, films: u64) -> String {
    estimate_and_films(estimate(accuracy), films)
}

/// A calibration error: "3.1 % (2.0 to 4.4)".
pub fn ece(ece: Estimate) -> String {
    estimate(ece)
}

/// "42.0 %".
pub fn doubt(of_maximum: f64) -> String {
    share(of_maximum)
}
