//! The main worker: always running; its engine is the one that the page reports.
//!
//! When it crashes it is restarted. Its current film is given up, unless the GPU may be the cause:
//! then a new worker retries the film on the CPU.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use model::scorecard::FILE_NAME;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::Queue;
use super::job::{Requester, Task};
use super::worker_slot::WorkerSlot;
use crate::protocol::own_films::{OwnFilms, Recalibration};
use crate::protocol::own_model::OwnModel;
use crate::protocol::readers::ReaderFilms;
use crate::protocol::{
    CachePolicy, EngineKind, EngineReport, Failure, ModelChoice, Reply, Request, Start, WhyCpu,
};
use crate::state::diagnosis::DiagnosisStage;
use crate::state::own_films::Judging;
use crate::state::worklist::Stage;
use crate::state::{EngineState, Requests};
use crate::strings::own_films::interrupted;
use crate::web::message::Attachment;
use crate::web::{clock, download, offline, requests};
use crate::worker::client::{Client, Incoming};

/// Crashes in a row after which the worker is not restarted.
const MAX_CRASHES: u32 = 2;

/// Milliseconds after which a ready engine accepts films although the page's files are still being
/// cached.
const CACHE_TIMEOUT_MILLIS: i32 = 5_000;

/// The main worker and its history.
pub(super) struct MainWorker {
    pub(super) slot: Rc<WorkerSlot>,
    /// Options for the next start; model, cache policy and GPU use change during a visit.
    pub(super) start: RefCell<Start>,
    /// The model that the user has brought.
    pub(super) own: RefCell<Option<(OwnModel, File)>>,
    /// The scorecard's SHA-256 if the whole model is cached.
    pub(super) cached_model: RefCell<Option<String>>,
    awake: Cell<bool>,
    /// Crashes since the engine was last ready.
    pub(super) crashes: Cell<u32>,
    /// An engine that is ready while the page's files are still being cached.
    ready_engine: RefCell<Option<EngineReport>>,
    /// Whether caching the page's files has ended: no more requests are made for them.
    page_settled: Cell<bool>,
    counting_requests: Cell<bool>,
}

impl MainWorker {
    /// No worker yet, but a model; `forced` is the only engine allowed, if given.
    pub(super) fn new(model: ModelChoice, forced: Option<EngineKind>) -> Self {
        Self {
            slot: Rc::default(),
            start: RefCell::new(Start {
                model,
                forced,
                ..Start::default()
            }),
            own: RefCell::default(),
            cached_model: RefCell::default(),
            awake: Cell::default(),
            crashes: Cell::default(),
            ready_engine: RefCell::default(),
            page_settled: Cell::default(),
            counting_requests: Cell::default(),
        }
    }

    /// Whether the engine is ready and waits for the page's files alone.
    pub(super) fn waits_for_page(&self) -> bool {
        self.ready_engine.borrow().is_some()
    }

    /// The model that the next worker starts with.
    pub(super) fn model(&self) -> ModelChoice {
        self.start.borrow().model
    }
}

impl Queue {
    /// Starts over with a new worker and fetches the model's files again; after a broken connection, those that
    /// are missing.
    pub fn retry(&self) {
        let main = &self.0.main;
        main.crashes.set(0);
        let failed = self.0.state.engine.get_untracked();
        let is_unreachable = matches!(
            failed,
            EngineState::Failed(Failure::ModelUnreachable { .. })
        );
        if !is_unreachable {
            main.start.borrow_mut().cache = CachePolicy::Reload;
        }
        self.spawn_main();
    }

    /// Replaces the main worker by a new one and terminates the helpers.
    pub(super) fn spawn_main(&self) {
        let main = &self.0.main;
        self.terminate_helpers();
        self.0.state.diagnosis.set(DiagnosisStage::Not);
        main.awake.set(false);
        main.ready_engine.replace(None);
        self.0.state.engine.set(EngineState::STARTING);
        let queue = Rc::downgrade(&self.0);
        let client = Client::start(Rc::new(move |incoming| {
            let Some(inner) = queue.upgrade() else { return };
            match incoming {
                Incoming::Crashed(error) => Self(inner).on_crash(error),
                Incoming::Reply(reply, attachment) => Self(inner).on_reply(reply, attachment),
            }
        }));
        match client {
            Ok(client) => main.slot.replace(Some(client)),
            Err(error) => self.fail(Failure::NoWorker(error.to_string())),
        }
    }

    /// Caches the page's files. Films wait for that, so that no request follows them.
    pub(super) fn cache_page(&self) {
        let queue = self.clone();
        spawn_local(async move {
            let cached = offline::cache_page().await.is_ok();
            queue.0.state.cached.update(|all| all.page = cached);
            queue.settle_page();
        });
    }

