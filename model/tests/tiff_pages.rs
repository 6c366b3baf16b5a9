//! Which page of a TIFF file is the film, natively and in a browser.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod films {
    pub(crate) mod drawing;
    pub(crate) mod tiff;
}

use image::{DynamicImage, ImageFormat};
use model::input::{InputError, Limits, PictureKind, Radiograph, decode, decode_frame};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use films::drawing::{HEIGHT, by_name, file, film_8, film_16};
use films::tiff::{Page, levels, page_8, page_16, write};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn read(bytes: &[u8]) -> Radiograph {
    decode(bytes, Limits::default()).expect("a film")
}

/// The film that a plain PNG gives.
fn plain(film: &DynamicImage) -> Radiograph {
    read(&file(film, ImageFormat::Png))
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
fn pages_in_a_circle_end() {
    let mut file = write(&[page_8()], false, false);
    let first: Vec<u8> = file[4..8].to_vec();
    let end = file.len() - 4;
    file[end..].copy_from_slice(&first);
    let error = decode(&file, Limits::default()).expect_err("a circle");
    assert!(error.to_string().contains("circle"), "{error}");
}
