//! A training step's forward and backward pass by libtorch's own automatic differentiation.
//!
//! On libtorch burn would record its own graph, whose norms, activations and convolutions run backward
//! in many small operations. Here the same layers call libtorch's kernels, which go backward in one each,
//! on channels-last maps. In mixed precision maps are bfloat16, and so are the weights of convolutions
//! and dense layers, cast once a pass; parameters, norms' parameters and statistics, head and loss are
//! f32. Reading order: [`Pass`], [`coatnet`] and [`resnet50v2`] are the networks in terms of the layers
//! of [`tape`].

pub mod bridge;
mod coatnet;
mod pass;
mod resnet50v2;
mod tape;

pub use self::pass::Pass;
