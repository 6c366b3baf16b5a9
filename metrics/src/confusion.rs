//! The confusion matrix and the figures computed from its counts.

use model::class::Class;

use crate::interval::Proportion;
use crate::mean::mean_of_existing;
use crate::scored::Scored;

/// Counts of films by truth and prediction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confusion {
    counts: [[u64; Class::COUNT]; Class::COUNT],
}

impl Confusion {
    /// Counts the predictions of scored films.
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

    /// Number of films.
    pub fn films(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Number of films of a class.
    pub fn support(&self, class: Class) -> u64 {
        self.counts[class.index()].iter().sum()
    }

    /// Number of films predicted as a class.
    pub fn predicted(&self, class: Class) -> u64 {
        self.counts.iter().map(|row| row[class.index()]).sum()
    }

    /// Correct predictions among all films.
    pub fn accuracy(&self) -> Proportion {
        let correct = Class::ALL.into_iter().map(|class| self.hits(class)).sum();
        Proportion::new(correct, self.films())
    }

    /// Recall: correct predictions among the films of a class.
    pub fn sensitivity(&self, class: Class) -> Proportion {
        Proportion::new(self.hits(class), self.support(class))
    }

    /// Films not predicted as a class among the films of other classes.
    pub fn specificity(&self, class: Class) -> Proportion {
        let others = self.films() - self.support(class);
        Proportion::new(others - self.false_positives(class), others)
    }

    /// Precision: positive predictive value at the prevalence of these films.
    pub fn ppv(&self, class: Class) -> Proportion {
        Proportion::new(self.hits(class), self.predicted(class))
    }

    /// Negative predictive value at the prevalence of these films.
    pub fn npv(&self, class: Class) -> Proportion {
        let negatives = self.films() - self.predicted(class);
        let false_negatives = self.support(class) - self.hits(class);
        Proportion::new(negatives - false_negatives, negatives)
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

    fn hits(&self, class: Class) -> u64 {
        self.counts[class.index()][class.index()]
    }

    fn false_positives(&self, class: Class) -> u64 {
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
    fn figures_of_a_class_compare_it_with_the_rest() {
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
    fn a_class_without_films_does_not_count_in_balanced_accuracy() {
        let confusion = confusion([[3, 1, 0], [0, 0, 0], [0, 1, 1]]);
        assert_eq!(confusion.balanced_accuracy(), Some(0.625));
        assert_eq!(confusion.sensitivity(Class::Normal).value(), None);
        assert_eq!(confusion.f1(Class::Normal), Some(0.0));
    }

    #[test]
    fn without_films_there_are_no_figures() {
        let nothing = Confusion::default();
        assert_eq!(nothing.accuracy().value(), None);
        assert_eq!(nothing.balanced_accuracy(), None);
        assert_eq!(nothing.macro_f1(), None);
        assert_eq!(nothing.f1(Class::Normal), None);
    }
}
