//! Text about the language.

use crate::messages;

messages! {
    "language";

    /// The label of the choice.
    pub fn label();
    /// The language with this name cannot be loaded.
    pub fn not_loaded(name: &str);
}
