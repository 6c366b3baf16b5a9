//! Runs changed films of a pack through a network.

use model::calibration::Calibration;
use model::class::Class;
use model::input::{InputSpec, NetworkInput};
use model::output::NetworkOutput;
use model::scorecard::Scorecard;
use rayon::prelude::*;

use super::error::EvaluationError;
use crate::console::Progress;
use crate::data::pack::Pack;
use crate::host::device::DeviceError;

/// Films in a batch.
const BATCH: usize = 16;

/// A model and the films to change.
pub(crate) struct ChangedFilms<'a, F> {
    pub(crate) pack: &'a Pack,
    pub(crate) spec: InputSpec,
    pub(crate) calibration: Calibration,
    forward: F,
}

impl<'a, F> ChangedFilms<'a, F>
where
    F: Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
{
    /// The films of a pack, and a function that runs a model.
    pub(crate) const fn of(card: &Scorecard, pack: &'a Pack, forward: F) -> Self {
        Self {
            pack,
            spec: card.input,
            calibration: card.calibration,
            forward,
        }
    }

    /// The most probable class of each film once it is changed, and what `change` says of it beside its
    /// changed plane. `change` receives the position in the pack and the plane.
    pub(crate) fn predictions<T: Send>(
        &self,
        name: &str,
        positions: &[usize],
        change: impl Fn(usize, Vec<u16>) -> Result<(Vec<u16>, T), EvaluationError> + Sync,
    ) -> Result<Vec<(Class, T)>, EvaluationError> {
        let (pack, spec) = (self.pack, self.spec);
        let prepare = |&position: &usize| {
            let plane = pack.plane(spec.side, position)?;
            let (changed, note) = change(position, plane)?;
            Ok((spec.normalise(&changed), note))
        };
        let mut progress = Progress::new(name, positions.len());
        let mut predictions = Vec::with_capacity(positions.len());
        for batch in positions.chunks(BATCH) {
            let films = batch.par_iter().map(prepare);
            let films = films.collect::<Result<Vec<_>, EvaluationError>>()?;
            let (inputs, notes): (Vec<_>, Vec<T>) = films.into_iter().unzip();
            let outputs = (self.forward)(&inputs)?;
            for (output, note) in outputs.into_iter().zip(notes) {
                let probabilities = self.calibration.apply(output.logits)?;
                predictions.push((probabilities.top(), note));
            }
            progress.advance(batch.len(), "");
        }
        progress.finish();
        Ok(predictions)
    }
}
