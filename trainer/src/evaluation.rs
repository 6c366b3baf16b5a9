//! Measuring a model: figures with intervals by split, class and group, probes for shortcuts, comparison
//! between models, and the reports, plots and model card that show them.

pub(crate) mod card;
pub(crate) mod changed;
pub(crate) mod comparison;
pub(crate) mod convergence;
pub(crate) mod distances;
pub(crate) mod error;
pub(crate) mod estimates;
pub(crate) mod figures;
pub(crate) mod fitting;
pub(crate) mod judge;
pub(crate) mod left_out;
pub(crate) mod lens;
pub(crate) mod plots;
pub(crate) mod probe;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod rounding;
pub(crate) mod scored_film;
pub(crate) mod sets;
pub(crate) mod stress;
pub(crate) mod without;
pub(crate) mod words;
