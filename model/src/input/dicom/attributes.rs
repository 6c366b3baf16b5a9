//! Reads the attributes on a fixed list and no others; none of them identifies a person.

use super::element::{Element, Encoding, ITEM, Tag, chunk};
use super::file::{Contents, value};
use super::refusal::damaged;
use crate::input::InputError;

/// Tags by their names in PS3.6.
pub(super) mod tags {
    use super::Tag;

    pub(in super::super) const DIRECTORY_RECORDS: Tag = Tag(0x0004, 0x1220);
    pub(in super::super) const MODALITY: Tag = Tag(0x0008, 0x0060);
    pub(in super::super) const CODE_VALUE: Tag = Tag(0x0008, 0x0100);
    pub(in super::super) const CODE_MEANING: Tag = Tag(0x0008, 0x0104);
    pub(in super::super) const ANATOMIC_REGION: Tag = Tag(0x0008, 0x2218);
    pub(in super::super) const BODY_PART: Tag = Tag(0x0018, 0x0015);
    pub(in super::super) const IMAGER_SPACING: Tag = Tag(0x0018, 0x1164);
    pub(in super::super) const SCANNED_SPACING: Tag = Tag(0x0018, 0x2010);
    pub(in super::super) const VIEW_POSITION: Tag = Tag(0x0018, 0x5101);
    pub(in super::super) const PATIENT_ORIENTATION: Tag = Tag(0x0020, 0x0020);
    pub(in super::super) const LATERALITY: Tag = Tag(0x0020, 0x0060);
    pub(in super::super) const IMAGE_LATERALITY: Tag = Tag(0x0020, 0x0062);
    pub(in super::super) const SAMPLES: Tag = Tag(0x0028, 0x0002);
    pub(in super::super) const PHOTOMETRIC: Tag = Tag(0x0028, 0x0004);
    pub(in super::super) const PLANAR: Tag = Tag(0x0028, 0x0006);
    pub(in super::super) const FRAMES: Tag = Tag(0x0028, 0x0008);
    pub(in super::super) const ROWS: Tag = Tag(0x0028, 0x0010);
    pub(in super::super) const COLUMNS: Tag = Tag(0x0028, 0x0011);
    pub(in super::super) const PIXEL_SPACING: Tag = Tag(0x0028, 0x0030);
    pub(in super::super) const ASPECT_RATIO: Tag = Tag(0x0028, 0x0034);
    pub(in super::super) const CALIBRATION_TYPE: Tag = Tag(0x0028, 0x0a02);
    pub(in super::super) const BITS_ALLOCATED: Tag = Tag(0x0028, 0x0100);
    pub(in super::super) const BITS_STORED: Tag = Tag(0x0028, 0x0101);
    pub(in super::super) const HIGH_BIT: Tag = Tag(0x0028, 0x0102);
    pub(in super::super) const REPRESENTATION: Tag = Tag(0x0028, 0x0103);
    pub(in super::super) const PADDING: Tag = Tag(0x0028, 0x0120);
    pub(in super::super) const PADDING_LIMIT: Tag = Tag(0x0028, 0x0121);
    pub(in super::super) const BURNED_IN: Tag = Tag(0x0028, 0x0301);
    pub(in super::super) const WINDOW_CENTRE: Tag = Tag(0x0028, 0x1050);
    pub(in super::super) const WINDOW_WIDTH: Tag = Tag(0x0028, 0x1051);
    pub(in super::super) const INTERCEPT: Tag = Tag(0x0028, 0x1052);
    pub(in super::super) const SLOPE: Tag = Tag(0x0028, 0x1053);
    pub(in super::super) const VOI_FUNCTION: Tag = Tag(0x0028, 0x1056);
    pub(in super::super) const PALETTE: [Tag; 3] = [
        Tag(0x0028, 0x1101),
        Tag(0x0028, 0x1102),
        Tag(0x0028, 0x1103),
    ];
    pub(in super::super) const PALETTE_DATA: [Tag; 3] = [
        Tag(0x0028, 0x1201),
        Tag(0x0028, 0x1202),
        Tag(0x0028, 0x1203),
    ];
    pub(in super::super) const VIEW_CODE: Tag = Tag(0x0054, 0x0220);
    pub(in super::super) const FRAME_OFFSETS: Tag = Tag(0x7fe0, 0x0001);
    pub(in super::super) const PIXEL_DATA: Tag = Tag(0x7fe0, 0x0010);

