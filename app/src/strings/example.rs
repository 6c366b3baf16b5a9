//! Text about the example film.

use crate::messages;

messages! {
    "example";

    /// Before the button.
    pub fn offer();
    /// The button.
    pub fn show();
    /// Whose film it is (its licence asks for that).
    pub fn credit();
}
