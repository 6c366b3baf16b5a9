//! The figures of a model on one split, with intervals: overall, by class and by group.

use std::collections::BTreeMap;

use metrics::{self, ByPatient, Confusion, Scored};
use model::answer_set::AnswerSets;
use model::class::Class;
use model::estimate::Estimate;
use model::scorecard::results::{ClassResult, GroupResult, ReliabilityBin, SetResult, SplitResult};
use serde::{Deserialize, Serialize};

use super::estimates::known;
use super::scored_film::ScoredFilm;
use super::sets;
use crate::data::Split;
use crate::data::pack::PackedFilm;

/// All figures of a split. Proportions have Wilson intervals; all other figures have intervals of the
/// bootstrap over patients, because films of one patient depend on each other. Samples without a class
/// that occurs in the split do not count for means over classes, which would be over other classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    pub split: Split,
    pub films: u64,
    pub patients: u64,
    pub accuracy: Estimate,
    /// Mean sensitivity over the classes that occur.
    pub balanced_accuracy: Estimate,
    pub macro_f1: Estimate,
    /// Mean AUROC over the classes that have one.
    pub macro_auroc: Option<Estimate>,
    /// Mean squared error of the probabilities, summed over classes.
    pub brier: Estimate,
    /// Expected calibration error over 15 bins; never negative, so its interval is biased upwards.
    pub ece: Estimate,
    /// The same without calibration.
    pub ece_uncalibrated: Estimate,
    /// Rows are the labels, columns the predictions.
    pub confusion: [[u64; Class::COUNT]; Class::COUNT],
    pub classes: Vec<ClassFigures>,
    pub sources: Vec<GroupFigures>,
    pub age_groups: Vec<GroupFigures>,
    pub views: Vec<GroupFigures>,
    /// The bins of the reliability diagram that have films.
    pub reliability: Vec<ReliabilityBin>,
    /// The answer sets, level by level; empty if the model has none.
    pub answer_sets: Vec<SetResult>,
    /// Share of films that are far from the training films; `None` where the model cannot tell.
    pub far: Option<Estimate>,
}

/// One class against the rest: what the scorecard has, and figures that only an evaluation has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ClassFigures {
    /// What the scorecard has.
    #[serde(flatten)]
    pub result: ClassResult,
    /// Harmonic mean of sensitivity and positive predictive value.
    pub f1: Option<Estimate>,
    /// Area under the precision-recall curve.
    pub average_precision: Option<Estimate>,
}

/// Accuracy within one group of films.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct GroupFigures {
    /// What the scorecard has.
    #[serde(flatten)]
    pub result: GroupResult,
    /// Share of the group's most frequent class: the accuracy of always predicting it.
    pub majority: f64,
}

