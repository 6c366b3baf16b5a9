//! Palette colour lookup tables. Source: PS3.3, C.7.6.3.1.5 and C.7.6.3.1.6.

use super::attributes::{Attributes, tags};
use super::element::chunk;
use super::refusal::{damaged, unsupported};
use crate::input::InputError;
use crate::input::grey::{luma, widen};

/// Grey values of the palette's colours: 8-bit luma scaled to 16 bits, as for other 8-bit images.
pub(super) struct Palette {
    // Stored value of the first entry.
    first: i32,
    grey: Vec<u16>,
}

impl Palette {
    /// Reads the three tables. Segmented tables are not supported.
    pub(super) fn read(attributes: &Attributes<'_>, signed: bool) -> Result<Self, InputError> {
        let [red, green, blue] = [0, 1, 2].map(|channel| read_channel(attributes, channel));
        let (red, green, blue) = (red?, green?, blue?);
        let first = attributes.word(tags::PALETTE[0], 1).unwrap_or_default();
        let colours = red.into_iter().zip(green).zip(blue);
        let grey: Vec<u16> = colours
            .map(|((red, green), blue)| luma([red, green, blue].map(widen)))
            .collect();
        if grey.is_empty() {
            return Err(damaged("the palette is empty"));
        }
        Ok(Self {
            first: if signed {
                first.cast_signed().into()
            } else {
                first.into()
            },
            grey,
        })
    }

    /// The grey value of a stored value; values outside the table take its nearest entry.
    pub(super) fn grey(&self, value: i32) -> u16 {
        let place = usize::try_from(value - self.first).unwrap_or_default();
        self.grey[place.min(self.grey.len() - 1)]
    }
}

/// The upper 8 bits of a table's entries.
fn read_channel(attributes: &Attributes<'_>, channel: usize) -> Result<Vec<u8>, InputError> {
    let descriptor = tags::PALETTE[channel];
    let entries = match attributes.word(descriptor, 0) {
        None => return Err(damaged("the palette is missing")),
        Some(0) => 1 << 16,
        Some(entries) => usize::from(entries),
    };
    let bits = attributes.word(descriptor, 2).unwrap_or(16);
    let data = attributes.bytes_of(tags::PALETTE_DATA[channel]);
    let data = data.ok_or_else(|| unsupported("a segmented palette"))?;
    let encoding = attributes.encoding;
    let entry = |at: usize| -> Option<u8> {
        // Entries of 8 bits are packed, or stored in one word each.
        if bits == 8 && data.len() < 2 * entries {
            let at = if encoding.big_endian { at ^ 1 } else { at };
            return data.get(at).copied();
        }
        let [upper, lower] = encoding.u16(*chunk(data, 2 * at)?).to_be_bytes();
        Some(if bits == 8 { lower } else { upper })
    };
    let table: Option<Vec<u8>> = (0..entries).map(entry).collect();
    table.ok_or_else(|| damaged("the palette is too short"))
}
