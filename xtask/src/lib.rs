//! The build tool behind `cargo xtask`: it fetches what is missing, then calls cargo and trunk.
//!
//! It holds no logic of the product. In reading order: where things are ([`places`]), how programs
//! are called ([`call`]) and brought ([`tools`], [`browser`], [`torch`]), the page that is
//! built ([`page`], [`wasm`], [`offline`]), served ([`headers`], [`host`]) and packed ([`hosting`], [`compress`], [`rename`]),
//! the running of tests ([`suite`], [`tally`]), and one file for each command ([`commands`]).

pub mod error;

pub mod call;
pub mod places;

mod apt;
pub mod browser;
pub mod tools;
pub mod torch;
pub(crate) mod vulkan;

pub mod offline;
pub mod page;
pub mod wasm;

pub mod headers;
pub mod host;

pub mod compress;
pub mod hosting;
pub mod rename;

pub mod suite;
pub mod tally;

pub mod commands;
