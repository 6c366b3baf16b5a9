//! DICOM files give the stored values and films that other readers see; natively and in a browser.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod dicom {
    pub(crate) mod builder;
    pub(crate) mod cases;
}

use model::input::dicom::{
    Side, SpacingSource, View, VoiFunction, decode, is_dicom, stored_pixels,
};
use model::input::{Fix, InputError, Limits, PictureKind, display};
use sha2::{Digest, Sha256};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use dicom::builder::{Builder, CHEST, SIDE};
use dicom::cases::EXACT;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Lossy JPEG 2000 beside what another decoder makes of it, and by how many of 65535 they may
/// differ: one step of 12 bits or four of 16, and twice that where the range in use ends.
const LOSSY: [(&[u8], &[u8], u16); 2] = [
    (
        include_bytes!("dicom/ts_j2k_lossy_u12.dcm"),
        include_bytes!("dicom/ts_j2k_lossy_u12.png"),
        32,
    ),
    (
        include_bytes!("dicom/ts_j2k_lossy_s16.dcm"),
        include_bytes!("dicom/ts_j2k_lossy_s16.png"),
        8,
    ),
];

/// Bytes of the pixels of a built file.
const PIXELS: usize = SIDE as usize * SIDE as usize * 2;

/// A chest film with something changed.
fn changed(change: impl Fn(&mut Builder)) -> Builder {
    let mut builder = CHEST;
    change(&mut builder);
    builder
}

fn hash(bytes: impl Iterator<Item = u8>) -> String {
    let digest = Sha256::digest(bytes.collect::<Vec<u8>>());
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<Vec<String>>().concat()
}

fn refusal(bytes: &[u8]) -> String {
    let error = decode(bytes, None, Limits::default()).expect_err("a refusal");
    error.to_string()
}

#[test]
fn stored_values_and_films_are_those_of_other_readers() {
    for case in EXACT {
        assert!(is_dicom(case.bytes), "{}", case.name);
        let stored = stored_pixels(case.bytes, None, Limits::default()).expect(case.name);
        // Of colours with luma the luma stands for all three, as the films have no colour.
        let copies = if case.name == "px_ybr_422" { 3 } else { 1 };
        let values = stored
            .values()
            .flat_map(|it| std::iter::repeat_n(it, copies));
        let found = hash(values.flat_map(i32::to_le_bytes));
        assert_eq!(found, case.stored, "{}", case.name);
        if !case.film.is_empty() {
            let (film, _) = decode(case.bytes, None, Limits::default()).expect(case.name);
            let found = hash(film.grey().iter().flat_map(|it| it.to_le_bytes()));
            assert_eq!(found, case.film, "{}", case.name);
        }
    }
}

#[test]
fn lossy_jpeg_2000_is_near_what_another_decoder_sees() {
    for (file, picture, tolerance) in LOSSY {
        let (film, _) = decode(file, None, Limits::default()).expect("a film");
        let expected = model::input::decode(picture, Limits::default()).expect("a film");
        let size = (expected.width(), expected.height());
        assert_eq!((film.width(), film.height()), size);
        for (value, expected) in film.grey().iter().zip(expected.grey()) {
            let difference = value.abs_diff(*expected);
            assert!(difference <= tolerance, "{difference}");
        }
    }
}

