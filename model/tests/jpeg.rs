//! JPEG files of every structure decode to the same film, and incomplete ones are refused.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod films {
    pub(crate) mod bytes;
    pub(crate) mod drawing;
}

use image::ImageFormat;
use model::input::{InputError, Limits, Radiograph, decode};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use films::bytes::find;
use films::drawing::{HEIGHT, RESTRUCTURED, WIDTH, by_name, file, film_8, film_16};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

const START_OF_FRAME: &[u8] = &[0xff, 0xc0];
const START_OF_SCAN: &[u8] = &[0xff, 0xda];
const QUANTISATION: &[u8] = &[0xff, 0xdb];
const END_OF_IMAGE: &[u8] = &[0xff, 0xd9];

fn read(name: &str, bytes: &[u8]) -> Radiograph {
    decode(bytes, Limits::default()).expect(name)
}

fn refuse(name: &str, bytes: &[u8]) -> InputError {
    decode(bytes, Limits::default()).expect_err(name)
}

/// A file of each structure, by name.
fn complete() -> Vec<(&'static str, Vec<u8>)> {
    let others = [
        "bits12.jpg",
        "colour.jpg",
        "lossless1.jpg",
        "lossless7.jpg",
        "progressive.jpg",
        "restarts.jpg",
        "ycck.jpg",
    ];
    let names = RESTRUCTURED.iter().map(|it| it.0).chain(others);
    let files = names.map(|name| (name, by_name(name).to_vec()));
    let ours = ("image", file(&film_8(), ImageFormat::Jpeg));
    files.chain([ours]).collect()
}

/// The file without its end-of-image marker.
fn without_end(file: &[u8]) -> &[u8] {
    file.strip_suffix(END_OF_IMAGE).expect("an end")
}

#[test]
fn the_same_coefficients_in_another_structure_are_the_same_film() {
    let film = read("colour.jpg", by_name("colour.jpg"));
    for (name, bytes) in RESTRUCTURED {
        assert!(read(name, bytes) == film, "{name}");
    }
}

#[test]
fn a_film_with_12_bits_is_finer_than_8() {
    let fine = read("PNG", &file(&film_16(), ImageFormat::Png));
    let film = read("bits12.jpg", by_name("bits12.jpg"));
    let differences = film
        .grey()
        .iter()
        .zip(fine.grey())
        .map(|(a, b)| a.abs_diff(*b));
    let sum: u64 = differences.map(u64::from).sum();
    // On average less than half a level of 8 bits.
    assert!(sum / u64::from(WIDTH * HEIGHT) < 128, "{sum}");
}

#[test]
fn the_sampling_factors_of_a_single_component_do_not_matter() {
    for (name, frame) in [("restarts.jpg", 0xc0), ("progressive.jpg", 0xc2)] {
        let mut file = by_name(name).to_vec();
        let film = read(name, &file);
        let factors = find(&file, &[0xff, frame]) + 11;
        for sampling in [0x22, 0x21, 0x14] {
            assert_eq!(std::mem::replace(&mut file[factors], sampling) & 0x88, 0);
            assert!(read(name, &file) == film, "{name}: {sampling:x}");
        }
    }
}

#[test]
fn the_number_of_lines_may_come_after_the_first_scan() {
    for name in ["colour.jpg", "colour_scans.jpg"] {
        let file = by_name(name);
        let mut late = file.to_vec();
        let height = find(&late, START_OF_FRAME) + 5;
        let lines: Vec<u8> = [&[0xff, 0xdc, 0, 4], &file[height..height + 2]].concat();
        late[height..height + 2].fill(0);
        let error = refuse(name, &late);
        assert!(matches!(error, InputError::Damaged { .. }), "{error}");
        let scan = find(&late, START_OF_SCAN) + 2;
        let scan_length = find(&late[scan..], &[0xff]);
        let mut end = scan + scan_length;
        while late[end] != 0xff || late[end + 1] == 0 {
            end += 1;
        }
        late.splice(end..end, lines);
        assert!(read(name, &late) == read(name, file), "{name}");
    }
}

