//! The worker's side: starts the engine and classifies one film at a time.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use model::calibration::Logits;
use model::input::{Crop, InputSpec, Limits, NetworkInput, Radiograph, decode};
use wasm_bindgen::JsValue;

use crate::engine::Engine;
use crate::engine::infer::EngineError;
use crate::protocol::{EngineKind, Failure, JobId, Reply, Request, Start, Times};
use crate::web::clock::{now, timed};
use crate::web::{message, requests, scope, task};

/// Side of a thumbnail, in pixels.
const THUMBNAIL_SIDE: u32 = 320;

/// Serves the page until it terminates the worker.
pub fn serve() {
    panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        post(&Reply::Crashed(message));
    }));
    let server = Rc::new(Server::default());
    let listening = scope::on_unhandled_rejection(|reason| post(&Reply::Crashed(reason)))
        .and_then(|()| scope::on_message(move |data| server.on_message(&data)));
    match listening {
        Ok(()) => post(&Reply::Awake),
        Err(error) => post(&Reply::Crashed(error.to_string())),
    }
}

/// Posts a reply to the page, or to the console where that fails.
fn post(reply: &Reply) {
    post_with_bytes(reply, None);
}

fn post_with_bytes(reply: &Reply, bytes: Option<&ArrayBuffer>) {
    let sent = message::pack(reply, bytes).and_then(|message| scope::post(&message, bytes));
    if let Err(error) = sent {
        web_sys::console::error_1(&error.to_string().into());
    }
}

#[derive(Default)]
struct Server {
    /// Taken while it works: the page sends one request at a time.
    engine: RefCell<Option<Engine>>,
}

impl Server {
    fn on_message(self: &Rc<Self>, data: &JsValue) {
        match message::unpack(data) {
            Err(error) => post(&Reply::Crashed(error.to_string())),
            Ok((request, bytes)) => {
                let server = Rc::clone(self);
                task::spawn(async move { server.answer(request, bytes).await });
            }
        }
    }

    async fn answer(&self, request: Request, bytes: Option<ArrayBuffer>) {
        match request {
            Request::Start(start) => self.start(start).await,
            Request::Read { job, exclusive } => {
                if let Some(engine) = self.engine.borrow_mut().as_mut() {
                    engine.set_exclusive(exclusive);
                }
                let bytes = bytes.map_or_else(Vec::new, |bytes| Uint8Array::new(&bytes).to_vec());
                if let Err(failure) = self.classify(job, &bytes).await {
                    post(&Reply::Failed { job, failure });
                }
            }
            Request::Forward => self.forward().await,
            Request::Profile => self.profile().await,
            Request::Memory => post(&Reply::Memory {
                heap: scope::heap(),
                gpu: self.engine.borrow().as_ref().map_or(0, Engine::gpu_bytes) as f64,
            }),
        }
    }

    async fn start(&self, start: Start) {
        let started = Engine::start(&start, |progress| post(&progress)).await;
        match started {
            Err(failure) => post(&Reply::NotReady(failure)),
            Ok(engine) => {
                let ready = Reply::Ready {
                    engine: engine.report().clone(),
                    model: Box::new(engine.card()),
                    cached: engine.cached().map(str::to_owned),
                };
                self.engine.replace(Some(engine));
                post(&ready);
                if let Err(error) = requests::watch(|count| post(&Reply::Requests(count))) {
                    web_sys::console::warn_1(&error.to_string().into());
                }
            }
        }
    }

    async fn classify(&self, job: JobId, bytes: &[u8]) -> Result<(), Failure> {
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
        post(&Reply::Read {
            job,
            probabilities,
            times,
            engine: kind,
        });
        Ok(())
    }

    /// Runs the network. If the GPU fails, the CPU replaces it and repeats the film; where that is not
    /// allowed, no engine is left.
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
            .fall_back_to_cpu(error.into())
            .await
            .inspect_err(|failure| post(&Reply::NotReady(failure.clone())))?;
        post(&Reply::EngineChanged(engine.report().clone()));
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
            post(&Reply::NotReady(not_ready()));
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
        post(&match output {
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
            post(&Reply::NotReady(not_ready()));
            return;
        };
        let times = engine.profile().await;
        self.engine.replace(Some(engine));
        post(&match times {
            Ok(times) => Reply::Profiled(times),
            Err(error) => Reply::NotReady(Failure::Engine(error.to_string())),
        });
    }
}

fn not_ready() -> Failure {
    Failure::Engine("the engine is busy or not ready".to_owned())
}

/// Decodes a film, posts its thumbnail and prepares the network's input.
fn prepare(job: JobId, bytes: &[u8], spec: InputSpec) -> Result<(NetworkInput, Times), Failure> {
    let refused = |error: model::input::InputError| Failure::Film(error.to_string());
    let (film, decode) = timed(|| decode(bytes, Limits::default()));
    let film = film.map_err(refused)?;
    post_thumbnail(job, &film)?;
    let (plane, prepare) = timed(|| spec.plane(&film).map(|plane| spec.normalise(&plane)));
    let times = Times {
        decode,
        prepare,
        infer: 0.0,
    };
    Ok((plane.map_err(refused)?, times))
}

/// Posts a thumbnail: the whole film squeezed into a square, which the page stretches again.
fn post_thumbnail(job: JobId, film: &Radiograph) -> Result<(), Failure> {
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
    post_with_bytes(&reply, Some(&Uint8Array::from(grey.as_slice()).buffer()));
    Ok(())
}
