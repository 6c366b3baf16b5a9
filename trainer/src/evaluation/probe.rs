//! Probes for shortcuts: whether a model needs the lungs, and whether its features tell the source.

pub(crate) mod linear;

use std::collections::BTreeMap;

use burn::tensor::Tensor;
use metrics::{Confusion, Proportion};
use model::class::Class;
use model::estimate::Estimate;
use model::lens::Change;
use networks::network::{self, Network};
use serde::Serialize;
use thiserror::Error;

use crate::console::Progress;
use crate::data::Split;
use crate::data::pack::{Pack, PackError};
use crate::evaluation::judge;
use crate::host::device::{ComputeDevice, DeviceError};

/// The whole film, and what is left when the lungs or all but the border are hidden.
const MASKS: [Option<Change>; 3] = [None, Some(Change::LungsHidden), Some(Change::BorderOnly)];

/// Films in a batch.
const BATCH: usize = 16;

/// Why films cannot be probed.
#[derive(Debug, Error)]
pub(crate) enum ProbeError {
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// The accuracy of a probe, and the accuracy by chance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProbeFigures {
    pub name: String,
    pub films: u64,
    /// Share of correct predictions; Wilson interval. `None` without films.
    pub accuracy: Option<Estimate>,
    /// Accuracy of always predicting the most frequent class (or source) of the training films.
    pub chance: f64,
}

/// The results of all probes on a split.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Probes {
    pub split: Split,
    /// Accuracy from the source alone: predicting its most frequent class in training.
    pub source_alone: f64,
    pub masks: Vec<ProbeFigures>,
    /// Accuracy by source; chance is the source's most frequent class in this split.
    pub sources: Vec<ProbeFigures>,
    /// A linear probe that predicts the source from the pooled features.
    pub source_probe: SourceProbe,
}

/// How well a linear model predicts the source from the features before the network's head.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SourceProbe {
    /// Its accuracy on the films whose source occurs in training.
    #[serde(rename = "probed")]
    pub figures: ProbeFigures,
    /// Accuracy from the class alone: predicting its most frequent source in training.
    pub class_alone: f64,
    pub sources: usize,
    /// Films whose source does not occur in training.
    #[serde(rename = "left_out")]
    pub unknown_source: u64,
}

/// A model and the films to probe it on.
#[derive(Debug)]
pub(crate) struct Prober<'a> {
    pub engine: &'a ComputeDevice,
    /// The network, for inference.
    pub network: &'a Network,
    pub pack: &'a Pack,
    /// Pixels on each side of the network's input.
    pub side: u32,
}

