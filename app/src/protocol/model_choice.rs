//! The choice between the two models on the page's host.

use serde::{Deserialize, Serialize};

/// The sizes of the models, which `app/build.rs` passes on.
const FULL_BYTES: &str = env!("MODEL_BYTES");
const LIGHT_BYTES: &str = env!("MODEL_LIGHT_BYTES");

/// Which of the two models on the page's host is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModelChoice {
    /// The more accurate one.
    #[default]
    Full,
    /// A smaller network, for slow connections.
    Light,
    /// One that the user brings.
    Own,
}

impl ModelChoice {
    /// Those of the host.
    pub const HOSTED: [Self; 2] = [Self::Full, Self::Light];

    /// The value of the URL parameter and of the choice in the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Light => "light",
            Self::Own => "own",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        let all = Self::HOSTED.into_iter().chain([Self::Own]);
        all.into_iter().find(|model| model.word() == word)
    }

    /// The model's folder beside the page, and the name of its store in the browser. A user's model has
    /// only the latter.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Full => "model",
            Self::Light => "model-light",
            Self::Own => "own-model",
        }
    }

    /// The size of its weights when the page was built, in bytes; `None` for a user's.
    pub fn bytes(self) -> Option<u64> {
        let bytes = match self {
            Self::Full => Some(FULL_BYTES),
            Self::Light => Some(LIGHT_BYTES),
            Self::Own => None,
        };
        bytes?.parse().ok()
    }
}
