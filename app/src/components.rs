//! The components of the page, one per file.

pub mod announcer;
pub mod disclaimer;
pub mod drop_zone;
pub mod engine_status;
pub mod failure_view;
pub mod film_figure;
pub mod film_list;
pub mod footer;
pub mod intake_note;
pub mod model_panel;
pub mod probability_bars;
pub mod result_card;
pub mod result_panel;
