//! The examination of the engine: between two films, when the main worker is idle.

use leptos::prelude::*;

use super::Queue;
use crate::protocol::Request;
use crate::protocol::diagnosis::Diagnosis;
use crate::state::diagnosis::DiagnosisStage;

impl Queue {
    /// Examines the engine as soon as the main worker is idle.
    pub fn diagnose(&self) {
        self.0.state.diagnosis.set(DiagnosisStage::Waiting);
        self.dispatch();
    }

    /// Sends the request if one waits; returns whether the main worker is examining its engine.
    pub(super) fn is_diagnosing(&self) -> bool {
        let stage = self.0.state.diagnosis;
        if stage.with_untracked(|stage| *stage == DiagnosisStage::Waiting) {
            stage.set(DiagnosisStage::Running);
            self.ask(&Request::Diagnose);
        }
        stage.with_untracked(|stage| *stage == DiagnosisStage::Running)
    }

    /// Shows the result and goes on with the films.
    pub(super) fn on_diagnosis(&self, diagnosis: Diagnosis) {
        let stage = self.0.state.diagnosis;
        stage.set(DiagnosisStage::Done(Box::new(diagnosis)));
        self.dispatch();
    }
}
