//! The kernels, by what their text depends on.

use crate::ops::attention::kernel::AttentionKernel;
use crate::ops::depthwise::kernel::DepthwiseKernel;
use crate::ops::tile::Tile;
use crate::wgsl::workgroups::GROUP;

/// A kernel: equal ones have the same text and share a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kernel {
    /// A matrix product or a convolution.
    MatMul(Tile),
    /// A depthwise convolution.
    Depthwise(DepthwiseKernel),
    /// A text without variants, which uses `GROUP` as its workgroup size.
    Fixed(&'static str),
    /// Attention.
    Attention(AttentionKernel),
}

impl Kernel {
    /// The WGSL text; its entry point is `main`.
    pub fn source(self) -> String {
        let with_group = |text: &str| format!("const GROUP: u32 = {GROUP}u;\n{text}");
        match self {
            Self::MatMul(tile) => tile.source(),
            Self::Depthwise(kernel) => with_group(&kernel.source()),
            Self::Fixed(text) => with_group(text),
            Self::Attention(kernel) => kernel.source(),
        }
    }
}
