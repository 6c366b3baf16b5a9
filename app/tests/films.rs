//! The model crate's own tests of films, run in the browser: every kind of file gives the film
//! that was saved in it, preparation gives the same bits as natively, broken files are refused.
#![expect(
    clippy::duplicate_mod,
    reason = "two of the files have the same drawings as a module"
)]

#[path = "../../model/tests/golden_films.rs"]
mod golden_films;

#[path = "../../model/tests/decoding.rs"]
mod decoding;

#[path = "../../model/tests/hostile.rs"]
mod hostile;
