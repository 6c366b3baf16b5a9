//! Plots of a scorecard, as SVG and tables.

pub mod axes;
pub mod confusion;
pub mod reliability;
pub mod roc;
pub mod sources;
