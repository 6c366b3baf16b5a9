//! Data element headers and lengths. Source: PS3.5, chapter 7.

use super::refusal::{damaged, truncated};
use crate::input::InputError;

/// Group and element number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tag(pub u16, pub u16);

/// Start of a sequence item or a pixel data fragment.
pub(super) const ITEM: Tag = Tag(0xfffe, 0xe000);
const ITEM_END: Tag = Tag(0xfffe, 0xe00d);
/// End of a sequence of undefined length or of encapsulated pixel data.
pub(super) const SEQUENCE_END: Tag = Tag(0xfffe, 0xe0dd);

/// Length value of elements that end with a delimiter.
const UNDEFINED: u32 = u32::MAX;

/// Encoding of data elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Encoding {
    /// Whether elements state their value representation (VR).
    pub explicit: bool,
    /// Whether the most significant byte comes first.
    pub big_endian: bool,
}

/// Encoding of the file meta information and of pixel data items.
pub(super) const EXPLICIT_LE: Encoding = Encoding {
    explicit: true,
    big_endian: false,
};

/// Encoding inside sequences of VR UN. Source: PS3.5, 6.2.2, note 4.
const IMPLICIT_LE: Encoding = Encoding {
    explicit: false,
    big_endian: false,
};

/// A data element header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// Its tag.
    pub tag: Tag,
    /// Its value representation (VR); zeros if not stated.
    pub representation: [u8; 2],
    /// Offset of its value.
    pub start: usize,
    /// Length of its value in bytes; `None` if undefined.
    pub length: Option<usize>,
}

impl Encoding {
    /// A 16-bit number.
    pub(super) const fn u16(self, bytes: [u8; 2]) -> u16 {
        if self.big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        }
    }

    const fn u32(self, bytes: [u8; 4]) -> u32 {
        if self.big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    }

    /// Detects the encoding from the first element: groups are small numbers, a VR is two letters.
    pub(super) fn guess(bytes: &[u8], at: usize) -> Option<Self> {
        let &[first, second, .., third, fourth] = chunk::<6>(bytes, at)?;
        Some(Self {
            explicit: is_representation([third, fourth]),
            big_endian: u16::from_be_bytes([first, second]) < u16::from_le_bytes([first, second]),
        })
    }

    /// Reads the element header at `at`; `None` if the data end before it does.
    pub(super) fn element(self, bytes: &[u8], at: usize) -> Option<Element> {
        let &[g0, g1, e0, e1, l0, l1, l2, l3] = chunk::<8>(bytes, at)?;
        let tag = Tag(self.u16([g0, g1]), self.u16([e0, e1]));
        // Delimiters have no VR, and some writers omit it elsewhere.
        let explicit =
            self.explicit && tag.0 != 0xfffe && [l0, l1].iter().all(u8::is_ascii_uppercase);
        let (representation, start, length) = match (explicit, [l0, l1]) {
            (false, _) => ([0; 2], at + 8, self.u32([l0, l1, l2, l3])),
            (true, vr) if has_long_length(vr) => {
                (vr, at + 12, self.u32(*chunk::<4>(bytes, at + 8)?))
            }
            (true, vr) => (vr, at + 8, self.u16([l2, l3]).into()),
        };
        let length = (length != UNDEFINED).then_some(length as usize);
        Some(Element {
            tag,
            representation,
            start,
            length,
        })
    }

    /// The end of the element; for an undefined length, after its delimiter.
    ///
    /// Nesting is only counted, so its depth needs neither recursion nor memory.
    pub(super) fn end(self, bytes: &[u8], element: &Element) -> Result<usize, InputError> {
        let mut open = *element;
        // The current depth, and the depth of the outermost open UN sequence.
        let (mut depth, mut unknown_since) = (0usize, None);
        loop {
            let (at, opened) = match open.length {
                Some(length) => (within(bytes, open.start, length)?, false),
                None => (open.start, true),
            };
            if opened {
                depth += 1;
                if unknown_since.is_none() && open.representation == *b"UN" {
                    unknown_since = Some(depth);
                }
            } else if matches!(open.tag, ITEM_END | SEQUENCE_END) && depth > 0 {
                if unknown_since == Some(depth) {
                    unknown_since = None;
                }
                depth -= 1;
            }
            if depth == 0 {
                return Ok(at);
            }
            let encoding = if unknown_since.is_some() {
                IMPLICIT_LE
            } else {
                self
            };
            open = encoding.element(bytes, at).ok_or_else(truncated)?;
            if open.length.is_none() && matches!(open.tag, ITEM_END | SEQUENCE_END) {
                return Err(damaged("a delimiter has an undefined length"));
            }
        }
    }
}

