//! What the kernels are written for: the kind of adapter and the compile mode.

/// The kind of adapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdapterKind {
    /// A hardware GPU: tiles in workgroup memory.
    Gpu,
    /// Software on the CPU: large tiles in registers, no barriers.
    Software,
    /// Software with subgroups: the four invocations of a quad share what they load.
    SoftwareQuads,
}

/// What the kernels are optimised for, where an adapter cannot have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompileMode {
    /// Kernels that compile in a short time.
    FastCompile,
    /// Kernels that run in a short time.
    FastRun,
}

/// An adapter and a mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) adapter: AdapterKind,
    pub(crate) mode: CompileMode,
}
