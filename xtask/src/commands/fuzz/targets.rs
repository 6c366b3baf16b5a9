//! What is fuzzed: every reader of a file, table or message that somebody else may have made.

/// A reader that is given mutated files.
pub(super) struct Target {
    /// What it is called on the command line.
    pub(super) name: &'static str,
    /// The program of `fuzz/` that has it.
    pub(super) program: &'static str,
    /// Its name in that program.
    pub(super) reader: &'static str,
    /// What the names of films that it begins with begin and end with; beside those that the program makes.
    pub(super) films: &'static [(&'static str, &'static str)],
}

/// A decoder of films.
const fn film(name: &'static str, films: &'static [(&'static str, &'static str)]) -> Target {
    Target {
        name,
        program: "films",
        reader: "film",
        films,
    }
}

/// A reader that has seeds of its own.
const fn other(program: &'static str, name: &'static str) -> Target {
    Target {
        name,
        program,
        reader: name,
        films: &[],
    }
}

/// All readers: decoders of films, then those of the page and of the trainer.
pub(super) const TARGETS: [Target; 34] = [
    Target {
        films: &[("", ".zip")],
        ..other("films", "archive")
    },
    film("bmp", &[("", ".bmp")]),
    film(
        "dicom",
        &[("c_", ".dcm"), ("px_", ".dcm"), ("ts_deflated", ".dcm")],
    ),
    film(
        "dicom-jpeg",
        &[
            ("drawn_jpeg_", ".dcm"),
            ("frag_baseline", ".dcm"),
            ("ts_jpeg_", ".dcm"),
        ],
    ),
    // Small ones alone: the larger ones of the tests take milliseconds each.
    film(
        "dicom-jpeg2000",
        &[("drawn_jpeg2000", ".dcm"), ("j2k_", ".dcm")],
    ),
    film(
        "dicom-jpegls",
        &[("drawn_jpegls", ".dcm"), ("ts_jpegls", ".dcm")],
    ),
    film("dicom-rle", &[("ts_rle", ".dcm")]),
    other("films", "dicomdir"),
    Target {
        films: &[("px_", ".dcm"), ("ts_rle", ".dcm")],
        ..other("films", "display")
    },
    film("gif", &[("", ".gif")]),
    film("gzip", &[("", ".gz")]),
    film("jpeg", &[("", ".jpg")]),
    film("jpeg2000", &[("", ".jp2"), ("", ".j2k")]),
    film("png", &[("", ".png")]),
    film("tiff", &[("", ".tif")]),
    film("webp", &[("", ".webp")]),
    other("page", "calibration"),
    other("page", "kept-list"),
    other("page", "labels"),
    other("page", "replies"),
    other("page", "requests"),
    other("page", "scorecard"),
    other("page", "weights"),
    other("trainer", "checkpoint"),
    other("trainer", "evaluation"),
    other("trainer", "hdf5"),
    other("trainer", "list"),
    other("trainer", "outliers"),
    other("trainer", "pack"),
    other("trainer", "predictions"),
    other("trainer", "recipe"),
    other("trainer", "run"),
    other("trainer", "safetensors"),
    other("trainer", "without"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn each_program_has_its_readers_and_no_other() {
        for (program, file) in [
            ("films", "films.rs"),
            ("page", "page/main.rs"),
            ("trainer", "trainer/main.rs"),
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/src");
            let source = fs::read_to_string(path.join(file)).unwrap();
            let named = source.lines().filter_map(|line| {
                let name = line.trim().strip_prefix("name: \"")?;
                name.strip_suffix("\",")
            });
            let mut known: Vec<&str> = named.collect();
            let targets = TARGETS.iter().filter(|target| target.program == program);
            let mut used: Vec<&str> = targets.map(|target| target.reader).collect();
            for names in [&mut known, &mut used] {
                names.sort_unstable();
                names.dedup();
            }
            assert_eq!(used, known, "{program}");
        }
    }
}
