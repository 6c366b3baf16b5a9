//! One dispatch: a kernel, its bindings, its uniform block and its workgroups.

use super::kernel::Kernel;
use super::workgroups::word;
use crate::buffer::{BufferId, WeightsId};

/// Words of a uniform block.
pub(crate) const UNIFORM_WORDS: usize = 8;

/// What is bound; the index in [`Launch::bindings`] plus 1 is the binding's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// A buffer that operations write.
    Buffer(BufferId),
    /// A buffer of weights.
    Weights(WeightsId),
    /// The bias beside the weights.
    Bias(WeightsId),
}

/// One dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct Launch {
    /// The pipeline.
    pub kernel: Kernel,
    /// Bindings from 1 on; 0 is the uniform block.
    pub bindings: Vec<Binding>,
    /// The uniform block.
    pub words: [u32; UNIFORM_WORDS],
    /// Workgroups in x and y.
    pub workgroups: [u32; 2],
}

impl Binding {
    /// Bindings 1 to 4 of the kernels with weights: input, weights, bias, output.
    pub(crate) fn affine(input: BufferId, weights: WeightsId, output: BufferId) -> Vec<Self> {
        vec![
            Self::Buffer(input),
            Self::Weights(weights),
            Self::Bias(weights),
            Self::Buffer(output),
        ]
    }
}

/// A uniform block, padded with zeros.
pub(crate) fn words(values: &[usize]) -> [u32; UNIFORM_WORDS] {
    let mut words = [0; UNIFORM_WORDS];
    for (target, &value) in words.iter_mut().zip(values) {
        *target = word(value);
    }
    words
}
