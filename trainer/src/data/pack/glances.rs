//! Files of glances, what the gate sees of films and outliers: width, height and plane, one after the
//! other, all little-endian.

use std::path::{Path, PathBuf};

use model::gate::{Glance, SIDE};

use super::PackError;
use super::records::Records;

/// Bytes of a glance: two numbers of 32 bits, then `SIDE * SIDE` grey values of 16 bits.
pub(super) const BYTES: usize = 8 + SIDE * SIDE * 2;

/// The file of the glances of films, in the order of their planes.
pub(super) fn films_file(folder: &Path) -> PathBuf {
    folder.join("glances-films.bin")
}

/// The file of the glances of outliers.
pub(super) fn outliers_file(folder: &Path) -> PathBuf {
    folder.join("glances-outliers.bin")
}

pub(super) fn to_bytes(glance: &Glance) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(BYTES);
    bytes.extend(glance.width.to_le_bytes());
    bytes.extend(glance.height.to_le_bytes());
    bytes.extend(glance.plane.iter().flat_map(|grey| grey.to_le_bytes()));
    bytes
}

/// The glance at a position.
pub(super) fn read(file: &Records, position: u64) -> Result<Glance, PackError> {
    Ok(from_bytes(&file.read(BYTES, position)?))
}

/// The glance of a record of [`BYTES`] bytes.
fn from_bytes(bytes: &[u8]) -> Glance {
    let (sides, plane) = bytes.split_at(8);
    let (sides, _) = sides.as_chunks::<4>();
    let (plane, _) = plane.as_chunks::<2>();
    Glance {
        width: u32::from_le_bytes(sides[0]),
        height: u32::from_le_bytes(sides[1]),
        plane: plane.iter().map(|&grey| u16::from_le_bytes(grey)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_reads_back_as_written() {
        let glance = Glance {
            width: 70_000,
            height: 258,
            plane: (0..4096).map(|it| it * 15).collect(),
        };
        let bytes = to_bytes(&glance);
        assert_eq!(from_bytes(&bytes), glance);
        assert_eq!(bytes.len(), BYTES);
    }
}
