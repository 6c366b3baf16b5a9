//! The boxes of a JP2 file: codestream, colour space, palette and channels.
//! Source: ITU-T T.800, annex I.

use super::codecs::CodecError;
use super::grey::scaled;

/// First bytes of a codestream.
pub(super) const CODESTREAM: &[u8] = b"\xff\x4f\xff\x51";

/// First bytes of a JP2 file.
pub(super) const SIGNATURE: &[u8] = b"\x00\x00\x00\x0cjP  ";

/// What the colours of the channels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Grey.
    Grey,
    /// Red, green and blue.
    Rgb,
    /// Luma and colour differences.
    Luma,
    /// Inks.
    Printing,
    /// Known, but without a simple grey.
    Other,
    /// Not stated.
    Unknown,
}

/// Where the values of a channel come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Channel {
    /// Component of the codestream.
    pub component: usize,
    /// Column of the palette that the component selects from.
    column: Option<usize>,
}

/// The channels of a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Channels {
    /// Colours in the order of the colour space.
    pub colours: Vec<Channel>,
    /// Opacity; `None` if colours are already multiplied by it.
    pub opacity: Option<Channel>,
}

/// A palette: for each column, its bits and an entry for each index.
#[derive(Debug, Default)]
struct Palette {
    columns: Vec<(u32, Vec<u16>)>,
}

/// The contents of a file; a raw codestream has nothing else.
#[derive(Debug)]
pub(super) struct Container<'a> {
    /// The first codestream.
    pub codestream: &'a [u8],
    /// The colour space.
    pub space: Space,
    palette: Option<Palette>,
    // Per channel: component, and column of the palette.
    mapping: Vec<Channel>,
    // Channel, type and associated colour.
    definitions: Vec<[usize; 3]>,
}

