//! The page: a small binary `ui` that people see and a large one, `worker`, that computes.
//!
//! Reading order: [`protocol`] is all that the two say to each other and [`strings`] all that
//! people read. The worker's side is [`engine`] (load, check, infer) behind [`worker::serve`].
//! The page's side is [`state`] (what is known), [`worker::queue`] (films and workers),
//! [`intake`] and [`scripting`] (how films come in), and [`app`] with its [`components`].
//! [`web`] is the only door to the browser.
//!
//! The page itself never reaches the engine's code, so that its binary stays small and shows at
//! once; the main thread only moves bytes and draws.

pub mod protocol;
pub mod strings;

pub mod engine;
pub mod worker;

pub mod intake;
pub mod scripting;
pub mod state;

pub mod app;
pub mod components;

pub mod web;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
