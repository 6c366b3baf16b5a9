//! Text about the theme.

use crate::messages;

messages! {
    "theme";

    /// The label of the choice.
    pub fn label();

    fn system();
    fn light();
    fn dark();
    fn contrast();
}

/// The themes by the word that `static/tokens.css` knows; without one the system decides.
pub fn themes() -> [(&'static str, String); 4] {
    [
        ("", system()),
        ("light", light()),
        ("dark", dark()),
        ("contrast", contrast()),
    ]
}
