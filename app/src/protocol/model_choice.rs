//! The choice between the two models on the page's host.

use serde::{Deserialize, Serialize};

/// Which of the two models on the page's host is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModelChoice {
    /// The more accurate one.
    #[default]
    Full,
    /// A smaller network, for slow connections.
    Light,
}

impl ModelChoice {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Full, Self::Light];

    /// The value of the URL parameter and of the choice in the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Light => "light",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.word() == word)
    }

    /// The model's folder beside the page.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Full => "model",
            Self::Light => "model-light",
        }
    }

    /// The size of its weights when the page was built, in bytes.
    pub fn bytes(self) -> u64 {
        let [full, light] = [env!("MODEL_BYTES"), env!("MODEL_LIGHT_BYTES")];
        let bytes = if self == Self::Light { light } else { full };
        bytes.parse().unwrap_or_default()
    }
}
