//! Split conformal prediction, class by class (Mondrian): thresholds and what sets by them achieve.
//!
//! The score of a class is 1 minus its probability. Source: Vovk, Gammerman and Shafer, "Algorithmic
//! Learning in a Random World" (2005), section 4.5.

use model::answer_set::{AnswerSetError, AnswerSets, Level};
use model::class::{Class, PerClass};
use model::estimate::Estimate;
use model::scorecard::results::SetResult;

use crate::interval::Proportion;
use crate::scored::Scored;

/// For each class the greatest score with which it belongs to the set: the score of its films at
/// [`Level::rank`]; `None` where the class has too few films.
pub fn conformal_thresholds(films: &[Scored], level: Level) -> PerClass<Option<f64>> {
    PerClass(Class::ALL.map(|class| {
        let of_class = films.iter().filter(|film| film.truth == class);
        let mut scores: Vec<f64> = of_class.map(|film| score(film, class)).collect();
        scores.sort_by(f64::total_cmp);
        scores.get(level.rank(scores.len()) - 1).copied()
    }))
}

fn score(film: &Scored, class: Class) -> f64 {
    1.0 - film.probabilities[class]
}

/// The thresholds at every level, rounded up to the numbers that a scorecard stores, so that no class
/// is lost.
///
/// # Errors
/// [`AnswerSetError`] when a probability is not in `0..=1`.
pub fn answer_sets(films: &[Scored]) -> Result<AnswerSets, AnswerSetError> {
    let at = |level| conformal_thresholds(films, level).map(|score| score.map(rounded_up));
    AnswerSets::new(Level::all().map(at).collect())
}

fn rounded_up(value: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "corrected below")]
    let nearest = value as f32;
    if f64::from(nearest) < value {
        nearest.next_up()
    } else {
        nearest
    }
}

/// A film's label and its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelledSet<'a> {
    /// The label.
    pub truth: Class,
    /// The classes that cannot be excluded.
    pub set: &'a [Class],
}

/// What sets achieve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// Sets that contain the label.
    pub covered: Proportion,
    /// The same for the films of each class.
    pub by_class: PerClass<Proportion>,
    /// Mean number of classes in a set; `None` without films.
    pub mean_size: Option<f64>,
    /// Sets without any class.
    pub empty: u64,
    /// Sets of one class.
    pub answered: Proportion,
    /// Sets of one class that are correct.
    pub answers_correct: Proportion,
}

impl Coverage {
    /// Counts sets.
    pub fn of(sets: &[LabelledSet<'_>]) -> Self {
        let covers = |it: &&LabelledSet<'_>| it.set.contains(&it.truth);
        let of_class = |class| sets.iter().filter(move |it| it.truth == class);
        let answers = || sets.iter().filter(|it| it.set.len() == 1);
        let sizes: usize = sets.iter().map(|it| it.set.len()).sum();
        let share = |hits: usize, of: usize| Proportion::new(hits as u64, of as u64);
        Self {
            covered: share(sets.iter().filter(covers).count(), sets.len()),
            by_class: PerClass(Class::ALL.map(|class| {
                share(
                    of_class(class).filter(covers).count(),
                    of_class(class).count(),
                )
            })),
            mean_size: (!sets.is_empty()).then(|| sizes as f64 / sets.len() as f64),
            empty: sets.iter().filter(|it| it.set.is_empty()).count() as u64,
            answered: share(answers().count(), sets.len()),
            answers_correct: share(answers().filter(covers).count(), answers().count()),
        }
    }

    /// Counts the sets of films at a level, or at that of a film which requires a higher one.
    pub fn at(
        films: impl IntoIterator<Item = (Scored, Option<Level>)>,
        answer_sets: &AnswerSets,
        level: Level,
    ) -> Self {
        let set = |(film, least): (Scored, Option<Level>)| {
            let level = level.at_least(least);
            let set = answer_sets.set_by(|class| film.probabilities[class], level);
            (film.truth, set)
        };
        let sets: Vec<(Class, Vec<Class>)> = films.into_iter().map(set).collect();
        let labelled = sets
            .iter()
            .map(|(truth, set)| LabelledSet { truth: *truth, set });
        Self::of(&labelled.collect::<Vec<_>>())
    }

    /// The result of a level, with Wilson intervals.
    pub fn result(&self, level: Level) -> SetResult {
        let known = |share: Proportion| share.estimate().unwrap_or(Estimate::UNKNOWN);
        SetResult {
            level,
            coverage: known(self.covered),
            class_coverage: self.by_class.map(Proportion::estimate),
            mean_size: self.mean_size.unwrap_or_default(),
            empty: self.empty,
            answered: known(self.answered),
            answer_accuracy: self.answers_correct.estimate(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_with_too_few_films_is_never_excluded() {
        let film = |probability| Scored {
            truth: Class::Normal,
            probabilities: PerClass([0.0, probability, 1.0 - probability]),
        };
        let films: Vec<Scored> = (0..9).map(|i| film(1.0 - f64::from(i) / 10.0)).collect();
        let at = |films: &[Scored]| conformal_thresholds(films, Level::DEFAULT);
        let [covid, normal, _] = at(&films).0;
        assert_eq!(covid, None);
        assert!((normal.unwrap() - 0.8).abs() < 1e-12);
        assert_eq!(at(&films[..8])[Class::Normal], None);
        let sets = answer_sets(&films).unwrap();
        assert_eq!(sets.thresholds(Level::HIGHEST), PerClass([None; 3]));
    }

    #[test]
    fn rounding_never_excludes_the_film_at_the_threshold() {
        for value in [0.1_f64, 0.3, 1.0 / 3.0, 1e-9, 0.5, 1.0, 0.0] {
            let rounded = f64::from(rounded_up(value));
            assert!(
                rounded >= value && rounded - value <= value * 1.2e-7,
                "{value}"
            );
        }
    }

    #[test]
    fn coverage_counts_what_sets_contain() {
        let [covid, normal, _] = Class::ALL;
        let sets: [(Class, &[Class]); 4] = [
            (covid, &[covid]),
            (covid, &[normal]),
            (normal, &[covid, normal]),
            (normal, &[]),
        ];
        let sets = sets.map(|(truth, set)| LabelledSet { truth, set });
        let coverage = Coverage::of(&sets);
        assert_eq!(coverage.covered, Proportion::new(2, 4));
        assert_eq!(coverage.by_class[covid], Proportion::new(1, 2));
        assert_eq!(coverage.by_class[Class::Pneumonia], Proportion::new(0, 0));
        assert_eq!(coverage.mean_size, Some(1.0));
        assert_eq!(coverage.empty, 1);
        assert_eq!(coverage.answered, Proportion::new(2, 4));
        assert_eq!(coverage.answers_correct, Proportion::new(1, 2));
        assert_eq!(Coverage::of(&[]).mean_size, None);
    }
}
