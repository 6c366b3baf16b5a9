//! Operating points: from which probability on a class is called, for screening, confirming or both.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calibration::Probabilities;
use crate::class::Class;
use crate::estimate::Estimate;

/// What a class is called for, which decides how sensitive the call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Miss few: the highest threshold with a sensitivity of at least 95 %.
    Screening,
    /// Youden's point: the greatest sum of sensitivity and specificity.
    Balanced,
    /// Few false alarms: the lowest threshold with a specificity of at least 95 %.
    Confirming,
}

impl Purpose {
    /// All purposes, from the most sensitive to the most specific.
    pub const ALL: [Self; 3] = [Self::Screening, Self::Balanced, Self::Confirming];

    /// The word in the scorecard and on the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Balanced => "balanced",
            Self::Confirming => "confirming",
        }
    }

    const fn aim(self) -> &'static str {
        match self {
            Self::Screening => "Screening, to miss few",
            Self::Balanced => "Balanced",
            Self::Confirming => "Confirming, for few false alarms",
        }
    }
}

/// The threshold of one class for one purpose, fitted on the calibration films.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatingPoint {
    /// The class.
    pub class: Class,
    /// What the class is called for.
    pub purpose: Purpose,
    /// The lowest probability with which it is called; in `0..=1`.
    pub threshold: f32,
    /// What calling it achieves, split by split.
    pub results: Vec<PointResult>,
}

/// What calling a class at an operating point achieves on one split; Wilson intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointResult {
    /// `val`, `test` or `external`.
    pub split: String,
    /// Share of the films of the class that are called.
    pub sensitivity: Option<Estimate>,
    /// Share of the other films that are not called.
    pub specificity: Option<Estimate>,
}

/// The sensitivity and specificity of a point on one split, where both exist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Performance<'a> {
    /// The split.
    pub split: &'a str,
    /// Share of the films of the class that are called.
    pub sensitivity: Estimate,
    /// Share of the other films that are not called.
    pub specificity: Estimate,
}

impl OperatingPoint {
    /// Whether the class is called for a film.
    pub fn calls(&self, probabilities: &Probabilities) -> bool {
        probabilities.get(self.class) >= self.threshold
    }

    /// Its sensitivity and specificity on the test split; on the validation split, which it was fitted
    /// on, if there is no test.
    pub fn performance(&self) -> Option<Performance<'_>> {
        self.on("test").or_else(|| self.on("val"))
    }

    fn on(&self, split: &str) -> Option<Performance<'_>> {
        let result = self.results.iter().find(|it| it.split == split)?;
        Some(Performance {
            split: &result.split,
            sensitivity: result.sensitivity?,
            specificity: result.specificity?,
        })
    }

    /// What the point means, in one sentence with numbers.
    pub fn sentence(&self) -> String {
        let Self {
            class,
            purpose,
            threshold,
            ..
        } = self;
        let aim = purpose.aim();
        let from = percent(f64::from(*threshold));
        let called = format!("{aim}: {class} is called from a probability of {from} % on");
        match self.performance() {
            None => format!("{called}; how often that is right was not measured."),
            Some(found) => format!(
                "{called}; on the {} this finds {} of the {class} films and gives a false alarm for {} of the others.",
                match found.split {
                    "test" => "test films",
                    _ => "films that it was fitted on",
                },
                share(found.sensitivity),
                share(found.false_alarms())
            ),
        }
    }

    /// What the point achieves on films of sources that the model was not trained on; `None` if that was
    /// not measured.
    pub fn elsewhere(&self) -> Option<String> {
        let found = self.on("external")?;
        Some(format!(
            "On films of other hospitals it finds {} and gives a false alarm for {}.",
            share(found.sensitivity),
            share(found.false_alarms())
        ))
    }
}

impl Performance<'_> {
    /// Share of the other films that are called.
    const fn false_alarms(&self) -> Estimate {
        let Estimate { value, low, high } = self.specificity;
        Estimate {
            value: 1.0 - value,
            low: 1.0 - high,
            high: 1.0 - low,
        }
    }
}

/// "87.5 % (81.2 to 93.8)".
fn share(Estimate { value, low, high }: Estimate) -> String {
    let [value, low, high] = [value, low, high].map(percent);
    format!("{value} % ({low} to {high})")
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// The operating points of all classes; a class without films of its own or of others has none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<OperatingPoint>", into = "Vec<OperatingPoint>")]
pub struct OperatingPoints(Vec<OperatingPoint>);

/// Why operating points are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OperatingPointError {
    /// A threshold that is not a probability.
    #[error("the threshold of the operating point for {0} ({word}) is not in 0..=1", word = .1.word())]
    NotAProbability(Class, Purpose),
    /// Two points of one class for one purpose.
    #[error("there are two operating points for {0} ({word})", word = .1.word())]
    Twice(Class, Purpose),
}

