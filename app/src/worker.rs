//! The inference worker: its own side, and the page's side, which runs several of them.

pub mod client;
pub mod queue;
pub mod serve;
