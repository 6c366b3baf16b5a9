//! Everything that trainer and page must agree on: bytes in, values out, no other I/O.
//!
//! Reading order: [`class`] names the answers, [`input`] turns bytes into what a network takes,
//! [`nn`] and [`zoo`] build the networks and [`network`] runs them, [`weights`] and [`scorecard`]
//! are the model folder, [`golden`] checks a device, [`calibration`] turns logits into
//! probabilities, [`reading`] is the answer for one film and [`metrics`] judges many.
//!
//! The crate compiles natively and for wasm32 and gives the same numbers on both. It opens no
//! file, asks no clock and starts no thread. Without the feature `network` it is what shows answers
//! and has no burn in it: the page is built so.

pub mod calibration;
pub mod class;
pub mod input;
pub mod metrics;
pub mod reading;

#[cfg(feature = "network")]
pub mod golden;
#[cfg(feature = "network")]
pub mod network;
#[cfg(feature = "network")]
pub mod nn;
#[cfg(feature = "network")]
pub mod plan;
#[cfg(feature = "network")]
pub mod rule;
#[cfg(feature = "network")]
pub mod scorecard;
#[cfg(feature = "network")]
pub mod weights;
#[cfg(feature = "network")]
pub mod zoo;
