//! The program `pneumoscope`: prepares films, trains, evaluates, exports and runs classifiers.
//!
//! Reading order: [`cli`] is what the user types, [`commands`] do it. [`dataset`] turns lists and
//! pictures into batches, [`recipe`] says what a training means, [`fit`] is the training,
//! [`judge`] and [`evaluation`] say how good a model is, [`comparison`] whether it is better than
//! another, [`probe`] whether it looks at the lungs; [`plots`] and [`report`] draw it, [`card`]
//! writes the model card, [`model_folder`] reads and writes what is shipped. [`device`] opens the
//! processor or card, [`classifier`] brings a model there, [`plan_host`] as the page does; [`shard`] and [`table`] let an archive be predicted in parts; [`console`],
//! [`files`] and [`random`] serve them all.
//!
//! Decoding, preprocessing, networks and metrics are those of the crate `model`, which the page
//! uses too.

#[cfg(all(feature = "remote", any(feature = "wgpu", feature = "cuda")))]
compile_error!(
    "burn's remote devices do not work beside the features wgpu and cuda: build with `--no-default-features --features remote`, and with libtorch for NVIDIA cards"
);

pub mod cli;
pub mod commands;
pub mod console;
pub mod data;
pub mod error;
pub mod evaluation;
pub mod files;
pub mod fit;
pub mod host;
pub mod random;
pub mod recipe;
