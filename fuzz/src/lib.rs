//! Readers by name, and the files that libFuzzer begins with: what the programs of this package share.

pub mod models;

use std::sync::OnceLock;
use std::{env, fs, process};

/// The variable that names the reader.
const READER: &str = "FUZZ_READER";
/// The variable that names a folder: seeds are written there, and nothing is read.
const SEEDS: &str = "FUZZ_SEEDS";

/// A reader that libFuzzer calls.
pub struct Reader {
    /// Its name.
    pub name: &'static str,
    /// Reads a file, which may be anything; returns whether it is accepted.
    pub read: fn(&[u8]) -> bool,
    /// Files that it accepts.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

static CHOSEN: OnceLock<fn(&[u8]) -> bool> = OnceLock::new();

/// Chooses the reader that the environment names; writes its seeds and ends the program where a folder
/// for them is named too.
///
/// # Panics
/// Where no reader is named, or one refuses its seeds.
pub fn choose(readers: &[Reader]) {
    let name = env::var(READER).unwrap_or_default();
    let reader = readers.iter().find(|reader| reader.name == name);
    let reader =
        reader.unwrap_or_else(|| panic!("{READER} names no reader of this program: {name:?}"));
    if let Ok(folder) = env::var(SEEDS) {
        for (number, seed) in (reader.seeds)().iter().enumerate() {
            assert!((reader.read)(seed), "{name} refuses its seed {number}");
            let path = format!("{folder}/made-{number}");
            fs::write(&path, seed).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        process::exit(0);
    }
    CHOSEN.get_or_init(|| reader.read);
}

/// Reads a file with the chosen reader.
pub fn read(bytes: &[u8]) {
    if let Some(read) = CHOSEN.get() {
        read(bytes);
    }
}

/// Between the parts of a file that stands for several.
pub const SEPARATOR: &[u8] = b"\n%%\n";

/// The parts of a file that stands for `N`; those that are missing are empty.
pub fn parts<const N: usize>(mut bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = [&[][..]; N];
    for part in &mut parts {
        let mut places = bytes.windows(SEPARATOR.len());
        let end = places.position(|window| window == SEPARATOR);
        *part = &bytes[..end.unwrap_or(bytes.len())];
        bytes = end.map_or(&[], |end| &bytes[end + SEPARATOR.len()..]);
    }
    parts
}