#[test]
fn a_cut_file_is_refused() {
    for case in EXACT {
        for part in [1, 2, 3] {
            let cut = &case.bytes[..case.bytes.len() * part / 4];
            assert!(
                decode(cut, None, Limits::default()).is_err(),
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn the_encoding_of_elements_does_not_matter() {
    let whole = CHEST.explicit();
    let (expected, _) = decode(&whole, None, Limits::default()).expect("a film");
    for file in [CHEST.implicit(), CHEST.big_endian(), CHEST.bare()] {
        assert!(is_dicom(&file));
        let (film, _) = decode(&file, None, Limits::default()).expect("a film");
        assert_eq!(film, expected);
    }
}

#[test]
fn uncompressed_pixels_may_stand_in_fragments() {
    let builder = changed(|it| it.syntax = "1.2.840.10008.1.2.1.98");
    let native = builder.explicit();
    let (head, pixels) = native.split_at(native.len() - PIXELS);
    let mut file = head[..head.len() - 4].to_vec();
    file.extend(b"\xff\xff\xff\xff\xfe\xff\0\xe0\0\0\0\0\xfe\xff\0\xe0\0\x08\0\0");
    file.extend(pixels);
    file.extend(b"\xfe\xff\xdd\xe0\0\0\0\0");
    let read = |file: &[u8]| decode(file, None, Limits::default()).expect("a film").0;
    assert_eq!(read(&file), read(&native));
}

#[test]
fn the_film_does_not_depend_on_windows() {
    let plain = decode(&CHEST.explicit(), None, Limits::default()).expect("a film");
    let windows = changed(|it| it.window = Some(("40\\2000\\1", "400\\1\\0")));
    let (film, info) = decode(&windows.explicit(), None, Limits::default()).expect("a film");
    assert_eq!(film, plain.0);
    let windows: Vec<_> = info
        .windows
        .iter()
        .map(|it| (it.center, it.width))
        .collect();
    assert_eq!(windows, [(40.0, 400.0), (2000.0, 1.0)]);
    assert_eq!(info.view, Some(View::Ap));
    assert_eq!(info.spacing.map(|it| it.mm), Some([0.14, 0.14]));
}

#[test]
fn a_viewer_gets_the_stored_values_with_what_the_header_says_of_them() {
    let file = changed(|it| it.window = Some(("2000", "400"))).explicit();
    let shown = display::decode(&file, None, &[], Limits::default()).expect("a film");
    let stored = stored_pixels(&file, None, Limits::default()).expect("pixels");
    let values: Vec<i32> = shown.levels.iter().map(|&it| it.into()).collect();
    assert_eq!(values, stored.values().collect::<Vec<_>>());
    let it = shown.description;
    assert_eq!((it.max_level, it.unit), (4095, display::Unit::Stored));
    assert_eq!(it.windows.len(), 1);
    assert_eq!(it.function, VoiFunction::Linear);
    let spacing = it.spacing.expect("a spacing");
    assert_eq!(
        (spacing.mm, spacing.source),
        ([0.14; 2], SpacingSource::Stated)
    );
    let sides = [Side::Head, Side::Left, Side::Feet, Side::Right];
    assert_eq!(it.edges, sides.map(Some));
    let turned = display::decode(&file, None, &[Fix::Rotate90], Limits::default());
    let turned = turned.expect("a film").description;
    assert_eq!(turned.edges[1], Some(Side::Head));
}

#[test]
fn values_of_a_viewer_are_rescaled_and_signed_as_the_header_says() {
    for name in ["px_signed_12", "px_mono1_12", "px_padding_value"] {
        let case = EXACT.iter().find(|it| it.name == name).expect("a case");
        let limits = Limits::default();
        let shown = display::decode(case.bytes, None, &[], limits).expect("a film");
        let (_, info) = decode(case.bytes, None, limits).expect("a film");
        let stored = stored_pixels(case.bytes, None, limits).expect("pixels");
        let value = |stored: i32| info.rescale.slope * f64::from(stored) + info.rescale.intercept;
        let differs = |(&level, stored): (&u16, i32)| {
            (shown.description.value(level) - value(stored)).abs() > 1e-9
        };
        assert!(
            !shown.levels.iter().zip(stored.values()).any(differs),
            "{name}"
        );
        assert_eq!(
            shown.description.low_is_white, info.least_is_white,
            "{name}"
        );
    }
}

#[test]
fn other_examinations_are_refused_in_our_words() {
    for (builder, words) in [
        (changed(|it| it.modality = "CT"), "computed tomography"),
        (changed(|it| it.body_part = "KNEE"), "knee"),
        (changed(|it| it.view = "LATERAL"), "lateral"),
        (
            changed(|it| (it.modality, it.frames) = ("XA", 9)),
            "angiography",
        ),
        (changed(|it| it.view = "RAO"), "oblique"),
        (changed(|it| it.orientation = "A\\F"), "lateral"),
        (changed(|it| it.view_meaning = "left lateral"), "lateral"),
    ] {
        let sentence = refusal(&builder.explicit());
        assert!(
            sentence.contains("according to the DICOM header"),
            "{sentence}"
        );
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn what_is_absent_or_unknown_refuses_nothing_and_is_repeated_nowhere() {
    for builder in [
        changed(|it| {
            it.modality = "";
            it.body_part = "";
            it.view = "";
            it.orientation = "";
        }),
        changed(|it| {
            it.body_part = "SMITH";
            it.view = "JONES";
        }),
        changed(|it| it.view_meaning = "postero-anterior"),
    ] {
        let (_, info) = decode(&builder.explicit(), None, Limits::default()).expect("a film");
        let shown = format!("{info:?}");
        assert!(
            !shown.contains("SMITH") && !shown.contains("JONES"),
            "{shown}"
        );
    }
}

#[test]
fn one_of_several_frames_must_be_chosen() {
    let file = changed(|it| it.frames = 3).explicit();
    let (kind, frames) = (PictureKind::Dicom, 3);
    let choose = |frame| decode(&file, frame, Limits::default());
    assert_eq!(
        choose(None).err(),
        Some(InputError::SeveralFrames { kind, frames })
    );
    for frame in [0, 4] {
        let refused = InputError::NoSuchFrame {
            kind,
            frame,
            frames,
        };
        assert_eq!(choose(Some(frame)).err(), Some(refused));
    }
    let (first, _) = choose(Some(1)).expect("a film");
    let (second, info) = choose(Some(2)).expect("a film");
    assert_ne!(first, second);
    assert_eq!((info.frame, info.frames), (2, 3));
}

#[test]
fn broken_files_are_refused_with_the_reason() {
    let kind = PictureKind::Dicom;
    let truncated = InputError::Truncated { kind }.to_string();
    let no_picture = InputError::NoPicture { directory: false }.to_string();
    for (builder, words) in [
        (changed(|it| it.rows = Some(0)), "no rows or columns"),
        (changed(|it| it.rows = None), "no number of rows"),
        (
            changed(|it| {
                it.rows = Some(40_000);
                it.columns = 40_000;
            }),
            "over the limit",
        ),
        (changed(|it| it.rows = Some(33)), &*truncated),
        (changed(|it| it.pixels = 0), &*no_picture),
        (changed(|it| it.bits_stored = 17), "do not fit"),
        (changed(|it| it.bits_stored = 1), "one bit"),
        (
            changed(|it| it.syntax = "1.2.840.10008.1.2.4.110"),
            "JPEG XL",
        ),
        (
            changed(|it| it.syntax = "1.2.840.10008.1.2.4.50"),
            "without fragments",
        ),
        (changed(|it| it.samples = 3), "number of samples"),
        (changed(|it| it.aspect = "1\\100"), "far from square"),
    ] {
        let sentence = refusal(&builder.explicit());
        assert!(sentence.contains(words), "{sentence}");
    }
    let mut nothing = CHEST.explicit();
    nothing.truncate(nothing.len() - PIXELS - 12);
    assert_eq!(refusal(&nothing), no_picture);
}

#[test]
fn nesting_and_lengths_that_are_only_claimed_cost_nothing() {
    let nested = CHEST.nested(200_000);
    let (film, _) = decode(&nested, None, Limits::default()).expect("a film");
    let (expected, _) = decode(&CHEST.explicit(), None, Limits::default()).expect("a film");
    assert_eq!(film, expected);
    let mut endless = CHEST.explicit();
    let length = endless.len() - PIXELS - 4;
    endless[length..length + 4].copy_from_slice(&0x7fff_fff0u32.to_le_bytes());
    // All that the picture needs is there.
    assert!(decode(&endless, None, Limits::default()).is_ok());
    endless.truncate(endless.len() - 2);
    assert!(decode(&endless, None, Limits::default()).is_err());
}
