//! The only door to the browser: every call into JavaScript lies in these files.

pub mod canvas;
pub mod clock;
pub mod digest;
pub mod error;
pub mod fetch;
pub mod gpu;
pub mod message;
pub mod object;
pub mod offline;
pub mod page;
pub mod requests;
pub mod scope;
pub mod store;
pub mod task;
pub mod threads;
pub mod webgpu;
