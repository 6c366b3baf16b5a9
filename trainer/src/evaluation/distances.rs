//! Fits how far films are from the training films, and the rule for those that are far.

use std::collections::{BTreeMap, BTreeSet};

use model::answer_set::Level;
use model::class::Class;
use model::distance::{Distance, DistanceError, FarRule, Group, Groups};
use model::scorecard::results::TrainingRecord;

use super::judge::Judged;
use crate::data::Split;
use crate::data::pack::Pack;

/// Brings the coverage of sources that the network never saw near the level at little cost in answers; see
/// `docs/study.md`.
const FAR: FarRule = FarRule {
    percentile: 90,
    level: Level::HIGHEST,
};

/// Fewer films of a source and class are no group.
const LEAST_FILMS: usize = 5;

/// The sources that a network was trained on.
pub(crate) fn training_sources(training: &TrainingRecord) -> BTreeSet<&str> {
    let films = training.films.iter();
    let trained = films.filter(|count| count.split == Split::Train.word());
    trained.map(|count| count.source.as_str()).collect()
}

/// The positions of the training films of the sources that a network was trained on.
pub(crate) fn training_films(pack: &Pack, training: &TrainingRecord) -> Vec<usize> {
    let sources = training_sources(training);
    let films = pack.index().films.iter().enumerate();
    let seen = films
        .filter(|(_, film)| film.split == Split::Train && sources.contains(film.source.as_str()));
    seen.map(|(at, _)| at).collect()
}

/// The groups of training films; `None` without any.
pub(crate) fn groups(training: &Judged, pack: &Pack) -> Option<Groups> {
    let mut films: BTreeMap<(&str, Class), Vec<&[f32]>> = BTreeMap::new();
    for (&at, output) in training.positions.iter().zip(&training.outputs) {
        let film = pack.film(at);
        let group = films.entry((&film.source, film.class)).or_default();
        group.push(&output.features);
    }
    let groups = films
        .into_iter()
        .filter(|(_, films)| films.len() >= LEAST_FILMS)
        .filter_map(|((source, class), films)| Group::new(source, class, films));
    Groups::new(groups.collect()).ok()
}

/// Distances by the groups, as percentiles among the judged films.
pub(crate) fn fit(groups: Groups, judged: &Judged) -> Result<Distance, DistanceError> {
    let features = judged
        .outputs
        .iter()
        .map(|output| output.features.as_slice());
    Distance::new(groups, features, FAR)
}
