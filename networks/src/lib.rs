//! CoAtNet and ResNet50V2 as burn modules: the networks that are trained, and the reference of the
//! inference plans.
//!
//! Reading order: [`network`] is a network of any architecture, [`coatnet`] and [`resnet50v2`] put
//! the blocks of [`nn`] together, [`named`] visits tensors by name, [`weights`] brings them into
//! shards and back, [`pretrained`] takes them over from a network of another input side or head,
//! [`imported`] from other libraries.

pub mod coatnet;
pub mod imported;
#[cfg(feature = "libtorch")]
pub mod libtorch;
pub mod named;
pub mod network;
pub mod nn;
pub mod part;
pub mod pretrained;
pub mod resnet50v2;
pub mod synthetic;
mod tensor_path;
pub mod weights;

pub use network::Network;
