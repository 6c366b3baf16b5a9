//! The changes of a film that the lens tries.

use serde::{Deserialize, Serialize};

use super::region::{self, Region};
use super::{jpeg, letters, warp};

/// The quality of the JPEG file that [`Change::Reencoded`] stands for.
const QUALITY: u32 = 50;

/// A change of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Grey where the lungs of a frontal film usually are: an ellipse that is the same for all films.
    LungsHidden,
    /// Grey in an outer ring, an eighth of the side wide.
    BorderHidden,
    /// Bright letters and markers outside of the lungs painted over with what surrounds them.
    LettersHidden,
    /// Left and right exchanged.
    Mirrored,
    /// As after JPEG compression of quality 50.
    #[serde(rename = "re-encoded")]
    Reencoded,
    /// Turned by 5 degrees clockwise.
    Turned,
    /// A twentieth of the side cut off on every side.
    Cropped,
    /// Grey everywhere but in the ring that [`Self::BorderHidden`] hides.
    BorderOnly,
}

impl Change {
    /// What the lens shows for a film.
    pub const SHOWN: [Self; 7] = [
        Self::LungsHidden,
        Self::BorderHidden,
        Self::LettersHidden,
        Self::Mirrored,
        Self::Reencoded,
        Self::Turned,
        Self::Cropped,
    ];

    /// What is measured over many films: also without anything but the border.
    pub const MEASURED: [Self; 8] = [
        Self::LungsHidden,
        Self::BorderHidden,
        Self::LettersHidden,
        Self::Mirrored,
        Self::Reencoded,
        Self::Turned,
        Self::Cropped,
        Self::BorderOnly,
    ];

    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LungsHidden => "lungs hidden",
            Self::BorderHidden => "border hidden",
            Self::LettersHidden => "letters hidden",
            Self::Mirrored => "mirrored",
            Self::Reencoded => "re-encoded (JPEG, quality 50)",
            Self::Turned => "turned by 5 degrees",
            Self::Cropped => "cropped to nine tenths",
            Self::BorderOnly => "border only",
        }
    }

    /// The stored value, and that of the page's `data-change`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LungsHidden => "lungs-hidden",
            Self::BorderHidden => "border-hidden",
            Self::LettersHidden => "letters-hidden",
            Self::Mirrored => "mirrored",
            Self::Reencoded => "re-encoded",
            Self::Turned => "turned",
            Self::Cropped => "cropped",
            Self::BorderOnly => "border-only",
        }
    }

    /// Whether the lungs can still be seen, so that a sound answer stays.
    pub const fn shows_lungs(self) -> bool {
        !matches!(self, Self::LungsHidden | Self::BorderOnly)
    }

    /// The changed copy of a plane of `side * side` grey values. Without letters, hiding them changes
    /// nothing.
    #[must_use]
    pub fn apply(self, plane: &[u16], side: u32) -> Vec<u16> {
        match self {
            Self::LungsHidden => region::hidden(plane, side, Region::Lungs),
            Self::BorderHidden => region::hidden(plane, side, Region::Border),
            Self::BorderOnly => region::hidden(plane, side, Region::AllButBorder),
            Self::LettersHidden => letters::painted_over(plane, side),
            Self::Mirrored => mirrored(plane, side),
            Self::Reencoded => jpeg::compressed(plane, side, QUALITY),
            Self::Turned => warp::turned(plane, side),
            Self::Cropped => warp::cropped(plane, side),
        }
    }
}

fn mirrored(plane: &[u16], side: u32) -> Vec<u16> {
    let rows = plane.chunks(side.max(1) as usize);
    rows.flat_map(|row| row.iter().rev().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plane whose grey values all differ.
    fn plane(side: u32) -> Vec<u16> {
        (0..side * side)
            .map(|index| u16::try_from(index * 7 % 65_521).unwrap())
            .collect()
    }

    #[test]
    fn a_film_mirrored_twice_is_the_film() {
        let film = plane(48);
        let once = Change::Mirrored.apply(&film, 48);
        assert_eq!((once[0], once[47]), (film[47], film[0]));
        assert_eq!(Change::Mirrored.apply(&once, 48), film);
    }

    #[test]
    fn border_and_rest_are_hidden_by_turns() {
        let film = plane(64);
        let hidden = Change::BorderHidden.apply(&film, 64);
        let alone = Change::BorderOnly.apply(&film, 64);
        for ((film, hidden), alone) in film.iter().zip(&hidden).zip(&alone) {
            assert_ne!(film == hidden, film == alone);
        }
    }

    #[test]
    fn every_change_keeps_the_size_and_has_the_word_that_is_stored() {
        for side in [1, 7, 32, 65] {
            let film = plane(side);
            for change in Change::MEASURED {
                assert_eq!(change.apply(&film, side).len(), film.len(), "{change:?}");
            }
        }
        for change in Change::MEASURED {
            let json = serde_json::to_string(&change).unwrap();
            assert_eq!(json, format!("\"{}\"", change.word()));
        }
    }
}
