//! JPEG streams: sequential and progressive DCT (8 and 12 bits) and lossless (2 to 16 bits), interleaved
//! or not. Source: ITU-T T.81.
//!
//! Hierarchical and arithmetic-coded streams are rejected. Missing data are an error; they are never
//! filled in.

use super::bits::{BitReader, Stuffing, marker_at};
use super::dct::Precision;
use super::jpeg_frame::{Component, Frame, Process, Scan};
use super::jpeg_progressive::{self, Coefficients};
use super::jpeg_tables::Tables;
use super::{
    CodecError, Colour, Picture, Shape, be16, jpeg_lossless, jpeg_sequential, next_marker,
    next_segment,
};

/// Decodes a stream of a known shape.
///
/// `colour` is the meaning of three components unless the stream itself states one.
pub(in crate::input) fn decode(
    bytes: &[u8],
    shape: Shape,
    colour: Colour,
    precision: Precision,
) -> Result<Picture, CodecError> {
    let stream = Jpeg::open(bytes)?;
    let Shape {
        width,
        height,
        components,
    } = stream.shape();
    shape.admit(width, height, components)?;
    let colour = stream.colour().unwrap_or(colour);
    stream.decode(colour, precision)
}

/// A stream of which everything before the first scan has been read.
pub(in crate::input) struct Jpeg<'a> {
    bytes: &'a [u8],
    // Position of the first scan.
    at: usize,
    frame: Frame,
    tables: Tables,
    application: Application<'a>,
}

/// Contents of application segments.
#[derive(Default)]
struct Application<'a> {
    // Whether the stream calls itself JFIF.
    jfif: bool,
    // The colour transform in Adobe's segment.
    transform: Option<u8>,
    exif: Option<&'a [u8]>,
}

