//! The result for one film: a row of `predict`, and what the page's `classify` resolves to.

use serde::{Deserialize, Serialize};

use crate::calibration::Probabilities;
use crate::class::Class;

/// Whether the model answers, abstains, or refuses the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The prediction stands.
    Answer,
    /// The film is readable but the model is undecided. Not used until scorecards have conformal
    /// thresholds.
    Abstain,
    /// The file cannot be classified.
    Refuse,
}

impl Decision {
    /// The value in tables and in the page's `data-decision`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Abstain => "abstain",
            Self::Refuse => "refuse",
        }
    }
}

/// The result for one file. A refused file has no probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The file's name as the user gave it.
    pub file: String,
    /// Calibrated probabilities.
    pub probabilities: Option<Probabilities>,
    /// The class of the highest probability.
    pub prediction: Option<Class>,
    /// The classes that cannot be excluded: the prediction alone, until scorecards have conformal
    /// thresholds.
    pub set: Vec<Class>,
    /// Whether the film is answered.
    pub decision: Decision,
    /// Why the decision is not an answer; whole sentences.
    pub reasons: Vec<String>,
}

impl Reading {
    /// The columns of `predictions.csv`.
    pub const CSV_HEADER: [&'static str; 8] = [
        "file",
        "covid19",
        "normal",
        "pneumonia",
        "prediction",
        "set",
        "decision",
        "reasons",
    ];

    /// A film that is answered with the class of the highest probability.
    pub fn answer(file: impl Into<String>, probabilities: Probabilities) -> Self {
        let prediction = probabilities.top();
        Self {
            file: file.into(),
            probabilities: Some(probabilities),
            prediction: Some(prediction),
            set: vec![prediction],
            decision: Decision::Answer,
            reasons: Vec::new(),
        }
    }

    /// A file that is not classified, with the reason.
    pub fn refuse(file: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            probabilities: None,
            prediction: None,
            set: Vec::new(),
            decision: Decision::Refuse,
            reasons: vec![reason.into()],
        }
    }

    /// The row under [`Self::CSV_HEADER`]; probabilities with six digits, empty when refused.
    pub fn csv_row(&self) -> [String; 8] {
        let probability = |class| {
            self.probabilities
                .map_or_else(String::new, |p| format!("{:.6}", p.get(class)))
        };
        let set: Vec<&str> = self.set.iter().map(|class| class.label()).collect();
        [
            self.file.clone(),
            probability(Class::Covid19),
            probability(Class::Normal),
            probability(Class::Pneumonia),
            self.prediction
                .map_or_else(String::new, |class| class.label().to_owned()),
            set.join("|"),
            self.decision.word().to_owned(),
            self.reasons.join("; "),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::{Calibration, Logits};
    use crate::class::PerClass;

    #[test]
    fn an_answer_names_its_class_in_the_row() {
        let logits = Logits(PerClass([0.0, 3.0, 1.0]));
        let reading = Reading::answer("a.png", Calibration::IDENTITY.apply(logits).unwrap());
        let row = reading.csv_row();
        assert_eq!(row[4..7], ["normal", "normal", "answer"]);
        assert!((row[2].parse::<f32>().unwrap() - 0.843_795).abs() < 1e-5);
    }

    #[test]
    fn a_refused_file_has_a_reason_and_no_probabilities() {
        let row = Reading::refuse("b.txt", "it is a text").csv_row();
        assert_eq!(
            row,
            ["b.txt", "", "", "", "", "", "refuse", "it is a text"].map(str::to_owned)
        );
    }
}
