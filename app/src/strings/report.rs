//! Text of the report on one film.

use model::answer_set::Level;
use model::class::Class;
use model::estimate::Estimate;

use crate::strings::options::{estimate, level};
use crate::strings::{NBSP, share};

/// The button that opens the report.
pub const OPEN: &str = "Report";
/// The report's title.
pub const TITLE: &str = "Chest radiograph, model prediction";
/// The button that prints.
pub const PRINT: &str = "Print or save as PDF";
/// The button that saves a picture.
pub const SAVE_PNG: &str = "Save as PNG";
/// The button that closes the report.
pub const CLOSE: &str = "Close";
/// The name of the saved picture.
pub const FILE_NAME: &str = "pneumoscope-report.png";
/// The picture could not be saved.
pub const NOT_SAVED: &str = "The browser did not save the picture.";
/// The field for a name or reference.
pub const REFERENCE: &str = "Name or reference (optional, not stored)";
/// The reference in the report.
pub const REFERENCE_SHORT: &str = "Reference";
/// The film's text alternative.
pub const FILM: &str = "The film";
/// The same with a map over it.
pub const FILM_WITH_MAP: &str = "The film with the map that was shown over it. A map shows what moved the model's number, not where disease is.";
/// The heading of the answer.
pub const ANSWER: &str = "Answer";
/// The heading of the probabilities.
pub const PROBABILITIES: &str = "Calibrated probabilities";
/// The heading of the cautions.
pub const CAUTIONS: &str = "Cautions";
/// No caution.
pub const NO_CAUTIONS: &str = "None for this film beyond the limits of the model.";
/// The heading of the figures.
pub const MODEL: &str = "Model";
/// The heading of the hashes.
pub const PROVENANCE: &str = "Provenance";
/// The classes that remain.
pub const SET: &str = "Cannot be excluded";
/// A set without classes.
pub const NO_CLASS: &str = "no class fits";
/// What the model promises.
pub const SET_WORTH: &str = "What the set is worth";
/// What the reader called the film.
pub const READER: &str = "Reader, before seeing the answer";
/// The picture was changed.
pub const CHANGED: &str = "Picture changed before classification";
/// The label of the network.
pub const NETWORK: &str = "Network";
/// The label of the accuracy on the test split.
pub const ACCURACY_TEST: &str = "Accuracy, same sources";
/// The label of the accuracy elsewhere.
pub const ACCURACY_EXTERNAL: &str = "Accuracy, other sources";
/// The label of the calibration error on the test split.
pub const ECE_TEST: &str = "Calibration error (ECE), same sources";
/// The label of the calibration error elsewhere.
pub const ECE_EXTERNAL: &str = "Calibration error (ECE), other sources";
/// The label of the calibration.
pub const CALIBRATION: &str = "Calibration";
/// The label of the film's hash.
pub const FILM_HASH: &str = "SHA-256 of the film's file";
/// A hash that is not known.
pub const NOT_KNOWN: &str = "not known";
/// The label of the film's size.
pub const FILM_SIZE: &str = "Film";
/// The label of the weights' hash.
pub const WEIGHTS_HASH: &str = "SHA-256 of the weights (of the hashes of their shards)";
/// The label of the scorecard's hash.
pub const SCORECARD_HASH: &str = "SHA-256 of the scorecard";
/// The label of the engine.
pub const ENGINE: &str = "Computed on";
/// The label of the time.
pub const TIME: &str = "Report made";
/// The label of the version.
pub const SOFTWARE: &str = "Software";

/// "COVID-19 or pneumonia, at a level of 90 %".
pub fn set(classes: &[Class], chosen: Level) -> String {
    let names: Vec<&str> = classes.iter().map(|class| class.label()).collect();
    let names = match names[..] {
        [] => NO_CLASS.to_owned(),
        _ => names.join(" or "),
    };
    format!("{names}, at a level of {}", level(chosen))
}

/// "78.4 % (70.1 to 85.2), 210 films".
pub fn accuracy(accuracy: Estimate, films: u64) -> String {
    format!("{}, {films}{NBSP}films", estimate(accuracy))
}

/// A calibration error: "3.1 % (2.0 to 4.4)".
pub fn ece(ece: Estimate) -> String {
    estimate(ece)
}

/// How even the probabilities are: "Doubt (entropy): 42.0 % of the maximum".
pub const DOUBT: &str = "Doubt (entropy, in percent of its maximum)";

/// "42.0 %".
pub fn doubt(of_maximum: f64) -> String {
    share(of_maximum)
}
