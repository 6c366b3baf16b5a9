//! The shortcut lens: changed copies of one film, and whether its answer stays.
//!
//! A sound answer comes from the lungs: it should change when they are hidden, and stay when anything
//! else does. The copies are made of the grey plane that the network takes, in integers, so that page
//! and trainer see the same ones.

mod change;
mod jpeg;
mod letters;
mod region;
mod verdict;
mod warp;

pub use self::change::Change;
pub use self::verdict::{Lens, Verdict, ViewReading};
