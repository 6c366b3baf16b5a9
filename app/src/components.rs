//! The components of the page, one per file.

pub mod announcer;
pub mod answer_options;
pub mod disclaimer;
pub mod distance;
pub mod drop_zone;
pub mod engine_status;
pub mod failure_view;
pub mod film_figure;
pub mod film_list;
pub mod fix_buttons;
pub mod footer;
pub mod intake_note;
pub mod lens_panel;
pub mod level_choice;
pub mod model_panel;
pub mod nothing_yet;
pub mod operating_point_choice;
pub mod own_films;
pub mod prevalence_slider;
pub mod probability_bars;
pub mod result_card;
pub mod result_panel;
pub mod shown_film;
pub mod viewer;
