//! Where the evidence for a class is: maps over the network's input, and how they are drawn.
//!
//! A class activation map comes from the network's own feature maps, an occlusion map from runs with
//! parts of the film hidden. Both are drawn by the same functions for the page and for `explain`.

mod colour;
mod heat_map;
mod occlusion;
mod overlay;
mod picture;

use serde::{Deserialize, Serialize};

use crate::class::PerClass;

pub use self::colour::colour;
pub use self::heat_map::{HeatMap, Scale};
pub use self::occlusion::Occlusion;
pub use self::overlay::{Style, overlay};
pub use self::picture::{Picture, picture};

/// The kinds of maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MapKind {
    /// Contributions to the logit at the map before the last halving.
    #[default]
    Finer,
    /// Contributions to the logit at the last map.
    Last,
    /// How far the probability falls when a part of the film is hidden.
    Occlusion,
}

impl MapKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Finer, Self::Last, Self::Occlusion];

    /// Its name in options and attributes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Finer => "finer",
            Self::Last => "last",
            Self::Occlusion => "occlusion",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The class activation maps of a film, at two depths of the network.
///
/// The values are contributions to the logit of the class, to first order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivationMaps {
    /// At the map before the last halving.
    pub finer: PerClass<HeatMap>,
    /// At the last map, whose mean the head takes.
    pub last: PerClass<HeatMap>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_word_of_its_own() {
        for kind in MapKind::ALL {
            assert_eq!(MapKind::from_word(kind.word()), Some(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("{:?}", kind.word()));
        }
        assert_eq!(MapKind::from_word("saliency"), None);
    }
}