impl OperatingPoints {
    /// The point of a class for a purpose.
    pub fn get(&self, class: Class, purpose: Purpose) -> Option<&OperatingPoint> {
        let same = |point: &&OperatingPoint| (point.class, point.purpose) == (class, purpose);
        self.0.iter().find(same)
    }

    /// All points.
    pub fn iter(&self) -> impl Iterator<Item = &OperatingPoint> {
        self.0.iter()
    }

    /// The thresholds alone.
    #[must_use]
    pub fn without_results(&self) -> Self {
        let bare = |point: &OperatingPoint| OperatingPoint {
            results: Vec::new(),
            ..point.clone()
        };
        Self(self.0.iter().map(bare).collect())
    }

    /// Adds what each point achieves on a split.
    pub fn add_results(&mut self, result: impl Fn(&OperatingPoint) -> PointResult) {
        for point in &mut self.0 {
            let result = result(point);
            point.results.push(result);
        }
    }
}

impl TryFrom<Vec<OperatingPoint>> for OperatingPoints {
    type Error = OperatingPointError;

    fn try_from(points: Vec<OperatingPoint>) -> Result<Self, OperatingPointError> {
        for (index, point) in points.iter().enumerate() {
            let (class, purpose) = (point.class, point.purpose);
            if !(0.0..=1.0).contains(&point.threshold) {
                return Err(OperatingPointError::NotAProbability(class, purpose));
            }
            let same = |other: &OperatingPoint| (other.class, other.purpose) == (class, purpose);
            if points[..index].iter().any(same) {
                return Err(OperatingPointError::Twice(class, purpose));
            }
        }
        Ok(Self(points))
    }
}

impl From<OperatingPoints> for Vec<OperatingPoint> {
    fn from(points: OperatingPoints) -> Self {
        points.0
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::class::PerClass;

    fn estimate(value: f64) -> Estimate {
        Estimate {
            value,
            low: value - 0.0625,
            high: value + 0.0625,
        }
    }

    pub(crate) fn point(purpose: Purpose, threshold: f32) -> OperatingPoint {
        let result = |split: &str, sensitivity| PointResult {
            split: split.to_owned(),
            sensitivity: Some(estimate(sensitivity)),
            specificity: Some(estimate(0.75)),
        };
        OperatingPoint {
            class: Class::Covid19,
            purpose,
            threshold,
            results: vec![result("val", 0.9375), result("test", 0.875)],
        }
    }

    #[test]
    fn a_class_is_called_from_its_threshold_on() {
        let point = point(Purpose::Screening, 0.25);
        let calls = |covid: f32| {
            let values = PerClass([covid, 1.0 - covid, 0.0]);
            point.calls(&values.try_into().unwrap())
        };
        assert!(calls(0.25) && calls(1.0) && !calls(0.24));
    }

    #[test]
    fn the_sentence_has_the_figures_of_the_test_films() {
        let mut point = point(Purpose::Screening, 0.25);
        assert_eq!(
            point.sentence(),
            "Screening, to miss few: COVID-19 is called from a probability of 25.0 % on; on the test films this finds 87.5 % (81.2 to 93.8) of the COVID-19 films and gives a false alarm for 25.0 % (18.8 to 31.2) of the others."
        );
        assert_eq!(point.elsewhere(), None);
        point.results[1].split = "external".to_owned();
        assert_eq!(
            point.elsewhere().unwrap(),
            "On films of other hospitals it finds 87.5 % (81.2 to 93.8) and gives a false alarm for 25.0 % (18.8 to 31.2)."
        );
        point.results[1].split = "test".to_owned();
        // Without films of the class in the test, the validation films are all there is.
        point.results[1].sensitivity = None;
        assert_eq!(point.performance().unwrap().split, "val");
        point.results.clear();
        assert!(point.sentence().contains("was not measured"));
    }

    #[test]
    fn invalid_points_are_refused_by_class_and_purpose() {
        let check = |points: &[OperatingPoint], words: &str| {
            let json = serde_json::to_string(points).unwrap();
            let error = serde_json::from_str::<OperatingPoints>(&json).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        };
        let screening = || point(Purpose::Screening, 0.5);
        check(
            &[screening(), screening()],
            "two operating points for COVID-19 (screening)",
        );
        check(
            &[point(Purpose::Confirming, 1.5)],
            "COVID-19 (confirming) is not in 0..=1",
        );
        let both = vec![screening(), point(Purpose::Confirming, 0.5)];
        let points = OperatingPoints::try_from(both).unwrap();
        assert!(points.get(Class::Covid19, Purpose::Confirming).is_some());
        assert_eq!(points.get(Class::Normal, Purpose::Confirming), None);
    }
}
