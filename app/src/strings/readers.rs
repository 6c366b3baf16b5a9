//! Text about reading blind: the reader's answer, and how it compares with the model's.

use model::class::Class;
use model::estimate::Estimate;

use crate::locale::catalogue::translated;
use crate::locale::numbers::decimal;
use crate::messages;
use crate::protocol::readers::ReaderReport;
use crate::state::worklist::film::Sureness;
use crate::strings::options::{estimate, with_interval};
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
    /// "You have read 12 films."
    pub fn read(films: usize);
    /// "On the 48 films whose class is known:"
    pub fn known(films: u64);
    fn button_guess();
    fn button_unsure();
    fn button_sure();
    fn guess();
    fn unsure();
    fn sure();
    fn agreement_on(agreement: &str, films: u64);
    fn no_kappa(reason: &str);
    fn sensitivity_of(class: &str);
    fn specificity_of(class: &str);
    fn called_so(class: Class, sureness: &str);
    fn said_so(called: &str);
}

/// The file of the reader's answers.
pub const FILE_NAME: &str = "readings.csv";

/// A degree on its button.
pub fn sureness(sureness: Sureness) -> String {
    match sureness {
        Sureness::Guess => button_guess(),
        Sureness::Unsure => button_unsure(),
        Sureness::Sure => button_sure(),
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

/// "81.2 % (70.0 to 88.9) of 64 films".
pub fn agreement(report: &ReaderReport) -> String {
    agreement_on(&estimate(report.agreement), report.films())
}

/// "0.68 (0.50 to 0.85)", or why there is none.
pub fn kappa(kappa: &Result<Estimate, String>) -> String {
    match kappa {
        Ok(Estimate { value, low, high }) => {
            let [value, low, high] = [value, low, high].map(|figure| decimal(*figure, 2));
            with_interval(&value, &low, &high)
        }
        Err(why) => no_kappa(&sentence(&translated(why))),
    }
}

/// The row of a class's sensitivity.
pub fn sensitivity(class: Class) -> String {
    sensitivity_of(&class_name(class))
}

/// The row of a class's specificity.
pub fn specificity(class: Class) -> String {
    specificity_of(&class_name(class))
}

/// An estimate in a table, or a dash.
pub fn figure(figure: Option<Estimate>) -> String {
    figure.map_or_else(none, estimate)
}

/// What a reader called a film: "pneumonia (unsure)".
pub fn called(class: Class, sureness: Sureness) -> String {
    let sureness = match sureness {
        Sureness::Guess => guess(),
        Sureness::Unsure => unsure(),
        Sureness::Sure => sure(),
    };
    called_so(class, &sureness)
}

/// The same beside the model's answer: "You said: pneumonia (unsure)."
pub fn said(class: Class, sureness: Sureness) -> String {
    said_so(&called(class, sureness))
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
