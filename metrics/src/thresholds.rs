//! Thresholds of a class's probability: those that reach a sensitivity or a specificity, and Youden's.

use model::class::Class;

use crate::interval::Proportion;
use crate::scored::Scored;

/// Calling a class from a threshold on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Call {
    /// The lowest probability with which the class is called.
    pub threshold: f64,
    /// Films of the class that are called.
    pub sensitivity: Proportion,
    /// Other films that are not called.
    pub specificity: Proportion,
}

impl Call {
    /// Counts the calls of a class from a threshold on.
    pub fn at(films: &[Scored], class: Class, threshold: f64) -> Self {
        let mut counts = [[0; 2]; 2];
        for film in films {
            let called = film.probabilities[class] >= threshold;
            counts[usize::from(film.truth == class)][usize::from(called)] += 1;
        }
        let [[cleared, alarms], [missed, found]] = counts;
        Self {
            threshold,
            sensitivity: Proportion::new(found, found + missed),
            specificity: Proportion::new(cleared, cleared + alarms),
        }
    }
}

/// The thresholds of one class.
#[derive(Debug, Clone, PartialEq)]
pub struct CallCurve(
    /// One call for each probability that occurs, from the lowest threshold to the highest.
    Vec<Call>,
);

impl CallCurve {
    /// `None` without films of the class or without other films.
    pub fn of(films: &[Scored], class: Class) -> Option<Self> {
        let is_of_class = |film: &Scored| film.truth == class;
        if !(films.iter().any(is_of_class) && films.iter().any(|film| !is_of_class(film))) {
            return None;
        }
        let mut thresholds: Vec<f64> = films.iter().map(|film| film.probabilities[class]).collect();
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        let calls = thresholds.into_iter();
        Some(Self(
            calls
                .map(|threshold| Call::at(films, class, threshold))
                .collect(),
        ))
    }

    /// The highest threshold with at least this sensitivity.
    pub fn with_sensitivity(&self, at_least: f64) -> Option<Call> {
        let mut calls = self.0.iter().rev().copied();
        calls.find(|call| call.sensitivity.value() >= Some(at_least))
    }

    /// The lowest threshold with at least this specificity; `None` where the highest probability
    /// belongs to too many other films.
    pub fn with_specificity(&self, at_least: f64) -> Option<Call> {
        let mut calls = self.0.iter().copied();
        calls.find(|call| call.specificity.value() >= Some(at_least))
    }

    /// The threshold with the greatest sum of sensitivity and specificity, the lowest among equals.
    /// Source: Youden, "Index for rating diagnostic tests" (1950).
    pub fn youden(&self) -> Option<Call> {
        let sum = |call: &Call| Some(call.sensitivity.value()? + call.specificity.value()?);
        let calls = self.0.iter().rev().copied();
        calls.max_by(|one, other| {
            let [one, other] = [one, other].map(|call| sum(call).unwrap_or(0.0));
            one.total_cmp(&other)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    fn films(sick: &[f64], well: &[f64]) -> Vec<Scored> {
        let film = |truth| {
            move |&value: &f64| Scored {
                truth,
                probabilities: PerClass([value, 1.0 - value, 0.0]),
            }
        };
        let sick = sick.iter().map(film(Class::Covid19));
        sick.chain(well.iter().map(film(Class::Normal))).collect()
    }

    #[test]
    fn thresholds_reach_their_aims_and_no_more_than_needed() {
        let films = films(&[0.1, 0.3, 0.5, 0.7, 0.9], &[0.05, 0.1, 0.2, 0.3, 0.4, 0.6]);
        let curve = CallCurve::of(&films, Class::Covid19).unwrap();
        let call = curve.with_sensitivity(0.8).unwrap();
        assert!((call.threshold - 0.3).abs() < 1e-12);
        assert_eq!(call.sensitivity, Proportion::new(4, 5));
        assert_eq!(call.specificity, Proportion::new(3, 6));
        let call = curve.with_specificity(0.8).unwrap();
        assert!((call.threshold - 0.5).abs() < 1e-12);
        assert_eq!(call.specificity, Proportion::new(5, 6));
        let call = curve.youden().unwrap();
        // 3/5 + 5/6 at 0.5; 4/5 + 3/6 at 0.3; 2/5 + 1 at 0.7.
        assert!((call.threshold - 0.5).abs() < 1e-12, "{call:?}");
        assert_eq!(
            curve.with_sensitivity(1.0).unwrap().sensitivity,
            Proportion::new(5, 5)
        );
    }

    #[test]
    fn a_specificity_out_of_reach_has_no_threshold() {
        let films = films(&[0.5, 1.0], &[1.0, 1.0]);
        let curve = CallCurve::of(&films, Class::Covid19).unwrap();
        assert_eq!(curve.with_specificity(0.95), None);
        assert!(curve.with_sensitivity(0.95).is_some());
    }

    #[test]
    fn among_equal_points_the_most_sensitive_is_balanced() {
        let films = films(&[0.2, 0.8], &[0.1, 0.5]);
        let curve = CallCurve::of(&films, Class::Covid19).unwrap();
        assert!((curve.youden().unwrap().threshold - 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_class_alone_or_without_films_has_no_thresholds() {
        assert_eq!(CallCurve::of(&films(&[0.5], &[]), Class::Covid19), None);
        assert_eq!(
            CallCurve::of(&films(&[0.5], &[0.5]), Class::Pneumonia),
            None
        );
        assert_eq!(CallCurve::of(&[], Class::Covid19), None);
    }
}
