//! A picture on its way to the network: admitted by the gate and prepared as its input, or refused.

use crate::gate::Verdict;
use crate::input::{InputError, NetworkInput, Radiograph};
use crate::output::NetworkOutput;
use crate::reading::{Evidence, Reading};
use crate::scorecard::Scorecard;

/// What becomes of a picture before the network runs.
#[derive(Debug, Clone, PartialEq)]
pub enum Prepared {
    /// The gate refuses it; the reading is final.
    Refused(Reading),
    /// The network may run.
    Admitted(Admitted),
}

/// A film that the gate admits, or that a model without a gate takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Admitted {
    /// What the network takes.
    pub input: NetworkInput,
    verdict: Option<Verdict>,
}

impl Prepared {
    /// Asks the gate of a model, and prepares the network's input of what it admits.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub fn of(
        name: impl Into<String>,
        film: &Radiograph,
        card: &Scorecard,
    ) -> Result<Self, InputError> {
        let gate = card.gate.as_ref();
        let verdict = gate.map(|gate| gate.judge(film)).transpose()?;
        let at_gate = verdict.and_then(|verdict| Reading::at_gate(name, &verdict));
        Ok(match at_gate {
            Some(reading) => Self::Refused(reading),
            None => Self::Admitted(Admitted {
                input: card.input.normalise(&card.input.plane(film)?),
                verdict,
            }),
        })
    }
}

impl Admitted {
    /// What its reading follows from, with the network's output.
    pub fn evidence(&self, output: &NetworkOutput, card: &Scorecard) -> Evidence {
        Evidence::new(self.verdict.as_ref(), output, card.distance.as_ref())
    }
}
