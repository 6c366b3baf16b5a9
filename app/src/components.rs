//! The parts of the page, one a file. Each has its own landmarks, labels and test hooks.

pub mod announcer;
pub mod disclaimer;
pub mod drop_zone;
pub mod engine_status;
pub mod failure_view;
pub mod films;
pub mod footer;
pub mod model_panel;
pub mod outcome;
pub mod picture;
pub mod probability_bars;
pub mod result_card;
