//! Runs the films of a pack through a network: their logits and labels.

use std::sync::Arc;

use metrics::{Confusion, LabelledLogits, Scored};
use model::calibration::{Calibration, CalibrationError, Logits, Probabilities};
use model::class::Class;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use thiserror::Error;

use crate::console::Progress;
use crate::data::loader;
use crate::data::pack::{Pack, PackError};
use crate::host::device::DeviceError;

/// Why films cannot be judged.
#[derive(Debug, Error)]
pub enum JudgeError {
    /// The pack cannot be read.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// The network's output for films of a pack, in their order.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub positions: Vec<usize>,
    pub outputs: Vec<NetworkOutput>,
    pub classes: Vec<Class>,
}

impl Judged {
    /// Labels against the classes of the largest logits.
    pub(crate) fn confusion(&self) -> Confusion {
        let pairs = self.logits().zip(&self.classes);
        pairs
            .map(|(logits, &truth)| (truth, top(&logits.0.0)))
            .collect()
    }

    /// The films at the positions that `keep` accepts.
    pub(crate) fn filtered(&self, keep: impl Fn(usize) -> bool) -> Self {
        let films = self.positions.iter().zip(&self.outputs).zip(&self.classes);
        let mut kept = Self::default();
        for ((&position, output), &class) in films.filter(|((at, _), _)| keep(**at)) {
            kept.positions.push(position);
            kept.outputs.push(output.clone());
            kept.classes.push(class);
        }
        kept
    }

    /// Adds other films.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.positions.extend(&other.positions);
        self.outputs.extend_from_slice(&other.outputs);
        self.classes.extend(&other.classes);
    }

    /// The logits of each film.
    pub(crate) fn logits(&self) -> impl Iterator<Item = Logits> {
        self.outputs.iter().map(|output| output.logits)
    }

    /// The logits with their labels, to fit the calibration on.
    pub(crate) fn labelled_logits(&self) -> Vec<LabelledLogits> {
        let pairs = self.classes.iter().zip(self.logits());
        pairs
            .map(|(&truth, logits)| LabelledLogits {
                truth,
                logits: logits.0.map(f64::from),
            })
            .collect()
    }

    /// Calibrated probabilities.
    ///
    /// # Errors
    /// [`CalibrationError::NotFinite`] when a logit is not finite.
    pub(crate) fn probabilities(
        &self,
        calibration: Calibration,
    ) -> Result<Vec<Probabilities>, CalibrationError> {
        self.logits()
            .map(|logits| calibration.apply(logits))
            .collect()
    }

    /// Calibrated probabilities with their labels.
    ///
    /// # Errors
    /// As [`Self::probabilities`].
    pub(crate) fn scored(&self, calibration: Calibration) -> Result<Vec<Scored>, CalibrationError> {
        let probabilities = self.probabilities(calibration)?;
        let pairs = self.classes.iter().zip(&probabilities);
        Ok(pairs
            .map(|(&truth, probabilities)| Scored::new(truth, probabilities))
            .collect())
    }
}

/// The class of the largest logit, the first among equals.
pub(crate) fn top(logits: &[f32; Class::COUNT]) -> Class {
    Class::ALL[metrics::argmax(logits)]
}

/// Judges films with a function that runs the network on inputs of this side.
pub(crate) fn judge(
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
    pack: &Arc<Pack>,
    side: u32,
    positions: Vec<usize>,
    batch: usize,
) -> Result<Judged, JudgeError> {
    let batches = loader::in_batches(&positions, batch);
    let mut progress = Progress::new("evaluating", positions.len());
    let mut judged = Judged {
        positions,
        ..Judged::default()
    };
    for films in loader::load(pack.clone(), side, batches, None) {
        let films = films?;
        judged.outputs.extend(forward(&films.inputs)?);
        progress.advance(films.classes.len(), "");
        judged.classes.extend(films.classes);
    }
    progress.finish();
    Ok(judged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    #[test]
    fn the_largest_logit_is_the_prediction_the_first_among_equals() {
        let judged = Judged {
            positions: vec![0, 1, 2],
            outputs: [[0.0, 1.0, 1.0], [3.0, 1.0, 2.0], [0.0, 0.0, 0.0]]
                .map(|logits| NetworkOutput {
                    logits: Logits(PerClass(logits)),
                    features: Vec::new(),
                })
                .to_vec(),
            classes: vec![Class::Normal, Class::Pneumonia, Class::Covid19],
        };
        let counts = judged.confusion().counts();
        assert_eq!(counts, [[1, 0, 0], [0, 1, 0], [1, 0, 0]]);
        let scored = judged.scored(Calibration::IDENTITY).unwrap();
        let predictions: Vec<Class> = scored.iter().map(Scored::prediction).collect();
        assert_eq!(predictions, [Class::Normal, Class::Covid19, Class::Covid19]);
    }
}
