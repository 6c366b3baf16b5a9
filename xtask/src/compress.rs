//! Compresses files with brotli and gzip, for hosts that send precompressed files and for size tables.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Weights are nearly random: slow levels do not compress them further.
const NOISY: &str = "bin";

/// A file in the encodings that browsers accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compressed {
    /// As `name.br`.
    pub brotli: Vec<u8>,
    /// As `name.gz`.
    pub gzip: Vec<u8>,
}

impl Compressed {
    /// The compressed file if it saves at least a twentieth of the raw bytes.
    pub fn worth_it(self, raw: usize) -> Option<Self> {
        (self.brotli.len() < raw - raw / 20).then_some(self)
    }
}

/// Compresses a file's content at a level that depends on its name.
///
/// # Errors
/// [`io::Error`] of the encoders; writing to memory has none.
pub fn compress(name: &str, content: &[u8]) -> io::Result<Compressed> {
    let (quality, level) = if name
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending == NOISY)
    {
        (5, 6)
    } else {
        (11, 9)
    };
    let window = 24;
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, window);
    brotli.write_all(content)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(level));
    gzip.write_all(content)?;
    Ok(Compressed {
        brotli: brotli.into_inner(),
        gzip: gzip.finish()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_encodings_decompress_to_the_content() {
        let content = b"radiograph ".repeat(500);
        let Compressed { brotli, gzip } = compress("a.js", &content).unwrap();
        let mut from_brotli = Vec::new();
        brotli::Decompressor::new(&brotli[..], 4096)
            .read_to_end(&mut from_brotli)
            .unwrap();
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(&gzip[..])
            .read_to_end(&mut from_gzip)
            .unwrap();
        assert_eq!(from_brotli, content);
        assert_eq!(from_gzip, content);
    }

    #[test]
    fn a_file_that_does_not_shrink_is_not_compressed() {
        assert_eq!(compress("a.js", b"abc").unwrap().worth_it(3), None);
        let plain = compress("a.js", &[7; 5000]).unwrap();
        assert!(plain.worth_it(5000).is_some());
    }
}
