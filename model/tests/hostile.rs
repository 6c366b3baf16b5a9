//! Truncated, damaged and lying files are refused: none panics or decodes to another picture.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod films {
    pub(crate) mod bytes;
    pub(crate) mod drawing;
    pub(crate) mod tiff;
}

use image::{DynamicImage, ImageFormat};
use model::input::{InputError, LengthError, Limits, Radiograph, decode};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use films::bytes::find;
use films::drawing::{self, OTHERS, file, film_8, film_16};
use films::tiff::{DEFLATE, LZW, NONE, PACK_BITS, Page, page_8, page_16, write};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Limits low enough to catch a lying header.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    pixels: 1 << 16,
    memory: 1 << 20,
};

fn samples() -> Vec<(String, Vec<u8>)> {
    let (film_8, film_16) = (film_8(), film_16());
    let colour = DynamicImage::ImageRgb8(film_8.to_rgb8());
    let ours = [
        (&film_8, ImageFormat::Png),
        (&film_16, ImageFormat::Png),
        (&film_8, ImageFormat::Jpeg),
        (&colour, ImageFormat::WebP),
        (&film_8, ImageFormat::Bmp),
        (&colour, ImageFormat::Bmp),
    ];
    let ours = ours.map(|(film, format)| (format!("{format:?}"), file(film, format)));
    let theirs = OTHERS.iter().copied().flatten();
    let theirs = theirs.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let tiffs = tiffs().into_iter().map(|it| ("TIFF".to_owned(), it));
    ours.into_iter().chain(tiffs).chain(theirs).collect()
}

/// TIFF files in several layouts.
fn tiffs() -> Vec<Vec<u8>> {
    let page = |change: fn(&mut Page)| page_16().with(change);
    let pages = [
        page(|_| {}),
        page_8().with(|it| it.reversed_bits = true),
        page(|it| (it.compression, it.predictor, it.tile) = (LZW, 2, Some((16, 16)))),
        page(|it| (it.compression, it.photometric) = (PACK_BITS, 0)),
        page(|it| (it.compression, it.bits) = (DEFLATE, 32)),
        page(|it| (it.compression, it.bits, it.format) = (NONE, 32, 3)),
        page(|it| (it.compression, it.bits, it.height, it.samples) = (LZW, 12, 10, 4)),
    ];
    let files = pages.into_iter().zip([false, true].into_iter().cycle());
    files
        .map(|(page, other)| write(&[page], other, other))
        .collect()
}

fn read(bytes: &[u8]) -> Result<Radiograph, InputError> {
    decode(bytes, LIMITS)
}

