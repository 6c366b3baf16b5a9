//! The commands of `cargo xtask`, one file each.

pub mod serve;

pub mod check;
pub mod cross;
pub mod fuzz;
pub mod soak;
pub mod test;

pub mod bench;
pub mod dist;
pub mod reproduce;
pub mod size;
pub mod verify;

pub mod bundle_trainer;
