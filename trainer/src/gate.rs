//! Fitting and judging the gate: what tells frontal chest radiographs from other pictures.

pub(crate) mod error;
pub(crate) mod figures;
pub(crate) mod fit;
mod kinds;
mod made;
mod ridge;
mod samples;
mod thresholds;

#[cfg(test)]
mod tests;
