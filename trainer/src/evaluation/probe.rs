//! Probes for shortcuts: whether a model needs the lungs, and whether it can tell the source.

pub(crate) mod linear;
pub(crate) mod mask;

use std::collections::BTreeMap;

use burn::tensor::Tensor;
use metrics::{Confusion, Proportion};
use model::class::{Class, PerClass};
use model::estimate::Estimate;
use networks::network::{self, Network};
use serde::Serialize;
use thiserror::Error;

use self::mask::Mask;
use crate::console::Progress;
use crate::data::Split;
use crate::data::pack::{Pack, PackError};
use crate::evaluation::judge;
use crate::host::device::{DeviceError, Engine};

/// Films that go through the network at once.
const BATCH: usize = 16;

/// Films that cannot be probed.
#[derive(Debug, Error)]
pub(crate) enum ProbeError {
    /// The pack cannot be read.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// A share of right answers beside what one reaches without looking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Probed {
    /// What was probed.
    pub name: String,
    /// Films.
    pub films: u64,
    /// Share of right answers; Wilson interval. `None` without films.
    pub accuracy: Option<Estimate>,
    /// Share that always answering with the most frequent answer of the training films reaches.
    pub chance: f64,
}

/// What the probes of a split found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Probes {
    /// The split.
    pub split: Split,
    /// Share that knowing nothing but the true source reaches: its most frequent class in training.
    pub source_alone: f64,
    /// Accuracy on whole, masked and cut-out films.
    pub masks: Vec<Probed>,
    /// Accuracy by source; chance is the source's own most frequent class in this split.
    pub sources: Vec<Probed>,
    /// A linear probe that reads the source off the pooled features.
    pub source_probe: SourceProbe,
}

/// How well a linear model tells the source from the features that the network's head sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SourceProbe {
    /// Its accuracy on the split's films whose source training has.
    pub probed: Probed,
    /// Share that knowing nothing but the true class reaches: its most frequent source in training.
    pub class_alone: f64,
    /// Sources of the training films.
    pub sources: usize,
    /// Films left out because training has none of their source.
    pub left_out: u64,
}

/// A model with the films it is probed on.
#[derive(Debug)]
pub(crate) struct Prober<'a> {
    /// Where it runs.
    pub engine: &'a Engine,
    /// The network, made for inference.
    pub network: &'a Network,
    /// The films.
    pub pack: &'a Pack,
    /// Pixels on each side of the network's input.
    pub side: u32,
}

impl Prober<'_> {
    /// Runs all probes; `train` and `judged` are positions in the pack, the second ones of `split`.
    ///
    /// # Errors
    /// [`ProbeError`] when a film cannot be read or the device fails.
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
        for mask in Mask::ALL {
            let answers = self.answers(judged, mask)?;
            let right = |&(at, answer): &(usize, Class)| class(&at) == answer;
            let count = answers.iter().filter(|pair| right(pair)).count();
            masks.push(probed(mask.name(), count, judged.len(), chance));
            if mask == Mask::Nothing {
                sources = self.by_source(&answers);
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

    /// The answers on films with a part hidden.
    fn answers(&self, positions: &[usize], mask: Mask) -> Result<Vec<(usize, Class)>, ProbeError> {
        let forward = |images| self.network.forward(images);
        let rows = self.through(mask.name(), positions, mask, forward)?;
        let (rows, _) = rows.as_chunks::<{ Class::COUNT }>();
        let pairs = positions
            .iter()
            .zip(rows)
            .map(|(&at, row)| (at, judge::top(row)));
        Ok(pairs.collect())
    }

    fn by_source(&self, answers: &[(usize, Class)]) -> Vec<Probed> {
        let mut sources: BTreeMap<&str, Vec<(Class, Class)>> = BTreeMap::new();
        for &(at, answer) in answers {
            let film = self.pack.film(at);
            let pairs = sources.entry(&film.source).or_default();
            pairs.push((film.class, answer));
        }
        let figures = |(name, pairs): (&str, Vec<(Class, Class)>)| {
            let confusion: Confusion = pairs.iter().copied().collect();
            let most = PerClass(Class::ALL.map(|class| confusion.support(class)));
            let most = most.0.into_iter().max().unwrap_or(0);
            Probed {
                name: name.to_owned(),
                films: confusion.films(),
                accuracy: confusion.accuracy().estimate(),
                chance: most as f64 / pairs.len().max(1) as f64,
            }
        };
        sources.into_iter().map(figures).collect()
    }

    /// Fits the probe on the training films and asks it about the others.
    fn source_probe(&self, train: &[usize], judged: &[usize]) -> Result<SourceProbe, ProbeError> {
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
            self.through("features", positions, Mask::Nothing, features)
        };
        let labels = |positions: &[usize]| positions.iter().filter_map(number).collect::<Vec<_>>();
        let truth = labels(&known);
        let answers = if known.is_empty() {
            Vec::new()
        } else {
            let training = linear::Table::new(features(train)?, train.len());
            let model = linear::fit(&training, &labels(train), names.len());
            model.predict(&linear::Table::new(features(&known)?, known.len()))
        };
        let right = answers.iter().zip(&truth).filter(|(a, b)| a == b).count();
        let always = most_frequent(train.iter().map(source));
        let chance = share(&known, |at| Some(source(at)) == always);
        let by_class = by_key(train.iter().map(|at| (class(at), source(at))));
        Ok(SourceProbe {
            probed: probed("source from the features", right, known.len(), chance),
            class_alone: share(&known, |at| by_class.get(&class(at)) == Some(&source(at))),
            sources: names.len(),
            left_out: (judged.len() - known.len()) as u64,
        })
    }

    /// Some output of the network for each film, row by row.
    fn through(
        &self,
        name: &str,
        positions: &[usize],
        mask: Mask,
        output: impl Fn(Tensor<4>) -> Tensor<2>,
    ) -> Result<Vec<f32>, ProbeError> {
        let spec = self.pack.spec(self.side)?;
        let mut rows = Vec::new();
        let mut progress = Progress::new(name, positions.len());
        for batch in positions.chunks(BATCH) {
            let mut inputs = Vec::with_capacity(batch.len());
            for &at in batch {
                let mut plane = self.pack.plane(self.side, at)?;
                mask.hide(&mut plane, self.side);
                inputs.push(spec.normalise(&plane));
            }
            let images = network::images(&inputs, &self.engine.device);
            rows.extend(self.engine.read(output(images))?);
            progress.advance(batch.len(), "");
        }
        progress.finish();
        Ok(rows)
    }
}

fn probed(name: &str, right: usize, films: usize, chance: f64) -> Probed {
    Probed {
        name: name.to_owned(),
        films: films as u64,
        accuracy: Proportion::new(right as u64, films as u64).estimate(),
        chance,
    }
}

/// The share of positions that a rule holds for; 0 of none.
fn share(positions: &[usize], rule: impl Fn(&usize) -> bool) -> f64 {
    let held = positions.iter().filter(|at| rule(at)).count();
    held as f64 / positions.len().max(1) as f64
}

/// The value that occurs most often; of several the first in their order.
fn most_frequent<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts
        .into_iter()
        .find(|&(_, count)| count == most)
        .map(|(value, _)| value)
}

/// For each key its most frequent value.
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
    fn a_share_of_nothing_is_zero() {
        assert!((share(&[1, 2, 3, 4], |at| *at > 1) - 0.75).abs() < 1e-12);
        assert!(share(&[], |_| true).abs() < 1e-12);
        assert_eq!(probed("x", 0, 0, 0.0).accuracy, None);
    }
}