impl<'a> Container<'a> {
    /// Reads the boxes of a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, CodecError> {
        let mut container = Self {
            codestream: &[],
            space: Space::Unknown,
            palette: None,
            mapping: Vec::new(),
            definitions: Vec::new(),
        };
        if bytes.starts_with(CODESTREAM) {
            container.codestream = bytes;
            return Ok(container);
        }
        let mut rest = bytes;
        while let Some((name, contents)) = next_box(&mut rest)? {
            match name {
                b"jp2h" => container.read_header(contents)?,
                b"jp2c" => {
                    container.codestream = contents;
                    return Ok(container);
                }
                _ => {}
            }
        }
        Err(CodecError::Truncated)
    }

    fn read_header(&mut self, mut rest: &'a [u8]) -> Result<(), CodecError> {
        while let Some((name, contents)) = next_box(&mut rest)? {
            match name {
                b"colr" if self.space == Space::Unknown => self.space = space(contents),
                b"pclr" => self.palette = Some(Palette::read(contents)?),
                b"cmap" => {
                    let (entries, _) = contents.as_chunks::<4>();
                    let entry = |&[high, low, kind, column]: &[u8; 4]| Channel {
                        component: u16::from_be_bytes([high, low]).into(),
                        column: (kind == 1).then_some(column.into()),
                    };
                    self.mapping = entries.iter().map(entry).collect();
                }
                b"cdef" => {
                    let (entries, _) = contents.get(2..).unwrap_or_default().as_chunks::<6>();
                    let entry = |it: &[u8; 6]| {
                        [0, 2, 4].map(|at| u16::from_be_bytes([it[at], it[at + 1]]).into())
                    };
                    self.definitions = entries.iter().map(entry).collect();
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The channels of a codestream with this number of components.
    pub(super) fn channels(&self, components: usize) -> Result<Channels, CodecError> {
        let direct = |component| Channel {
            component,
            column: None,
        };
        let all: Vec<Channel> = match &self.palette {
            None => (0..components).map(direct).collect(),
            // A file without a mapping has all columns select by the first component.
            Some(palette) if self.mapping.is_empty() => (0..palette.columns.len())
                .map(|column| Channel {
                    component: 0,
                    column: Some(column),
                })
                .collect(),
            Some(_) => self.mapping.clone(),
        };
        if all.iter().any(|it| it.component >= components) {
            return Err(CodecError::Damaged("a channel of a missing component"));
        }
        if self.definitions.is_empty() {
            return Ok(Channels {
                colours: all,
                opacity: None,
            });
        }
        let mut colours = Vec::new();
        let mut opacity = None;
        for &[channel, kind, colour] in &self.definitions {
            let channel = all.get(channel).copied();
            let channel =
                channel.ok_or(CodecError::Damaged("a definition of a missing channel"))?;
            match kind {
                0 => colours.push((colour, channel)),
                1 => opacity = Some(channel),
                _ => {}
            }
        }
        colours.sort_by_key(|&(colour, _)| colour);
        Ok(Channels {
            colours: colours.into_iter().map(|(_, channel)| channel).collect(),
            opacity,
        })
    }

    /// The 16-bit value of a channel for each sample of its component, which has `bits` bits.
    pub(super) fn tones(&self, channel: &Channel, bits: u32) -> Result<Vec<u16>, CodecError> {
        let levels = 1 << bits;
        let Some(column) = channel.column else {
            return Ok((0..levels)
                .map(|level| scaled(level, (1 << bits) - 1))
                .collect());
        };
        let palette = self.palette.as_ref().and_then(|it| it.columns.get(column));
        let (depth, entries) = palette.ok_or(CodecError::Damaged("a missing palette"))?;
        let last = entries.last().copied().unwrap_or_default();
        let entries = entries.iter().copied().chain(std::iter::repeat(last));
        Ok(entries
            .take(levels as usize)
            .map(|entry| scaled(entry.into(), (1 << *depth) - 1))
            .collect())
    }
}

impl Palette {
    fn read(contents: &[u8]) -> Result<Self, CodecError> {
        let &[high, low, count, ref rest @ ..] = contents else {
            return Err(CodecError::Truncated);
        };
        let entries = usize::from(u16::from_be_bytes([high, low]));
        let (depths, mut values) = rest
            .split_at_checked(count.into())
            .ok_or(CodecError::Truncated)?;
        let mut columns = Vec::new();
        for depth in depths {
            if !(0..16).contains(depth) {
                return Err(CodecError::Unsupported(
                    "a palette with signed or long entries",
                ));
            }
            columns.push((u32::from(depth + 1), Vec::with_capacity(entries)));
        }
        for _ in 0..entries {
            for (bits, column) in &mut columns {
                let length = bits.div_ceil(8) as usize;
                let (value, rest) = values
                    .split_at_checked(length)
                    .ok_or(CodecError::Truncated)?;
                let value = value
                    .iter()
                    .fold(0, |value, &byte| value << 8 | u16::from(byte));
                column.push(value);
                values = rest;
            }
        }
        Ok(Self { columns })
    }
}

/// The colour space in a colour specification box.
fn space(contents: &[u8]) -> Space {
    let method = contents.first();
    let description = contents.get(3..).unwrap_or_default();
    match (method, description) {
        (Some(1), [0, 0, 0, number, ..]) => match number {
            17 => Space::Grey,
            16 | 20 | 21 => Space::Rgb,
            1 | 3 | 4 | 18 | 24 => Space::Luma,
            11..=13 => Space::Printing,
            _ => Space::Other,
        },
        // The signature in an ICC profile.
        (Some(2 | 3), profile) => match profile.get(16..20) {
            Some(b"GRAY") => Space::Grey,
            Some(b"RGB ") => Space::Rgb,
            Some(b"CMYK" | b"CMY ") => Space::Printing,
            _ => Space::Other,
        },
        _ => Space::Unknown,
    }
}

/// The name and contents of a box.
type NamedBox<'a> = (&'a [u8; 4], &'a [u8]);

/// The next box; `None` at the end.
fn next_box<'a>(bytes: &mut &'a [u8]) -> Result<Option<NamedBox<'a>>, CodecError> {
    let Some((length, rest)) = bytes.split_first_chunk() else {
        return Ok(None);
    };
    let (name, rest) = rest.split_first_chunk().ok_or(CodecError::Truncated)?;
    let (contents, rest) = match u32::from_be_bytes(*length) {
        // Up to the end of the file.
        0 => (rest, &[][..]),
        // A length of 64 bits follows.
        1 => {
            let (length, rest) = rest.split_first_chunk().ok_or(CodecError::Truncated)?;
            let length = usize::try_from(u64::from_be_bytes(*length)).ok();
            let length = length
                .and_then(|it| it.checked_sub(16))
                .ok_or(CodecError::Truncated)?;
            rest.split_at_checked(length).ok_or(CodecError::Truncated)?
        }
        length => {
            let length = (length as usize).checked_sub(8);
            let length = length.ok_or(CodecError::Damaged("impossible length of a box"))?;
            rest.split_at_checked(length).ok_or(CodecError::Truncated)?
        }
    };
    *bytes = rest;
    Ok(Some((name, contents)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8], contents: &[u8]) -> Vec<u8> {
        let length = u32::try_from(contents.len() + 8).unwrap();
        [&length.to_be_bytes(), name, contents].concat()
    }

    fn file(header: &[Vec<u8>]) -> Vec<u8> {
        let header = boxed(b"jp2h", &header.concat());
        let name = boxed(b"jP  ", b"\r\n\x87\n");
        [name, header, boxed(b"jp2c", CODESTREAM)].concat()
    }

    const fn channel(component: usize, column: Option<usize>) -> Channel {
        Channel { component, column }
    }

    #[test]
    fn lengths_of_boxes_are_checked() {
        let whole = file(&[]);
        assert_eq!(Container::open(&whole).unwrap().codestream, CODESTREAM);
        for length in 12..whole.len() {
            let error = Container::open(&whole[..length]).unwrap_err();
            assert_eq!(error, CodecError::Truncated, "{length}");
        }
        let (head, codestream) = whole.split_at(whole.len() - 12);
        let open_ended = [head, &[0; 4], &codestream[4..]].concat();
        assert_eq!(Container::open(&open_ended).unwrap().codestream, CODESTREAM);
        let wide = [head, b"\0\0\0\x01jp2c\0\0\0\0\0\0\0\x14", CODESTREAM].concat();
        assert_eq!(Container::open(&wide).unwrap().codestream, CODESTREAM);
        let short = [head, b"\0\0\0\x07jp2c"].concat();
        assert!(matches!(
            Container::open(&short),
            Err(CodecError::Damaged(_))
        ));
    }

    #[test]
    fn colour_spaces_are_told_apart() {
        let of = |contents: &[u8]| {
            let file = file(&[boxed(b"colr", contents)]);
            Container::open(&file).unwrap().space
        };
        assert_eq!(of(&[1, 0, 0, 0, 0, 0, 17]), Space::Grey);
        assert_eq!(of(&[1, 0, 0, 0, 0, 0, 16]), Space::Rgb);
        assert_eq!(of(&[1, 0, 0, 0, 0, 0, 18]), Space::Luma);
        assert_eq!(of(&[1, 0, 0, 0, 0, 0, 12]), Space::Printing);
        assert_eq!(of(&[1, 0, 0, 0, 0, 0, 14]), Space::Other);
        assert_eq!(of(&[4, 0, 0]), Space::Unknown);
        let profile = [&[2, 0, 0], [0; 16].as_slice(), b"GRAY"].concat();
        assert_eq!(of(&profile), Space::Grey);
    }

    #[test]
    fn definitions_order_the_colours_and_name_the_opacity() {
        // Opacity, blue, green, red.
        let definitions = [
            0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 2, 0, 0, 0, 2, 0, 3, 0, 0, 0, 1,
        ];
        let bytes = file(&[boxed(b"cdef", &definitions)]);
        let container = Container::open(&bytes).unwrap();
        let channels = container.channels(4).unwrap();
        assert_eq!(channels.colours, [3, 2, 1].map(|it| channel(it, None)));
        assert_eq!(channels.opacity, Some(channel(0, None)));
        assert!(container.channels(3).is_err());
    }

    #[test]
    fn a_palette_gives_the_values_of_its_columns() {
        // Three entries of 8 and of 12 bits.
        let palette = [0, 3, 2, 7, 11, 0, 0x0f, 0xff, 128, 0, 0, 255, 0x08, 0];
        let bytes = file(&[boxed(b"pclr", &palette)]);
        let container = Container::open(&bytes).unwrap();
        let columns = container.channels(1).unwrap().colours;
        assert_eq!(columns, [channel(0, Some(0)), channel(0, Some(1))]);
        // Indices past the end select the last entry.
        assert_eq!(
            container.tones(&columns[0], 2),
            Ok(vec![0, 128 * 257, 0xffff, 0xffff])
        );
        assert_eq!(
            container.tones(&columns[1], 2),
            Ok(vec![0xffff, 0, 32776, 32776])
        );
        let mapping = boxed(b"cmap", &[0, 1, 1, 1]);
        let bytes = file(&[boxed(b"pclr", &palette), mapping]);
        let container = Container::open(&bytes).unwrap();
        assert_eq!(
            container.channels(2).unwrap().colours,
            [channel(1, Some(1))]
        );
        assert!(container.channels(1).is_err());
        let short = file(&[boxed(b"pclr", &palette[..12])]);
        assert_eq!(Container::open(&short).unwrap_err(), CodecError::Truncated);
    }
}