    /// Stops waiting for the page's files after a timeout.
    fn limit_wait_for_page(&self) {
        let queue = self.clone();
        spawn_local(async move {
            clock::pause(CACHE_TIMEOUT_MILLIS).await;
            queue.settle_page();
        });
    }

    fn settle_page(&self) {
        self.0.main.page_settled.set(true);
        self.accept_films();
    }

    /// Accepts films once the engine is ready and the page's files are settled.
    fn accept_films(&self) {
        let main = &self.0.main;
        if !main.page_settled.get() {
            return;
        }
        if let Some(engine) = main.ready_engine.take() {
            self.0.state.engine.set(EngineState::Ready(engine));
            self.count_requests();
            self.dispatch();
        }
    }

    fn on_reply(&self, reply: Reply, attachment: Option<Attachment>) {
        let (state, main) = (self.0.state, &self.0.main);
        match reply {
            Reply::Awake => self.send_start(),
            Reply::Loading { received, total } => state.engine.set(EngineState::Loading {
                received,
                total: Some(total),
            }),
            Reply::Checking(engine) => state.engine.set(EngineState::Checking(engine)),
            Reply::Ready {
                engine,
                model,
                cached,
            } => {
                state.model.set(Some(*model));
                state.restore_calibration();
                state.cached.update(|all| all.model = cached.is_some());
                main.cached_model.replace(cached);
                main.crashes.set(0);
                main.start.borrow_mut().cache = CachePolicy::Use;
                main.ready_engine.replace(Some(engine));
                self.accept_films();
                self.limit_wait_for_page();
            }
            Reply::EngineChanged(engine) => {
                self.terminate_helpers();
                main.start
                    .borrow_mut()
                    .avoid_gpu
                    .clone_from(&engine.why_cpu);
                if let Some(WhyCpu::Wrong { .. }) = engine.why_cpu {
                    // What it has computed since the check before may be wrong, too.
                    self.read_all_again();
                }
                state.engine.set(EngineState::Ready(engine));
            }
            Reply::NotReady(failure) => self.fail(failure),
            Reply::Judged(judged) => state.own.judging.set(Judging::Done(judged)),
            Reply::ReaderCompared(compared) => {
                state.list.readers.set(Some(compared.map(|report| *report)));
            }
            Reply::Scorecard(Ok(json)) => {
                if let Err(error) = download::save(FILE_NAME, &json.into()) {
                    web_sys::console::warn_1(&error.to_string().into());
                }
            }
            Reply::Scorecard(Err(why)) => state.own.judging.set(Judging::Done(Err(why))),
            Reply::ModelKept(kept) => self.on_kept(kept),
            Reply::Diagnosed(diagnosis) => self.on_diagnosis(*diagnosis),
            Reply::Requests(count) => state.requests.update(|requests| requests.worker = count),
            reply => self.on_film_reply(&main.slot, reply, attachment),
        }
    }

    /// Asks the main worker to judge the model on the films of the list.
    pub fn judge(&self, films: OwnFilms) {
        self.0.state.own.judging.set(Judging::Running);
        self.ask(&Request::Judge(films));
    }

    /// Asks the main worker for the scorecard with another calibration, which is then saved.
    pub fn write_scorecard(&self, own: Recalibration) {
        self.ask(&Request::WriteScorecard(Box::new(own)));
    }

    /// Asks the main worker to compare a reader's answers with the model's.
    pub fn compare_reader(&self, films: ReaderFilms) {
        self.ask(&Request::CompareReader(films));
    }

    /// Has the main worker's engine checked before its next film.
    pub fn check_again(&self) {
        self.ask(&Request::CheckAgain);
    }

    pub(super) fn ask(&self, request: &Request) {
        if let Err(error) = self.0.main.slot.send(request, None) {
            web_sys::console::warn_1(&error.to_string().into());
        }
    }

    fn send_start(&self) {
        let main = &self.0.main;
        main.awake.set(true);
        let mut start = main.start.borrow().clone();
        let brought = main
            .own
            .borrow()
            .clone()
            .filter(|_| start.model == ModelChoice::Own);
        let (own, file) = brought.unzip();
        start.own = own;
        let file = file.map(Attachment::File);
        if let Err(error) = main.slot.send(&Request::Start(start), file.as_ref()) {
            self.fail(Failure::NoWorker(error.to_string()));
        }
    }

