//! Calls into the browser; no other module calls JavaScript.

pub mod blob;
pub mod canvas;
pub mod clipboard;
pub mod clock;
pub mod connection;
pub mod digest;
pub mod download;
pub mod environment;
pub mod error;
pub mod fetch;
pub mod film_canvas;
pub mod folder;
pub mod full_screen;
pub mod gpu;
pub mod local_storage;
pub mod message;
pub mod object;
pub mod offline;
pub mod requests;
pub mod resize;
pub mod scope;
pub mod store;
pub mod theme;
pub mod threads;
pub mod webgl;
pub mod webgpu;
