//! The page's state, as signals that the views follow.

pub mod diagnosis;
pub mod explanation;
pub mod intake;
pub mod kept;
pub mod lens;
pub mod list;
pub mod options;
pub mod overlay;
pub mod own_films;
pub mod own_model;
pub mod page;
pub mod pictures;
pub mod reader;
pub mod tour;
pub mod viewer;
pub mod worklist;

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::answer_set::Level;
use model::class::Class;
use model::fitted::Fitted;
use model::operating_point::OperatingPoint;
use model::reading::Reading;
use model::scorecard::results::SetResult;
use wasm_bindgen_futures::spawn_local;

use self::diagnosis::DiagnosisStage;
use self::explanation::ExplanationState;
use self::intake::IntakeReport;
use self::lens::LensStage;
use self::list::ListState;
use self::options::Options;
use self::overlay::Overlay;
use self::own_films::OwnFilmsState;
use self::own_model::OwnModelState;
use self::page::Page;
use self::pictures::Pictures;
use self::tour::TourStep;
use self::worklist::{Worklist, WorklistFilm};
use crate::locale::{self, Locale};
use crate::protocol::own_films::Recalibration;
use crate::protocol::{EngineKind, EngineReport, Examined, Failure, JobId, ModelCard, ModelChoice};
use crate::strings::options::{elsewhere, own_promise};
use crate::strings::own_films as words;
use crate::web::{clock, local_storage};

/// Milliseconds between updates of the views while many films are waiting.
const UPDATE_MILLIS: i32 = 150;

