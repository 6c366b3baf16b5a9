//! What the worker finds out about the device, for a bug report.

use serde::{Deserialize, Serialize};

use super::{EngineReport, OpTime};

/// The state of the engine and of the device below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The device in use, and why.
    pub engine: EngineReport,
    /// Threads on the CPU.
    pub threads: usize,
    /// The largest difference of a logit in the golden check, run now; not a number where a logit is none.
    pub difference: f32,
    /// The largest difference allowed.
    pub tolerance: f32,
    /// Duration of that forward pass, in milliseconds.
    pub millis: f64,
    /// Time per kind of operation, longest first; `None` where the device cannot measure it.
    pub operations: Option<Vec<OpTime>>,
    /// The operations on the GPU beside those on the CPU; `None` where no GPU has been used.
    pub compared: Option<Comparison>,
    /// The worker's WebAssembly memory, in bytes.
    pub heap: f64,
    /// Buffers on the GPU, in bytes.
    pub gpu: f64,
    /// What the browser's adapter allows; `None` without one.
    pub adapter: Option<AdapterReport>,
}

/// The operations of the network on the GPU beside those on the CPU.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many there are.
    pub operations: usize,
    /// The largest deviation of one that is right, relative to the largest value that it wrote.
    pub largest: f32,
    /// The first one that is off.
    pub first_off: Option<OffOperation>,
}

/// An operation that a GPU computes wrongly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OffOperation {
    /// Its number, from 1.
    pub number: usize,
    /// Its kind.
    pub name: String,
    /// Its largest deviation, relative to the largest value; [`f32::MAX`] where a value is no number.
    pub deviation: f32,
}

/// A WebGPU adapter as the browser reports it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AdapterReport {
    /// Vendor, architecture, device and description, as far as they are revealed.
    pub name: String,
    /// Its limits by name.
    pub limits: Vec<(String, u64)>,
    /// Its optional features.
    pub features: Vec<String>,
}
