//! Calibration of the probabilities: Brier score, reliability bins, expected calibration error.

use model::class::Class;

use crate::scored::Scored;

/// Number of confidence bins of equal width.
pub const BINS: usize = 15;

/// Films whose confidence lies in one bin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Number of films; at least one.
    pub films: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// Their accuracy.
    pub accuracy: f64,
}

/// The reliability diagram; an empty bin is `None`.
///
/// Bin `i` holds confidences in `(i / 15, (i + 1) / 15]`, the first one 0 as well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reliability {
    /// From the lowest confidence to the highest.
    pub bins: [Option<Bin>; BINS],
}

impl Reliability {
    /// Sorts scored films into bins by the probability of their prediction.
    pub fn of(films: &[Scored]) -> Self {
        Self::sorted(
            films
                .iter()
                .map(|film| (film.confidence(), film.is_right())),
        )
    }

    /// Sorts scored films into bins by the probability of one class; the accuracy of a bin is its share
    /// of films of the class.
    pub fn of_class(films: &[Scored], class: Class) -> Self {
        Self::sorted(
            films
                .iter()
                .map(|film| (film.probabilities[class], film.truth == class)),
        )
    }

    fn sorted(films: impl Iterator<Item = (f64, bool)>) -> Self {
        let mut sums = [(0_u64, 0.0, 0.0); BINS];
        for (probability, is_right) in films {
            let (count, confidence, right) = &mut sums[bin_of(probability)];
            *count += 1;
            *confidence += probability;
            *right += f64::from(u8::from(is_right));
        }
        let bins = sums.map(|(films, confidence, right)| {
            (films > 0).then(|| Bin {
                films,
                confidence: confidence / films as f64,
                accuracy: right / films as f64,
            })
        });
        Self { bins }
    }

    /// Expected calibration error: the mean gap between confidence and accuracy over the films;
    /// `None` without films.
    pub fn ece(&self) -> Option<f64> {
        let films: u64 = self.bins.iter().flatten().map(|bin| bin.films).sum();
        let gaps: f64 = self
            .bins
            .iter()
            .flatten()
            .map(|bin| bin.films as f64 * (bin.accuracy - bin.confidence).abs())
            .sum();
        (films > 0).then(|| gaps / films as f64)
    }
}

fn bin_of(confidence: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "casts saturate, and the bin is clamped"
    )]
    let upper_edge = (confidence * BINS as f64).ceil() as usize;
    upper_edge.saturating_sub(1).min(BINS - 1)
}

/// Brier score over all classes: mean squared error of the probabilities, summed over classes, in
/// `0..=2`; `None` without films.
pub fn brier(films: &[Scored]) -> Option<f64> {
    Class::ALL
        .into_iter()
        .map(|class| brier_of_class(films, class))
        .sum()
}

/// Brier score of one class against the rest, in `0..=1`; `None` without films.
pub fn brier_of_class(films: &[Scored], class: Class) -> Option<f64> {
    let sum: f64 = films
        .iter()
        .map(|film| {
            let hot = f64::from(u8::from(film.truth == class));
            (film.probabilities[class] - hot).powi(2)
        })
        .sum();
    (!films.is_empty()).then(|| sum / films.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    fn film(truth: Class, probabilities: [f64; 3]) -> Scored {
        Scored {
            truth,
            probabilities: PerClass(probabilities),
        }
    }

    #[test]
    fn the_upper_edge_belongs_to_its_bin() {
        assert_eq!(bin_of(0.0), 0);
        assert_eq!(bin_of(0.4), 5);
        assert_eq!(bin_of(0.400_001), 6);
        assert_eq!(bin_of(1.0), BINS - 1);
        assert_eq!(bin_of(f64::NAN), 0);
    }

    #[test]
    fn confident_and_correct_scores_best_confident_and_wrong_worst() {
        let right = [film(Class::Normal, [0.0, 1.0, 0.0])];
        assert_eq!(brier(&right), Some(0.0));
        assert_eq!(Reliability::of(&right).ece(), Some(0.0));
        let wrong = [film(Class::Normal, [1.0, 0.0, 0.0])];
        assert_eq!(brier(&wrong), Some(2.0));
        assert_eq!(brier_of_class(&wrong, Class::Covid19), Some(1.0));
        assert_eq!(Reliability::of(&wrong).ece(), Some(1.0));
    }

    #[test]
    fn a_class_is_calibrated_if_its_films_are_as_many_as_its_probabilities_say() {
        let films = [Class::Covid19, Class::Normal, Class::Normal, Class::Normal];
        let films = films.map(|truth| film(truth, [0.25, 0.5, 0.25]));
        let ece = |class| Reliability::of_class(&films, class).ece().unwrap();
        assert!(ece(Class::Covid19).abs() < 1e-12);
        assert!((ece(Class::Normal) - 0.25).abs() < 1e-12);
        assert!((ece(Class::Pneumonia) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn without_films_there_is_no_score() {
        assert_eq!(brier(&[]), None);
        assert_eq!(Reliability::of(&[]).ece(), None);
    }
}
