//! Opens mutated files like the page and the trainer do; libFuzzer calls it. Start it with
//! `cargo xtask fuzz`.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use model::archive;
use model::input::{InputError, InputSpec, Limits, decode_frame};

/// Low, so that a file takes milliseconds. libFuzzer's own limit on an allocation is above that of
/// `memory`, so that it finds decoders that pass over it.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    pixels: 1 << 18,
    memory: 16 << 20,
};

fuzz_target!(|bytes: &[u8]| {
    if archive::is_zip(bytes) {
        let mut file = Cursor::new(bytes);
        for member in archive::members(&mut file).unwrap_or_default() {
            if let Ok(bytes) = member.read(&mut file, LIMITS.bytes) {
                open(&bytes);
            }
        }
    } else {
        open(bytes);
    }
});

/// Decodes a picture and prepares it for a network.
fn open(bytes: &[u8]) {
    let film = match decode_frame(bytes, None, LIMITS) {
        Err(InputError::SeveralFrames { .. }) => decode_frame(bytes, Some(1), LIMITS),
        film => film,
    };
    if let Ok(film) = film {
        let plane = InputSpec::with_side(32).plane(&film);
        assert!(plane.is_ok(), "a film that was decoded cannot be prepared");
    }
}
