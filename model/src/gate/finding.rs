//! What the gate can find.

use crate::input::Fix;

/// How far a film was turned clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// By 90 degrees.
    Quarter,
    /// By 180 degrees.
    Half,
    /// By 270 degrees.
    ThreeQuarters,
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A frontal chest radiograph, as it should be.
    Upright,
    /// One with the heart on the right.
    Mirrored,
    /// One that was turned.
    Rotated(Turn),
    /// A negative of one.
    Inverted,
    /// A lateral chest radiograph.
    Lateral,
    /// A radiograph of another part of the body.
    OtherRadiograph,
    /// A slice of computed tomography, magnetic resonance or the like.
    Slice,
    /// Several films, or a film within a larger picture: a screenshot, a photo, a frame.
    Composite,
    /// Anything else.
    Other,
    /// A picture in strong colours; a fact of the file, without a score.
    Coloured,
}

impl Finding {
    /// The findings with a score, in the order of a gate's weights.
    pub const ALL: [Self; 11] = [
        Self::Upright,
        Self::Mirrored,
        Self::Rotated(Turn::Quarter),
        Self::Rotated(Turn::Half),
        Self::Rotated(Turn::ThreeQuarters),
        Self::Inverted,
        Self::Lateral,
        Self::OtherRadiograph,
        Self::Slice,
        Self::Composite,
        Self::Other,
    ];

    /// The name in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Upright => "upright",
            Self::Mirrored => "mirrored",
            Self::Rotated(Turn::Quarter) => "rotated-90",
            Self::Rotated(Turn::Half) => "rotated-180",
            Self::Rotated(Turn::ThreeQuarters) => "rotated-270",
            Self::Inverted => "inverted",
            Self::Lateral => "lateral",
            Self::OtherRadiograph => "other-radiograph",
            Self::Slice => "slice",
            Self::Composite => "composite",
            Self::Other => "other",
            Self::Coloured => "coloured",
        }
    }

    /// Whether such a picture is refused; a mirrored film is not.
    pub const fn is_refused(self) -> bool {
        !matches!(self, Self::Upright | Self::Mirrored)
    }

    /// The change that makes an upright film of it, if one does for all such pictures.
    pub const fn undone_by(self) -> Option<Fix> {
        match self {
            Self::Rotated(Turn::Quarter) => Some(Fix::Rotate270),
            Self::Rotated(Turn::Half) => Some(Fix::Rotate180),
            Self::Rotated(Turn::ThreeQuarters) => Some(Fix::Rotate90),
            Self::Inverted => Some(Fix::Invert),
            _ => None,
        }
    }
}
