//! Text about reading blind: the reader's answer, and how it compares with the model's.

use model::class::Class;
use model::estimate::Estimate;

use crate::protocol::readers::ReaderReport;
use crate::state::worklist::film::Sureness;
use crate::strings::options::estimate;
use crate::strings::{class_name, sentence};

messages! {
    "readers";

    /// The switch.
    pub fn switch();
    /// The heading in place of a hidden answer.
    pub fn ask();
    /// What to do.
    pub fn ask_how();
    /// The name of the group of classes.
    pub fn class();
    /// The name of the group of degrees.
    pub fn how_sure();
    /// The heading of the comparison.
    pub fn heading();
    /// What the comparison is.
    pub fn how();
    /// The button that compares.
    pub fn compare();
    /// The button that saves the reader's answers.
    pub fn save();
    /// The file of the reader's answers.
    pub fn file_name();
    /// The label of the agreement.
    pub fn agreement_label();
    /// The label of kappa.
    pub fn kappa_label();
    /// What kappa is.
    pub fn kappa_means();
    /// The caption of the matrix.
    pub fn confusion();
    /// The column of the reader.
    pub fn you();
    /// The column of the model.
    pub fn model();
    /// The row of the accuracy.
    pub fn accuracy();
    /// A figure that does not exist.
    pub fn none();
}

/// A degree on its button.
pub const fn sureness(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Guess => "A guess",
        Sureness::Unsure => "Unsure",
        Sureness::Sure => "Sure",
    }
}

/// The test id of a class's button.
pub const fn class_id(class: Class) -> &'static str {
    match class {
        Class::Covid19 => "reader-covid19",
        Class::Normal => "reader-normal",
        Class::Pneumonia => "reader-pneumonia",
    }
}

/// The test id of a degree's button.
pub const fn sureness_id(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Guess => "reader-guess",
        Sureness::Unsure => "reader-unsure",
        Sureness::Sure => "reader-sure",
    }
}

/// The key of a class, on its button.
pub const fn class_key(class: Class) -> &'static str {
    match class {
        Class::Covid19 => "C",
        Class::Normal => "N",
        Class::Pneumonia => "P",
    }
}

/// The key of a degree, on its button.
pub const fn sureness_key(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Guess => "G",
        Sureness::Unsure => "U",
        Sureness::Sure => "S",
    }
}

/// "12 films read."
pub fn read(films: usize) -> String {
    match films {
        1 => "You have read 1 film.".to_owned(),
        films => format!("You have read {films} films."),
    }
}

/// "81.2 % (70.0 to 88.9) of 64 films".
pub fn agreement(report: &ReaderReport) -> String {
    let films = match report.films() {
        1 => "1 film".to_owned(),
        films => format!("{films} films"),
    };
    format!("{} of {films}", estimate(report.agreement))
}

/// "0.68 (0.50 to 0.85)", or why there is none.
pub fn kappa(kappa: &Result<Estimate, String>) -> String {
    match kappa {
        Ok(Estimate { value, low, high }) => format!("{value:.2} ({low:.2} to {high:.2})"),
        Err(why) => format!("not defined: {}", sentence(why)),
    }
}

/// "On 48 films whose class is known:"
pub fn known(films: u64) -> String {
    match films {
        1 => "On the 1 film whose class is known:".to_owned(),
        films => format!("On the {films} films whose class is known:"),
    }
}

/// The row of a class's sensitivity.
pub fn sensitivity(class: Class) -> String {
    format!("Sensitivity, {}", class_name(class))
}

/// The row of a class's specificity.
pub fn specificity(class: Class) -> String {
    format!("Specificity, {}", class_name(class))
}

/// An estimate in a table, or a dash.
pub fn figure(figure: Option<Estimate>) -> String {
    figure.map_or_else(|| none().to_owned(), estimate)
}

/// What a reader called a film: "pneumonia (unsure)".
pub fn called(class: Class, sureness: Sureness) -> String {
    format!("{class} ({})", sureness.word())
}

/// The same beside the model's answer: "You said: pneumonia (unsure)."
pub fn said(class: Class, sureness: Sureness) -> String {
    format!("You said: {}.", called(class, sureness))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn kappa_is_shown_with_its_interval_or_the_reason() {
        let known = Ok(Estimate {
            value: 0.6765,
            low: 0.5046,
            high: 0.8484,
        });
        assert_eq!(kappa(&known), "0.68 (0.50 to 0.85)");
        let why = Err("both chose one class".to_owned());
        assert_eq!(kappa(&why), "not defined: Both chose one class.");
    }
}