    /// All attributes that are read, apart from the pixel data.
    pub(super) const READ: &[Tag] = &[
        DIRECTORY_RECORDS,
        MODALITY,
        ANATOMIC_REGION,
        BODY_PART,
        IMAGER_SPACING,
        SCANNED_SPACING,
        VIEW_POSITION,
        PATIENT_ORIENTATION,
        LATERALITY,
        IMAGE_LATERALITY,
        SAMPLES,
        PHOTOMETRIC,
        PLANAR,
        FRAMES,
        ROWS,
        COLUMNS,
        PIXEL_SPACING,
        ASPECT_RATIO,
        CALIBRATION_TYPE,
        BITS_ALLOCATED,
        BITS_STORED,
        HIGH_BIT,
        REPRESENTATION,
        PADDING,
        PADDING_LIMIT,
        BURNED_IN,
        WINDOW_CENTRE,
        WINDOW_WIDTH,
        INTERCEPT,
        SLOPE,
        VOI_FUNCTION,
        PALETTE[0],
        PALETTE[1],
        PALETTE[2],
        PALETTE_DATA[0],
        PALETTE_DATA[1],
        PALETTE_DATA[2],
        VIEW_CODE,
        FRAME_OFFSETS,
    ];
}

/// Maximum number of elements searched in a sequence.
const MAX_NESTED: usize = 1000;

/// The values of [`tags::READ`] in a data set, and its pixel data.
pub(super) struct Attributes<'a> {
    /// The bytes that offsets refer to.
    pub bytes: &'a [u8],
    /// Encoding of the elements.
    pub encoding: Encoding,
    values: Vec<(Tag, &'a [u8])>,
    /// The pixel data element, if present.
    pub pixel_data: Option<Element>,
}

impl<'a> Attributes<'a> {
    /// Reads the top level up to the pixel data.
    pub(super) fn read(contents: &'a Contents<'_>) -> Result<Self, InputError> {
        let (bytes, encoding) = (&*contents.bytes, contents.encoding);
        let mut values = Vec::new();
        let mut at = contents.start;
        let mut pixel_data = None;
        while let Some(element) = encoding.element(bytes, at) {
            if element.tag == tags::PIXEL_DATA {
                pixel_data = Some(element);
                break;
            }
            at = encoding.end(bytes, &element)?;
            if tags::READ.contains(&element.tag) {
                values.push((
                    element.tag,
                    value(bytes, element.start, at - element.start)?,
                ));
            }
        }
        Ok(Self {
            bytes,
            encoding,
            values,
            pixel_data,
        })
    }

    /// The bytes of a value.
    pub(super) fn bytes_of(&self, tag: Tag) -> Option<&'a [u8]> {
        let found = self.values.iter().find(|(it, _)| *it == tag);
        found.map(|(_, value)| *value).filter(|it| !it.is_empty())
    }

    /// The 16-bit number (US or SS) at `index`.
    pub(super) fn word(&self, tag: Tag, index: usize) -> Option<u16> {
        let word = chunk::<2>(self.bytes_of(tag)?, 2 * index)?;
        Some(self.encoding.u16(*word))
    }

    /// A required 16-bit number.
    pub(super) fn required(&self, tag: Tag, missing: &'static str) -> Result<u16, InputError> {
        self.word(tag, 0).ok_or_else(|| damaged(missing))
    }

    /// The text of a value without padding; empty if absent or not ASCII.
    pub(super) fn text(&self, tag: Tag) -> &'a str {
        self.bytes_of(tag).map(text).unwrap_or_default()
    }

    /// The values of a text, separated by backslashes.
    pub(super) fn texts(&self, tag: Tag) -> impl Iterator<Item = &'a str> {
        let values = self.text(tag).split('\\').map(str::trim);
        values.filter(|it| !it.is_empty())
    }

    /// The numbers of a text (DS or IS), up to the first invalid one.
    pub(super) fn numbers(&self, tag: Tag) -> impl Iterator<Item = f64> {
        let numbers = self.texts(tag).map(|it| it.parse().ok());
        numbers.map_while(|it| it.filter(|it: &f64| it.is_finite()))
    }

    /// A pair of positive numbers.
    pub(super) fn pair(&self, tag: Tag) -> Option<[f64; 2]> {
        let mut numbers = self.numbers(tag).filter(|&it| it > 0.0);
        Some([numbers.next()?, numbers.next()?])
    }

    /// The texts with this tag in a sequence, at any depth.
    pub(super) fn nested(&self, sequence: Tag, tag: Tag) -> Vec<&'a str> {
        let mut found = Vec::new();
        let bytes = self.bytes_of(sequence).unwrap_or_default();
        let mut at = 0;
        for _ in 0..MAX_NESTED {
            let Some(element) = self.encoding.element(bytes, at) else {
                break;
            };
            let length = element.length.unwrap_or_default();
            // Items and elements of undefined length are searched too.
            let entered = element.tag == ITEM || element.length.is_none();
            let Ok(value) = value(bytes, element.start, length) else {
                break;
            };
            if element.tag == tag {
                found.push(text(value));
            }
            at = if entered {
                element.start
            } else {
                element.start + length
            };
        }
        found
    }
}

fn text(value: &[u8]) -> &str {
    let text = std::str::from_utf8(value).ok().filter(|it| it.is_ascii());
    text.unwrap_or_default().trim_matches(['\0', ' '])
}
