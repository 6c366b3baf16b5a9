//! TIFF films of every kind are read as the plain film; what is no film is refused with the reason.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod films {
    pub(crate) mod drawing;
    pub(crate) mod tiff;
}

use std::slice;

use image::{DynamicImage, ImageFormat};
use model::input::{InputError, Limits, PictureKind, Radiograph, decode, decode_frame};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use films::drawing::{HEIGHT, WIDTH, by_name, file, film_8, film_16};
use films::tiff::{DEFLATE, LZW, NONE, PACK_BITS, Page, write};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn read(bytes: &[u8]) -> Radiograph {
    decode(bytes, Limits::default()).expect("a film")
}

fn refusal(page: Page) -> InputError {
    let file = write(&[page], false, false);
    decode(&file, Limits::default()).expect_err("a refusal")
}

/// The film that a plain PNG gives.
fn plain(film: &DynamicImage) -> Radiograph {
    read(&file(film, ImageFormat::Png))
}

fn levels() -> Vec<u64> {
    film_8().into_luma8().iter().map(|&it| it.into()).collect()
}

fn words() -> Vec<u64> {
    film_16()
        .into_luma16()
        .iter()
        .map(|&it| it.into())
        .collect()
}

fn page_8() -> Page {
    Page::grey(WIDTH, HEIGHT, 8, levels())
}

fn page_16() -> Page {
    Page::grey(WIDTH, HEIGHT, 16, words())
}

/// The grey value itself.
const SAME: fn(u64) -> u64 = |value| value;

/// A page with the same film in several samples: `samples` give their values for a grey value.
fn several(page: &Page, photometric: u64, samples: &[fn(u64) -> u64]) -> Page {
    let values = page.values.iter();
    let values = values.flat_map(|&grey| samples.iter().map(move |sample| sample(grey)));
    page.clone().with(|page| {
        page.values = values.collect();
        page.samples = samples.len();
        page.photometric = photometric;
    })
}

fn float_page(value: impl Fn(u64) -> f64) -> Page {
    let values = words().iter().map(|&word| value(word).to_bits()).collect();
    Page::grey(WIDTH, HEIGHT, 64, values).with(|page| page.format = 3)
}