/// All figures of a split with at least one film.
pub(crate) fn figures(
    split: Split,
    films: &[ScoredFilm<'_>],
    answer_sets: Option<&AnswerSets>,
) -> Figures {
    let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
    let by_patient = |scored: fn(&ScoredFilm<'_>) -> Scored| {
        ByPatient::new(films.iter().map(|film| (&film.film.patient, scored(film))))
    };
    let patients = by_patient(|film| film.scored);
    let uncalibrated = by_patient(|film| film.uncalibrated);
    let sampled = |statistic: &dyn Fn(&[Scored]) -> Option<f64>| patients.sampled(statistic);
    let result = metrics::split_result(split.word(), &scored, &patients, &uncalibrated);
    let class_figures = |result: ClassResult| {
        let class = result.class;
        ClassFigures {
            result,
            f1: sampled(&|films| Confusion::of(films).f1(class)),
            average_precision: sampled(&|films| metrics::average_precision(films, class)),
        }
    };
    Figures {
        split,
        films: result.films,
        patients: patients.count(),
        accuracy: result.accuracy,
        balanced_accuracy: result.balanced_accuracy,
        macro_f1: result.macro_f1,
        macro_auroc: metrics::mean_over_classes(&scored, &patients, macro_auroc),
        brier: known(sampled(&metrics::brier)),
        ece: result.ece,
        ece_uncalibrated: result.ece_uncalibrated,
        confusion: result.confusion,
        classes: result.classes.into_iter().map(class_figures).collect(),
        sources: by_group(films, answer_sets, |film| &film.source),
        age_groups: by_group(films, answer_sets, |film| &film.age_group),
        views: by_group(films, answer_sets, |film| &film.view),
        reliability: result.reliability,
        answer_sets: answer_sets.map_or_else(Vec::new, |it| sets::results(films, it)),
        far: sets::far(films),
    }
}

impl Figures {
    /// The part of the figures that the scorecard has.
    pub(crate) fn result(&self) -> SplitResult {
        let groups = |groups: &[GroupFigures]| {
            let results = groups.iter().map(|group| group.result.clone());
            results.collect()
        };
        SplitResult {
            split: self.split.word().to_owned(),
            films: self.films,
            accuracy: self.accuracy,
            balanced_accuracy: self.balanced_accuracy,
            macro_f1: self.macro_f1,
            brier: self.brier.value,
            ece: self.ece,
            ece_uncalibrated: self.ece_uncalibrated,
            confusion: self.confusion,
            classes: self
                .classes
                .iter()
                .map(|class| class.result.clone())
                .collect(),
            reliability: self.reliability.clone(),
            sources: groups(&self.sources),
            age_groups: groups(&self.age_groups),
            answer_sets: self.answer_sets.clone(),
            far: self.far,
        }
    }
}

fn macro_auroc(films: &[Scored]) -> Option<f64> {
    metrics::mean_of_existing(Class::ALL.map(|class| metrics::roc_auc(films, class)))
}

fn by_group<'a>(
    films: &[ScoredFilm<'a>],
    answer_sets: Option<&AnswerSets>,
    group: impl Fn(&'a PackedFilm) -> &'a String,
) -> Vec<GroupFigures> {
    let mut groups: BTreeMap<&str, Vec<ScoredFilm<'_>>> = BTreeMap::new();
    for film in films {
        groups.entry(group(film.film)).or_default().push(*film);
    }
    let figures = |(name, films): (&str, Vec<ScoredFilm<'_>>)| {
        let labels =
            Class::ALL.map(|class| films.iter().filter(|it| it.film.class == class).count());
        let largest = labels.into_iter().max().unwrap_or(0);
        // Lists may omit the view.
        let name = if name.is_empty() { "unknown" } else { name };
        GroupFigures {
            result: group_result(name, &films, answer_sets),
            majority: largest as f64 / films.len().max(1) as f64,
        }
    };
    groups.into_iter().map(figures).collect()
}

/// The result of one group of films.
pub(crate) fn group_result(
    name: &str,
    films: &[ScoredFilm<'_>],
    answer_sets: Option<&AnswerSets>,
) -> GroupResult {
    let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
    let confusion = Confusion::of(&scored);
    GroupResult {
        name: name.to_owned(),
        films: confusion.films(),
        accuracy: known(confusion.accuracy().estimate()),
        answer_set: answer_sets.map(|it| sets::group(films, it)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use model::class::PerClass;

    /// A film of the test split; its view is not known.
    pub(crate) fn film(patient: &str, source: &str, class: Class) -> PackedFilm {
        PackedFilm {
            file: format!("{patient}.png"),
            class,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: Split::Test,
            age_group: "adult".to_owned(),
            view: String::new(),
            plane: 0,
        }
    }

    /// Four films of two sources; the last one is predicted as COVID-19.
    pub(crate) fn films() -> [PackedFilm; 4] {
        [
            film("1", "a", Class::Covid19),
            film("2", "a", Class::Normal),
            film("3", "b", Class::Normal),
            film("4", "b", Class::Normal),
        ]
    }

    /// The predictions for [`films`].
    pub(crate) fn scored_films(films: &[PackedFilm; 4]) -> Vec<ScoredFilm<'_>> {
        let probabilities = [
            [0.8, 0.1, 0.1],
            [0.1, 0.8, 0.1],
            [0.2, 0.7, 0.1],
            [0.9, 0.1, 0.0],
        ];
        let scored = films
            .iter()
            .zip(probabilities)
            .map(|(film, row)| scored_film(film, row));
        scored.collect()
    }

    fn scored_film(film: &PackedFilm, row: [f32; 3]) -> ScoredFilm<'_> {
        let probabilities = PerClass(row).try_into().unwrap();
        ScoredFilm::new(film, &probabilities, &probabilities)
    }

    #[test]
    fn figures_are_given_by_class_source_age_group_and_view() {
        let films = films();
        let figures = figures(Split::Test, &scored_films(&films), None);
        assert_eq!((figures.films, figures.patients), (4, 4));
        assert!((figures.accuracy.value - 0.75).abs() < 1e-12);
        assert!((figures.balanced_accuracy.value - 5.0 / 6.0).abs() < 1e-12);
        assert_eq!(figures.classes[2].result.sensitivity, None);
        assert_eq!(figures.classes[2].f1, None);
        assert_eq!(figures.sources.len(), 2);
        assert!((figures.sources[1].result.accuracy.value - 0.5).abs() < 1e-12);
        assert!((figures.sources[0].majority - 0.5).abs() < 1e-12);
        assert_eq!(figures.age_groups[0].result.films, 4);
        assert_eq!(figures.views[0].result.name, "unknown");
        let binned: u64 = figures.reliability.iter().map(|bin| bin.films).sum();
        assert_eq!(binned, 4);
    }

    #[test]
    fn every_figure_lies_in_its_interval() {
        let films = films();
        let figures = figures(Split::Test, &scored_films(&films), None);
        let classes = figures.classes.iter();
        let optional =
            classes.flat_map(|class| [class.f1, class.result.auroc, class.average_precision]);
        let all = [
            figures.brier,
            figures.ece,
            figures.balanced_accuracy,
            figures.macro_f1,
        ];
        for estimate in all.into_iter().chain(optional.flatten()) {
            let ordered = estimate.low <= estimate.value && estimate.value <= estimate.high;
            assert!(ordered, "{estimate:?}");
        }
    }

    #[test]
    fn samples_without_a_class_of_the_split_do_not_count_for_means_over_classes() {
        // One COVID-19 film predicted wrongly, thirty normal ones correctly: samples without the first
        // would have no error.
        let films: Vec<PackedFilm> = (0..31)
            .map(|number| {
                let class = if number == 0 {
                    Class::Covid19
                } else {
                    Class::Normal
                };
                film(&number.to_string(), "a", class)
            })
            .collect();
        let normal = films.iter().map(|film| scored_film(film, [0.1, 0.8, 0.1]));
        let scored: Vec<ScoredFilm<'_>> = normal.collect();
        let figures = figures(Split::Test, &scored, None);
        let Estimate { value, low, high } = figures.balanced_accuracy;
        for figure in [value, low, high] {
            assert!((figure - 0.5).abs() < 1e-12, "{figure}");
        }
        // Among 31 films at best 30 are normal.
        let best = 2.0 * 30.0 / 61.0 / 3.0;
        assert!(
            figures.macro_f1.high < best + 1e-12,
            "{:?}",
            figures.macro_f1
        );
    }

    #[test]
    fn the_scorecard_has_its_part_of_the_figures() {
        let films = films();
        let scored = scored_films(&films);
        let figures = figures(Split::Test, &scored, None);
        let result = figures.result();
        assert_eq!((result.split.as_str(), result.films), ("test", 4));
        assert_eq!(result.accuracy, figures.accuracy);
        assert_eq!(result.brier.to_bits(), figures.brier.value.to_bits());
        assert_eq!(result.classes[0].auroc, figures.classes[0].result.auroc);
    }
}
