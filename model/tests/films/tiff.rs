//! Writes TIFF files of every kind, for tests.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use weezl::BitOrder;
use weezl::encode::Encoder;

pub(crate) const NONE: u64 = 1;
pub(crate) const LZW: u64 = 5;
pub(crate) const DEFLATE: u64 = 8;
pub(crate) const PACK_BITS: u64 = 32_773;

/// A page; `values` are the bits of each sample, interleaved by pixel.
#[derive(Clone)]
pub(crate) struct Page {
    pub width: usize,
    pub height: usize,
    pub bits: usize,
    pub format: u64,
    pub photometric: u64,
    pub samples: usize,
    pub values: Vec<u64>,
    pub compression: u64,
    pub predictor: u64,
    pub planar: bool,
    /// Width and height of tiles; none for strips.
    pub tile: Option<(usize, usize)>,
    pub rows_per_strip: usize,
    pub reversed_bits: bool,
    pub without_lengths: bool,
    /// Other fields: tag, type (3 for 16 bits, 4 for 32), values.
    pub more: Vec<(u16, u16, Vec<u64>)>,
}

impl Page {
    /// A grey page in strips, uncompressed.
    pub(crate) fn grey(width: u32, height: u32, bits: usize, values: Vec<u64>) -> Self {
        Self {
            width: width as usize,
            height: height as usize,
            bits,
            format: 1,
            photometric: 1,
            samples: 1,
            values,
            compression: NONE,
            predictor: 1,
            planar: false,
            tile: None,
            rows_per_strip: 7,
            reversed_bits: false,
            without_lengths: false,
            more: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The strips or tiles of one plane, or of all samples.
    fn chunks(&self, plane: Option<usize>, big_endian: bool) -> Vec<Vec<u8>> {
        let (across, down) = self.tile.unwrap_or((self.width, self.rows_per_strip));
        let taken: Vec<usize> = plane.map_or_else(|| (0..self.samples).collect(), |it| vec![it]);
        let mut chunks = Vec::new();
        for top in (0..self.height).step_by(down) {
            for left in (0..self.width).step_by(across) {
                let rows = if self.tile.is_some() {
                    down
                } else {
                    down.min(self.height - top)
                };
                let rows = (top..top + rows).flat_map(|y| {
                    let pixels = left..left + across;
                    let values = pixels.flat_map(|x| taken.iter().map(move |sample| (x, *sample)));
                    let values = values.map(|(x, sample)| {
                        let inside = x < self.width && y < self.height;
                        let at = (y * self.width + x) * self.samples + sample;
                        if inside { self.values[at] } else { 0 }
                    });
                    self.row(values.collect(), taken.len(), big_endian)
                });
                chunks.push(self.compress(rows.collect()));
            }
        }
        chunks
    }

    /// The bytes of a row of values.
    fn row(&self, mut values: Vec<u64>, samples: usize, big_endian: bool) -> Vec<u8> {
        let bytes = self.bits / 8;
        if self.predictor == 2 {
            for at in (samples..values.len()).rev() {
                values[at] = values[at].wrapping_sub(values[at - samples]);
            }
        }
        if !self.bits.is_multiple_of(8) {
            let bits = values
                .iter()
                .flat_map(|it| (0..self.bits).rev().map(move |bit| it >> bit & 1));
            let bits: Vec<u64> = bits.collect();
            let byte = |bits: &[u64]| {
                let value = bits.iter().fold(0, |byte, bit| byte << 1 | bit);
                u8::try_from(value << (8 - bits.len())).expect("eight bits")
            };
            return bits.chunks(8).map(byte).collect();
        }
        let word = |value: &u64| {
            let all = value.to_be_bytes();
            let mut word = all[8 - bytes..].to_vec();
            if !big_endian && self.predictor != 3 {
                word.reverse();
            }
            word
        };
        let row: Vec<u8> = values.iter().flat_map(word).collect();
        if self.predictor != 3 {
            return row;
        }
        let planes = (0..bytes).flat_map(|byte| row.iter().skip(byte).step_by(bytes).copied());
        let mut planes: Vec<u8> = planes.collect();
        for at in (samples..planes.len()).rev() {
            planes[at] = planes[at].wrapping_sub(planes[at - samples]);
        }
        planes
    }

    fn compress(&self, data: Vec<u8>) -> Vec<u8> {
        let data = match self.compression {
            LZW => {
                let mut encoder = Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
                encoder.encode(&data).expect("encodable")
            }
            DEFLATE => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&data).expect("room");
                encoder.finish().expect("room")
            }
            // A literal, then a run, then nothing.
            PACK_BITS => data
                .chunks(5)
                .flat_map(|chunk| match chunk {
                    &[a, b, ..] if chunk.iter().all(|it| *it == a) => {
                        vec![u8::try_from(257 - chunk.len()).expect("a byte"), b, 128]
                    }
                    _ => {
                        let head = u8::try_from(chunk.len() - 1).expect("a byte");
                        [&[head], chunk].concat()
                    }
                })
                .collect(),
            _ => data,
        };
        if self.reversed_bits {
            data.into_iter().map(u8::reverse_bits).collect()
        } else {
            data
        }
    }
}

