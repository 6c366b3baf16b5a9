//! The result for one film: a row of `predict`, and what the page's `classify` resolves to. The only
//! place that decides whether a film is answered.

use serde::{Deserialize, Serialize};

use crate::answer_set::{AnswerSets, Level};
use crate::calibration::{Logits, Probabilities};
use crate::class::Class;
use crate::distance::{Distance, FilmDistance};
use crate::fitted::Fitted;
use crate::gate::{Admission, Verdict};
use crate::input::Fix;
use crate::output::NetworkOutput;

/// Whether the model answers, abstains, or refuses the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The prediction stands.
    Answer,
    /// The film is readable but the model is undecided: no class or several cannot be excluded.
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

/// What gate and network found in a film that is classified: all that its reading follows from, whatever
/// the level and the calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The network's output.
    pub logits: Logits,
    /// What the gate says to mind about the answer.
    pub warning: Option<String>,
    /// Changes of the picture that may lead to another answer.
    pub fixes: Vec<Fix>,
    /// How far it is from the training films; `None` where the model does not know.
    pub distance: Option<FilmDistance>,
}

impl Evidence {
    /// The evidence from the gate's verdict and the distances, if the model has them, and the network's
    /// output.
    pub fn new(
        verdict: Option<&Verdict>,
        output: &NetworkOutput,
        distance: Option<&Distance>,
    ) -> Self {
        Self {
            logits: output.logits,
            distance: distance.map(|it| it.of(&output.features)),
            warning: verdict.and_then(Verdict::reason),
            fixes: verdict.map(Verdict::fixes).unwrap_or_default(),
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
    /// The only class of the set; `None` unless the film is answered.
    pub prediction: Option<Class>,
    /// The classes that cannot be excluded.
    pub set: Vec<Class>,
    /// Whether the film is answered.
    pub decision: Decision,
    /// Why the decision is not an answer, or what to mind about the answer.
    pub reasons: Vec<String>,
    /// Changes of the picture that may lead to an answer.
    pub fixes: Vec<Fix>,
    /// How far the film is from the training films; `None` where it is refused or the model does not
    /// know.
    pub distance: Option<FilmDistance>,
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

    /// The reading of a picture that the gate does not admit, before the network runs; `None` if it
    /// does.
    pub fn at_gate(file: impl Into<String>, verdict: &Verdict) -> Option<Self> {
        (verdict.decision() == Admission::Refuse).then(|| Self {
            fixes: verdict.fixes(),
            ..Self::refuse(file, verdict.reason().unwrap_or_default())
        })
    }

    /// The reading of a film that the gate admits.
    pub fn of(file: impl Into<String>, fitted: &Fitted, evidence: &Evidence, level: Level) -> Self {
        let probabilities = match fitted.calibration.apply(evidence.logits) {
            Ok(probabilities) => probabilities,
            Err(error) => return Self::refuse(file, error.to_string()),
        };
        let (sets, distance) = (fitted.answer_sets.as_ref(), evidence.distance.clone());
        let mut reading = Self::decide(file, probabilities, distance, sets, level);
        reading.reasons.extend(evidence.warning.clone());
        reading.fixes.clone_from(&evidence.fixes);
        reading
    }

    /// The reading of a film from its calibrated probabilities: an answer where one class cannot be
    /// excluded at the level, or at that of a film so far from the training films, otherwise an
    /// abstention. A model without answer sets answers always.
    fn decide(
        file: impl Into<String>,
        probabilities: Probabilities,
        distance: Option<FilmDistance>,
        sets: Option<&AnswerSets>,
        level: Level,
    ) -> Self {
        let top = probabilities.top();
        let level = level.at_least(distance.as_ref().and_then(|it| it.least_level));
        let (set, mut reasons) = match sets {
            Some(sets) => (sets.set(&probabilities, level), Vec::new()),
            None => (vec![top], vec![NO_SETS.to_owned()]),
        };
        let prediction = match set[..] {
            [only] => Some(only),
            _ => None,
        };
        reasons.extend(match set[..] {
            [only] if only == top => None,
            [only] => Some(format!(
                "the probability of {top} is higher than that of {only}, but unusually low for a film of {top}"
            )),
            [] => Some("the film fits none of the classes well enough".to_owned()),
            [one, other] => Some(format!("cannot tell {one} from {other}")),
            _ => Some("cannot exclude any class".to_owned()),
        });
        reasons.extend(distance.as_ref().and_then(FilmDistance::reason));
        Self {
            file: file.into(),
            probabilities: Some(probabilities),
            prediction,
            set,
            decision: match prediction {
                Some(_) => Decision::Answer,
                None => Decision::Abstain,
            },
            reasons,
            fixes: Vec::new(),
            distance,
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
            fixes: Vec::new(),
            distance: None,
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

/// A model that was trained but not exported.
const NO_SETS: &str = "the model has no answer sets, because it was not exported: doubtful films are answered like all others";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer_set::tests::constant;
    use crate::class::PerClass;
    use crate::distance::tests as distance;
    use crate::gate::Finding;

    fn probabilities(values: [f32; 3]) -> Probabilities {
        PerClass(values).try_into().unwrap()
    }

    fn output(logits: [f32; 3], features: &[f32]) -> NetworkOutput {
        NetworkOutput {
            logits: Logits(PerClass(logits)),
            features: features.to_vec(),
        }
    }

    #[test]
    fn a_film_is_answered_if_its_set_has_one_class() {
        let sets = constant([Some(0.6), Some(0.6), Some(0.8)]);
        let check = |values: [f32; 3], prediction: Option<Class>, row: [&str; 3], words: &str| {
            let reading = Reading::decide(
                "a.png",
                probabilities(values),
                None,
                Some(&sets),
                Level::DEFAULT,
            );
            assert_eq!(reading.prediction, prediction, "{values:?}");
            assert_eq!(reading.csv_row()[4..7], row, "{values:?}");
            let reasons = reading.reasons.join("; ");
            assert!(reasons.contains(words), "{reasons}");
            assert_eq!(reasons.is_empty(), words.is_empty(), "{reasons}");
        };
        let normal = Some(Class::Normal);
        check([0.1, 0.8, 0.1], normal, ["normal", "normal", "answer"], "");
        let set = "COVID-19|normal";
        let words = "cannot tell COVID-19 from normal";
        check([0.4, 0.45, 0.15], None, ["", set, "abstain"], words);
        let set = "COVID-19|pneumonia";
        let words = "cannot tell COVID-19 from pneumonia";
        check([0.7, 0.0, 0.3], None, ["", set, "abstain"], words);
        // COVID-19 has the highest probability, but only pneumonia fits.
        let pneumonia = Some(Class::Pneumonia);
        let row = ["pneumonia", "pneumonia", "answer"];
        let words = "COVID-19 is higher than that of pneumonia, but unusually low";
        check([0.39, 0.37, 0.24], pneumonia, row, words);
        let tight = constant([Some(0.1); 3]);
        let empty = Reading::decide(
            "b",
            probabilities([0.5, 0.25, 0.25]),
            None,
            Some(&tight),
            Level::DEFAULT,
        );
        assert_eq!((empty.decision, empty.set), (Decision::Abstain, Vec::new()));
        assert!(empty.reasons[0].contains("fits none of the classes"));
        let wide = constant([None; 3]);
        let all = Reading::decide(
            "c",
            probabilities([0.5, 0.25, 0.25]),
            None,
            Some(&wide),
            Level::DEFAULT,
        );
        assert_eq!(all.set, Class::ALL);
        assert!(all.reasons[0].contains("cannot exclude any class"));
    }

    #[test]
    fn a_reading_follows_from_gate_and_logits() {
        let fitted = Fitted {
            answer_sets: Some(constant([Some(0.5); 3])),
            ..Fitted::default()
        };
        let of = |verdict: Option<&Verdict>, logits| {
            let evidence = Evidence::new(verdict, &output(logits, &[]), None);
            Reading::of("a.png", &fitted, &evidence, Level::DEFAULT)
        };
        let answer = of(None, [0.0, 3.0, 1.0]);
        assert_eq!(answer.prediction, Some(Class::Normal));
        assert!((answer.csv_row()[2].parse::<f32>().unwrap() - 0.843_795).abs() < 1e-5);
        let refused = of(None, [0.0, f32::NAN, 1.0]);
        assert_eq!(refused.decision, Decision::Refuse);
        assert!(refused.reasons[0].contains("not a finite number"));

        let verdict = |finding| Verdict {
            finding,
            score: 0.0,
            crop: None,
        };
        let mirrored = verdict(Finding::Mirrored);
        assert_eq!(Reading::at_gate("a.png", &mirrored), None);
        let mirrored = of(Some(&mirrored), [0.0, 3.0, 1.0]);
        assert_eq!(mirrored.decision, Decision::Answer);
        assert!(mirrored.reasons[0].contains("mirrored"));
        let negative = Reading::at_gate("a.png", &verdict(Finding::Inverted)).unwrap();
        assert_eq!(negative.decision, Decision::Refuse);
        assert_eq!(negative.probabilities, None);
        assert_eq!(negative.fixes, [Fix::Invert]);
        assert!(negative.reasons[0].contains("negative"));
    }

    #[test]
    fn a_film_far_from_the_training_films_is_answered_at_a_higher_level_only() {
        let mut thresholds = vec![PerClass([Some(0.5); 3]); Level::all().len()];
        if let Some(highest) = thresholds.last_mut() {
            *highest = PerClass([Some(0.5), Some(0.5), Some(0.9)]);
        }
        let fitted = Fitted {
            answer_sets: Some(AnswerSets::new(thresholds).unwrap()),
            ..Fitted::default()
        };
        let distance = distance::example();
        let read = |features: [f32; 3], logits| {
            let evidence = Evidence::new(None, &output(logits, &features), Some(&distance));
            Reading::of("a.png", &fitted, &evidence, Level::DEFAULT)
        };
        let (near, far) = ([1.0, 0.25, 0.125], [0.7, 0.7, -0.7]);
        let doubtful = [0.0, 3.0, 1.5];
        let answer = read(near, doubtful);
        assert_eq!(answer.prediction, Some(Class::Normal));
        assert_eq!(answer.reasons, [""; 0]);
        assert!(answer.distance.unwrap().percentile < 90);
        let abstention = read(far, doubtful);
        assert_eq!(abstention.decision, Decision::Abstain);
        assert_eq!(abstention.set, [Class::Normal, Class::Pneumonia]);
        let [tie, reason] = &abstention.reasons[..] else {
            panic!("{:?}", abstention.reasons);
        };
        assert!(tie.contains("cannot tell normal from pneumonia"), "{tie}");
        assert!(reason.contains("nearest: a, b"), "{reason}");
        // An answer that stands at the highest level stays one, with the reason to mind.
        let sure = read(far, [0.0, 9.0, 0.0]);
        assert_eq!(sure.prediction, Some(Class::Normal));
        assert!(sure.reasons[0].contains("farther from the training films"));
    }

    #[test]
    fn a_model_without_answer_sets_says_so_with_every_answer() {
        let reading = Reading::decide(
            "a",
            probabilities([0.4, 0.3, 0.3]),
            None,
            None,
            Level::DEFAULT,
        );
        assert_eq!(reading.decision, Decision::Answer);
        assert_eq!(reading.set, [Class::Covid19]);
        assert!(reading.reasons[0].contains("no answer sets"));
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
