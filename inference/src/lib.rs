//! Inference without a framework: a network becomes a fixed list of fused operations over flat
//! buffers, and each engine runs that list and nothing else.
//!
//! In reading order:
//!
//! - [`buffer`]: names of the buffers and weights that operations read and write.
//! - [`activation`]: the functions that operations apply to each of their values.
//! - [`ops`]: the operations, one file each: definition, CPU kernel, WGSL, tests.
//! - [`weights`]: how a network's tensors are folded into the weights of operations.
//! - [`plan`]: a network as a list of operations; plain data.
//! - [`lowering`]: from a network's sizes to its plan.
//! - [`mod@reference`]: the definition of a plan, in plain loops; tests compare engines with it.
//! - [`cpu`]: the engine for the CPU.
//! - [`wgsl`]: a plan as WGSL kernels and dispatches, for hosts with a GPU.
//!
//! The sizes alone make a plan, so that kernels can be compiled while the weights are being fetched.
//! Batch norms are folded into their neighbours, maps are stored channels last, and the
//! squeeze-and-excitation scale, bias, activation and residual are applied inside the matrix product
//! that needs them. The batch size is one.

pub mod activation;
pub mod buffer;
pub mod cpu;
pub mod lowering;
mod memory;
pub mod ops;
pub mod plan;
pub mod reference;
pub mod weights;
pub mod wgsl;
mod window;

pub use lowering::{lower, lower_config};
pub use plan::{Output, Plan};