/// Writes a file of pages; `big` for `BigTIFF`.
pub(crate) fn write(pages: &[Page], big_endian: bool, big: bool) -> Vec<u8> {
    let mut file = Writer {
        bytes: if big_endian { b"MM" } else { b"II" }.to_vec(),
        big_endian,
        big,
    };
    file.number(if big { 43 } else { 42 }, 2);
    if big {
        file.number(8, 2);
        file.number(0, 2);
    }
    let mut link = file.bytes.len();
    file.offset(0);
    for page in pages {
        let directory = file.page(page);
        file.patch(link, directory.0);
        link = directory.1;
    }
    file.bytes
}

struct Writer {
    bytes: Vec<u8>,
    big_endian: bool,
    big: bool,
}

impl Writer {
    fn encoded(&self, value: u64, size: usize) -> Vec<u8> {
        if self.big_endian {
            value.to_be_bytes()[8 - size..].to_vec()
        } else {
            value.to_le_bytes()[..size].to_vec()
        }
    }

    fn number(&mut self, value: u64, size: usize) {
        let encoded = self.encoded(value, size);
        self.bytes.extend(encoded);
    }

    const fn offset_size(&self) -> usize {
        if self.big { 8 } else { 4 }
    }

    fn offset(&mut self, value: usize) {
        self.number(value as u64, self.offset_size());
    }

    fn patch(&mut self, at: usize, value: usize) {
        let encoded = self.encoded(value as u64, self.offset_size());
        self.bytes[at..at + encoded.len()].copy_from_slice(&encoded);
    }

    /// Writes a page and returns the offsets of its directory and of the link to the next one.
    fn page(&mut self, page: &Page) -> (usize, usize) {
        let planes: Vec<Option<usize>> = if page.planar {
            (0..page.samples).map(Some).collect()
        } else {
            vec![None]
        };
        let (mut offsets, mut lengths) = (Vec::new(), Vec::new());
        for plane in planes {
            for chunk in page.chunks(plane, self.big_endian) {
                offsets.push(self.bytes.len() as u64);
                lengths.push(chunk.len() as u64);
                self.bytes.extend(chunk);
            }
        }
        let bits = vec![page.bits as u64; page.samples];
        let mut fields = vec![
            (256, 4, vec![page.width as u64]),
            (257, 4, vec![page.height as u64]),
            (258, 3, bits),
            (259, 3, vec![page.compression]),
            (262, 3, vec![page.photometric]),
            (277, 3, vec![page.samples as u64]),
            (284, 3, vec![if page.planar { 2 } else { 1 }]),
            (317, 3, vec![page.predictor]),
            (339, 3, vec![page.format; page.samples]),
        ];
        if page.reversed_bits {
            fields.push((266, 3, vec![2]));
        }
        if let Some((width, height)) = page.tile {
            fields.push((322, 4, vec![width as u64]));
            fields.push((323, 4, vec![height as u64]));
        } else {
            fields.push((278, 4, vec![page.rows_per_strip as u64]));
        }
        let (at, length) = if page.tile.is_some() {
            (324, 325)
        } else {
            (273, 279)
        };
        fields.push((at, 4, offsets));
        if !page.without_lengths {
            fields.push((length, 4, lengths));
        }
        fields.retain(|it| page.more.iter().all(|other| other.0 != it.0));
        fields.extend(page.more.clone());
        fields.sort_by_key(|it| it.0);
        self.directory(&fields)
    }

    fn directory(&mut self, fields: &[(u16, u16, Vec<u64>)]) -> (usize, usize) {
        let mut entries = Vec::new();
        for (tag, kind, values) in fields {
            let size = if *kind == 3 { 2 } else { 4 };
            let mut data: Vec<u8> = values
                .iter()
                .flat_map(|it| self.encoded(*it, size))
                .collect();
            if data.len() > self.offset_size() {
                let at = self.bytes.len() as u64;
                self.bytes.extend(data);
                data = self.encoded(at, self.offset_size());
            }
            data.resize(self.offset_size(), 0);
            entries.push((*tag, *kind, values.len(), data));
        }
        let start = self.bytes.len();
        self.number(entries.len() as u64, if self.big { 8 } else { 2 });
        for (tag, kind, count, data) in entries {
            self.number(tag.into(), 2);
            self.number(kind.into(), 2);
            self.offset(count);
            self.bytes.extend(data);
        }
        let link = self.bytes.len();
        self.offset(0);
        (start, link)
    }
}
