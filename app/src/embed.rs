//! The page in a frame of another site: answers the messages of the origins that its host lists.
//!
//! A message is `{pneumoscope: "classify", id, name, bytes}` with a buffer or a `Uint8Array`, or
//! `{pneumoscope: "ready", id}`. The reply is `{pneumoscope: "reply", id, result}` or
//! `{pneumoscope: "reply", id, error}`: the columns of `predict`, or the engine, or a sentence. Nothing
//! else leaves the frame. The film is shown in it as if it had been dropped there.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Object, Uint8Array};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageEvent, Window};

use crate::intake::sort::Submission;
use crate::protocol::JobId;
use crate::scripting;
use crate::state::PageState;
use crate::state::worklist::Stage;
use crate::web::environment;
use crate::web::error::WebError;
use crate::web::object;
use crate::worker::queue::{Queue, ScriptPromise};

/// The field that tells our messages from others, and says what is asked.
const CALL: &str = "pneumoscope";

/// The class of the document's body in a frame.
const EMBEDDED: &str = "embedded";

/// Films that were asked for, and where their answers go.
type Asked = Rc<RefCell<Vec<(JobId, ScriptPromise)>>>;

/// Answers the sites that the page for frames lists; does nothing on the page itself. Returns whether this
/// is the page for frames and whether any site is listed.
pub fn serve(queue: Queue, state: PageState) -> Option<bool> {
    let origins = environment::embed_origins()?;
    let is_on = !origins.is_empty();
    if let Some(body) = document().body() {
        // A class without spaces is never refused.
        drop(body.class_list().add_1(EMBEDDED));
    }
    let asked = Asked::default();
    let answered = Rc::clone(&asked);
    Effect::new(move |_| {
        state.worklist.track();
        settle(&answered, state);
    });
    let listener = window_event_listener(ev::message, move |event| {
        if origins.contains(&event.origin())
            && let Some(reply) = Reply::to(&event)
        {
            answer(&queue, state, &asked, &event.data(), &reply);
        }
    });
    on_cleanup(move || listener.remove());
    Some(is_on)
}

/// Does what a message asks for.
fn answer(queue: &Queue, state: PageState, asked: &Asked, message: &JsValue, reply: &Reply) {
    let call = object::text(message, CALL).unwrap_or_default();
    match call.as_str() {
        "ready" => {
            let (resolve, reject) = (reply.function("result"), reply.function("error"));
            // Nothing follows the reply.
            drop(scripting::ready(state).then2(&resolve, &reject));
            resolve.forget();
            reject.forget();
        }
        "classify" => match film(message) {
            Ok((name, file)) => {
                let promise = ScriptPromise {
                    resolve: reply.callback("result"),
                    reject: reply.callback("error"),
                };
                let submission = Submission::Film {
                    path: name,
                    file: Some(file),
                };
                match queue.submit(submission) {
                    Some(job) => asked.borrow_mut().push((job, promise)),
                    None => reply.post("error", &"the film was not taken".into()),
                }
                settle(asked, state);
            }
            Err(why) => reply.post("error", &why.into()),
        },
        other => {
            let why = format!("{CALL}: {other:?} is none of \"classify\" and \"ready\"");
            reply.post("error", &why.into());
        }
    }
}

/// The film of a message, or what is wrong with it.
fn film(message: &JsValue) -> Result<(String, File), &'static str> {
    let wrong = "bytes must be an ArrayBuffer or a Uint8Array";
    let bytes = object::field(message, "bytes").ok_or(wrong)?;
    if !bytes.is_instance_of::<ArrayBuffer>() && !bytes.is_instance_of::<Uint8Array>() {
        return Err(wrong);
    }
    let name = object::text(message, "name").unwrap_or_else(|| "film".to_owned());
    let file = File::new_with_u8_array_sequence(&Array::of1(&bytes), &name);
    Ok((
        name,
        file.map_err(|_| "the browser made no file of the bytes")?,
    ))
}

/// Answers the films that are finished.
fn settle(asked: &Asked, state: PageState) {
    let mut waiting = asked.borrow_mut();
    let finished = waiting.extract_if(.., |(job, _)| {
        state.worklist.with_untracked(|list| {
            let film = list.film(*job);
            film.is_none_or(|film| film.stage.is_final())
        })
    });
    for (job, promise) in finished.collect::<Vec<_>>() {
        let film = state
            .worklist
            .with_untracked(|list| list.film(job).cloned());
        match film.map(|film| (film.name, film.stage)) {
            Some((name, Stage::Answered(answer))) => promise.settle(&name, Ok(answer)),
            Some((name, Stage::Failed(failure))) => promise.settle(&name, Err(failure)),
            _ => promise.abandon("the film was removed from the list"),
        }
    }
}

/// Where the reply to a message goes.
#[derive(Clone)]
struct Reply {
    window: Window,
    origin: String,
    id: JsValue,
}

impl Reply {
    /// The reply to a message that is meant for the page.
    fn to(event: &MessageEvent) -> Option<Self> {
        object::text(&event.data(), CALL)?;
        Some(Self {
            window: event.source()?.unchecked_into(),
            origin: event.origin(),
            id: object::field(&event.data(), "id").unwrap_or_default(),
        })
    }

    /// Posts a reply with one more field.
    fn post(&self, field: &str, value: &JsValue) {
        let message = Object::new();
        let posted = [(CALL, &"reply".into()), ("id", &self.id), (field, value)]
            .into_iter()
            .try_for_each(|(name, value)| object::set(&message, name, value))
            .and_then(|()| {
                let posted = self.window.post_message(&message, &self.origin);
                posted.map_err(WebError::from)
            });
        if let Err(error) = posted {
            web_sys::console::warn_1(&error.to_string().into());
        }
    }

    /// A closure that posts what it is called with; of an error only its message.
    fn function(&self, field: &'static str) -> Closure<dyn FnMut(JsValue)> {
        let reply = self.clone();
        Closure::once(move |value: JsValue| {
            let message = object::text(&value, "message").map(JsValue::from);
            reply.post(field, &message.unwrap_or(value));
        })
    }

    /// The same for a script's promise.
    fn callback(&self, field: &'static str) -> Function {
        self.function(field).into_js_value().unchecked_into()
    }
}
