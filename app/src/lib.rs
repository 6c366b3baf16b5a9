//! The page: what people see, and all that it shares with its worker.
//!
//! Reading order: [`protocol`] is all that page and worker say to each other and [`strings`] all
//! that people read. [`state`] is what is known, [`client`] keeps a worker, [`queue`] sends it one
//! film at a time, [`intake`] and [`scripting`] bring films in, and [`app`] shows it all with its
//! [`components`]. [`web`] is the only door to the browser.
//!
//! The engine is not here: it lies in `src/worker`, which is a binary of its own. So the page
//! stays small and shows at once, and its thread only moves bytes and draws.

pub mod protocol;
pub mod strings;

pub mod state;

pub mod client;
pub mod queue;

pub mod intake;
pub mod scripting;

pub mod app;
pub mod components;

pub mod web;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
