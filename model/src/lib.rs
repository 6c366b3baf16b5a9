//! Everything that trainer and page must agree on: bytes in, values out, no other I/O.
//!
//! Reading order: [`class`] names the answers, [`input`] turns bytes into what a network takes,
//! [`zoo`] has the networks' sizes, [`weights`] and [`scorecard`] are the model folder, [`plan`] is
//! a network ready to run anywhere, [`golden`] checks a device, [`calibration`] turns logits into
//! probabilities, [`reading`] is the answer for one film and [`metrics`] judges many.
//!
//! With the feature `burn` the networks exist as burn's modules, too, for training and as the
//! reference of the plans: `nn` has their blocks and `network` puts them together.
//!
//! The crate compiles natively and for wasm32 and gives the same numbers on both. It opens no
//! file, asks no clock and starts no thread; with the feature `rayon` a plan's steps run in rayon's
//! pool, which natively starts when it is first used.

pub mod calibration;
pub mod class;
pub mod golden;
pub mod input;
pub mod metrics;
pub mod plan;
pub mod reading;
pub mod rule;
pub mod scorecard;
pub mod weights;
pub mod zoo;

#[cfg(feature = "burn")]
pub mod network;
#[cfg(feature = "burn")]
pub mod nn;
