//! A plan as WGSL kernels and their dispatches, for hosts that bring a device.
//!
//! The texts depend on the adapter and on a few sizes only, so that a whole network needs about a dozen
//! pipelines. All other sizes are in a uniform block for each dispatch.

pub(crate) mod kernel;
pub(crate) mod launch;
pub(crate) mod target;
pub(crate) mod text;
pub(crate) mod workgroups;

use std::collections::BTreeSet;

pub use self::kernel::Kernel;
use self::launch::UNIFORM_WORDS;
pub use self::launch::{Binding, Launch};
use self::target::Target;
pub use self::target::{AdapterKind, CompileMode};
use crate::plan::Plan;

/// Bytes of a uniform block.
pub const UNIFORM_BYTES: usize = UNIFORM_WORDS * size_of::<u32>();

/// Bytes from one uniform block to the next: the alignment that every device supports.
pub const UNIFORM_STRIDE: usize = 256;

/// All dispatches of a plan, one for each operation.
pub fn launches(plan: &Plan, adapter: AdapterKind, mode: CompileMode) -> Vec<Launch> {
    let target = Target { adapter, mode };
    plan.ops.iter().map(|op| op.launch(target)).collect()
}

/// The kernels of all dispatches, each once.
pub fn kernels(launches: &[Launch]) -> BTreeSet<Kernel> {
    launches.iter().map(|launch| launch.kernel).collect()
}

/// The uniform blocks of all dispatches as one buffer's words, [`UNIFORM_STRIDE`] bytes apart.
pub fn uniforms(launches: &[Launch]) -> Vec<u32> {
    let stride = UNIFORM_STRIDE / size_of::<u32>();
    let mut words = vec![0; launches.len() * stride];
    for (block, launch) in words.chunks_exact_mut(stride).zip(launches) {
        block[..UNIFORM_WORDS].copy_from_slice(&launch.words);
    }
    words
}
