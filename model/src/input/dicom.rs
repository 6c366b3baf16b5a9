//! DICOM files: from bytes to a radiograph and header data for a viewer.
//!
//! Elements are parsed in place, and only those on a short list are read: claimed lengths and
//! nesting cost no memory, and nothing that identifies a person enters a value or a message.
//! Sources: DICOM PS3.3, PS3.5, PS3.6 and PS3.10 (2024).

mod admission;
mod attributes;
mod description;
mod element;
mod file;
mod frames;
mod grey;
mod info;
mod palette;
mod refusal;
mod stored;
mod syntax;

use attributes::{Attributes, tags};
use description::{Description, Photometric};
use file::Contents;
pub use file::{is_dicom, is_directory};
pub(super) use grey::{Levels, square_spacing};
pub use info::{
    DicomInfo, Edges, Laterality, Rescale, Side, Spacing, SpacingSource, View, VoiFunction, Window,
};
pub use stored::StoredPixels;

use super::error::InputError;
use super::frame::select;
use super::kind::PictureKind;
use super::limits::Limits;
use super::radiograph::Radiograph;

/// Decodes a frame of a DICOM file to a radiograph.
///
/// The result does not depend on windows: the full range of up to 8 stored bits, or the range in use of
/// more bits, maps to 0 to 65535, with MONOCHROME1 and negative slopes inverted. Padding becomes the smallest stored value outside
/// the padding, colours become grey, and rows or columns are repeated to make pixels square.
///
/// `frame` counts from 1; if it is `None`, the file must have a single frame.
///
/// # Errors
/// [`InputError`] if the file is invalid or not supported, or if its header states something other
/// than a frontal chest radiograph.
pub fn decode(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<(Radiograph, DicomInfo), InputError> {
    with_frame(bytes, frame, limits, admission::admit, |it| {
        let info = DicomInfo::read(it.attributes, &it.description, it.index);
        let film = grey::film(pixels(it)?, it.attributes, &it.description, limits)?;
        Ok((film, info))
    })
}

/// Decodes the levels of a frame in grey for display; `None` for one in colours.
///
/// # Errors
/// As [`decode`].
pub(super) fn levels(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<Option<(Levels, DicomInfo)>, InputError> {
    with_frame(bytes, frame, limits, admission::admit, |it| {
        let grey = [Photometric::Monochrome1, Photometric::Monochrome2];
        if !grey.contains(&it.description.photometric) {
            return Ok(None);
        }
        let info = DicomInfo::read(it.attributes, &it.description, it.index);
        let levels = grey::levels(pixels(it)?, it.attributes, limits)?;
        Ok(Some((levels, info)))
    })
}

/// Decodes the stored values of a frame of any examination.
///
/// # Errors
/// As [`decode`], except that other examinations are accepted.
pub fn stored_pixels(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
) -> Result<StoredPixels, InputError> {
    with_frame(bytes, frame, limits, |_| Ok(()), pixels)
}

/// The selected frame and its header.
struct Selected<'a, 'b> {
    attributes: &'a Attributes<'b>,
    element: element::Element,
    coding: syntax::Coding,
    description: Description,
    // Counted from 0.
    index: u32,
}

/// Decodes the pixels of a frame.
fn pixels(frame: &Selected<'_, '_>) -> Result<StoredPixels, InputError> {
    let Selected {
        attributes,
        element,
        coding,
        description,
        index,
    } = frame;
    stored::read(attributes, element, *coding, description, *index)
}

/// Reads the header, selects a frame and passes it to `then`.
fn with_frame<T>(
    bytes: &[u8],
    frame: Option<u32>,
    limits: Limits,
    admit: impl FnOnce(&Attributes<'_>) -> Result<(), InputError>,
    then: impl FnOnce(&Selected<'_, '_>) -> Result<T, InputError>,
) -> Result<T, InputError> {
    limits.admit_bytes(bytes.len() as u64)?;
    let contents = Contents::read(bytes, limits)?;
    let attributes = Attributes::read(&contents)?;
    // Before the frame is selected: for a CT, the modality is the reason to report.
    admit(&attributes)?;
    let element = match attributes.pixel_data {
        Some(element) if element.length != Some(0) => element,
        _ => {
            let directory = attributes.bytes_of(tags::DIRECTORY_RECORDS).is_some();
            return Err(InputError::NoPicture { directory });
        }
    };
    let description = Description::read(&attributes, contents.coding, limits)?;
    let index = select(PictureKind::Dicom, frame, description.frames)?;
    then(&Selected {
        attributes: &attributes,
        element,
        coding: contents.coding,
        description,
        index,
    })
}
