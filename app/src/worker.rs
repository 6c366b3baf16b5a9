//! The worker from both sides: what it does, and how the page keeps one alive and busy.

pub mod client;
pub mod queue;
pub mod serve;
