//! What the gate says of a picture: its decision, the reason in words, and what helps.

use super::finding::{Finding, Turn};
use crate::input::Fix;

/// What becomes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is classified.
    Admit,
    /// It is classified, and the reason is shown with the answer.
    Warn,
    /// It is not classified.
    Refuse,
}

/// The gate's judgement of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// What the picture shows.
    pub finding: Finding,
    /// How much it looks like a frontal chest radiograph: about 1 for films, about 0 for others.
    pub score: f32,
    /// The part that is a film, if the picture contains one.
    pub crop: Option<Fix>,
}

impl Verdict {
    /// Whether the picture is classified.
    pub const fn decision(&self) -> Admission {
        match self.finding {
            Finding::Upright => Admission::Admit,
            Finding::Mirrored => Admission::Warn,
            _ => Admission::Refuse,
        }
    }

    /// Why the picture is refused, or what to know about its answer.
    pub fn reason(&self) -> Option<String> {
        let reason = match self.finding {
            Finding::Upright => return None,
            Finding::Mirrored => {
                "the heart seems to be on the right: mirrored film, or dextrocardia; compare with the side marker"
            }
            Finding::Rotated(Turn::Quarter) => {
                "the film lies on its side, turned clockwise; turn it back by 90 degrees"
            }
            Finding::Rotated(Turn::Half) => "the film is upside down; turn it by 180 degrees",
            Finding::Rotated(Turn::ThreeQuarters) => {
                "the film lies on its side, turned counterclockwise; turn it back by 90 degrees"
            }
            Finding::Inverted => {
                "the film is a negative, with dark bones and bright lungs; invert it"
            }
            Finding::Lateral => {
                "this looks like a lateral chest radiograph; choose a frontal one (PA or AP)"
            }
            Finding::OtherRadiograph => {
                "this looks like a radiograph of another part of the body; choose a frontal chest radiograph"
            }
            Finding::Slice => {
                "this looks like a slice of CT or MR; choose a frontal chest radiograph"
            }
            Finding::Composite => {
                "this looks like several films, or like a film within a screenshot, photo or frame; crop the picture to a single film, or choose the film itself"
            }
            Finding::Other => {
                "this does not look like a chest radiograph; choose a frontal chest radiograph"
            }
            Finding::Coloured => {
                "the picture is in strong colours, and a chest radiograph is grey; choose the film itself"
            }
        };
        Some(reason.to_owned())
    }

    /// The changes that lead to an answer, one click each.
    pub fn fixes(&self) -> Vec<Fix> {
        self.finding
            .undone_by()
            .into_iter()
            .chain(self.crop)
            .collect()
    }
}
