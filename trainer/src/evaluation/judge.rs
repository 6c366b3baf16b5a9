//! Runs films of a pack through a network: logits with the truth beside them.

use std::sync::Arc;

use metrics::{Confusion, Scored};
use model::calibration::{Calibration, CalibrationError, Logits};
use model::class::{Class, PerClass};
use model::input::NetworkInput;
use thiserror::Error;

use crate::console::Progress;
use crate::data::loader;
use crate::data::pack::{Pack, PackError};
use crate::host::device::DeviceError;

/// Films that cannot be judged.
#[derive(Debug, Error)]
pub enum JudgeError {
    /// The pack cannot be read.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// The network's answers for some films of a pack, in their order.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Positions of the films in the pack.
    pub positions: Vec<usize>,
    /// Three numbers a film.
    pub logits: Vec<[f32; Class::COUNT]>,
    /// What each film truly shows.
    pub classes: Vec<Class>,
}

impl Judged {
    /// Truth against the greatest logit.
    pub(crate) fn confusion(&self) -> Confusion {
        let pairs = self.logits.iter().zip(&self.classes);
        pairs.map(|(logits, &truth)| (truth, top(logits))).collect()
    }

    /// The answers as the temperature is fitted on them.
    pub(crate) fn logits_with_truth(&self) -> Vec<(Class, PerClass<f64>)> {
        let pairs = self.classes.iter().zip(&self.logits);
        pairs
            .map(|(&truth, &logits)| (truth, PerClass(logits).map(f64::from)))
            .collect()
    }

    /// Calibrated answers with their truth.
    ///
    /// # Errors
    /// [`CalibrationError::NotFinite`] when the network gave a number that is none.
    pub(crate) fn scored(&self, calibration: Calibration) -> Result<Vec<Scored>, CalibrationError> {
        let pairs = self.classes.iter().zip(&self.logits);
        pairs
            .map(|(&truth, &logits)| {
                let probabilities = calibration.apply(Logits(PerClass(logits)))?;
                Ok(Scored::new(truth, &probabilities))
            })
            .collect()
    }
}

/// The class of the greatest logit; the first among equals.
pub(crate) fn top(logits: &[f32; Class::COUNT]) -> Class {
    Class::ALL[metrics::argmax(logits)]
}

/// Judges films with something that gives logits for inputs of a side.
///
/// # Errors
/// [`JudgeError`] when a film cannot be read or the device fails.
pub(crate) fn judge(
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<[f32; Class::COUNT]>, DeviceError>,
    pack: &Arc<Pack>,
    side: u32,
    positions: Vec<usize>,
    batch: usize,
) -> Result<Judged, JudgeError> {
    let batches = loader::in_batches(&positions, batch);
    let mut progress = Progress::new("judging", positions.len());
    let mut judged = Judged {
        positions,
        ..Judged::default()
    };
    for films in loader::load(pack.clone(), side, batches, None) {
        let films = films?;
        judged.logits.extend(forward(&films.inputs)?);
        progress.advance(films.classes.len(), "");
        judged.classes.extend(films.classes);
    }
    progress.finish();
    Ok(judged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_logit_is_the_prediction_and_the_first_among_equals() {
        let judged = Judged {
            positions: vec![0, 1, 2],
            logits: vec![[0.0, 1.0, 1.0], [3.0, 1.0, 2.0], [0.0, 0.0, 0.0]],
            classes: vec![Class::Normal, Class::Pneumonia, Class::Covid19],
        };
        let counts = judged.confusion().counts();
        assert_eq!(counts, [[1, 0, 0], [0, 1, 0], [1, 0, 0]]);
        let scored = judged.scored(Calibration::IDENTITY).unwrap();
        let predictions: Vec<Class> = scored.iter().map(Scored::prediction).collect();
        assert_eq!(predictions, [Class::Normal, Class::Covid19, Class::Covid19]);
    }
}
