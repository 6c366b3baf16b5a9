//! Runs the model crate's tests of films in a browser: every format decodes to the film that was
//! saved, preprocessing is bit-identical to the native build, broken files are refused.
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

#[path = "../../model/tests/dicom.rs"]
mod dicom_files;
