//! Small files that stand for huge pictures end in an error, quickly and within little memory.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod bombs {
    pub(crate) mod dicom;
    pub(crate) mod packed;
    pub(crate) mod pictures;
    pub(crate) mod tiff;
}
mod dicom {
    pub(crate) mod builder;
}
mod films {
    pub(crate) mod bytes;
}

use std::fs;
use std::io::Cursor;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use model::archive;
use model::input::{Limits, decode, display};
use peak_alloc::PeakAlloc;

use bombs::{packed, pictures, tiff};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const MAX_TIME: Duration = Duration::from_secs(2);
const MAX_BYTES: usize = 256 << 20;

/// A file, and what its error must say.
struct Bomb {
    name: String,
    file: Vec<u8>,
    says: &'static str,
}

impl Bomb {
    fn new(name: impl Into<String>, file: Vec<u8>, says: &'static str) -> Self {
        let name = name.into();
        Self { name, file, says }
    }
}

/// The sentence of the `kind` file that would take too much.
macro_rules! too_much {
    ($kind:literal) => {
        concat!("the ", $kind, " file would take too much memory")
    };
}
use too_much;

/// The time on the processor that this thread has used, so that other programs do not count; elsewhere the
/// time that has passed.
fn used(begun: Instant) -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics.split(' ').next();
    let nanoseconds = nanoseconds.and_then(|it| it.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// Memory is counted for the whole program: one measurement at a time.
static MEASURING: Mutex<()> = Mutex::new(());

/// The error that reading a file ends in, which must be quick and small.
fn error(name: &str, read: impl FnOnce() -> Result<(), String>) -> String {
    let _alone = MEASURING.lock();
    let begun = Instant::now();
    let (time, bytes) = (used(begun), HEAP.current_usage());
    HEAP.reset_peak_usage();
    let result = read();
    let time = used(begun).saturating_sub(time);
    let bytes = HEAP.peak_usage() - bytes;
    println!("{name}: {time:.1?}, {} MiB", bytes >> 20);
    assert!(time < MAX_TIME, "{name} takes {time:?}");
    assert!(bytes < MAX_BYTES, "{name} takes {bytes} bytes");
    result.expect_err(name)
}

fn all_end(bombs: Vec<Bomb>) {
    for Bomb { name, file, says } in bombs {
        let limits = Limits::default();
        let decoded = error(&name, || {
            decode(&file, limits).map(drop).map_err(|it| it.to_string())
        });
        assert!(decoded.contains(says), "{name}: {decoded}");
        let shown = error(&name, || {
            let film = display::decode(&file, None, &[], limits);
            film.map(drop).map_err(|it| it.to_string())
        });
        assert_eq!(shown, decoded, "{name}, for people");
    }
}

#[test]
fn pictures_that_unpack_to_much_more_than_a_film_are_refused() {
    all_end(pictures::png());
    all_end(pictures::others());
}

#[test]
fn jpeg_2000_that_states_a_huge_size_is_refused() {
    all_end(pictures::jpeg_2000());
}

#[test]
fn tiff_with_lying_tiles_and_strips_is_refused() {
    all_end(tiff::bombs());
}

#[test]
fn dicom_with_lying_lengths_is_refused_in_every_transfer_syntax() {
    all_end(bombs::dicom::bombs());
}

#[test]
fn gzip_bombs_are_refused() {
    all_end(packed::gzip());
}

#[test]
fn zip_bombs_are_refused() {
    for Bomb { name, file, says } in packed::zip() {
        let error = error(&name, || {
            let mut file = Cursor::new(file);
            for member in archive::members(&mut file).map_err(|it| it.to_string())? {
                let bytes = member.read(&mut file, Limits::default().bytes);
                drop(bytes.map_err(|it| it.to_string())?);
            }
            Ok(())
        });
        assert!(error.contains(says), "{name}: {error}");
    }
}
