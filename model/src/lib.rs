//! Everything that trainer and page must agree on: bytes in, values out, no other I/O.
//!
//! Reading order: [`class`] names the answers, [`input`] turns bytes into what a network takes,
//! [`zoo`] has the networks' sizes, [`weights`] and [`scorecard`] are the model folder, [`golden`]
//! checks a device, [`calibration`] turns logits into probabilities and [`reading`] is the answer
//! for one film. [`synthetic`] makes known inputs and weights for checks and tests.
//!
//! The crate compiles natively and for wasm32 and gives the same numbers on both. It opens no
//! file, asks no clock and starts no thread.

pub mod calibration;
pub mod class;
pub mod estimate;
pub mod golden;
pub mod input;
pub mod reading;
pub mod scorecard;
pub mod synthetic;
pub mod weights;
pub mod zoo;