#[test]
fn quantisation_steps_may_have_16_bits() {
    let file = by_name("restarts.jpg");
    let start = find(file, QUANTISATION) + 2;
    assert_eq!(file[start..start + 3], [0, 67, 0]);
    let steps = &file[start + 3..start + 67];
    let wide = steps.iter().flat_map(|&step| [0, step]);
    let wide: Vec<u8> = [0, 131, 0x10].into_iter().chain(wide).collect();
    let wide = [&file[..start], &wide, &file[start + 67..]].concat();
    assert!(read("wide", &wide) == read("narrow", file));
}

#[test]
fn a_complete_picture_needs_no_end_and_may_be_followed_by_anything() {
    for (name, file) in &complete() {
        let film = read(name, file);
        assert!(read(name, without_end(file)) == film, "{name}");
        for tail in [&[0; 700], b"--boundary--".as_slice(), by_name("rgb.jpg")] {
            assert!(
                read(name, &[file.as_slice(), tail].concat()) == film,
                "{name}"
            );
        }
        let padded = [without_end(file), &[0, 0, 0xff], END_OF_IMAGE].concat();
        assert!(read(name, &padded) == film, "{name}");
    }
}

#[test]
fn an_incomplete_picture_is_refused_even_with_an_end() {
    for (name, file) in &complete() {
        let file = without_end(file);
        let film = read(name, file);
        let scan = find(file, START_OF_SCAN);
        for length in scan..file.len() {
            let cut = [&file[..length], END_OF_IMAGE].concat();
            match decode(&cut, Limits::default()) {
                // Only values of colours are missing.
                Ok(cut) => assert!(cut == film, "{name} cut at {length}"),
                Err(error) => assert!(
                    // The end may become part of a scan header that is cut.
                    matches!(
                        error,
                        InputError::Truncated { .. } | InputError::Damaged { .. }
                    ),
                    "{name} cut at {length}: {error}"
                ),
            }
        }
        let half = [&file[..usize::midpoint(scan, file.len())], END_OF_IMAGE].concat();
        let error = refuse(name, &half);
        assert!(
            matches!(error, InputError::Truncated { .. }),
            "{name}: {error}"
        );
    }
}

#[test]
fn a_missing_restart_interval_is_noticed() {
    let file = by_name("restarts.jpg");
    let (first, third) = (find(file, &[0xff, 0xd0]), find(file, &[0xff, 0xd2]));
    let shorter = [&file[..first], &file[third..]].concat();
    let error = refuse("restarts.jpg", &shorter);
    assert!(matches!(error, InputError::Truncated { .. }), "{error}");
}

#[test]
fn values_beyond_the_last_pixel_are_noticed() {
    let mut lower = by_name("colour.jpg").to_vec();
    let height = find(&lower, START_OF_FRAME) + 6;
    assert_eq!(u32::from(lower[height]), HEIGHT + 8);
    lower[height] -= 16;
    let error = refuse("colour.jpg", &lower);
    assert!(matches!(error, InputError::Damaged { .. }), "{error}");
}

#[test]
fn other_coding_processes_are_refused_by_name() {
    let words = |name: &str, bytes: &[u8], words: &str| {
        let error = refuse(name, bytes);
        let unsupported = matches!(error, InputError::Unsupported { .. });
        assert!(
            unsupported && error.to_string().contains(words),
            "{name}: {error}"
        );
    };
    words(
        "arithmetic.jpg",
        by_name("arithmetic.jpg"),
        "arithmetically coded",
    );
    let patched = |name: &str, frame: &[u8], at: usize, byte: u8| {
        let mut file = by_name(name).to_vec();
        let place = find(&file, frame) + at;
        file[place] = byte;
        file
    };
    let hierarchical = patched("colour.jpg", START_OF_FRAME, 1, 0xc5);
    words("differential", &hierarchical, "hierarchical");
    let two = patched("colour.jpg", START_OF_FRAME, 9, 2);
    words("two components", &two, "two components");
    // Of a 4:2:0 picture, the first component becomes the smallest.
    let subsampled = patched("colour.jpg", START_OF_FRAME, 14, 0x44);
    words("a subsampled luma", &subsampled, "subsampled");
}
