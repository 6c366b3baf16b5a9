//! The worker's side: starts the engine and reads one film at a time.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use model::calibration::Logits;
use model::input::{Crop, InputSpec, Limits, NetworkInput, Radiograph, decode};
use model::reading::Reading;
use wasm_bindgen::JsValue;

use crate::engine::infer::EngineError;
use crate::engine::{Engine, Progress};
use crate::protocol::{EngineKind, Failure, JobId, Reply, Request, Start, Times};
use crate::web::clock::{now, timed};
use crate::web::{message, requests, scope, task};

/// Pixels on each side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;

/// Serves the page until it ends the worker.
pub fn serve() {
    panic::set_hook(Box::new(|panic| {
        let words = panic.to_string();
        web_sys::console::error_1(&words.as_str().into());
        tell(&Reply::Crashed(words));
    }));
    let server = Rc::new(Server::default());
    let listening = scope::on_unhandled_rejection(|reason| tell(&Reply::Crashed(reason)))
        .and_then(|()| scope::on_message(move |data| server.hear(&data)));
    match listening {
        Ok(()) => tell(&Reply::Awake),
        Err(error) => tell(&Reply::Crashed(error.to_string())),
    }
}

/// Tells the page; where even that fails, there is only the console left.
fn tell(reply: &Reply) {
    send(reply, None);
}

fn send(reply: &Reply, bytes: Option<&ArrayBuffer>) {
    let sent = message::pack(reply, bytes).and_then(|message| scope::post(&message, bytes));
    if let Err(error) = sent {
        web_sys::console::error_1(&error.to_string().into());
    }
}

#[derive(Default)]
struct Server {
    /// Away while it works: the page sends one thing at a time.
    engine: RefCell<Option<Engine>>,
}

impl Server {
    fn hear(self: &Rc<Self>, data: &JsValue) {
        match message::unpack(data) {
            Err(error) => tell(&Reply::Crashed(error.to_string())),
            Ok((request, bytes)) => {
                let server = Rc::clone(self);
                task::spawn(async move { server.answer(request, bytes).await });
            }
        }
    }

    async fn answer(&self, request: Request, bytes: Option<ArrayBuffer>) {
        match request {
            Request::Start(start) => self.start(start).await,
            Request::Read { job, name, alone } => {
                self.share(alone);
                let bytes = bytes.map_or_else(Vec::new, |bytes| Uint8Array::new(&bytes).to_vec());
                if let Err(failure) = self.read(job, name, &bytes).await {
                    tell(&Reply::Failed { job, failure });
                }
            }
            Request::Forward => self.forward().await,
            Request::Profile => self.profile().await,
            Request::Memory => tell(&Reply::Memory {
                heap: scope::heap(),
                gpu: self.engine.borrow().as_ref().map_or(0, Engine::gpu_bytes) as f64,
            }),
        }
    }

    /// Gives a film the whole processor, or one core where other workers have theirs.
    fn share(&self, alone: bool) {
        if let Some(engine) = self.engine.borrow_mut().as_mut() {
            engine.share(alone);
        }
    }

    async fn start(&self, start: Start) {
        let started = Engine::start(&start, |progress| {
            tell(&match progress {
                Progress::Loading(received, total) => Reply::Loading { received, total },
                Progress::Checking(engine) => Reply::Checking(engine),
            });
        })
        .await;
        match started {
            Err(failure) => tell(&Reply::NotReady(failure)),
            Ok(engine) => {
                let ready = Reply::Ready {
                    engine: engine.report().clone(),
                    model: Box::new(engine.card()),
                    kept: engine.kept().map(str::to_owned),
                };
                self.engine.replace(Some(engine));
                tell(&ready);
                if let Err(error) = requests::watch(|count| tell(&Reply::Requests(count))) {
                    web_sys::console::warn_1(&error.to_string().into());
                }
            }
        }
    }

