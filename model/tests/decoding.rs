//! Every supported format decodes to the film that was saved, natively and in a browser.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod films {
    pub(crate) mod bytes;
    pub(crate) mod drawing;
}

use image::{DynamicImage, ImageFormat, Luma, LumaA, Rgba};
use model::input::{InputError, InputSpec, LengthError, Limits, Radiograph, decode};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use films::bytes::find;
use films::drawing::{HEIGHT, LOSSLESS, LOSSLESS_16, LOSSY, WIDTH, by_name, file, film_8, film_16};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Tolerated differences between lossy decoders, in 8-bit levels.
const LOSSY_TOLERANCE: u16 = 2;

/// [`LOSSY`] decoded by Pillow and imagecodecs, in 8 bits.
const LOSSY_GREY: [&[u8]; 8] = [
    include_bytes!("films/cmyk.grey"),
    include_bytes!("films/colour.grey"),
    include_bytes!("films/jpeg.grey"),
    include_bytes!("films/lossy.grey"),
    include_bytes!("films/progressive.grey"),
    include_bytes!("films/restarts.grey"),
    include_bytes!("films/rgb.grey"),
    include_bytes!("films/ycck.grey"),
];

fn widen(level: u8) -> u16 {
    u16::from(level) * 257
}

/// The grey values of a lossless file of a grey picture.
fn grey(picture: &DynamicImage) -> Vec<u16> {
    match picture {
        DynamicImage::ImageLuma8(film) => film.iter().map(|&level| widen(level)).collect(),
        other => other.to_luma16().into_raw(),
    }
}

fn read(name: &str, bytes: &[u8]) -> Radiograph {
    let film = decode(bytes, Limits::default()).expect(name);
    assert_eq!((film.width(), film.height()), (WIDTH, HEIGHT), "{name}");
    film
}

fn check(picture: &DynamicImage, format: ImageFormat, expected: &[u16]) {
    let name = format!("{format:?} of {:?}", picture.color());
    assert!(
        read(&name, &file(picture, format)).grey() == expected,
        "{name}"
    );
}

#[test]
fn an_8_bit_film_is_read_exactly_from_every_lossless_format() {
    let film = film_8();
    let expected = grey(&film);
    let colour = DynamicImage::ImageRgb8(film.to_rgb8());
    let opaque = DynamicImage::ImageRgba8(film.to_rgba8());
    for format in [ImageFormat::Png, ImageFormat::Bmp] {
        check(&film, format, &expected);
        check(&colour, format, &expected);
        check(&opaque, format, &expected);
    }
    check(&colour, ImageFormat::WebP, &expected);
    check(&opaque, ImageFormat::WebP, &expected);
    let opaque = DynamicImage::ImageLumaA8(film.to_luma_alpha8());
    check(&opaque, ImageFormat::Png, &expected);
}

/// Values stretched from minimum and maximum to black and white.
fn stretched(values: &[u16]) -> Vec<u16> {
    let low = values.iter().min().copied().map_or(0, u64::from);
    let high = values.iter().max().copied().map_or(0, u64::from);
    let span = high - low;
    let grey = |&value: &u16| ((u64::from(value) - low) * 65_535 + span / 2) / span;
    values
        .iter()
        .map(|value| u16::try_from(grey(value)).expect("16 bits"))
        .collect()
}

#[test]
fn a_16_bit_film_is_stretched_to_its_full_range() {
    let film = film_16();
    let expected = stretched(&grey(&film));
    let others = [
        DynamicImage::ImageRgb16(film.to_rgb16()),
        DynamicImage::ImageRgba16(film.to_rgba16()),
        DynamicImage::ImageLumaA16(film.to_luma_alpha16()),
    ];
    check(&film, ImageFormat::Png, &expected);
    for film in others {
        check(&film, ImageFormat::Png, &expected);
    }
    for (name, bytes) in LOSSLESS_16 {
        assert!(read(name, bytes).grey() == expected, "{name}");
    }
}

#[test]
fn an_8_bit_film_in_words_of_16_bits_stays_that_film() {
    let expected = grey(&film_8());
    for factor in [1, 256, 257] {
        let mut film = film_8().to_luma16();
        for Luma([value]) in film.pixels_mut() {
            *value = *value / 257 * factor;
        }
        check(
            &DynamicImage::ImageLuma16(film),
            ImageFormat::Png,
            &expected,
        );
    }
}

#[test]
fn transparent_pixels_are_black() {
    let mut picture = film_8().to_rgba8();
    for (x, _, Rgba([.., alpha])) in picture.enumerate_pixels_mut() {
        *alpha = if x < WIDTH / 2 { 0 } else { u8::MAX };
    }
    let mut expected = grey(&film_8());
    for row in expected.chunks_mut(WIDTH as usize) {
        row[..WIDTH as usize / 2].fill(0);
    }
    let picture = DynamicImage::ImageRgba8(picture);
    check(&picture, ImageFormat::Png, &expected);
    check(&picture, ImageFormat::WebP, &expected);
}

