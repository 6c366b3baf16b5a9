//! Selects one of the frames of a file.

use super::error::InputError;
use super::kind::PictureKind;

/// The selected frame, counted from 0; `frame` counts from 1 and may be left out for a single one.
///
/// # Errors
/// [`InputError::SeveralFrames`] or [`InputError::NoSuchFrame`].
pub(super) fn select(
    kind: PictureKind,
    frame: Option<u32>,
    frames: u32,
) -> Result<u32, InputError> {
    match frame {
        None if frames > 1 => Err(InputError::SeveralFrames { kind, frames }),
        None => Ok(0),
        Some(frame) if (1..=frames).contains(&frame) => Ok(frame - 1),
        Some(frame) => Err(InputError::NoSuchFrame {
            kind,
            frame,
            frames,
        }),
    }
}
