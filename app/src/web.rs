//! Calls into the browser; no other module calls JavaScript.

pub mod blob;
pub mod canvas;
pub mod clock;
pub mod database;
pub mod digest;
pub mod download;
pub mod environment;
pub mod error;
pub mod fetch;
pub mod folder;
pub mod gpu;
pub mod handles;
pub mod local_storage;
pub mod message;
pub mod object;
pub mod offline;
pub mod paper;
pub mod requests;
pub mod scope;
pub mod store;
pub mod threads;
pub mod webgpu;