#[test]
fn unused_alpha_is_ignored() {
    let expected = grey(&film_8());
    let mut colour = film_8().to_rgba8();
    for Rgba([.., alpha]) in colour.pixels_mut() {
        *alpha = 0;
    }
    let colour = DynamicImage::ImageRgba8(colour);
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP] {
        check(&colour, format, &expected);
    }
    let mut film = film_16().to_luma_alpha16();
    for LumaA([_, alpha]) in film.pixels_mut() {
        *alpha = 0;
    }
    let film = DynamicImage::ImageLumaA16(film);
    check(&film, ImageFormat::Png, &stretched(&grey(&film_16())));
}

#[test]
fn films_of_other_encoders_are_oriented_and_the_first_of_many_is_read() {
    let expected = grey(&film_8());
    let single = LOSSLESS.iter().filter(|it| it.0 != "pages.tif");
    for (name, bytes) in single {
        assert!(read(name, bytes).grey() == expected, "{name}");
    }
}

#[test]
fn lossy_films_match_other_decoders() {
    for ((name, bytes), expected) in LOSSY.iter().zip(LOSSY_GREY) {
        let film = read(name, bytes);
        assert_eq!(film.grey().len(), expected.len(), "{name}");
        for (value, &expected) in film.grey().iter().zip(expected) {
            let difference = value.abs_diff(widen(expected));
            assert!(difference <= LOSSY_TOLERANCE * 257, "{name}: {difference}");
        }
    }
}

#[test]
fn adobes_marker_with_three_components_is_not_cmyk() {
    let plain = read("rgb.jpg", by_name("rgb.jpg"));
    let mut numbered = by_name("rgb.jpg").to_vec();
    for (head, component) in [(0xc0, 10), (0xda, 5)] {
        let mut windows = numbered.windows(2);
        let at = windows.position(|it| it == [0xff, head]).expect("a head");
        let step = if head == 0xc0 { 3 } else { 2 };
        for (id, letter) in (1..).zip(b"RGB") {
            let place = &mut numbered[at + component + step * (usize::from(id) - 1)];
            assert_eq!(*place, *letter);
            *place = id;
        }
    }
    assert!(read("RGB as 1, 2, 3", &numbered) == plain);

    // Its transform 2 is YCCK, where there are four colours.
    let (start, rest) = by_name("colour.jpg").split_at(2);
    let adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x02".as_slice();
    let marked = [start, adobe, rest].concat();
    assert!(read("YCbCr as YCCK", &marked) == read("colour.jpg", by_name("colour.jpg")));
}

#[test]
fn cmyk_is_refused_where_the_meaning_of_zero_is_not_stated() {
    let mut unmarked = by_name("cmyk.jpg").to_vec();
    let at = find(&unmarked, b"Adobe");
    unmarked[at] = b'a';
    for (name, bytes) in [("cmyk.tif", by_name("cmyk.tif")), ("cmyk.jpg", &unmarked)] {
        let error = decode(bytes, Limits::default()).expect_err(name);
        assert!(matches!(error, InputError::Cmyk { .. }), "{name}: {error}");
    }
}

#[test]
fn limits_count_bytes_pixels_and_memory() {
    let bytes = file(&film_8(), ImageFormat::Png);
    let exact = Limits {
        bytes: bytes.len() as u64,
        pixels: u64::from(WIDTH * HEIGHT),
        // The samples twice and their grey values.
        memory: u64::from(WIDTH * HEIGHT) * 4,
    };
    assert!(decode(&bytes, exact).is_ok());
    let fewer_bytes = Limits {
        bytes: exact.bytes - 1,
        ..exact
    };
    let error = decode(&bytes, fewer_bytes).expect_err("too long");
    assert!(matches!(
        error,
        InputError::Length(LengthError::TooManyBytes { .. })
    ));
    let fewer_pixels = Limits {
        pixels: exact.pixels - 1,
        ..exact
    };
    let error = decode(&bytes, fewer_pixels).expect_err("too large");
    assert!(matches!(error, InputError::TooManyPixels { .. }));
    let less_memory = Limits {
        memory: exact.memory - 1,
        ..exact
    };
    let error = decode(&bytes, less_memory).expect_err("too much");
    assert!(matches!(error, InputError::TooMuchMemory { .. }));
}

#[test]
fn a_picture_below_the_minimum_size_is_refused() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Bmp] {
        let sliver = DynamicImage::new_rgb8(31, 500);
        let error = decode(&file(&sliver, format), Limits::default()).expect_err("a sliver");
        let expected = InputError::TooSmall {
            width: 31,
            height: 500,
            min: 32,
        };
        assert_eq!(error, expected);
    }
}

#[test]
fn a_decoded_film_becomes_an_input() {
    let spec = InputSpec::with_side(32);
    let bytes = file(&film_16(), ImageFormat::Png);
    let plane = spec.plane(&read("PNG", &bytes)).expect("a plane");
    let input = spec.normalise(&plane);
    let pixels: Vec<f32> = plane.iter().map(|&it| spec.normalise_pixel(it)).collect();
    assert_eq!(input.values, pixels);
    assert_eq!(input.values.len(), 32 * 32);
}
