//! The parts of a bundle: folders below a maximum size, and a list with the SHA-256 of every file.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::error::{Naming, XtaskError};

/// The list of all hashes, in the format of `sha256sum`; in the first part.
const SUMS: &str = "SHA256SUMS";

/// The maximum size that a film adds to an archive beyond its own, in bytes: its compressed header and
/// padding.
const ENTRY: u64 = 512;

/// Bytes of a part that are reserved for the list of hashes and the end of an archive.
const RESERVE: u64 = 256 << 10;

/// Parts that are being written.
#[derive(Debug)]
pub(super) struct Parts {
    out: PathBuf,
    /// The maximum size of a part in bytes.
    limit: u64,
    /// The number of parts so far.
    count: u32,
    /// Used bytes of the last part.
    used: u64,
    /// The lines of the list of hashes.
    sums: String,
}

impl Parts {
    /// Starts the first part.
    pub(super) fn start(out: &Path, limit: u64) -> Result<Self, XtaskError> {
        let mut parts = Self {
            out: out.to_owned(),
            limit,
            count: 0,
            used: 0,
            sums: String::new(),
        };
        parts.start_next()?;
        Ok(parts)
    }

    fn start_next(&mut self) -> Result<(), XtaskError> {
        self.count += 1;
        self.used = RESERVE;
        let folder = self.folder(self.count);
        fs::create_dir_all(&folder).named(&folder)
    }

    fn folder(&self, part: u32) -> PathBuf {
        self.out.join(format!("part-{part}"))
    }

    /// Free bytes of the last part.
    fn free(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }

    /// Adds a file, whose name may have folders; starts another part if it does not fit in the last one.
    ///
    /// # Errors
    /// [`XtaskError::FileTooLarge`], and when it cannot be written.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, XtaskError> {
        let size = bytes.len() as u64;
        if size > self.free() {
            self.start_next()?;
        }
        if size > self.free() {
            return Err(self.too_large(name, size));
        }
        self.used += size;
        // Writing to a string cannot fail.
        let _ = writeln!(self.sums, "{}  {name}", hex::encode(Sha256::digest(bytes)));
        let path = self.folder(self.count).join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).named(folder)?;
        }
        fs::write(&path, bytes).named(&path)?;
        Ok(path)
    }

    /// Adds films, as one archive in each part that they need.
    ///
    /// # Errors
    /// [`XtaskError::FileTooLarge`], and when a film cannot be read or an archive not be written.
    pub(super) fn add_films(&mut self, folder: &Path, names: &[String]) -> Result<(), XtaskError> {
        let mut rest = names;
        while let Some(first) = rest.first() {
            let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
            let mut added = 0;
            let mut size = 0;
            for name in rest {
                let path = folder.join(name);
                let needed = fs::metadata(&path).named(&path)?.len() + ENTRY;
                if size + needed > self.free() {
                    break;
                }
                let mut film = File::open(&path).named(&path)?;
                archive.append_file(name, &mut film).named(&path)?;
                size += needed;
                added += 1;
            }
            if added > 0 {
                let packed = archive.into_inner().named(folder)?;
                let packed = packed.finish().named(folder)?;
                self.add(&format!("films.{}.tar.gz", self.count), &packed)?;
            } else if self.used == RESERVE {
                let path = folder.join(first);
                let bytes = fs::metadata(&path).named(&path)?.len();
                return Err(self.too_large(first, bytes));
            }
            rest = &rest[added..];
            if !rest.is_empty() {
                self.start_next()?;
            }
        }
        Ok(())
    }

    fn too_large(&self, name: &str, bytes: u64) -> XtaskError {
        XtaskError::FileTooLarge {
            name: name.to_owned(),
            bytes,
            limit: self.limit,
        }
    }

    /// Writes the list of hashes; returns the number of parts.
    pub(super) fn finish(self) -> Result<u32, XtaskError> {
        let path = self.folder(1).join(SUMS);
        fs::write(&path, &self.sums).named(&path)?;
        Ok(self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    /// Writes films of noise, which cannot be compressed; returns their names.
    fn films(folder: &Path, count: u32, bytes: u32) -> Vec<String> {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let names = (0..count).map(|film| format!("{film}.jpg"));
        let names: Vec<String> = names.collect();
        for name in &names {
            let bytes: Vec<u8> = (0..bytes).map(|_| noise()).collect();
            fs::write(folder.join(name), bytes).unwrap();
        }
        names
    }

    fn size(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().metadata().unwrap().len())
            .sum()
    }

    #[test]
    fn films_are_split_over_parts_within_the_limit_and_unpack_unchanged() {
        let root = tempfile::tempdir().unwrap();
        let images = root.path().join("images");
        fs::create_dir(&images).unwrap();
        let names = films(&images, 30, 50_000);
        let out = root.path().join("out");
        let limit = 1 << 20;
        let mut parts = Parts::start(&out, limit).unwrap();
        parts.add("recipes/one.toml", b"side = 64").unwrap();
        parts.add_films(&images, &names).unwrap();
        assert_eq!(parts.finish().unwrap(), 2);
        let mut found = 0;
        for part in 1..=2 {
            let folder = out.join(format!("part-{part}"));
            assert!(size(&folder) <= limit);
            let packed = fs::read(folder.join(format!("films.{part}.tar.gz"))).unwrap();
            let unpacked = flate2::read::GzDecoder::new(packed.as_slice());
            for entry in tar::Archive::new(unpacked).entries().unwrap() {
                let mut entry = entry.unwrap();
                let name = entry.path().unwrap().into_owned();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                assert_eq!(bytes, fs::read(images.join(name)).unwrap());
                found += 1;
            }
        }
        assert_eq!(found, 30);
        let sums = fs::read_to_string(out.join("part-1/SHA256SUMS")).unwrap();
        let listed: Vec<&str> = sums.lines().map(|line| &line[66..]).collect();
        let expected = ["recipes/one.toml", "films.1.tar.gz", "films.2.tar.gz"];
        assert_eq!(listed, expected);
        let recipe = hex::encode(Sha256::digest(b"side = 64"));
        assert!(sums.starts_with(&recipe));
    }

    #[test]
    fn a_file_that_fits_in_no_part_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let mut parts = Parts::start(&root.path().join("out"), 1 << 20).unwrap();
        let error = parts.add("program", &vec![0; 1 << 20]).unwrap_err();
        assert!(matches!(error, XtaskError::FileTooLarge { .. }));
        let names = films(root.path(), 1, 1 << 20);
        let error = parts.add_films(root.path(), &names).unwrap_err();
        assert!(matches!(error, XtaskError::FileTooLarge { .. }));
    }
}
