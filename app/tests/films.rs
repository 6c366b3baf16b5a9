//! The model crate's own tests of films, run in the browser: every kind of file gives the film
//! that was saved in it, and preparation the same bits as natively.

#[path = "../../model/tests/golden_films.rs"]
mod golden_films;

#[path = "../../model/tests/decoding.rs"]
mod decoding;
