//! The arithmetic of the viewer: no signals, no browser.
//!
//! [`orientation`] and [`placement`] say where a film's pixels are on the screen, [`window`] how its levels
//! become grey and [`raster`] draws them without a GPU; [`measure`] takes lengths; [`gesture`] and
//! [`keys`] say what pointers and keys mean.

pub mod gesture;
pub mod keys;
pub mod measure;
pub mod orientation;
pub mod placement;
pub mod raster;
pub mod window;
