//! The page: a small binary `ui` for the main thread and a large one, `worker`, with the engine.
//!
//! Reading order: [`protocol`] holds the messages between the two, [`strings`] names all text for the
//! user, and [`locale`] has it in the visitor's language. The worker's side is [`engine`] (load, verify, infer) and [`own_films`] (judge and calibrate the
//! model on films of a user) behind [`worker::serve`]. The page's
//! side is [`app`], the shell that is painted first and puts what is dropped into the [`inbox`], and
//! [`content`], which is loaded after it: [`worker::queue`] (films and workers), [`intake`] and
//! [`scripting`] (where films come from), and the [`components`], which act through [`session`] and show
//! [`state`], which [`keeping`] stores if asked to; [`natural`] is the order of paths, [`viewing`] the viewer's
//! arithmetic, [`export`] the list as a file, [`report`] what is said of one film on paper. [`embed`] answers
//! other sites. Only [`web`] calls the browser.
//!
//! `ui` never calls the engine's code, so that its binary stays small and loads quickly; the main
//! thread only moves bytes and draws.

pub mod protocol;

pub mod locale;
pub mod strings;

pub mod engine;
pub mod own_films;
pub mod worker;

pub mod embed;
pub mod example;
pub mod export;
pub mod intake;
pub mod keeping;
pub mod natural;
pub mod report;
pub mod scripting;
pub mod session;
pub mod state;

pub mod viewing;

pub mod app;
pub mod components;
pub mod content;
pub mod inbox;

pub mod web;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