#[test]
fn every_layout_and_compression_gives_the_same_film() {
    let films = [
        (page_8(), plain(&film_8())),
        (page_16(), plain(&film_16())),
        (several(&page_8(), 2, &[SAME; 3]), plain(&film_8())),
        (several(&page_16(), 2, &[SAME; 3]), plain(&film_16())),
        (float_page(|it| it as f64), plain(&film_16())),
    ];
    for (page, expected) in films {
        for compression in [NONE, LZW, DEFLATE, PACK_BITS] {
            for predictor in [1, 2, 3] {
                let compressed = matches!(compression, LZW | DEFLATE);
                if predictor > 1 && !compressed || predictor == 3 && page.format != 3 {
                    continue;
                }
                for tile in [None, Some((16, 16)), Some((64, 48))] {
                    for (planar, big_endian, big) in [
                        (false, false, false),
                        (true, true, false),
                        (false, true, true),
                    ] {
                        let page = page.clone().with(|page| {
                            page.compression = compression;
                            page.predictor = predictor;
                            page.tile = tile;
                            page.planar = planar;
                        });
                        let film = read(&write(&[page], big_endian, big));
                        assert!(
                            film == expected,
                            "{compression} {predictor} {tile:?} {planar} {big_endian} {big}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_number_of_bits_is_read() {
    // Few bits cannot hold the film: its upper bits.
    for bits in [2, 4] {
        let values: Vec<u64> = levels().iter().map(|it| it >> (8 - bits)).collect();
        let white = (1 << bits) - 1;
        let expected: Vec<u16> = values
            .iter()
            .map(|it| u16::try_from(it * 65_535 / white).expect("16 bits"))
            .collect();
        let page = Page::grey(WIDTH, HEIGHT, bits, values);
        let film = read(&write(slice::from_ref(&page), true, false));
        assert!(film.grey() == expected, "{bits} bits");
        let reversed = page.with(|page| page.reversed_bits = true);
        assert!(
            read(&write(&[reversed], true, false)) == film,
            "{bits} bits, reversed"
        );
    }
    // The range in use decides: the same film with 10 to 64 bits, up to rounding.
    let expected = plain(&film_16());
    for bits in [10, 12, 14, 24, 32, 64] {
        let (shift, tolerance) = if bits < 16 {
            (16 - bits, 1 << (17 - bits))
        } else {
            (0, 1)
        };
        let values = words().iter().map(|it| it >> shift).collect();
        let page = Page::grey(WIDTH, HEIGHT, bits, values);
        let film = read(&write(&[page], false, false));
        for (grey, expected) in film.grey().iter().zip(expected.grey()) {
            assert!(
                grey.abs_diff(*expected) <= tolerance,
                "{bits} bits: {grey}, {expected}"
            );
        }
    }
}

#[test]
fn signed_numbers_are_read() {
    for bits in [16, 32] {
        let below: Vec<u64> = words()
            .iter()
            .map(|it| it.wrapping_sub(30_000) & (u64::MAX >> (64 - bits)))
            .collect();
        let page = Page::grey(WIDTH, HEIGHT, bits, below).with(|page| page.format = 2);
        assert!(
            read(&write(&[page], false, false)) == plain(&film_16()),
            "{bits}"
        );
    }
}

#[test]
fn white_may_be_zero() {
    let negative = |page: Page, white: u64| {
        page.with(|page| {
            page.photometric = 0;
            for value in &mut page.values {
                *value = white - *value;
            }
        })
    };
    let film = read(&write(&[negative(page_8(), 255)], false, false));
    assert!(film == plain(&film_8()));
    let film = read(&write(&[negative(page_16(), 65_535)], true, false));
    assert!(film == plain(&film_16()));
    // A film of 12 bits in words of 16 ends far from white.
    let twelve = page_16().with(|page| page.values.iter_mut().for_each(|it| *it /= 16));
    let upright = read(&write(slice::from_ref(&twelve), false, false));
    for white in [4095, 65_535] {
        assert!(read(&write(&[negative(twelve.clone(), white)], false, false)) == upright);
    }
    let wide = page_16().with(|page| page.bits = 32);
    let film = read(&write(&[negative(wide, 0xffff_ffff)], false, false));
    assert!(film == plain(&film_16()));
}

#[test]
fn a_palette_is_applied() {
    // Backwards, as words of 16 bits, of 8 bits, and as 8 bits in the upper byte.
    for factor in [1, 256, 257] {
        let colours: Vec<u64> = (0..3 * 256).map(|it| (255 - it % 256) * factor).collect();
        let page = page_8().with(|page| {
            page.photometric = 3;
            page.values.iter_mut().for_each(|it| *it = 255 - *it);
            page.more.push((320, 3, colours));
        });
        assert!(
            read(&write(&[page], false, false)) == plain(&film_8()),
            "{factor}"
        );
    }
    let without = page_8().with(|page| page.photometric = 3);
    assert!(matches!(refusal(without), InputError::Damaged { .. }));
}

#[test]
fn extra_samples_are_ignored_unless_they_are_an_alpha() {
    let extra = |page: Page, kind: u64| page.with(|page| page.more.push((338, 3, vec![kind])));
    let grey: [fn(u64) -> u64; 2] = [|it| it, |it| (it * 7) & 0xff];
    for planar in [false, true] {
        for kind in [0, 1] {
            let page = several(&page_8(), 1, &grey).with(|page| page.planar = planar);
            let film = read(&write(&[extra(page, kind)], false, false));
            assert!(film == plain(&film_8()), "{kind}");
        }
        let unnamed = several(&page_16(), 1, &[|it| it, |it| it ^ 0xfff]);
        let unnamed = unnamed.with(|page| page.planar = planar);
        assert!(read(&write(&[unnamed], false, false)) == plain(&film_16()));
    }
    // Transparent pixels are black.
    let half: [fn(u64) -> u64; 2] = [|it| it, |it| if it < 128 { 0 } else { 255 }];
    let film = read(&write(
        &[extra(several(&page_8(), 1, &half), 2)],
        false,
        false,
    ));
    for (grey, level) in film.grey().iter().zip(levels()) {
        let expected = if level < 128 { 0 } else { level * 257 };
        assert_eq!(u64::from(*grey), expected);
    }
    // An alpha that is zero everywhere is unused.
    let unused: [fn(u64) -> u64; 4] = [|it| it, |it| it, |it| it, |_| 0];
    let page = extra(several(&page_16(), 2, &unused), 2);
    assert!(read(&write(&[page], false, false)) == plain(&film_16()));
}

#[test]
fn floating_point_films_are_scaled_by_their_range() {
    let expected = plain(&film_16());
    let scales: [fn(u64) -> f64; 4] = [
        |it| it as f64 / 65_535.0,
        |it| it as f64 / 16.0,
        |it| it as f64 * 1e6 - 3e9,
        |it| it as f64 / 1e30,
    ];
    for scale in scales {
        let film = read(&write(&[float_page(scale)], false, false));
        for (grey, expected) in film.grey().iter().zip(expected.grey()) {
            assert!(grey.abs_diff(*expected) <= 1, "{grey}, {expected}");
        }
    }
    // The numbers of an 8-bit film are that film.
    for white in [1.0, 255.0] {
        let value = |it: &u64| u64::from((*it as f32 / 255.0 * white).to_bits());
        let values = levels().iter().map(value).collect();
        let page = Page::grey(WIDTH, HEIGHT, 32, values).with(|page| page.format = 3);
        assert!(
            read(&write(&[page], false, false)) == plain(&film_8()),
            "{white}"
        );
    }
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e39] {
        let page = float_page(|it| if it == words()[99] { odd } else { it as f64 });
        let kind = PictureKind::Tiff;
        assert_eq!(refusal(page), InputError::NotFinite { kind }, "{odd}");
    }
}

#[test]
fn lengths_of_strips_may_be_missing() {
    for compression in [NONE, LZW, DEFLATE, PACK_BITS] {
        let page = page_16().with(|page| {
            page.without_lengths = true;
            page.compression = compression;
        });
        assert!(read(&write(&[page], false, false)) == plain(&film_16()));
    }
}

#[test]
fn reduced_copies_and_masks_are_left_out() {
    let small = |width: u32, height: u32| {
        let count = (width * height) as usize;
        Page::grey(
            width,
            height,
            8,
            levels().into_iter().cycle().take(count).collect(),
        )
    };
    let mark = |page: Page, mark: u64| page.with(|page| page.more.push((254, 4, vec![mark])));
    let expected = plain(&film_8());
    for copy in [
        small(24, 20),
        mark(small(48, 40), 1),
        mark(small(40, 40), 1),
        mark(small(48, 40), 4),
        small(24, 10),
    ] {
        for pages in [[page_8(), copy.clone()], [copy.clone(), page_8()]] {
            let file = write(&pages, false, false);
            assert!(read(&file) == expected);
            let second = decode_frame(&file, Some(2), Limits::default());
            let (kind, frame, frames) = (PictureKind::Tiff, 2, 1);
            let refused = InputError::NoSuchFrame {
                kind,
                frame,
                frames,
            };
            assert_eq!(second, Err(refused));
        }
    }
    // The only page counts, whatever its mark.
    assert!(read(&write(&[mark(page_8(), 1)], false, false)) == expected);
}

#[test]
fn of_several_films_one_must_be_selected() {
    let turned = page_16().with(|page| (page.width, page.height) = (page.height, page.width));
    let file = write(&[page_8(), page_16(), turned], false, false);
    let choose = |frame| decode_frame(&file, frame, Limits::default());
    let (kind, frames) = (PictureKind::Tiff, 3);
    let error = choose(None).expect_err("several");
    assert_eq!(error, InputError::SeveralFrames { kind, frames });
    assert!(error.to_string().contains("3 films"));
    assert_eq!(choose(Some(1)), Ok(plain(&film_8())));
    assert_eq!(choose(Some(2)), Ok(plain(&film_16())));
    assert!(choose(Some(3)).is_ok_and(|film| film.width() == HEIGHT));
    assert!(choose(Some(4)).is_err());
    let pages = by_name("pages.tif");
    let frames = 2;
    let error = decode(pages, Limits::default()).expect_err("two pages");
    assert_eq!(error, InputError::SeveralFrames { kind, frames });
}

#[test]
fn a_larger_picture_below_the_page_is_taken() {
    // Both directories are in one chain; the first is changed to hold the second as its child.
    let thumbnail = page_8().with(|page| {
        (page.width, page.height) = (32, 32);
        page.values.truncate(32 * 32);
        page.more.push((330, 4, vec![0]));
    });
    let mut file = write(&[thumbnail, page_8()], false, false);
    let word = |file: &[u8], at: usize| {
        let bytes = file[at..].first_chunk().expect("four bytes");
        u32::from_le_bytes(*bytes) as usize
    };
    let first = word(&file, 4);
    let entries = usize::from(file[first]);
    let entry = |index: usize| first + 2 + 12 * index;
    let link = entry(entries);
    let second = file[link..link + 4].to_vec();
    file[link..link + 4].fill(0);
    let child = (0..entries)
        .map(entry)
        .find(|&at| file[at..at + 2] == [74, 1]);
    let child = child.expect("the field") + 8;
    file[child..child + 4].copy_from_slice(&second);
    assert!(read(&file) == plain(&film_8()));
}

#[test]
fn what_is_not_supported_is_named() {
    let compressed = |code: u64| refusal(page_8().with(|page| page.compression = code));
    for fax in [2, 3, 4, 32_771] {
        assert_eq!(compressed(fax), InputError::TwoLevels);
    }
    for (code, name) in [
        (6, "old kind"),
        (34_712, "JPEG 2000"),
        (50_000, "Zstandard"),
        (99, "99"),
    ] {
        let error = compressed(code);
        assert!(matches!(error, InputError::Unsupported { .. }), "{error}");
        assert!(error.to_string().contains(name), "{error}");
    }
    let bits = levels().iter().map(|it| it >> 7).collect();
    assert_eq!(
        refusal(Page::grey(WIDTH, HEIGHT, 1, bits)),
        InputError::TwoLevels
    );
    let cmyk = several(&page_8(), 5, &[SAME; 4]);
    assert!(matches!(refusal(cmyk), InputError::Cmyk { .. }));
    let mixed = page_8().with(|page| page.more.push((258, 3, vec![8, 16])));
    assert!(matches!(
        refusal(several(&mixed, 1, &[SAME; 2])),
        InputError::Unsupported { .. } | InputError::Damaged { .. }
    ));
}

#[test]
fn pages_in_a_circle_end() {
    let mut file = write(&[page_8()], false, false);
    let first: Vec<u8> = file[4..8].to_vec();
    let end = file.len() - 4;
    file[end..].copy_from_slice(&first);
    let error = decode(&file, Limits::default()).expect_err("a circle");
    assert!(error.to_string().contains("circle"), "{error}");
}

#[test]
fn tiles_much_larger_than_the_picture_are_refused() {
    let page = page_8().with(|page| page.tile = Some((48, 40)));
    let file = write(&[page], false, false);
    let find = |tag: u8| {
        let head = [tag, 1, 4, 0, 1, 0, 0, 0];
        file.windows(8)
            .position(|it| it == head)
            .expect("the field")
            + 8
    };
    for (tag, claim) in [(66, [0xff; 4]), (67, [0, 0, 0, 4])] {
        let mut lie = file.clone();
        let at = find(tag);
        lie[at..at + 4].copy_from_slice(&claim);
        let error = decode(&lie, Limits::default()).expect_err("no room");
        let kind = PictureKind::Tiff;
        assert_eq!(error, InputError::TooMuchMemory { kind });
    }
}
