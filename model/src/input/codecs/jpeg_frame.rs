//! Frame and scan headers of a JPEG stream. Source: ITU-T T.81, annex B.

use super::{CodecError, be16};

/// How the samples are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    /// Baseline or extended sequential DCT.
    Sequential,
    /// Progressive DCT.
    Progressive,
    /// Lossless prediction.
    Lossless,
}

/// The frame header.
#[derive(Debug)]
pub(super) struct Frame {
    /// How the samples are coded.
    pub process: Process,
    /// Bits of a sample: 8 or 12 for the DCT, 2 to 16 for lossless coding.
    pub bits: u32,
    /// Samples in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The components, 1 to 4.
    pub components: Vec<Component>,
    /// Maximum horizontal sampling factor.
    pub max_horizontal: usize,
    /// Maximum vertical sampling factor.
    pub max_vertical: usize,
}

/// A component of a frame.
#[derive(Debug)]
pub(super) struct Component {
    /// Its identifier in scan headers.
    pub id: u8,
    /// Horizontal sampling factor, 1 to 4.
    pub horizontal: usize,
    /// Vertical sampling factor, 1 to 4.
    pub vertical: usize,
    /// Number of its quantisation table.
    pub table: usize,
    /// Samples in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Component {
    /// Blocks in a row and rows of blocks, without those that only pad MCUs.
    pub(super) const fn blocks(&self) -> [usize; 2] {
        [self.width.div_ceil(8), self.height.div_ceil(8)]
    }
}

impl Process {
    /// The process of a start-of-frame marker.
    pub(super) const fn of(marker: u8) -> Result<Self, CodecError> {
        match marker {
            0xc0 | 0xc1 => Ok(Self::Sequential),
            0xc2 => Ok(Self::Progressive),
            0xc3 => Ok(Self::Lossless),
            0xc5..=0xc7 => Err(CodecError::Unsupported("hierarchical JPEG")),
            _ => Err(CodecError::Unsupported("arithmetically coded JPEG")),
        }
    }
}

impl Frame {
    /// Reads the segment of a start-of-frame marker; `rows` finds the height if the segment has none.
    pub(super) fn read(
        process: Process,
        segment: &[u8],
        rows: impl FnOnce() -> Option<usize>,
    ) -> Result<Self, CodecError> {
        let &[bits, _, _, _, _, count, ref entries @ ..] = segment else {
            return Err(CodecError::Truncated);
        };
        let (height, width) = (be16(segment, 1)?, be16(segment, 3)?);
        let height = match height {
            0 => rows().filter(|&rows| rows > 0),
            _ => Some(height),
        };
        let height = height.ok_or(CodecError::Damaged("the number of rows is missing"))?;
        let known = match process {
            Process::Sequential | Process::Progressive => matches!(bits, 8 | 12),
            Process::Lossless => (2..=16).contains(&bits),
        };
        if !known {
            return Err(CodecError::Damaged("impossible number of bits"));
        }
        let (entries, _) = entries.as_chunks::<3>();
        if !(1..=4).contains(&count) || entries.len() < count.into() {
            return Err(CodecError::Damaged("impossible number of components"));
        }
        let entries = &entries[..count.into()];
        let factors = |sampling: u8| [usize::from(sampling >> 4), usize::from(sampling & 15)];
        let possible =
            |&[_, sampling, _]: &[u8; 3]| factors(sampling).iter().all(|it| (1..=4).contains(it));
        if width == 0 || !entries.iter().all(possible) {
            return Err(CodecError::Damaged("impossible sampling"));
        }
        let max = |axis: usize| {
            let factors = entries.iter().map(|&[_, it, _]| factors(it)[axis]);
            factors.max().unwrap_or(1)
        };
        let (max_horizontal, max_vertical) = (max(0), max(1));
        let component = |&[id, sampling, table]: &[u8; 3]| {
            let [horizontal, vertical] = factors(sampling);
            Component {
                id,
                horizontal,
                vertical,
                table: table.into(),
                width: (width * horizontal).div_ceil(max_horizontal),
                height: (height * vertical).div_ceil(max_vertical),
            }
        };
        Ok(Self {
            process,
            bits: bits.into(),
            width,
            height,
            components: entries.iter().map(component).collect(),
            max_horizontal,
            max_vertical,
        })
    }
}

/// A scan header.
#[derive(Debug)]
pub(super) struct Scan {
    /// Its components.
    pub components: Vec<ScanComponent>,
    /// First coefficient, or the predictor of lossless coding.
    pub start: u8,
    /// Last coefficient; only progressive scans use it.
    pub end: u8,
    /// Number of low bits that the preceding scan of these coefficients dropped; 0 if there is none.
    pub above: u32,
    /// Point transform: number of low bits dropped.
    pub point: u32,
}

/// A component of a scan.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScanComponent {
    /// Its index in the frame.
    pub index: usize,
    /// Number of the Huffman table for DC values or lossless differences.
    pub dc: usize,
    /// Number of the Huffman table for AC values.
    pub ac: usize,
}

impl Scan {
    /// Reads the segment of a start-of-scan marker.
    pub(super) fn read(frame: &Frame, segment: &[u8]) -> Result<Self, CodecError> {
        let (&count, rest) = segment.split_first().ok_or(CodecError::Truncated)?;
        let (entries, rest) = rest
            .split_at_checked(2 * usize::from(count))
            .ok_or(CodecError::Truncated)?;
        let &[start, end, approximation, ..] = rest else {
            return Err(CodecError::Truncated);
        };
        let mut components: Vec<ScanComponent> = Vec::new();
        for &[id, tables] in entries.as_chunks::<2>().0 {
            let index = frame.components.iter().position(|it| it.id == id);
            let index = index.ok_or(CodecError::Damaged("a scan of an unknown component"))?;
            if components.iter().any(|it| it.index == index) {
                return Err(CodecError::Damaged("a scan has a component twice"));
            }
            let (dc, ac) = ((tables >> 4).into(), (tables & 15).into());
            components.push(ScanComponent { index, dc, ac });
        }
        if components.is_empty() {
            return Err(CodecError::Damaged("a scan without components"));
        }
        Ok(Self {
            components,
            start,
            end,
            above: (approximation >> 4).into(),
            point: (approximation & 15).into(),
        })
    }
}
