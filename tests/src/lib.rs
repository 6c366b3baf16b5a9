//! The harness of the end-to-end tests: a browser, the served page and films.
//!
//! [`real_films`] finds real films, [`films`] draws others, [`containers`] packs them; [`browser`] drives Chromium and
//! [`netlog`] reads its requests, [`memory`] its memory, [`profile`] what it leaves on disk; [`site`] serves the page,
//! [`faulty_host`] badly, [`injected`] has other faults, and [`visit`] is one user's visit, [`list`] what they do with
//! the list of films; [`imports`] reads which source files import which.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a harness fails by panicking: that is what makes a test fail"
)]

pub mod containers;
pub mod films;
pub mod real_films;

pub mod browser;
pub mod bystander;
pub mod faulty_host;
pub mod injected;
pub mod memory;
pub mod netlog;
pub mod profile;

pub mod site;
pub mod visit;

pub mod list;

pub mod imports;
mod tokens;
