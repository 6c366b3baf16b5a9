//! Fingerprints, by which films of the same picture are found: a digest of the pixels, two perceptual
//! hashes and a thumbnail.
//!
//! The hashes find films that may be copies, the thumbnails decide. dHash (N. Krawetz, "Kind of like
//! that", 2013) records whether brightness rises from left to right, pHash (C. Zauner,
//! "Implementation and benchmarking of perceptual image hash functions", 2010) which low frequencies
//! are strong. Both use the whole film, stretched to a square: a copy may have another size, and the
//! margins that a network crops away still distinguish films.

use std::f32::consts::PI;
use std::sync::LazyLock;

use model::input::{InputError, Radiograph};
use model::weights::sha256;

use super::thumbnail::{SIDE, Thumbnail};

/// Rows of each hash, and its bits a row.
const ROWS: usize = 8;

/// The fingerprint of a film, about 4 KiB.
#[derive(Debug, Clone)]
pub(crate) struct Fingerprint {
    /// SHA-256 of width, height and all grey values as decoded.
    pub(crate) sha256: String,
    /// dHash and pHash.
    pub(crate) hashes: [u64; 2],
    /// The thumbnail.
    pub(crate) thumbnail: Thumbnail,
}

impl Fingerprint {
    /// The fingerprint of a film.
    ///
    /// # Errors
    /// [`InputError::Resize`] when the resampler refuses.
    pub(crate) fn of(film: &Radiograph) -> Result<Self, InputError> {
        let thumbnail = Thumbnail::of(film)?;
        Ok(Self {
            sha256: digest(film),
            hashes: [d_hash(thumbnail.grey()), p_hash(thumbnail.grey())],
            thumbnail,
        })
    }
}

fn digest(film: &Radiograph) -> String {
    let size = [film.width(), film.height()];
    let bytes: Vec<u8> = size
        .iter()
        .flat_map(|length| length.to_le_bytes())
        .chain(film.grey().iter().flat_map(|grey| grey.to_le_bytes()))
        .collect();
    sha256(&bytes)
}

/// One bit for each of 8 x 8 fields: whether its right neighbour is brighter.
fn d_hash(thumbnail: &[u8]) -> u64 {
    let mut hash = Bits::default();
    for band in thumbnail.chunks_exact(SIDE * SIDE / ROWS) {
        let mean = |field: usize| {
            let columns = SIDE * field / (ROWS + 1)..SIDE * (field + 1) / (ROWS + 1);
            let width = columns.len() as f32;
            let rows = band.chunks_exact(SIDE);
            let sum: u32 = rows
                .flat_map(|row| row[columns.clone()].iter().map(|&grey| u32::from(grey)))
                .sum();
            sum as f32 / width
        };
        for field in 0..ROWS {
            hash.push(mean(field) < mean(field + 1));
        }
    }
    hash.0
}

/// One bit for each of the 8 x 8 lowest frequencies: whether it is stronger than the median.
fn p_hash(thumbnail: &[u8]) -> u64 {
    let waves = &*WAVES;
    let transform = |line: &[f32]| -> [f32; ROWS] {
        waves.map(|wave| line.iter().zip(&wave).map(|(grey, wave)| grey * wave).sum())
    };
    let across: Vec<[f32; ROWS]> = thumbnail
        .chunks_exact(SIDE)
        .map(|row| transform(&row.iter().map(|&grey| f32::from(grey)).collect::<Vec<_>>()))
        .collect();
    let mut strengths = Vec::with_capacity(ROWS * ROWS);
    for frequency in 0..ROWS {
        let column: Vec<f32> = across.iter().map(|row| row[frequency]).collect();
        strengths.extend(transform(&column));
    }
    let mut sorted = strengths.clone();
    sorted.sort_by(f32::total_cmp);
    let middle = sorted.len() / 2;
    let median = f32::midpoint(sorted[middle - 1], sorted[middle]);
    let mut hash = Bits::default();
    for strength in strengths {
        hash.push(strength > median);
    }
    hash.0
}

/// The lowest frequencies of the cosine transform (DCT-II) over a side.
static WAVES: LazyLock<[[f32; SIDE]; ROWS]> = LazyLock::new(|| {
    std::array::from_fn(|frequency| {
        std::array::from_fn(|place| {
            ((2 * place + 1) as f32 * frequency as f32 * PI / (2 * SIDE) as f32).cos()
        })
    })
});