/// The name under which a calibration is kept in this browser.
const CALIBRATION: &str = "calibration";

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

    /// Whether films can be classified.
    pub const fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
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
    /// Which model is used.
    pub model_choice: RwSignal<ModelChoice>,
    /// The model that the user has brought.
    pub own_model: RwSignal<Option<OwnModelState>>,
    /// The model's description, once it is loaded.
    pub model: RwSignal<Option<ModelCard>>,
    /// In the page for frames: whether any site may use it.
    pub embedding: RwSignal<Option<bool>>,
    /// The language of all text.
    pub locale: RwSignal<Locale>,
    /// The page that is shown.
    pub page: RwSignal<Page>,
    /// The step of the tour, if it is shown.
    pub tour: RwSignal<Option<TourStep>>,
    /// The examination of the engine.
    pub diagnosis: RwSignal<DiagnosisStage>,
    /// How answers are read.
    pub options: Options,
    /// The user's own labelled films.
    pub own: OwnFilmsState,
    /// The films of this visit.
    pub worklist: RwSignal<Worklist>,
    /// How the list is shown and worked through.
    pub list: ListState,
    /// The lenses of films that the user asked for.
    pub lenses: RwSignal<BTreeMap<JobId, LensStage>>,
    /// What explains the answer about a film.
    pub explanation: ExplanationState,
    /// The pictures that the viewer shows.
    pub pictures: RwSignal<Pictures, LocalStorage>,
    /// What is drawn over the film that is shown.
    pub overlay: RwSignal<Option<Overlay>>,
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
            model_choice: RwSignal::new(ModelChoice::default()),
            own_model: RwSignal::new(None),
            model: RwSignal::new(None),
            embedding: RwSignal::new(None),
            locale: RwSignal::new(locale::current()),
            page: RwSignal::new(Page::default()),
            tour: RwSignal::new(None),
            diagnosis: RwSignal::new(DiagnosisStage::default()),
            options: Options::default(),
            own: OwnFilmsState::default(),
            worklist: RwSignal::new(Worklist::default()),
            list: ListState::default(),
            lenses: RwSignal::new(BTreeMap::new()),
            explanation: ExplanationState::default(),
            pictures: RwSignal::new_local(BTreeMap::new()),
            overlay: RwSignal::new(None),
            intake: RwSignal::new(IntakeReport::default()),
            cached: RwSignal::new(Cached::default()),
            requests: RwSignal::new(Requests::default()),
            update_scheduled: StoredValue::new(false),
        }
    }

    /// What turns the network's output into readings: the calibration for the user's own films if there
    /// is one, else the model's; nothing fitted until it is loaded.
    pub fn with_fitted<T>(self, read: impl FnOnce(&Fitted) -> T) -> T {
        self.own.recalibration.with(|own| match own {
            Some(own) => read(&own.fitted),
            None => self.model.with(|model| match model {
                Some(card) => read(&card.fitted),
                None => read(&Fitted::default()),
            }),
        })
    }

    /// Uses the calibration that this browser keeps for the model's weights, if there is one.
    pub fn restore_calibration(self) {
        let kept = local_storage::get(CALIBRATION);
        let kept = kept.and_then(|json| serde_json::from_str::<Recalibration>(&json).ok());
        let weights = self
            .model
            .with_untracked(|model| Some(model.as_ref()?.weights.clone()));
        let kept = kept.filter(|kept| Some(&kept.weights) == weights.as_ref());
        self.own.recalibration.set(kept);
    }

    /// Replaces the model's calibration, or returns to it; keeps that in this browser, and decides anew on
    /// the films that are read.
    pub fn recalibrate(self, own: Option<Recalibration>) {
        let json = own.as_ref().and_then(|own| serde_json::to_string(own).ok());
        let kept = local_storage::set(CALIBRATION, json.as_deref());
        self.own.not_kept.set(!kept);
        self.own.recalibration.set(own);
        self.read_again();
    }

    /// Which films of the user the answers are calibrated on; `None` with the model's own calibration.
    pub fn calibrated_on(self) -> Option<String> {
        self.own.recalibration.with(|own| {
            let own = own.as_ref()?;
            Some(words::calibrated_on(own.films, &own.date))
        })
    }

    /// What a set of the chosen level is worth.
    pub fn promise(self) -> String {
        let level = self.options.level.get();
        match self.calibrated_on() {
            Some(note) => format!("{note} {}", own_promise(level)),
            None => elsewhere(level, self.set_result("external").as_ref()),
        }
    }

    /// The reading of a file at the chosen level.
    pub fn read(self, file: &str, examined: &Examined) -> Reading {
        let level = self.options.level.get_untracked();
        untrack(|| self.with_fitted(|fitted| examined.reading(file, fitted, level)))
    }

    /// Chooses the level of the answer sets, and decides anew on the films that are read.
    pub fn set_level(self, level: Level) {
        self.options.level.set(level);
        self.read_again();
    }

    /// Decides anew on the films that are read.
    pub fn read_again(self) {
        self.update_worklist(|list| list.read_again(|file, examined| self.read(file, examined)));
    }

    /// What answer sets of the chosen level achieved on a split: `test` or `external`.
    pub fn set_result(self, split: &str) -> Option<SetResult> {
        let level = self.options.level.get();
        self.model.with(|model| {
            let card = model.as_ref()?;
            let score = match split {
                "test" => &card.test,
                _ => &card.external,
            };
            score.as_ref()?.sets_at(level).cloned()
        })
    }

    /// The operating point of a class for the chosen purpose.
    pub fn operating_point(self, class: Class) -> Option<OperatingPoint> {
        let purpose = self.options.purpose.get();
        self.with_fitted(|fitted| fitted.operating_points.get(class, purpose).cloned())
    }

    /// The disease that the user looks for; until one is chosen, the more probable of those that the
    /// film that is shown is called.
    pub fn disease(self) -> Class {
        self.options.disease.get().unwrap_or_else(|| {
            let blind = self.reads_blind();
            let probabilities = self
                .worklist
                .with(|list| list.shown()?.visible_reading(blind)?.probabilities);
            let called = probabilities.and_then(|probabilities| {
                let is_called = |class: &Class| {
                    let point = self.operating_point(*class);
                    point.is_some_and(|point| point.calls(&probabilities))
                };
                let called = Class::DISEASES.into_iter().filter(is_called);
                called.max_by(|one, other| {
                    probabilities
                        .get(*one)
                        .total_cmp(&probabilities.get(*other))
                })
            });
            called.unwrap_or(Class::Covid19)
        })
    }

    /// Whether answers are hidden from the reader until they have given theirs.
    pub fn reads_blind(self) -> bool {
        self.list.arrangement.with(|it| it.blind)
    }

    /// Whether the answer for a film is hidden from the reader: nothing may be shown that tells it.
    pub fn hides(self, film: &WorklistFilm) -> bool {
        film.is_hidden(self.reads_blind())
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
