//! The worker's side: starts the engine and classifies one film at a time.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use model::input::{Crop, InputSpec, Limits, NetworkInput, Radiograph, decode};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::engine::Engine;
use crate::protocol::{EngineKind, Failure, JobId, Reply, Request, Start, Times};
use crate::web::clock::{now, timed};
use crate::web::message::{self, Message};
use crate::web::{requests, scope};

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
            Ok(Message { content, bytes }) => {
                let server = Rc::clone(self);
                spawn_local(async move { server.answer(content, bytes).await });
            }
        }
    }

    async fn answer(&self, request: Request, bytes: Option<ArrayBuffer>) {
        let result = match request {
            Request::Start(start) => self.start(start).await,
            Request::Read { job, exclusive } => {
                let bytes = bytes.map_or_else(Vec::new, |bytes| Uint8Array::new(&bytes).to_vec());
                let classified = self.with_engine(async |engine| {
                    engine.set_exclusive(exclusive);
                    classify(engine, job, &bytes).await
                });
                let classified = classified.await;
                Ok(classified.unwrap_or_else(|failure| Reply::Failed { job, failure }))
            }
            Request::Forward => self.with_engine(forward).await,
            Request::Profile => {
                self.with_engine(async |engine| Ok(Reply::Profiled(engine.profile().await?)))
                    .await
            }
            Request::Memory => Ok(Reply::Memory {
                heap: scope::heap(),
                gpu: self.engine.borrow().as_ref().map_or(0, Engine::gpu_bytes) as f64,
            }),
        };
        post(&result.unwrap_or_else(Reply::NotReady));
    }

    async fn start(&self, start: Start) -> Result<Reply, Failure> {
        let engine = Engine::start(&start, |progress| post(&progress)).await?;
        let ready = Reply::Ready {
            engine: engine.report().clone(),
            model: Box::new(engine.card()),
            cached: engine.cached().map(str::to_owned),
        };
        self.engine.replace(Some(engine));
        if let Err(error) = requests::watch(|count| post(&Reply::Requests(count))) {
            web_sys::console::warn_1(&error.to_string().into());
        }
        Ok(ready)
    }

    /// Runs `work` with the engine.
    async fn with_engine(
        &self,
        work: impl AsyncFnOnce(&mut Engine) -> Result<Reply, Failure>,
    ) -> Result<Reply, Failure> {
        let busy = || Failure::Engine("the engine is busy or not ready".to_owned());
        let mut engine = self.engine.take().ok_or_else(busy)?;
        let result = work(&mut engine).await;
        self.engine.replace(Some(engine));
        result
    }
}

/// Classifies a film. If the GPU fails, the CPU replaces it and repeats the film.
async fn classify(engine: &mut Engine, job: JobId, bytes: &[u8]) -> Result<Reply, Failure> {
    let PreparedFilm { input, mut times } = prepare(job, bytes, engine.scorecard().input)?;
    let begun = now();
    let logits = match engine.infer(&input).await {
        Err(error) if engine.report().engine == EngineKind::WebGpu => {
            engine
                .fall_back_to_cpu(error.into())
                .await
                .inspect_err(|failure| post(&Reply::NotReady(failure.clone())))?;
            post(&Reply::EngineChanged(engine.report().clone()));
            engine.infer(&input).await?
        }
        result => result?,
    };
    times.infer = now() - begun;
    let probabilities = engine.scorecard().calibration.apply(logits);
    Ok(Reply::Read {
        job,
        probabilities: probabilities.map_err(|error| Failure::Engine(error.to_string()))?,
        times,
        engine: engine.report().engine,
    })
}

/// Times one forward pass on the golden check's input.
async fn forward(engine: &mut Engine) -> Result<Reply, Failure> {
    engine.improve()?;
    let begun = now();
    let logits = engine.golden().await?;
    Ok(Reply::Forwarded {
        logits: logits.0.0,
        millis: now() - begun,
        fetched: requests::fetched(),
    })
}

struct PreparedFilm {
    input: NetworkInput,
    times: Times,
}

/// Decodes a film, posts its thumbnail and prepares the network's input.
fn prepare(job: JobId, bytes: &[u8], spec: InputSpec) -> Result<PreparedFilm, Failure> {
    let refused = |error: model::input::InputError| Failure::Film(error.to_string());
    let (film, decode) = timed(|| decode(bytes, Limits::default()));
    let film = film.map_err(refused)?;
    post_thumbnail(job, &film)?;
    let (input, prepare) = timed(|| spec.plane(&film).map(|plane| spec.normalise(&plane)));
    let times = Times {
        decode,
        prepare,
        infer: 0.0,
    };
    Ok(PreparedFilm {
        input: input.map_err(refused)?,
        times,
    })
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
