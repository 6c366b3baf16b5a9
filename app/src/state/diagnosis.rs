//! The examination of the engine.

use crate::protocol::diagnosis::Diagnosis;

/// The examination of the engine.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum DiagnosisStage {
    /// Nobody has asked, or the engine has been replaced since.
    #[default]
    Not,
    /// A film comes first.
    Waiting,
    /// It is running.
    Running,
    /// What was found.
    Done(Box<Diagnosis>),
}