#[derive(Default)]
struct Bits(u64);

impl Bits {
    const fn push(&mut self, bit: bool) {
        self.0 = self.0 << 1 | bit as u64;
    }
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "drawn greys lie within their type"
)]
pub(super) mod tests {
    use super::*;

    /// Soft blobs whose places depend on the seed alone, whatever the size of the film.
    pub(in crate::data) fn blobs(seed: u64, width: u32, height: u32) -> Radiograph {
        let mut stream = crate::random::Stream::new(seed, &[]);
        let blobs = [(); 7].map(|()| [(); 4].map(|()| stream.unit()));
        let mut grey = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let (right, down) = (x as f32 / width as f32, y as f32 / height as f32);
                let light: f32 = blobs
                    .iter()
                    .map(|&[left, top, size, height]| {
                        let distance = (right - left).powi(2) + (down - top).powi(2);
                        height * (-distance / (0.005 + 0.03 * size)).exp()
                    })
                    .sum();
                grey.push((light.min(2.0) * 30_000.0) as u16);
            }
        }
        Radiograph::new(width, height, grey).unwrap()
    }

    fn print(film: &Radiograph) -> Fingerprint {
        Fingerprint::of(film).unwrap()
    }

    fn distance(one: &Fingerprint, other: &Fingerprint) -> [u32; 2] {
        [0, 1].map(|hash| (one.hashes[hash] ^ other.hashes[hash]).count_ones())
    }

    #[test]
    fn a_copy_of_another_size_and_contrast_is_near() {
        let film = print(&blobs(1, 300, 240));
        let copy = blobs(1, 128, 128);
        let grey = copy.grey().iter().map(|grey| grey / 20 + 9000).collect();
        let copy = print(&Radiograph::new(128, 128, grey).unwrap());
        assert_ne!(film.sha256, copy.sha256);
        let [d_hash, p_hash] = distance(&film, &copy);
        assert!(d_hash <= 4 && p_hash <= 4, "{d_hash} {p_hash}");
        assert!(film.thumbnail.correlation(&copy.thumbnail) > 0.995);
    }

    #[test]
    fn other_films_are_far() {
        let films: Vec<Fingerprint> = (0..12).map(|seed| print(&blobs(seed, 96, 96))).collect();
        let mut distances = Vec::new();
        for (number, film) in films.iter().enumerate() {
            for other in &films[..number] {
                assert!(film.thumbnail.correlation(&other.thumbnail) < 0.98);
                distances.extend(distance(film, other));
            }
        }
        // Of unlike films half of the 64 bits differ; soft blobs are a little alike.
        let mean = distances.iter().sum::<u32>() as f32 / distances.len() as f32;
        assert!(mean > 20.0, "{mean}");
    }

    #[test]
    fn the_hashes_follow_their_definitions() {
        // Brighter from left to right: every field has a brighter neighbour.
        let rising: Vec<u8> = (0..SIDE * SIDE).map(|pixel| (pixel % SIDE) as u8).collect();
        assert_eq!(d_hash(&rising), u64::MAX);
        let falling: Vec<u8> = rising.iter().map(|grey| 63 - grey).collect();
        assert_eq!(d_hash(&falling), 0);
        // A wave of one frequency down the film, on a constant background.
        let wave = |place: usize| 100.0 + 90.0 * WAVES[3][place / SIDE];
        let striped: Vec<u8> = (0..SIDE * SIDE).map(|pixel| wave(pixel) as u8).collect();
        let hash = p_hash(&striped);
        let bit = |across: usize, down: usize| hash >> (63 - (ROWS * across + down)) & 1;
        assert_eq!((bit(0, 0), bit(0, 3)), (1, 1));
    }

    #[test]
    fn the_digest_depends_on_size_and_pixels() {
        let grey: Vec<u16> = (0..32 * 64).collect();
        let film = |width, height| Radiograph::new(width, height, grey.clone()).unwrap();
        assert_eq!(digest(&film(32, 64)), digest(&film(32, 64)));
        assert_ne!(digest(&film(32, 64)), digest(&film(64, 32)));
    }
}
