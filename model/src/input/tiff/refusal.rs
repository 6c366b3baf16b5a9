//! Constructors of [`InputError`] for TIFF files.

use crate::input::codecs::CodecError;
use crate::input::{InputError, PictureKind};

const KIND: PictureKind = PictureKind::Tiff;

/// The rest of the file is missing.
pub(super) const fn truncated() -> InputError {
    InputError::Truncated { kind: KIND }
}

/// The file violates the specification.
pub(super) fn damaged(detail: impl Into<String>) -> InputError {
    let detail = detail.into();
    InputError::Damaged { kind: KIND, detail }
}

/// The file is valid but not supported.
pub(super) fn unsupported(detail: impl Into<String>) -> InputError {
    let detail = detail.into();
    InputError::Unsupported { kind: KIND, detail }
}

/// Converts a codec's error.
pub(super) fn of_codec(error: CodecError) -> InputError {
    error.of_file(KIND)
}
