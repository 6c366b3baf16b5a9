//! The build tool behind `cargo xtask`: installs missing tools, then calls cargo and trunk.
//!
//! It has no logic of the product. In reading order: folders ([`places`]), calling programs ([`call`])
//! and installing them ([`tools`], [`browser`], [`torch`]), building the page ([`rustflags`], [`page`], [`integrity`],
//! [`offline`]),
//! serving it ([`headers`], [`host`]) and packing it ([`hosting`], [`compress`], [`rename`], [`sbom`]),
//! running tests ([`suite`], [`test_summary`]), and one file for each command ([`commands`]).

pub mod error;

pub mod call;
pub mod places;

pub(crate) mod advisories;
mod apt;
pub mod axe;
pub mod browser;
pub mod tools;
pub mod torch;
pub(crate) mod vulkan;

pub mod integrity;
pub mod offline;
pub mod page;
pub mod rustflags;
pub mod split_mark;

pub mod embed;
pub mod headers;
pub mod host;

pub mod compress;
pub mod hosting;
pub mod rename;
pub mod sbom;

pub mod suite;
pub mod test_summary;

pub mod commands;