impl<'a> Jpeg<'a> {
    /// Reads the segments before the first scan.
    pub(in crate::input) fn open(bytes: &'a [u8]) -> Result<Self, CodecError> {
        if !bytes.starts_with(&[0xff, 0xd8]) {
            return Err(CodecError::Damaged("not a JPEG stream"));
        }
        let mut frame = None;
        let mut tables = Tables::default();
        let mut application = Application::default();
        let mut at = 2;
        loop {
            let start = at;
            let (marker, segment) = read_segment(bytes, &mut at)?.ok_or(CodecError::Truncated)?;
            match marker {
                0xda => {
                    let frame =
                        frame.ok_or(CodecError::Damaged("a scan before its frame header"))?;
                    return Ok(Self {
                        bytes,
                        at: start,
                        frame,
                        tables,
                        application,
                    });
                }
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                    if frame.is_some() {
                        return Err(CodecError::Damaged("several frame headers"));
                    }
                    let process = Process::of(marker)?;
                    frame = Some(Frame::read(process, segment, || {
                        number_of_lines(bytes, at)
                    })?);
                }
                0xde => return Err(CodecError::Unsupported("hierarchical JPEG")),
                0xe0..=0xef => application.read(marker, segment),
                _ => tables.read(marker, segment)?,
            }
        }
    }

    /// Size of the image.
    pub(in crate::input) const fn shape(&self) -> Shape {
        Shape {
            width: self.frame.width,
            height: self.frame.height,
            components: self.frame.components.len(),
        }
    }

    /// Bits of a sample, 2 to 16.
    pub(in crate::input) const fn bits(&self) -> u32 {
        self.frame.bits
    }

    /// Whether the samples are coded without loss.
    pub(in crate::input) fn is_lossless(&self) -> bool {
        self.frame.process == Process::Lossless
    }

    /// The TIFF structure of the Exif segment.
    pub(in crate::input) const fn exif(&self) -> Option<&'a [u8]> {
        self.application.exif
    }

    /// The meaning of three or four components, if the stream states it. Source: ITU-T T.872, 6.
    pub(in crate::input) fn colour(&self) -> Option<Colour> {
        let Application {
            jfif, transform, ..
        } = self.application;
        let ids = self.frame.components.iter().map(|it| it.id);
        match (self.frame.components.len(), transform) {
            (3, _) if jfif => Some(Colour::Ycc),
            (3, Some(0)) => Some(Colour::Rgb),
            (3, Some(_)) => Some(Colour::Ycc),
            (3, None) if ids.eq(*b"RGB") => Some(Colour::Rgb),
            (4, Some(0)) => Some(Colour::Cmyk),
            (4, Some(_)) => Some(Colour::Ycck),
            _ => None,
        }
    }

    /// Memory for decoding beside the first plane, in bytes.
    pub(in crate::input) fn memory(&self, colour: Colour) -> u64 {
        let components = self.frame.components.iter().enumerate();
        components
            .map(|(index, component)| {
                let coefficients = match self.frame.process {
                    Process::Progressive => {
                        let [across, down] = component.blocks();
                        (across * down * size_of::<[i16; 64]>()) as u64
                    }
                    Process::Sequential | Process::Lossless => 0,
                };
                let kept = if index > 0 {
                    self.kept(colour, index)
                } else {
                    0
                };
                coefficients + 2 * kept as u64
            })
            .sum()
    }

    /// The minimum length of the values that grey depends on, in bits: a bit of each lossless sample or
    /// block's DC value, and another where its AC values are in the same scan.
    fn minimum_bits(&self, colour: Colour) -> usize {
        let components = self.frame.components.iter().enumerate();
        let used = components.filter(|(index, _)| colour.uses(*index));
        used.map(|(_, it)| {
            let [across, down] = it.blocks();
            match self.frame.process {
                Process::Sequential => 2 * across * down,
                Process::Progressive => across * down,
                Process::Lossless => it.width * it.height,
            }
        })
        .sum()
    }

    /// Checks that the stream is as long as the shortest one with this size.
    pub(in crate::input) fn admit_length(&self, colour: Colour) -> Result<(), CodecError> {
        if self.minimum_bits(colour).div_ceil(8) > self.bytes.len() {
            return Err(CodecError::Truncated);
        }
        Ok(())
    }

    /// The values that are kept of a component: its samples, or the means of chroma blocks. Lossless prediction
    /// needs the samples of all components.
    fn kept(&self, colour: Colour, index: usize) -> usize {
        let component = &self.frame.components[index];
        let [across, down] = component.blocks();
        if self.is_lossless() || colour.uses(index) {
            component.width * component.height
        } else if colour.is_chroma(index) {
            across * down
        } else {
            0
        }
    }

    /// Decodes the components that grey depends on, and the means of chroma.
    pub(in crate::input) fn decode(
        self,
        colour: Colour,
        precision: Precision,
    ) -> Result<Picture, CodecError> {
        let Frame { width, height, .. } = self.frame;
        let mut components = self.frame.components.iter().enumerate();
        let is_subsampled = |it: &Component| (it.width, it.height) != (width, height);
        if components.any(|(index, it)| colour.uses(index) && is_subsampled(it)) {
            return Err(CodecError::Unsupported("subsampled luma or colours"));
        }
        self.admit_length(colour)?;
        let components = &self.frame.components;
        let samples = match self.frame.process {
            Process::Progressive => {
                Samples::Progressive(components.iter().map(Coefficients::new).collect())
            }
            Process::Sequential | Process::Lossless => Samples::Planes {
                planes: (0..components.len())
                    .map(|index| vec![0; self.kept(colour, index)])
                    .collect(),
                decoded: vec![false; components.len()],
            },
        };
        let mut decoder = Decoder {
            frame: self.frame,
            tables: self.tables,
            colour,
            precision,
            samples,
        };
        decoder.read(self.bytes, self.at)?;
        decoder.finish()
    }
}

impl<'a> Application<'a> {
    fn read(&mut self, marker: u8, segment: &'a [u8]) {
        match marker {
            0xe0 if segment.starts_with(b"JFIF\0") => self.jfif = true,
            0xe1 if segment.starts_with(b"Exif\0\0") => self.exif = segment.get(6..),
            0xee if segment.starts_with(b"Adobe") => self.transform = segment.get(11).copied(),
            _ => {}
        }
    }
}

/// The next marker and its segment, without restart markers; `None` at the end of the image or data.
/// Bytes between segments and the rest of a scan are skipped.
fn read_segment<'a>(bytes: &'a [u8], at: &mut usize) -> Result<Option<(u8, &'a [u8])>, CodecError> {
    loop {
        *at = marker_at(bytes, *at);
        if *at == bytes.len() {
            return Ok(None);
        }
        match next_marker(bytes, at)? {
            0x01 | 0xd0..=0xd8 => {}
            0xd9 => return Ok(None),
            marker => return Ok(Some((marker, next_segment(bytes, at)?))),
        }
    }
}