#[test]
fn a_file_truncated_anywhere_is_refused_or_still_complete() {
    for (name, bytes) in samples() {
        let whole = read(&bytes);
        for length in 0..bytes.len() {
            let cut = read(&bytes[..length]);
            assert!(cut.is_err() || cut == whole, "{name} cut at {length}");
        }
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let mut draw = 1_u32;
    let mut below = |limit: usize| {
        draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (draw >> 8) as usize % limit
    };
    for (_, bytes) in samples() {
        for _ in 0..500 {
            let mut broken = bytes.clone();
            for _ in 0..=below(4) {
                // Headers affect a decoder more than pixels.
                let reach = if below(2) == 0 { 64 } else { bytes.len() };
                broken[below(reach)] = u8::try_from(below(256)).expect("below 256");
            }
            let _: Result<Radiograph, InputError> = read(&broken);
        }
    }
}

/// A file with some of its bytes replaced.
fn lie(mut file: Vec<u8>, at: usize, bytes: &[u8]) -> Vec<u8> {
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

fn by_name(name: &str) -> Vec<u8> {
    drawing::by_name(name).to_vec()
}

#[test]
fn a_header_that_lies_about_the_size_is_caught_before_pixels_are_stored() {
    let too_large = |file: Vec<u8>| {
        // A decoder that believed the header would need gigabytes.
        let error = decode(&file, Limits::default()).expect_err("a lie");
        let caught = matches!(error, InputError::TooManyPixels { .. });
        assert!(caught, "{error}");
    };
    let bitmap = file(&film_8(), ImageFormat::Bmp);
    too_large(lie(bitmap, 18, &[0x20, 0x4e, 0, 0, 0x20, 0x4e, 0, 0]));
    let jpeg = by_name("progressive.jpg");
    let size = find(&jpeg, &[0xff, 0xc2]) + 5;
    too_large(lie(jpeg, size, &[0xff; 4]));
    too_large(png_that_says(20_000, 8, 0));
    let tiff = tiffs().swap_remove(0);
    let width = find(&tiff, &[0, 1, 4, 0, 1, 0, 0, 0]) + 8;
    too_large(lie(tiff, width, &[0xff, 0xff, 0xff, 0]));
}

#[test]
fn a_jpeg_too_short_for_its_size_is_truncated_at_once() {
    for (name, frame) in [
        ("restarts.jpg", 0xc0),
        ("progressive.jpg", 0xc2),
        ("lossless1.jpg", 0xc3),
    ] {
        let jpeg = by_name(name);
        let size = find(&jpeg, &[0xff, frame]) + 5;
        let jpeg = lie(jpeg, size, &[0x27, 0x10, 0x27, 0x10]);
        let error = decode(&jpeg, Limits::default()).expect_err(name);
        assert!(
            matches!(error, InputError::Truncated { .. }),
            "{name}: {error}"
        );
    }
}

/// A PNG whose head lies: a square of `side`, samples of `bits`, and a colour type.
fn png_that_says(side: u32, bits: u8, colours: u8) -> Vec<u8> {
    let side = side.to_be_bytes();
    let claim = [side.as_slice(), &side, &[bits, colours]].concat();
    let head = lie(file(&film_8(), ImageFormat::Png), 16, &claim);
    let checksum = crc32(&head[12..29]).to_be_bytes();
    lie(head, 29, &checksum)
}

#[test]
fn files_over_the_memory_limit_are_refused_before_decoding() {
    let too_much = |file: &[u8]| {
        let error = decode(file, Limits::default()).expect_err("no room");
        let caught = matches!(error, InputError::TooMuchMemory { .. });
        assert!(caught, "{error}");
    };
    // 100 million pixels of four samples.
    too_much(&png_that_says(10_000, 16, 6));
    let jpeg = by_name("cmyk.jpg");
    let size = find(&jpeg, &[0xff, 0xc0]) + 5;
    too_much(&lie(jpeg, size, &[0x27, 0x10, 0x27, 0x10]));
}

/// The checksum of PNG chunks, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn a_chunk_that_lies_about_its_length_is_truncated() {
    let webp = by_name("turned.webp");
    let length = find(&webp, b"EXIF") + 4;
    let error = read(&lie(webp, length, &[0xff; 4])).expect_err("a lie");
    assert!(matches!(error, InputError::Truncated { .. }), "{error}");
}

#[test]
fn a_damaged_picture_is_refused_and_not_half_decoded() {
    for name in ["colour.jpg", "progressive.jpg", "restarts.jpg"] {
        let jpeg = by_name(name);
        let values = find(&jpeg, &[0xff, 0xda]) + 40;
        // No Huffman code is as long as this row of ones.
        let error = read(&lie(jpeg, values, &[0xff, 0, 0xff, 0, 0xff, 0])).expect_err(name);
        let noticed = matches!(
            error,
            InputError::Damaged { .. } | InputError::Truncated { .. }
        );
        assert!(noticed, "{name}: {error}");
    }
    let png = file(&film_8(), ImageFormat::Png);
    let values = find(&png, b"IDAT") + 40;
    let flipped = png[values] ^ 0x10;
    let error = read(&lie(png, values, &[flipped])).expect_err("PNG");
    assert!(matches!(error, InputError::Damaged { .. }), "{error}");
}

#[test]
fn other_files_are_refused_by_name() {
    let mut dicom = vec![0; 128];
    dicom.extend(b"DICM\x02\0\0\0UL");
    let error = read(&dicom).expect_err("DICOM");
    assert_eq!(error, InputError::NoPicture { directory: false });
    let error = read(b"%PDF-1.7").expect_err("PDF");
    assert!(error.to_string().starts_with("the file is a PDF document"));
    assert_eq!(read(b""), Err(InputError::from(LengthError::Empty)));
    assert_eq!(read(b"a letter"), Err(InputError::UnknownFormat));
    for magic in [
        &b"\x89PNG\r\n\x1a\n"[..],
        b"\xff\xd8\xff",
        b"II*\0",
        b"RIFF\0\0\0\0WEBP",
    ] {
        let error = read(magic).expect_err("nothing but a magic number");
        let refused = matches!(
            error,
            InputError::Truncated { .. } | InputError::Damaged { .. }
        );
        assert!(refused, "{magic:?}: {error}");
    }
}
