//! Constructors of [`InputError`] for DICOM files.

use crate::input::codecs::CodecError;
use crate::input::{InputError, PictureKind};

const KIND: PictureKind = PictureKind::Dicom;

/// The rest of the file is missing.
pub(super) const fn truncated() -> InputError {
    InputError::Truncated { kind: KIND }
}

/// The file violates the standard.
pub(super) fn damaged(detail: &'static str) -> InputError {
    let detail = detail.to_owned();
    InputError::Damaged { kind: KIND, detail }
}

/// The file is valid but not supported.
pub(super) fn unsupported(detail: &'static str) -> InputError {
    let detail = detail.to_owned();
    InputError::Unsupported { kind: KIND, detail }
}

/// Converts a codec's error.
pub(super) fn of_codec(error: CodecError) -> InputError {
    error.of_file(KIND)
}