impl Prober<'_> {
    /// Runs all probes; `train` and `judged` are positions in the pack, `judged` those of `split`.
    pub(crate) fn run(
        &self,
        split: Split,
        train: &[usize],
        judged: &[usize],
    ) -> Result<Probes, ProbeError> {
        let class = |&at: &usize| self.pack.film(at).class;
        let source = |&at: &usize| self.pack.film(at).source.as_str();
        let always = most_frequent(train.iter().map(class));
        let chance = share(judged, |at| Some(class(at)) == always);
        let mut masks = Vec::new();
        let mut sources = Vec::new();
        for change in MASKS {
            let name = change.map_or("whole films", Change::name);
            let predictions = self.predictions(judged, name, change)?;
            let pairs = judged.iter().zip(&predictions);
            let count = pairs.filter(|&(at, &prediction)| class(at) == prediction);
            let count = count.count();
            masks.push(probe_figures(name, count, judged.len(), chance));
            if change.is_none() {
                sources = self.by_source(judged, &predictions);
            }
        }
        let known = by_key(train.iter().map(|at| (source(at), class(at))));
        Ok(Probes {
            split,
            source_alone: share(judged, |at| known.get(source(at)) == Some(&class(at))),
            masks,
            sources,
            source_probe: self.source_probe(train, judged)?,
        })
    }

    /// The predictions for films with a part masked.
    fn predictions(
        &self,
        positions: &[usize],
        name: &str,
        change: Option<Change>,
    ) -> Result<Vec<Class>, ProbeError> {
        let forward = |images| self.network.forward(images);
        let rows = self.through(name, positions, change, forward)?;
        let (rows, _) = rows.as_chunks::<{ Class::COUNT }>();
        Ok(rows.iter().map(judge::top).collect())
    }

    fn by_source(&self, positions: &[usize], predictions: &[Class]) -> Vec<ProbeFigures> {
        let mut sources: BTreeMap<&str, Vec<(Class, Class)>> = BTreeMap::new();
        for (&at, &prediction) in positions.iter().zip(predictions) {
            let film = self.pack.film(at);
            let pairs = sources.entry(&film.source).or_default();
            pairs.push((film.class, prediction));
        }
        let figures = |(name, pairs): (&str, Vec<(Class, Class)>)| {
            let confusion: Confusion = pairs.iter().copied().collect();
            let largest = Class::ALL.map(|class| confusion.support(class));
            let largest = largest.into_iter().max().unwrap_or(0);
            ProbeFigures {
                name: name.to_owned(),
                films: confusion.films(),
                accuracy: confusion.accuracy().estimate(),
                chance: largest as f64 / pairs.len().max(1) as f64,
            }
        };
        sources.into_iter().map(figures).collect()
    }

    /// Fits the linear probe on the training films and applies it to the others.
    pub(crate) fn source_probe(
        &self,
        train: &[usize],
        judged: &[usize],
    ) -> Result<SourceProbe, ProbeError> {
        let class = |&at: &usize| self.pack.film(at).class;
        let source = |&at: &usize| self.pack.film(at).source.as_str();
        let mut names: Vec<&str> = train.iter().map(source).collect();
        names.sort_unstable();
        names.dedup();
        let number = |at: &usize| names.binary_search(&source(at)).ok();
        let known: Vec<usize> = judged
            .iter()
            .copied()
            .filter(|at| number(at).is_some())
            .collect();
        let features = |positions: &[usize]| {
            let features = |images| self.network.features(images);
            self.through("features", positions, None, features)
        };
        let labels = |positions: &[usize]| positions.iter().filter_map(number).collect::<Vec<_>>();
        let truth = labels(&known);
        let predictions = if known.is_empty() {
            Vec::new()
        } else {
            let training = linear::FeatureTable::new(features(train)?, train.len());
            let model = linear::fit(&training, &labels(train), names.len());
            model.predict(&linear::FeatureTable::new(features(&known)?, known.len()))
        };
        let correct = predictions
            .iter()
            .zip(&truth)
            .filter(|(a, b)| a == b)
            .count();
        let always = most_frequent(train.iter().map(source));
        let chance = share(&known, |at| Some(source(at)) == always);
        let by_class = by_key(train.iter().map(|at| (class(at), source(at))));
        Ok(SourceProbe {
            figures: probe_figures("source from the features", correct, known.len(), chance),
            class_alone: share(&known, |at| by_class.get(&class(at)) == Some(&source(at))),
            sources: names.len(),
            unknown_source: (judged.len() - known.len()) as u64,
        })
    }

    /// An output of the network for each film, row by row.
    fn through(
        &self,
        name: &str,
        positions: &[usize],
        change: Option<Change>,
        output: impl Fn(Tensor<4>) -> Tensor<2>,
    ) -> Result<Vec<f32>, ProbeError> {
        let spec = self.pack.spec(self.side)?;
        let mut rows = Vec::new();
        let mut progress = Progress::new(name, positions.len());
        for batch in positions.chunks(BATCH) {
            let mut inputs = Vec::with_capacity(batch.len());
            for &at in batch {
                let plane = self.pack.plane(self.side, at)?;
                let changed = change.map(|change| change.apply(&plane, self.side));
                inputs.push(spec.normalise(&changed.unwrap_or(plane)));
            }
            let images = network::images(&inputs, &self.engine.device);
            rows.extend(self.engine.read(output(images))?);
            progress.advance(batch.len(), "");
        }
        progress.finish();
        Ok(rows)
    }
}

fn probe_figures(name: &str, correct: usize, films: usize, chance: f64) -> ProbeFigures {
    ProbeFigures {
        name: name.to_owned(),
        films: films as u64,
        accuracy: Proportion::new(correct as u64, films as u64).estimate(),
        chance,
    }
}

/// The share of positions for which a predicate holds; 0 without positions.
fn share(positions: &[usize], predicate: impl Fn(&usize) -> bool) -> f64 {
    let held = positions.iter().filter(|at| predicate(at)).count();
    held as f64 / positions.len().max(1) as f64
}

/// The most frequent value, the smallest among equals.
fn most_frequent<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let max = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|&(_, count)| count == max)
        .map(|(value, _)| value)
}

/// The most frequent value of each key.
fn by_key<K: Ord + Copy, V: Ord + Copy>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut values: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        values.entry(key).or_default().push(value);
    }
    values
        .into_iter()
        .filter_map(|(key, values)| Some((key, most_frequent(values.into_iter())?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_value_is_found_for_all_and_by_key() {
        assert_eq!(most_frequent([2, 1, 2, 1, 3].into_iter()), Some(1));
        assert_eq!(most_frequent(std::iter::empty::<u8>()), None);
        let pairs = [("a", 1), ("a", 2), ("a", 2), ("b", 3)];
        let most = by_key(pairs.into_iter());
        assert_eq!(most, BTreeMap::from([("a", 2), ("b", 3)]));
    }

    #[test]
    fn a_share_without_positions_is_zero() {
        assert!((share(&[1, 2, 3, 4], |at| *at > 1) - 0.75).abs() < 1e-12);
        assert!(share(&[], |_| true).abs() < 1e-12);
        assert_eq!(probe_figures("x", 0, 0, 0.0).accuracy, None);
    }
}
