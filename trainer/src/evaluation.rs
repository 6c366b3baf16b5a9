//! How good a model is: predictions judged, every figure with its interval, what they come from,
//! comparison between models, and the reports and plots of all that.

pub mod card;
pub mod comparison;
pub mod convergence;
pub mod figures;
pub mod judge;
pub mod plots;
pub mod probe;
pub mod record;
pub mod report;
pub mod rounding;
pub mod words;
