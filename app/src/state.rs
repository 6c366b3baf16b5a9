//! What the page knows, as signals that the views follow.

pub mod worklist;

use leptos::prelude::*;

use self::worklist::Worklist;
use crate::protocol::{EngineKind, EngineReport, Failure, ModelCard};
use crate::web::{clock, task};

/// Milliseconds after which the views follow while many films wait.
const FOLLOW_MILLIS: i32 = 150;

/// How far the engine is.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineState {
    /// The worker starts or fetches the model.
    Loading {
        /// Bytes that are here.
        received: u64,
        /// Bytes in all; unknown until the scorecard is here.
        total: Option<u64>,
    },
    /// The engine computes something whose result is known.
    Checking(EngineKind),
    /// Films can be read.
    Ready(EngineReport),
    /// There is no engine.
    Failed(Failure),
}

impl EngineState {
    /// Nothing has come yet.
    pub const STARTING: Self = Self::Loading {
        received: 0,
        total: None,
    };

    /// The word in `data-state`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Loading { .. } => "loading",
            Self::Checking(_) => "checking",
            Self::Ready(_) => "ready",
            Self::Failed(_) => "failed",
        }
    }

    /// The engine at work, as far as it is known.
    pub const fn engine(&self) -> Option<EngineKind> {
        match self {
            Self::Checking(engine) => Some(*engine),
            Self::Ready(report) => Some(report.engine),
            Self::Loading { .. } | Self::Failed(_) => None,
        }
    }
}

/// Requests made since the model was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Requests {
    /// By the page itself.
    pub page: u32,
    /// By the worker.
    pub worker: u32,
    /// By its helpers.
    pub helpers: u32,
}

impl Requests {
    /// By all of them.
    pub const fn all(self) -> u32 {
        self.page
            .saturating_add(self.worker)
            .saturating_add(self.helpers)
    }
}

/// What the browser keeps for visits without a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// The page's own files.
    pub page: bool,
    /// The model's.
    pub model: bool,
}

/// Everything that the views show.
#[derive(Debug, Clone, Copy)]
pub struct PageState {
    /// How far the engine is.
    pub engine: RwSignal<EngineState>,
    /// What the model is, once its scorecard is here.
    pub model: RwSignal<Option<ModelCard>>,
    /// The films of this visit.
    pub worklist: RwSignal<Worklist>,
    /// What is kept.
    pub kept: RwSignal<Kept>,
    /// Requests since the model was loaded.
    pub requests: RwSignal<Requests>,
    /// Whether the views are about to follow the worklist.
    late: StoredValue<bool>,
}

impl PageState {
    /// The state of a page that has just been opened.
    pub fn new() -> Self {
        Self {
            engine: RwSignal::new(EngineState::STARTING),
            model: RwSignal::new(None),
            worklist: RwSignal::new(Worklist::default()),
            kept: RwSignal::new(Kept::default()),
            requests: RwSignal::new(Requests::default()),
            late: StoredValue::new(false),
        }
    }

    /// Moves films on. The views follow at once, or while many films wait a few times a second: to draw
    /// each change would take time from reading films.
    pub fn move_on(self, change: impl FnOnce(&mut Worklist)) {
        self.worklist.update_untracked(change);
        if !self.worklist.with_untracked(Worklist::is_busy) {
            self.worklist.notify();
        } else if !self.late.get_value() {
            self.late.set_value(true);
            task::spawn(async move {
                clock::pause(FOLLOW_MILLIS).await;
                self.late.set_value(false);
                self.worklist.notify();
            });
        }
    }
}

impl Default for PageState {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::JobId;
    use crate::state::worklist::Stage;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_state_has_its_word_and_knows_its_engine() {
        let ready = EngineState::Ready(EngineReport {
            engine: EngineKind::WebGpu,
            adapter: None,
            why_cpu: None,
        });
        for (state, word, engine) in [
            (EngineState::STARTING, "loading", None),
            (
                EngineState::Checking(EngineKind::Cpu),
                "checking",
                Some(EngineKind::Cpu),
            ),
            (ready, "ready", Some(EngineKind::WebGpu)),
            (EngineState::Failed(Failure::Unreadable), "failed", None),
        ] {
            assert_eq!((state.word(), state.engine()), (word, engine));
        }
    }

    #[test]
    async fn while_many_films_wait_the_views_follow_later() {
        let owner = Owner::new();
        owner.set();
        let state = PageState::new();
        for job in 0..5 {
            state
                .worklist
                .update(|list| list.add(JobId(job), String::new()));
        }
        let word = |job: usize| {
            Memo::new(move |_| state.worklist.with(|list| list.films()[job].stage.word()))
        };
        let words: [Memo<&str>; 4] = std::array::from_fn(word);
        let seen = || words.map(|word| word.get_untracked());
        assert_eq!(seen(), ["waiting"; 4]);
        let failed = || Stage::Failed(Failure::Unreadable);
        let fail = |job| {
            state.move_on(|list| list.set_stage(JobId(job), failed()));
        };
        (0..2).for_each(fail);
        assert_eq!(seen(), ["waiting"; 4]);
        // A worker has no clock to wait for: there each pause is a turn.
        for _ in 0..4 {
            clock::pause(FOLLOW_MILLIS).await;
        }
        assert_eq!(seen(), ["failed", "failed", "waiting", "waiting"]);
        fail(2);
        assert_eq!(seen(), ["failed", "failed", "failed", "waiting"]);
    }
}
