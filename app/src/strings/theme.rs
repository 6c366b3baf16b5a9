//! Text about the theme.

messages! {
    "theme";

    /// The label of the choice.
    pub fn label();
}

/// The themes by the word that `static/tokens.css` knows; without one the system decides.
pub const THEMES: [(&str, &str); 4] = [
    ("", "System theme"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
];
