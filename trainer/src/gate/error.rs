//! Why the gate cannot be fitted.

use model::gate::GateError;
use thiserror::Error;

use crate::data::Split;
use crate::data::pack::PackError;

/// Why the gate cannot be fitted.
#[derive(Debug, Error)]
pub(crate) enum GateFitError {
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error("the gate cannot be fitted: the pack has no films in the split {0}")]
    NoFilms(Split),
    #[error("the gate cannot be fitted: its equations have no solution")]
    Singular,
    #[error("the gate cannot be fitted: {0}")]
    Gate(#[from] GateError),
}
