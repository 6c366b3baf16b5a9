//! How good a model is: predictions judged, every figure with its interval, what they come from,
//! comparison between models, and the reports and plots of all that.

pub(crate) mod card;
pub(crate) mod comparison;
pub(crate) mod convergence;
pub(crate) mod figures;
pub(crate) mod judge;
pub(crate) mod plots;
pub(crate) mod probe;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod rounding;
pub(crate) mod words;
