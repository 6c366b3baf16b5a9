//! Preprocessing computes the same bits on every machine, natively and in a browser.
//!
//! The hashes pin earlier results; that the planes are correct is tested beside the resampler, against
//! the definition.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use model::input::{Contrast, Crop, InputSpec, Limits, Radiograph, ResizeFilter, decode};
use sha2::{Digest, Sha256};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

const PROJECT: InputSpec = InputSpec::with_side(224);

/// Size of the film, specification, SHA-256 of the plane and of the normalised values, little-endian.
type Golden = ((u32, u32), InputSpec, &'static str, &'static str);

const GOLDEN: &[Golden] = &[
    (
        (731, 600),
        PROJECT,
        "e06da040969bff87430e44546cc5b2b39d78867d40f14ad8162d96051dddbb3c",
        "cd38e9361eec9136aed911673dad5ecf227f225a38133d284fd75c3b87f8d9d8",
    ),
    (
        (211, 257),
        PROJECT,
        "285d014650cc51627e044048d061e8d269518f0e67f1d02a354c4f7331d615f9",
        "34746f16b61e1e216996dc4b9fa2cc2f3b68b317f0f820656f74746a052b78ee",
    ),
    (
        (224, 224),
        PROJECT,
        "aab3c80973431a1995da97f5f5fe5a435901ad1def5137630d5767fbb11a3831",
        "5965a653edf0107976e9c019c308c9896bdb667514301d9d37082e729c3a8708",
    ),
    (
        (500, 400),
        InputSpec {
            side: 96,
            crop: Crop::Whole,
            resize: ResizeFilter::CatmullRom,
            contrast: Contrast::Equalised,
            mean: 0.449,
            std: 0.226,
        },
        "e1b5c6df18ec2f9b35a2022bd6a6f2e8564c92d2f8f1aa56181a77b312d28af2",
        "b5d602515c5fd22da9719af28c66c2c3e43f3206b80aec66339235c515406cc9",
    ),
    (
        (333, 1000),
        InputSpec {
            side: 128,
            crop: Crop::Whole,
            resize: ResizeFilter::Lanczos3,
            contrast: Contrast::AsStored,
            mean: 0.0,
            std: 1.0,
        },
        "1f776ccd86749515fd7b57b815dd4a3752fe8da35e8356c3d5c8d9be38234fdf",
        "59ba842be7d865e574ecbe7cdc1f26aaecd85f4a8a99386a0b128c748f0ee27a",
    ),
];

/// A ramp with a hash of the position on it: smooth areas, noise, black and white.
fn draw(width: u32, height: u32) -> Radiograph {
    let value = |index: u32| {
        let (x, y) = (index % width, index / width);
        let ramp = (x * 40_000 / width + y * 30_000 / height).saturating_sub(2_000);
        let noise = (index ^ (index >> 9)).wrapping_mul(0x9e37_79b1) >> (18 + y % 8);
        u16::try_from(ramp + noise).unwrap_or(u16::MAX)
    };
    let grey = (0..width * height).map(value).collect();
    Radiograph::new(width, height, grey).expect("a film")
}

fn sha256<const N: usize>(values: impl Iterator<Item = [u8; N]>) -> String {
    let digest = Sha256::digest(values.flatten().collect::<Vec<u8>>());
    let digits: [String; 32] = digest.0.map(|byte| format!("{byte:02x}"));
    digits.concat()
}

#[test]
fn planes_and_inputs_are_the_same_bits_everywhere() {
    let mut found = Vec::new();
    for &((width, height), spec, ..) in GOLDEN {
        let plane = spec.plane(&draw(width, height)).expect("a plane");
        let input = spec.normalise(&plane);
        found.push((
            sha256(plane.into_iter().map(u16::to_le_bytes)),
            sha256(input.values.into_iter().map(f32::to_le_bytes)),
        ));
    }
    let expected: Vec<_> = GOLDEN
        .iter()
        .map(|(.., plane, input)| ((*plane).to_owned(), (*input).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

const DECODED: [(&str, &[u8], &str); 8] = [
    (
        "jpeg.tif",
        include_bytes!("films/jpeg.tif"),
        "2fd9f9392cd7ffb6ef23a3e7918f4e86497d1c7fc28292fc549070bc5eb473aa",
    ),
    (
        "colour.jpg",
        include_bytes!("films/colour.jpg"),
        "261c08b23e69b9987f528c5d5c5bd93e72c8d4f7b76399e353c8fa82f768be63",
    ),
    (
        "lossy.webp",
        include_bytes!("films/lossy.webp"),
        "aa4fc20695fe93014da5d3489c8f0876e661595a0abe15574033a7556d60a854",
    ),
    (
        "progressive.jpg",
        include_bytes!("films/progressive.jpg"),
        "d4dbf9396a73650f668d72c4dd5eb508624006e1a9df8b5b9a5f771ff56f4d1b",
    ),
    (
        "restarts.jpg",
        include_bytes!("films/restarts.jpg"),
        "d4dbf9396a73650f668d72c4dd5eb508624006e1a9df8b5b9a5f771ff56f4d1b",
    ),
    (
        "bits12.jpg",
        include_bytes!("films/bits12.jpg"),
        "6710af0caf2b488a9502cbd096c9403e662d33a0a9c68e7476e4839672047cd3",
    ),
    (
        "cmyk.jpg",
        include_bytes!("films/cmyk.jpg"),
        "2fd9f9392cd7ffb6ef23a3e7918f4e86497d1c7fc28292fc549070bc5eb473aa",
    ),
    (
        "ycck.jpg",
        include_bytes!("films/ycck.jpg"),
        "b046ed80976df66cbd9032ed0529c68af5f03d8f82388034a3da366c7b137c1e",
    ),
];

#[test]
fn lossy_files_decode_to_the_same_bits_everywhere() {
    let found = DECODED.map(|(name, bytes, _)| {
        let film = decode(bytes, Limits::default()).expect(name);
        sha256(film.grey().iter().map(|grey| grey.to_le_bytes()))
    });
    assert_eq!(found, DECODED.map(|(.., hash)| hash.to_owned()));
}