    async fn read(&self, job: JobId, name: String, bytes: &[u8]) -> Result<(), Failure> {
        let engine = self.engine.take().ok_or_else(not_ready)?;
        let prepared = prepare(job, bytes, engine.scorecard().input);
        let (input, mut times) = match prepared {
            Ok(prepared) => prepared,
            Err(failure) => {
                self.engine.replace(Some(engine));
                return Err(failure);
            }
        };
        let begun = now();
        let (engine, logits) = self.infer(engine, &input).await?;
        times.infer = now() - begun;
        let calibrated = engine.scorecard().calibration.apply(logits);
        let kind = engine.report().engine;
        self.engine.replace(Some(engine));
        let probabilities = calibrated.map_err(|error| Failure::Engine(error.to_string()))?;
        tell(&Reply::Read {
            job,
            reading: Reading::answer(name, probabilities),
            times,
            engine: kind,
        });
        Ok(())
    }

    /// Runs the network; a GPU that fails is replaced by the CPU, which repeats the film. Where that is
    /// not allowed there is no engine any more.
    async fn infer(
        &self,
        mut engine: Engine,
        input: &NetworkInput,
    ) -> Result<(Engine, Logits), Failure> {
        let error = match engine.infer(input).await {
            Ok(logits) => return Ok((engine, logits)),
            Err(error) => error,
        };
        if engine.report().engine == EngineKind::Cpu {
            self.engine.replace(Some(engine));
            return Err(error.into());
        }
        let mut engine = engine
            .replaced_by_cpu(error.into())
            .await
            .inspect_err(|failure| tell(&Reply::NotReady(failure.clone())))?;
        tell(&Reply::EngineChanged(engine.report().clone()));
        let logits = engine.infer(input).await;
        match logits {
            Ok(logits) => Ok((engine, logits)),
            Err(error) => {
                self.engine.replace(Some(engine));
                Err(error.into())
            }
        }
    }

    async fn forward(&self) {
        let Some(mut engine) = self.engine.take() else {
            tell(&Reply::NotReady(not_ready()));
            return;
        };
        let improved = engine.improve();
        let begun = now();
        let output: Result<Logits, EngineError> = match improved {
            Ok(()) => engine.golden().await,
            Err(error) => Err(error),
        };
        let millis = now() - begun;
        self.engine.replace(Some(engine));
        tell(&match output {
            Ok(logits) => Reply::Forwarded {
                logits: logits.0.0,
                millis,
                fetched: requests::fetched(),
            },
            Err(error) => Reply::NotReady(Failure::Engine(error.to_string())),
        });
    }

    async fn profile(&self) {
        let Some(mut engine) = self.engine.take() else {
            tell(&Reply::NotReady(not_ready()));
            return;
        };
        let times = engine.profile().await;
        self.engine.replace(Some(engine));
        tell(&match times {
            Ok(times) => Reply::Profiled(times),
            Err(error) => Reply::NotReady(Failure::Engine(error.to_string())),
        });
    }
}

fn not_ready() -> Failure {
    Failure::Engine("the engine is busy or not ready".to_owned())
}

/// Decodes a film, shows its thumbnail and makes the network's input of it.
fn prepare(job: JobId, bytes: &[u8], spec: InputSpec) -> Result<(NetworkInput, Times), Failure> {
    let refused = |error: model::input::InputError| Failure::Film(error.to_string());
    let (film, decode) = timed(|| decode(bytes, Limits::default()));
    let film = film.map_err(refused)?;
    show(job, &film)?;
    let (plane, prepare) = timed(|| spec.plane(&film).map(|plane| spec.normalise(&plane)));
    let times = Times {
        decode,
        prepare,
        infer: 0.0,
    };
    Ok((plane.map_err(refused)?, times))
}

/// Sends a thumbnail: the whole film squeezed into a square, which the page stretches again.
fn show(job: JobId, film: &Radiograph) -> Result<(), Failure> {
    let squeezed = InputSpec {
        crop: Crop::Whole,
        ..InputSpec::with_side(THUMBNAIL_SIDE)
    };
    let plane = squeezed
        .plane(film)
        .map_err(|error| Failure::Film(error.to_string()))?;
    let grey: Vec<u8> = plane.iter().map(|&grey| grey.to_be_bytes()[0]).collect();
    let reply = Reply::Decoded {
        job,
        width: film.width(),
        height: film.height(),
        side: THUMBNAIL_SIDE,
    };
    send(&reply, Some(&Uint8Array::from(grey.as_slice()).buffer()));
    Ok(())
}
