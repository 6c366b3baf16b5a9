//! JPEG streams: sequential DCT (8 and 12 bits) and lossless (2 to 16 bits), interleaved or not.
//! Source: ITU-T T.81.
//!
//! Progressive, hierarchical and arithmetic-coded streams are rejected. Missing data are an error;
//! they are never filled in.

use super::bits::{BitReader, Stuffing};
use super::jpeg_frame::{Frame, Process, Scan, Tables};
use super::{
    CodecError, Colour, Picture, Shape, be16, jpeg_lossless, jpeg_sequential, next_marker,
    next_segment,
};

/// Decodes a stream.
///
/// For YCbCr, only the luma is kept. `colour` is the meaning of three components unless the stream
/// itself states one.
pub(in crate::input) fn decode(
    bytes: &[u8],
    shape: Shape,
    colour: Colour,
) -> Result<Picture, CodecError> {
    let mut decoder = Decoder {
        shape,
        colour,
        frame: None,
        tables: Tables::default(),
        planes: Vec::new(),
        decoded: Vec::new(),
    };
    decoder.read(bytes)?;
    decoder.finish()
}

struct Decoder {
    shape: Shape,
    colour: Colour,
    frame: Option<Frame>,
    tables: Tables,
    // One per component; empty if the component is not needed.
    planes: Vec<Vec<u16>>,
    // Whether each component has been decoded.
    decoded: Vec<bool>,
}

impl Decoder {
    fn read(&mut self, bytes: &[u8]) -> Result<(), CodecError> {
        if !bytes.starts_with(&[0xff, 0xd8]) {
            return Err(CodecError::Damaged("not a JPEG stream"));
        }
        let mut at = 2;
        while !self.is_done() {
            let marker = next_marker(bytes, &mut at)?;
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                continue;
            }
            if marker == 0xd9 {
                // End of image with components missing.
                return Err(CodecError::Truncated);
            }
            let segment = next_segment(bytes, &mut at)?;
            if marker == 0xda {
                let mut bits = BitReader::new(bytes, at, Stuffing::Byte);
                self.read_scan(segment, &mut bits)?;
                at = bits.end();
            } else {
                self.read_segment(marker, segment)?;
            }
        }
        Ok(())
    }

    /// Whether all needed components have been decoded.
    fn is_done(&self) -> bool {
        let mut components = self.planes.iter().zip(&self.decoded);
        !self.planes.is_empty() && components.all(|(plane, &decoded)| plane.is_empty() || decoded)
    }

    fn read_segment(&mut self, marker: u8, segment: &[u8]) -> Result<(), CodecError> {
        match marker {
            0xc0 | 0xc1 => self.start(Frame::read(Process::Sequential, segment)?),
            0xc3 => self.start(Frame::read(Process::Lossless, segment)?),
            0xc4 => self.tables.read_codes(segment),
            0xc2 | 0xc6 => Err(CodecError::Unsupported("progressive JPEG")),
            0xc5 | 0xc7 => Err(CodecError::Unsupported("hierarchical JPEG")),
            0xc9..=0xcf => Err(CodecError::Unsupported("arithmetically coded JPEG")),
            0xdb => self.tables.read_steps(segment),
            0xdd => {
                self.tables.restart_interval = be16(segment, 0)?;
                Ok(())
            }
            // JFIF implies YCbCr; the Adobe marker states the transform.
            0xe0 if segment.starts_with(b"JFIF\0") => {
                self.tell(Colour::Ycc);
                Ok(())
            }
            0xee if segment.starts_with(b"Adobe") && segment.len() >= 12 => {
                let colour = if segment[11] == 0 {
                    Colour::Rgb
                } else {
                    Colour::Ycc
                };
                self.tell(colour);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn tell(&mut self, colour: Colour) {
        if self.shape.components == 3 {
            self.colour = colour;
        }
    }

    fn start(&mut self, frame: Frame) -> Result<(), CodecError> {
        if self.frame.is_some() {
            return Err(CodecError::Damaged("several frame headers"));
        }
        let count = frame.components.len();
        self.shape.admit(frame.width, frame.height, count)?;
        let ids = frame.components.iter().map(|it| it.id);
        if ids.eq(*b"RGB") {
            self.tell(Colour::Rgb);
        }
        // Lossless prediction needs the planes of all components.
        let all = frame.process == Process::Lossless || self.colour == Colour::Rgb;
        let wanted = if all { count } else { 1 };
        let lengths = frame.components.iter().map(|it| it.width * it.height);
        self.planes = lengths
            .enumerate()
            .map(|(index, length)| vec![0; if index < wanted { length } else { 0 }])
            .collect();
        self.decoded = vec![false; count];
        self.frame = Some(frame);
        Ok(())
    }

    fn read_scan(&mut self, segment: &[u8], bits: &mut BitReader<'_>) -> Result<(), CodecError> {
        let frame = self.frame.as_ref();
        let frame = frame.ok_or(CodecError::Damaged("a scan before its frame header"))?;
        let scan = Scan::read(frame, segment)?;
        for component in &scan.components {
            if std::mem::replace(&mut self.decoded[component.index], true) {
                return Err(CodecError::Damaged("a component is coded twice"));
            }
        }
        match frame.process {
            Process::Sequential => {
                jpeg_sequential::decode(frame, &scan, &self.tables, bits, &mut self.planes)
            }
            Process::Lossless => {
                jpeg_lossless::decode(frame, &scan, &self.tables, bits, &mut self.planes)
            }
        }
    }

    fn finish(self) -> Result<Picture, CodecError> {
        let frame = self.frame.ok_or(CodecError::Truncated)?;
        let kept = if self.colour == Colour::Rgb {
            usize::MAX
        } else {
            1
        };
        let planes = frame.components.iter().zip(self.planes).take(kept);
        let planes = planes.map(|(component, plane)| {
            if (component.width, component.height) == (frame.width, frame.height) {
                return plane;
            }
            // A subsampled component: each pixel takes the sample that covers it.
            let mut full = Vec::with_capacity(self.shape.plane());
            for y in 0..frame.height {
                let row = y * component.vertical / frame.max_vertical * component.width;
                full.extend(
                    (0..frame.width)
                        .map(|x| plane[row + x * component.horizontal / frame.max_horizontal]),
                );
            }
            full
        });
        Ok(Picture {
            colour: self.colour,
            planes: planes.collect(),
            lossy: frame.process == Process::Sequential,
        })
    }
}