/// The end of a value, which must be within the file.
pub(super) fn within(bytes: &[u8], start: usize, length: usize) -> Result<usize, InputError> {
    let end = start.checked_add(length);
    end.filter(|&end| end <= bytes.len()).ok_or_else(truncated)
}

/// `N` bytes at `at`.
pub(super) fn chunk<const N: usize>(bytes: &[u8], at: usize) -> Option<&[u8; N]> {
    bytes.get(at..)?.first_chunk()
}

/// Whether these letters are a VR. Source: PS3.5, table 6.2-1.
pub(super) fn is_representation(letters: [u8; 2]) -> bool {
    const ALL: &[u8] = b"AEASATCSDADSDTFDFLISLOLTOBODOFOLOVOWPNSHSLSQSSSTSVTMUCUIULUNURUSUTUV";
    ALL.as_chunks().0.contains(&letters)
}

/// Whether a VR has a 32-bit length after two reserved bytes. Source: PS3.5, 7.1.2.
fn has_long_length(representation: [u8; 2]) -> bool {
    const LONG: &[u8] = b"OBODOFOLOVOWSQSVUCUNURUTUV";
    LONG.as_chunks().0.contains(&representation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_heads_are_read() {
        let short = b"\x28\0\x10\0US\x02\0\x90\x01";
        let element = EXPLICIT_LE.element(short, 0).unwrap();
        assert_eq!((element.tag, element.start), (Tag(0x28, 0x10), 8));
        assert_eq!(element.length, Some(2));
        let long = b"\xe0\x7f\x10\0OW\0\0\xff\xff\xff\xff";
        let element = EXPLICIT_LE.element(long, 0).unwrap();
        assert_eq!((element.length, element.start), (None, 12));
        let implicit = b"\x28\0\x10\0\x02\0\0\0\x90\x01";
        let element = IMPLICIT_LE.element(implicit, 0).unwrap();
        assert_eq!((element.length, element.start), (Some(2), 8));
        assert!(EXPLICIT_LE.element(&long[..11], 0).is_none());
    }

    #[test]
    fn the_encoding_shows_in_the_first_element() {
        let guess = |bytes: &[u8]| Encoding::guess(bytes, 0).unwrap();
        assert_eq!(guess(b"\x08\0\x05\0CS\x0a\0"), EXPLICIT_LE);
        assert_eq!(guess(b"\x08\0\x05\0\x0a\0\0\0"), IMPLICIT_LE);
        assert!(guess(b"\0\x08\0\x05CS\0\x0a").big_endian);
    }

    #[test]
    fn sequences_end_behind_their_delimiters() {
        // A sequence of undefined length whose item has a sequence of unknown representation.
        let mut bytes = b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xff".to_vec();
        bytes.extend(b"\xfe\xff\0\xe0\xff\xff\xff\xff");
        bytes.extend(b"\x09\0\x10\x10UN\0\0\xff\xff\xff\xff");
        bytes.extend(b"\xfe\xff\0\xe0\xff\xff\xff\xff");
        bytes.extend(b"\x09\0\x11\x10\x02\0\0\0ab");
        bytes.extend(b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0");
        bytes.extend(b"\x09\0\x12\x10LO\x02\0ab");
        bytes.extend(b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0rest");
        let element = EXPLICIT_LE.element(&bytes, 0).unwrap();
        assert_eq!(EXPLICIT_LE.end(&bytes, &element), Ok(bytes.len() - 4));
        let cut = &bytes[..bytes.len() - 6];
        assert_eq!(EXPLICIT_LE.end(cut, &element), Err(truncated()));
    }
}
