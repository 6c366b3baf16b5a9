//! The confusion matrix and the figures that follow from its counts.

use super::interval::Proportion;
use super::{Scored, mean_of_existing};
use model::class::Class;

/// Counts of films by truth and prediction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confusion {
    counts: [[u64; Class::COUNT]; Class::COUNT],
}

impl Confusion {
    /// Counts the predictions of judged films.
    pub fn of(films: &[Scored]) -> Self {
        films
            .iter()
            .map(|film| (film.truth, film.prediction()))
            .collect()
    }

    /// The counts: rows are the truth, columns the prediction.
    pub const fn counts(&self) -> [[u64; Class::COUNT]; Class::COUNT] {
        self.counts
    }

    /// How many films were judged.
    pub fn films(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// How many films truly are of a class.
    pub fn support(&self, class: Class) -> u64 {
        self.counts[class.index()].iter().sum()
    }

    /// How many films were predicted as a class.
    pub fn predicted(&self, class: Class) -> u64 {
        self.counts.iter().map(|row| row[class.index()]).sum()
    }

    /// Right answers among all films.
    pub fn accuracy(&self) -> Proportion {
        let right = Class::ALL.into_iter().map(|class| self.hits(class)).sum();
        Proportion::new(right, self.films())
    }

    /// Recall: right answers among the films of a class.
    pub fn sensitivity(&self, class: Class) -> Proportion {
        Proportion::new(self.hits(class), self.support(class))
    }

    /// Films that were not predicted as a class among those that are not of it.
    pub fn specificity(&self, class: Class) -> Proportion {
        let others = self.films() - self.support(class);
        Proportion::new(others - self.false_alarms(class), others)
    }

    /// Precision: positive predictive value at the prevalence of these films.
    pub fn ppv(&self, class: Class) -> Proportion {
        Proportion::new(self.hits(class), self.predicted(class))
    }

    /// Negative predictive value at the prevalence of these films.
    pub fn npv(&self, class: Class) -> Proportion {
        let negatives = self.films() - self.predicted(class);
        let missed = self.support(class) - self.hits(class);
        Proportion::new(negatives - missed, negatives)
    }

    /// Harmonic mean of sensitivity and precision; `None` when a class neither occurs nor is
    /// predicted.
    pub fn f1(&self, class: Class) -> Option<f64> {
        let either = self.support(class) + self.predicted(class);
        (either > 0).then(|| 2.0 * self.hits(class) as f64 / either as f64)
    }

    /// Mean sensitivity over the classes that occur.
    pub fn balanced_accuracy(&self) -> Option<f64> {
        mean_of_existing(Class::ALL.map(|class| self.sensitivity(class).value()))
    }

    /// Mean F1 over all classes, where one without F1 counts 0; `None` without films.
    pub fn macro_f1(&self) -> Option<f64> {
        let f1 = Class::ALL.map(|class| Some(self.f1(class).unwrap_or(0.0)));
        (self.films() > 0).then(|| mean_of_existing(f1)).flatten()
    }

    /// Mean F1 over the classes that occur.
    pub fn macro_f1_of_present(&self) -> Option<f64> {
        mean_of_existing(Class::ALL.map(|class| match self.support(class) {
            0 => None,
            _ => self.f1(class),
        }))
    }

    fn hits(&self, class: Class) -> u64 {
        self.counts[class.index()][class.index()]
    }

    fn false_alarms(&self, class: Class) -> u64 {
        self.predicted(class) - self.hits(class)
    }
}

/// Counts pairs of truth and prediction.
impl FromIterator<(Class, Class)> for Confusion {
    fn from_iter<I: IntoIterator<Item = (Class, Class)>>(pairs: I) -> Self {
        let mut confusion = Self::default();
        for (truth, prediction) in pairs {
            confusion.counts[truth.index()][prediction.index()] += 1;
        }
        confusion
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confusion(counts: [[u64; 3]; 3]) -> Confusion {
        Confusion { counts }
    }

    #[test]
    fn figures_of_a_class_count_it_against_the_rest() {
        let confusion = confusion([[8, 1, 1], [2, 6, 2], [0, 3, 7]]);
        let class = Class::Covid19;
        assert_eq!(confusion.accuracy(), Proportion::new(21, 30));
        assert_eq!(confusion.sensitivity(class), Proportion::new(8, 10));
        assert_eq!(confusion.specificity(class), Proportion::new(18, 20));
        assert_eq!(confusion.ppv(class), Proportion::new(8, 10));
        assert_eq!(confusion.npv(class), Proportion::new(18, 20));
        assert_eq!(confusion.f1(class), Some(0.8));
    }

    #[test]
    fn a_class_that_never_occurs_leaves_the_balanced_accuracy_alone() {
        let confusion = confusion([[3, 1, 0], [0, 0, 0], [0, 1, 1]]);
        assert_eq!(confusion.balanced_accuracy(), Some(0.625));
        assert_eq!(confusion.sensitivity(Class::Normal).value(), None);
        assert_eq!(confusion.f1(Class::Normal), Some(0.0));
    }

    #[test]
    fn no_film_has_no_figures() {
        let nothing = Confusion::default();
        assert_eq!(nothing.accuracy().value(), None);
        assert_eq!(nothing.balanced_accuracy(), None);
        assert_eq!(nothing.macro_f1(), None);
        assert_eq!(nothing.macro_f1_of_present(), None);
        assert_eq!(nothing.f1(Class::Normal), None);
    }
}
