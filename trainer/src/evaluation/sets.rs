//! What the answer sets of a model achieve on films.

use metrics::{Coverage, Proportion};
use model::answer_set::{AnswerSets, Level};
use model::estimate::Estimate;
use model::scorecard::results::{GroupSets, SetResult};

use super::estimates::known;
use super::scored_film::ScoredFilm;

/// The results at every level that a scorecard reports.
pub(crate) fn results(films: &[ScoredFilm<'_>], answer_sets: &AnswerSets) -> Vec<SetResult> {
    let at = |level| coverage(films, answer_sets, level).result(level);
    Level::REPORTED.into_iter().map(at).collect()
}

/// The results of one group of films at the default level.
pub(crate) fn group(films: &[ScoredFilm<'_>], answer_sets: &AnswerSets) -> GroupSets {
    let coverage = coverage(films, answer_sets, Level::DEFAULT);
    GroupSets {
        coverage: known(coverage.covered.estimate()),
        answered: known(coverage.answered.estimate()),
        answer_accuracy: coverage.answers_correct.estimate(),
        far: far(films),
    }
}

/// The share of films that are far from the training films; `None` where the model cannot tell.
pub(crate) fn far(films: &[ScoredFilm<'_>]) -> Option<Estimate> {
    let known: Vec<bool> = films.iter().filter_map(|film| film.is_far).collect();
    let far = known.iter().filter(|&&far| far).count();
    Proportion::new(far as u64, known.len() as u64).estimate()
}

fn coverage(films: &[ScoredFilm<'_>], answer_sets: &AnswerSets, level: Level) -> Coverage {
    let films = films.iter().map(|film| (film.scored, film.least_level));
    Coverage::at(films, answer_sets, level)
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::{films, scored_films};
    use super::*;
    use model::class::{Class, PerClass};

    #[test]
    fn sets_are_counted_at_every_reported_level_and_by_group() {
        // The last film is predicted as COVID-19 with 0.9 and has 0.1 for its label.
        let films = films();
        let scored = scored_films(&films);
        let mut thresholds = vec![PerClass([Some(0.5); 3]); Level::all().len()];
        thresholds[19] = PerClass([Some(0.5), Some(0.95), Some(0.5)]);
        let answer_sets = AnswerSets::new(thresholds).unwrap();
        let results = results(&scored, &answer_sets);
        let levels: Vec<Level> = results.iter().map(|result| result.level).collect();
        assert_eq!(levels, Level::REPORTED);
        let at_90 = &results[1];
        assert!((at_90.coverage.value - 0.75).abs() < 1e-12);
        assert!((at_90.mean_size - 1.0).abs() < 1e-12);
        assert!((at_90.class_coverage[Class::Normal].unwrap().value - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(at_90.class_coverage[Class::Pneumonia], None);
        let at_99 = &results[3];
        assert!((at_99.coverage.value - 1.0).abs() < 1e-12);
        assert!((at_99.answered.value - 0.5).abs() < 1e-12);
        assert!((at_99.answer_accuracy.unwrap().value - 1.0).abs() < 1e-12);
        let of_two = group(&scored[2..], &answer_sets);
        assert!((of_two.coverage.value - 0.5).abs() < 1e-12);
        assert_eq!(of_two.far, None);
    }

    #[test]
    fn a_far_film_has_the_set_of_its_level() {
        let films = films();
        let mut scored = scored_films(&films);
        let mut thresholds = vec![PerClass([Some(0.5); 3]); Level::all().len()];
        thresholds[19] = PerClass([Some(0.5), Some(0.95), Some(0.5)]);
        let answer_sets = AnswerSets::new(thresholds).unwrap();
        for film in &mut scored {
            film.is_far = Some(false);
        }
        // The last film, whose label the set at the default level lacks.
        scored[3].is_far = Some(true);
        scored[3].least_level = Some(Level::HIGHEST);
        let far = group(&scored[2..], &answer_sets);
        assert!((far.coverage.value - 1.0).abs() < 1e-12);
        assert!((far.answered.value - 0.5).abs() < 1e-12);
        assert!((far.far.unwrap().value - 0.5).abs() < 1e-12);
    }
}