/// The height in the segment that follows the first scan where the frame header has none.
/// Source: T.81, B.2.5.
fn number_of_lines(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Ok(Some((marker, segment))) = read_segment(bytes, &mut at) {
        if marker == 0xdc {
            return be16(segment, 0).ok();
        }
    }
    None
}

/// What the scans are decoded to, per component.
enum Samples {
    Planes {
        // Of chroma, the mean of each block; empty if the component is not needed.
        planes: Vec<Vec<u16>>,
        // Whether each component has been decoded.
        decoded: Vec<bool>,
    },
    Progressive(Vec<Coefficients>),
}

impl Samples {
    fn is_complete(&self, component: usize) -> bool {
        match self {
            Self::Planes { decoded, .. } => decoded[component],
            Self::Progressive(coefficients) => coefficients[component].are_complete(),
        }
    }
}

struct Decoder {
    frame: Frame,
    tables: Tables,
    colour: Colour,
    precision: Precision,
    samples: Samples,
}

impl Decoder {
    /// Reads all scans. A picture is complete when all components are, whether or not an end-of-image
    /// marker follows.
    fn read(&mut self, bytes: &[u8], mut at: usize) -> Result<(), CodecError> {
        let count = self.frame.components.len();
        while !(0..count).all(|it| self.samples.is_complete(it)) {
            let (marker, segment) = read_segment(bytes, &mut at)?.ok_or(CodecError::Truncated)?;
            match marker {
                0xda => {
                    let mut bits = BitReader::new(bytes, at, Stuffing::Byte);
                    self.read_scan(segment, &mut bits)?;
                    at = bits.end();
                }
                0xc0..=0xcf if marker != 0xc4 => {
                    return Err(CodecError::Damaged("several frame headers"));
                }
                _ => self.tables.read(marker, segment)?,
            }
        }
        Ok(())
    }

    fn read_scan(&mut self, segment: &[u8], bits: &mut BitReader<'_>) -> Result<(), CodecError> {
        let (frame, tables) = (&self.frame, &self.tables);
        let scan = Scan::read(frame, segment)?;
        let (planes, decoded) = match &mut self.samples {
            Samples::Progressive(coefficients) => {
                return jpeg_progressive::decode(frame, &scan, tables, bits, coefficients);
            }
            Samples::Planes { planes, decoded } => (planes, decoded),
        };
        for component in &scan.components {
            if std::mem::replace(&mut decoded[component.index], true) {
                return Err(CodecError::Damaged("a component is coded twice"));
            }
        }
        if frame.process == Process::Lossless {
            jpeg_lossless::decode(frame, &scan, tables, bits, planes)
        } else {
            jpeg_sequential::decode(frame, &scan, tables, self.precision, bits, planes)
        }
    }

    fn finish(mut self) -> Result<Picture, CodecError> {
        let chroma = self.chroma();
        let Self { frame, colour, .. } = self;
        let used = (0..frame.components.len()).filter(|&it| colour.uses(it));
        let planes = match self.samples {
            Samples::Planes { mut planes, .. } => {
                used.map(|it| std::mem::take(&mut planes[it])).collect()
            }
            Samples::Progressive(coefficients) => used
                .map(|it| {
                    coefficients[it].samples(&frame.components[it], frame.bits, self.precision)
                })
                .collect::<Result<_, _>>()?,
        };
        Ok(Picture {
            colour,
            planes,
            chroma,
            lossy: frame.process != Process::Lossless,
        })
    }

    /// The means of the colour differences, where there are any.
    fn chroma(&mut self) -> Option<[Vec<u16>; 2]> {
        let is_kept = self.colour == Colour::Ycc && self.frame.process != Process::Lossless;
        is_kept.then(|| {
            [1, 2].map(|index: usize| match &mut self.samples {
                Samples::Planes { planes, .. } => std::mem::take(&mut planes[index]),
                Samples::Progressive(coefficients) => coefficients[index].means(self.frame.bits),
            })
        })
    }
}
