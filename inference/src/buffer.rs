//! Names of what operations read and write: buffers of values, and weights.

/// Values in one vector of a kernel. Every width in a plan is a multiple: other widths of a network
/// are padded with zeros.
pub const LANES: usize = 4;

/// A buffer that operations write: its index in [`crate::Plan::buffers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BufferId(pub usize);

/// Weights and the bias beside them: their index in [`crate::Plan::folds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeightsId(pub usize);
