//! The worker's side: starts the engine, opens archives and classifies one film at a time.

mod archive;
mod diagnosis;
mod explain;
mod film;
mod lens;
mod view;

use std::cell::{Cell, RefCell};
use std::panic;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use model::scorecard::Scorecard;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use self::explain::OccludedPlane;
use crate::engine::model_cache::ModelCache;
use crate::engine::{Engine, weights};
use crate::own_films;
use crate::protocol::own_model::OwnModel;
use crate::protocol::{Failure, ModelChoice, Reply, Request, Start};
use crate::web::clock::now;
use crate::web::message::{self, Attachment, Message};
use crate::web::{requests, scope};

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

fn post_with_bytes(reply: &Reply, bytes: Option<ArrayBuffer>) {
    let bytes = bytes.map(Attachment::Bytes);
    let sent = message::pack(reply, bytes.as_ref())
        .and_then(|message| scope::post(&message, bytes.as_ref()));
    if let Err(error) = sent {
        web_sys::console::error_1(&error.to_string().into());
    }
}

#[derive(Default)]
struct Server {
    /// Taken while it works: the page sends one request at a time.
    engine: RefCell<Option<Engine>>,
    /// Whether the engine must pass the golden check before its next film.
    unchecked: Cell<bool>,
    /// Kept from one slice of occlusion to the next.
    occluded: RefCell<Option<OccludedPlane>>,
}

impl Server {
    fn on_message(self: &Rc<Self>, data: &JsValue) {
        match message::unpack(data) {
            Err(error) => post(&Reply::Crashed(error.to_string())),
            Ok(Message {
                content,
                attachment,
            }) => {
                let server = Rc::clone(self);
                spawn_local(async move { server.answer(content, attachment).await });
            }
        }
    }

    async fn answer(&self, request: Request, attachment: Option<Attachment>) {
        let result = match request {
            Request::Start(start) => self.start(start, attachment).await,
            Request::KeepModel(own) => Ok(Reply::ModelKept(keep(&own, attachment).await)),
            Request::ForgetModel => {
                ModelCache::open(ModelChoice::Own).await.clear().await;
                Ok(Reply::ModelKept(false))
            }
            film @ (Request::Read { .. }
            | Request::Lens { .. }
            | Request::Explain(_)
            | Request::View(_)) => return self.answer_on_film(film, attachment).await,
            Request::List { job } => {
                let listed = archive::list(job, attachment);
                Ok(listed.unwrap_or_else(|failure| Reply::Failed { job, failure }))
            }
            Request::Judge(films) => {
                let judged = self.with_card(|card| own_films::judge(card, &films).map(Box::new));
                Ok(Reply::Judged(judged))
            }
            Request::CompareReader(films) => {
                let compared = own_films::readers::compare(&films).map(Box::new);
                Ok(Reply::ReaderCompared(compared))
            }
            Request::WriteScorecard(own) => {
                let json = self.with_card(|card| own_films::scorecard(card, &own));
                Ok(Reply::Scorecard(json))
            }
            Request::CheckAgain => return self.unchecked.set(true),
            Request::Diagnose => self.with_engine(diagnosis::examine).await,
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

    /// Answers a request that needs a film's pixels.
    async fn answer_on_film(&self, request: Request, attachment: Option<Attachment>) {
        let (job, answered) = match request {
            Request::Read {
                job,
                exclusive,
                member,
                frame,
                fixes,
            } => {
                let classify = async |engine: &mut Engine, bytes: &[u8]| {
                    film::classify(engine, job, bytes, frame, &fixes).await
                };
                let classified = self.with_film(exclusive, attachment, member, classify);
                (job, classified.await.map(|reply| (reply, None)))
            }
            Request::Lens {
                job,
                exclusive,
                member,
                frame,
                fixes,
            } => {
                let look = async |engine: &mut Engine, bytes: &[u8]| {
                    lens::look(engine, job, bytes, frame, &fixes).await
                };
                let seen = self.with_film(exclusive, attachment, member, look).await;
                (job, seen.map(|(reply, pictures)| (reply, Some(pictures))))
            }
            Request::Explain(request) => {
                let mut plane = self.occluded.take();
                let explain = async |engine: &mut Engine, bytes: &[u8]| {
                    explain::explain(engine, &request, bytes, &mut plane).await
                };
                let (exclusive, member) = (request.exclusive, request.member);
                let explained = self.with_film(exclusive, attachment, member, explain).await;
                self.occluded.replace(plane);
                (request.job, explained)
            }
            Request::View(asked) => {
                let view = async |engine: &mut Engine, bytes: &[u8]| {
                    view::view(engine.scorecard().input, bytes, &asked)
                };
                let viewed = self.with_film(false, attachment, asked.member, view).await;
                (
                    asked.job,
                    viewed.map(|(reply, levels)| (reply, Some(levels))),
                )
            }
            _ => return,
        };
        match answered {
            Ok((reply, bytes)) => post_with_bytes(&reply, bytes),
            Err(failure) => post(&Reply::Failed { job, failure }),
        }
    }

    async fn start(&self, start: Start, attachment: Option<Attachment>) -> Result<Reply, Failure> {
        let engine = Engine::start(&start, file(attachment), |progress| post(&progress)).await?;
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

    /// Runs `work` with the scorecard, unless a film is in progress.
    fn with_card<T>(
        &self,
        work: impl FnOnce(&Scorecard) -> Result<T, String>,
    ) -> Result<T, String> {
        match &*self.engine.borrow() {
            Some(engine) => work(engine.scorecard()),
            None => Err("A film is in progress: try again in a moment.".to_owned()),
        }
    }

    /// Runs `work` with the engine and the bytes of a film: an attached file, or a member of one.
    async fn with_film<T>(
        &self,
        exclusive: bool,
        attachment: Option<Attachment>,
        member: Option<u32>,
        work: impl AsyncFnOnce(&mut Engine, &[u8]) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let film = self.with_engine(async |engine| {
            engine.set_exclusive(exclusive);
            let bytes = archive::film(attachment, member)?;
            work(engine, &bytes).await
        });
        film.await
    }

    /// Runs `work` with the engine.
    async fn with_engine<T>(
        &self,
        work: impl AsyncFnOnce(&mut Engine) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let busy = || Failure::Engine("the engine is busy or not ready".to_owned());
        let mut engine = self.engine.take().ok_or_else(busy)?;
        if self.unchecked.take() {
            engine.check_again();
        }
        let result = work(&mut engine).await;
        self.engine.replace(Some(engine));
        result
    }
}

/// The file of a message.
fn file(attachment: Option<Attachment>) -> Option<File> {
    match attachment {
        Some(Attachment::File(file)) => Some(file),
        _ => None,
    }
}

/// Stores a user's model; returns whether that worked.
async fn keep(own: &OwnModel, attachment: Option<Attachment>) -> bool {
    match file(attachment) {
        Some(file) => weights::keep(own, file).await.unwrap_or(false),
        None => false,
    }
}

/// Times one forward pass on the golden check's input.
async fn forward(engine: &mut Engine) -> Result<Reply, Failure> {
    engine.improve()?;
    let begun = now();
    let output = engine.golden().await?;
    Ok(Reply::Forwarded {
        logits: output.logits.0.0,
        millis: now() - begun,
        fetched: requests::fetched(),
    })
}
