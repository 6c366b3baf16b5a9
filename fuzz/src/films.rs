//! Opens mutated pictures and archives as the page and the trainer do; libFuzzer calls it. Start it with
//! `cargo xtask fuzz`.
#![no_main]

use std::io::Cursor;

use fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use model::archive::{self, Member};
use model::input::{Fix, InputError, InputSpec, Limits, decode_frame, display};
use model::selection::{HEAD_BYTES, LeftOut, Selection, by_content, by_path};

/// Low, so that a file takes milliseconds. libFuzzer's own limit on an allocation is above that of
/// `memory`, so that it finds decoders that pass over it.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    pixels: 1 << 18,
    memory: 16 << 20,
};

const READERS: [Reader; 4] = [
    Reader {
        name: "archive",
        read: archive,
        seeds: Vec::new,
    },
    Reader {
        name: "dicomdir",
        read: |bytes| select("CD/1", bytes) == Selection::LeftOut(LeftOut::Dicomdir),
        seeds: || vec![directory()],
    },
    Reader {
        name: "display",
        read: |bytes| display::decode(bytes, None, &[Fix::Rotate90], LIMITS).is_ok(),
        seeds: Vec::new,
    },
    Reader {
        name: "film",
        read: |bytes| open("film", bytes).is_ok(),
        seeds: Vec::new,
    },
];

fuzz_target!(init: fuzz::choose(&READERS), |bytes: &[u8]| fuzz::read(bytes));

/// Opens every film of a ZIP archive; whether it is one.
fn archive(bytes: &[u8]) -> bool {
    let mut file = Cursor::new(bytes);
    let Ok(members) = archive::members(&mut file) else {
        return false;
    };
    archive::is_document(&members);
    let may_be_film = |member: &&Member| !member.directory && by_path(&member.name).is_none();
    for member in members.iter().filter(may_be_film) {
        // What cannot be unpacked or decoded is told of each film.
        drop(member.head(&mut file, HEAD_BYTES));
        if let Ok(bytes) = member.read(&mut file, LIMITS.bytes) {
            drop(open(&member.name, &bytes));
        }
    }
    true
}

/// What a file is taken for; it is decoded whatever that is.
fn select(name: &str, bytes: &[u8]) -> Selection {
    drop(open(name, bytes));
    by_content(name, &bytes[..bytes.len().min(HEAD_BYTES)])
}

/// Decodes a picture and prepares it for a network.
fn open(name: &str, bytes: &[u8]) -> Result<(), InputError> {
    by_content(name, &bytes[..bytes.len().min(HEAD_BYTES)]);
    let film = match decode_frame(bytes, None, LIMITS) {
        Err(InputError::SeveralFrames { .. }) => decode_frame(bytes, Some(1), LIMITS),
        film => film,
    };
    let plane = InputSpec::with_side(32).plane(&film?);
    assert!(plane.is_ok(), "a film that was decoded cannot be prepared");
    Ok(())
}

/// A DICOMDIR without records.
fn directory() -> Vec<u8> {
    let mut file = vec![0; 128];
    file.extend(b"DICM\x02\0\x02\0UI\x14\x001.2.840.10008.1.3.10");
    file.extend(b"\x02\0\x10\0UI\x14\x001.2.840.10008.1.2.1\0");
    file
}
