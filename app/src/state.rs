//! The page's state, as signals that the views follow.

pub mod intake;
pub mod worklist;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::intake::IntakeReport;
use self::worklist::Worklist;
use crate::protocol::{EngineKind, EngineReport, Failure, ModelCard};
use crate::web::clock;

/// Milliseconds between updates of the views while many films are waiting.
const UPDATE_MILLIS: i32 = 150;

/// The engine's progress.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineState {
    /// The worker is starting or loading the model.
    Loading {
        /// Bytes received.
        received: u64,
        /// Bytes in total; unknown until the scorecard is loaded.
        total: Option<u64>,
    },
    /// The engine is being verified.
    Checking(EngineKind),
    /// Films can be classified.
    Ready(EngineReport),
    /// The engine is not available.
    Failed(Failure),
}

impl EngineState {
    /// Nothing has been received yet.
    pub const STARTING: Self = Self::Loading {
        received: 0,
        total: None,
    };

    /// The value of `data-state`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Loading { .. } => "loading",
            Self::Checking(_) => "checking",
            Self::Ready(_) => "ready",
            Self::Failed(_) => "failed",
        }
    }

    /// The kind of engine, once it is known.
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
    /// By the page.
    pub page: u32,
    /// By the main worker.
    pub worker: u32,
    /// By its helpers.
    pub helpers: u32,
}

impl Requests {
    /// Their sum.
    pub const fn all(self) -> u32 {
        self.page
            .saturating_add(self.worker)
            .saturating_add(self.helpers)
    }
}

/// What is cached for offline use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cached {
    /// The page's files.
    pub page: bool,
    /// The model's files.
    pub model: bool,
}

/// Everything that the views show.
#[derive(Debug, Clone, Copy)]
pub struct PageState {
    /// The engine's progress.
    pub engine: RwSignal<EngineState>,
    /// The model's description, once it is loaded.
    pub model: RwSignal<Option<ModelCard>>,
    /// The films of this visit.
    pub worklist: RwSignal<Worklist>,
    /// What the last gesture brought beside films.
    pub intake: RwSignal<IntakeReport>,
    /// What is cached.
    pub cached: RwSignal<Cached>,
    /// Requests since the model was loaded.
    pub requests: RwSignal<Requests>,
    /// Whether an update of the views is scheduled.
    update_scheduled: StoredValue<bool>,
}

impl PageState {
    /// The state of a page that has just been opened.
    pub fn new() -> Self {
        Self {
            engine: RwSignal::new(EngineState::STARTING),
            model: RwSignal::new(None),
            worklist: RwSignal::new(Worklist::default()),
            intake: RwSignal::new(IntakeReport::default()),
            cached: RwSignal::new(Cached::default()),
            requests: RwSignal::new(Requests::default()),
            update_scheduled: StoredValue::new(false),
        }
    }

    /// Changes the worklist. The views follow at once, or a few times a second while many films are
    /// waiting: drawing each change would slow classification down.
    pub fn update_worklist(self, change: impl FnOnce(&mut Worklist)) {
        self.worklist.update_untracked(change);
        if !self.worklist.with_untracked(Worklist::is_busy) {
            self.worklist.notify();
        } else if !self.update_scheduled.get_value() {
            self.update_scheduled.set_value(true);
            spawn_local(async move {
                clock::pause(UPDATE_MILLIS).await;
                self.update_scheduled.set_value(false);
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
    fn each_state_has_a_word_and_an_engine() {
        let ready = EngineState::Ready(EngineReport::new(EngineKind::WebGpu));
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
    async fn views_follow_later_while_many_films_are_waiting() {
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
            state.update_worklist(|list| list.set_stage(JobId(job), failed()));
        };
        (0..2).for_each(fail);
        assert_eq!(seen(), ["waiting"; 4]);
        // Tests run in a worker, where a pause only yields.
        for _ in 0..4 {
            clock::pause(UPDATE_MILLIS).await;
        }
        assert_eq!(seen(), ["failed", "failed", "waiting", "waiting"]);
        fail(2);
        assert_eq!(seen(), ["failed", "failed", "failed", "waiting"]);
    }
}
