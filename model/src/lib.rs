//! What the trainer and the page share: classes, preprocessing, configurations, stored weights, results.
//!
//! Reading order: [`class`] has the classes, [`class_folders`] reads them from paths, [`selection`]
//! finds the films among the files of a folder, [`archive`] opens ZIP archives, [`input`] turns a
//! file's bytes into network input, [`zoo`] has the architectures, [`weights`] and [`scorecard`] are
//! the model folder, [`golden`] checks a device, [`gate`] tells films from other pictures,
//! [`calibration`] turns logits into probabilities, [`answer_set`] into the classes that cannot be
//! excluded, [`distance`] says how far a film is from the training films, and [`reading`] is the result
//! for one film. [`operating_point`] calls a class for a purpose, [`prevalence`] says what such a call
//! means, [`lens`] tries whether an answer needs the lungs, and [`explanation`] shows where its evidence
//! is. [`fitted`] holds together what is fitted on labelled films. [`synthetic`] has known inputs and
//! weights for checks and tests.
//!
//! The crate compiles natively and for wasm32 and computes the same numbers on both. It opens no
//! files, reads no clock and starts no threads.

pub mod answer_set;
pub mod archive;
pub mod calibration;
pub mod class;
pub mod class_folders;
pub mod distance;
pub mod estimate;
pub mod explanation;
pub mod fitted;
pub mod gate;
pub mod golden;
pub mod input;
pub mod lens;
pub mod operating_point;
pub mod output;
pub mod prepared;
pub mod prevalence;
pub mod reading;
pub mod scorecard;
pub mod selection;
pub mod synthetic;
pub mod weights;
pub mod zoo;