    /// Counts the page's requests from the first time that the model is ready.
    fn count_requests(&self) {
        let requests = self.0.state.requests;
        requests.set(Requests::default());
        if !self.0.main.counting_requests.replace(true) {
            let watched = requests::watch(move |count| requests.update(|all| all.page = count));
            if let Err(error) = watched {
                web_sys::console::warn_1(&error.to_string().into());
            }
        }
    }

    /// There is no engine: promises of scripts are rejected, the page's films wait for a retry.
    fn fail(&self, failure: Failure) {
        self.terminate_helpers();
        self.0.state.own.interrupt(interrupted());
        if let Failure::CpuWrong { .. } = failure {
            self.read_all_again();
        }
        let slot = &self.0.main.slot;
        slot.replace(None);
        let pending = self.0.pending.borrow_mut().clear();
        for job in slot.take_job().into_iter().chain(pending) {
            if let Requester::Script(promise) = &job.requester {
                promise.reject(&failure);
            } else if job.task != Task::Read {
                self.fail_beside(&job, failure.clone());
            } else {
                self.set_stage(job.id, Stage::Waiting);
                self.0.pending.borrow_mut().push(job);
            }
        }
        self.0.state.engine.set(EngineState::Failed(failure));
    }

    /// Restarts a worker that crashed, unless the restart limit is reached.
    pub(super) fn on_crash(&self, error: String) {
        let main = &self.0.main;
        if self.gpu_may_be_the_cause() {
            main.start.borrow_mut().avoid_gpu = Some(WhyCpu::Lost(error));
            if let Some(job) = main.slot.take_job() {
                self.put_back(job);
            }
            self.spawn_main();
            return;
        }
        self.0.state.own.interrupt(interrupted());
        let current = main.slot.current();
        let crashes = main.crashes.get() + 1;
        main.crashes.set(crashes);
        let failure = match (main.awake.get(), crashes < MAX_CRASHES) {
            (false, _) => Failure::NoWorker(error),
            (true, true) => Failure::Crashed(error),
            (true, false) => Failure::CrashedRepeatedly(error),
        };
        if crashes < MAX_CRASHES {
            self.spawn_main();
        }
        if let Some(id) = current {
            self.finish(&main.slot, id, |_| Err(failure.clone()));
        }
        if crashes >= MAX_CRASHES {
            self.fail(failure);
        }
    }

    /// Whether the worker crashed while its GPU was computing and another engine is allowed.
    fn gpu_may_be_the_cause(&self) -> bool {
        let main = &self.0.main;
        let computing = match self.0.state.engine.get_untracked() {
            EngineState::Checking(engine) => Some(engine),
            EngineState::Ready(report) if main.slot.is_inferring() => Some(report.engine),
            _ => None,
        };
        computing == Some(EngineKind::WebGpu) && main.start.borrow().forced.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::weights::card;
    use crate::engine::weights::tests::scorecard;
    use crate::worker::queue::tests::without_worker;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn ready(engine: EngineKind) -> Reply {
        Reply::Ready {
            engine: EngineReport::new(engine),
            model: Box::new(card(&scorecard(), "")),
            cached: None,
        }
    }

    #[test]
    async fn a_ready_engine_waits_for_the_pages_files_for_a_limited_time() {
        let (_owner, queue) = without_worker();
        let word = || queue.0.state.engine.with_untracked(EngineState::word);
        queue.on_reply(ready(EngineKind::Cpu), None);
        assert_eq!(word(), "loading");
        // Tests run in a worker, where a pause only yields.
        for _ in 0..4 {
            clock::pause(CACHE_TIMEOUT_MILLIS).await;
        }
        assert_eq!(word(), "ready");
    }

    #[test]
    fn a_gpu_that_was_replaced_is_not_started_again() {
        let (_owner, queue) = without_worker();
        queue.0.main.page_settled.set(true);
        queue.on_reply(ready(EngineKind::WebGpu), None);
        let lost = Some(WhyCpu::Lost("gone".into()));
        let replaced = EngineReport {
            why_cpu: lost.clone(),
            ..EngineReport::new(EngineKind::Cpu)
        };
        queue.on_reply(Reply::EngineChanged(replaced), None);
        assert_eq!(queue.0.main.start.borrow().avoid_gpu, lost);
    }

    #[test]
    fn a_worker_that_crashes_twice_is_not_reported_as_restarted() {
        let (_owner, queue) = without_worker();
        for _ in 0..MAX_CRASHES {
            queue.on_reply(Reply::Awake, None);
            queue.on_crash("trap".to_owned());
        }
        assert_eq!(
            queue.0.state.engine.get_untracked(),
            EngineState::Failed(Failure::CrashedRepeatedly("trap".to_owned()))
        );
    }
}
