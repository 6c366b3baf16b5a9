//! A film drawn in a browser: by the GPU in one texture or in tiles, and by a table, it looks the same.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::viewing::orientation::Orientation;
use app::viewing::placement::{Affine, Frame, Placement, Point};
use app::viewing::window::Shade;
use app::web::film_canvas::{Drawing, FilmCanvas, Magnifier};
use app::web::webgl::Allowed;
use js_sys::Uint16Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

const FILM: (u32, u32) = (301, 203);

const SCREEN: (u32, u32) = (120, 90);

/// A film of 12 bits with a pattern that no turn or flip leaves as it is.
fn levels() -> Uint16Array {
    let level = |at: u32| {
        let (x, y) = (at % FILM.0, at / FILM.0);
        u16::try_from((x * 9 + y * 5 + (x / 20 + y / 30) % 2 * 300) % 4096).unwrap()
    };
    let levels: Vec<u16> = (0..FILM.0 * FILM.1).map(level).collect();
    Uint16Array::from(levels.as_slice())
}

fn canvas() -> HtmlCanvasElement {
    let canvas = document().create_element("canvas").unwrap();
    canvas.unchecked_into()
}

/// What is drawn, as grey or -1 where nothing is.
fn drawn(film: Option<u32>, drawing: &Drawing) -> Vec<i32> {
    let on = canvas();
    let mut film = match film {
        Some(largest) => {
            let allowed = Allowed {
                largest,
                software: true,
            };
            FilmCanvas::on_gpu(&on, allowed).unwrap()
        }
        None => FilmCanvas::with_table(&on).unwrap(),
    };
    film.load(FILM, 4095, &levels()).unwrap();
    while !film.load_some().unwrap() {}
    film.draw(drawing).unwrap();
    let copy = canvas();
    copy.set_width(SCREEN.0);
    copy.set_height(SCREEN.1);
    let context = copy.get_context("2d").unwrap().unwrap();
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context
        .draw_image_with_html_canvas_element(&on, 0.0, 0.0)
        .unwrap();
    let (width, height) = (SCREEN.0.cast_signed(), SCREEN.1.cast_signed());
    let pixels = context.get_image_data(0, 0, width, height).unwrap();
    let pixels = pixels.data().0;
    let (pixels, _) = pixels.as_chunks::<4>();
    let grey = |&[grey, _, _, alpha]: &[u8; 4]| if alpha == 0 { -1 } else { grey.into() };
    pixels.iter().map(grey).collect()
}

/// Fails if more than a few pixels differ: those at edges, which may be rounded differently.
fn check(name: &str, drawing: &Drawing) {
    let table = drawn(None, drawing);
    assert!(
        table.iter().any(|&grey| grey > 20),
        "{name}: nothing is drawn"
    );
    for largest in [u32::MAX, 128, 64] {
        let gpu = drawn(Some(largest), drawing);
        let differs = |(one, other): &(&i32, &i32)| one.abs_diff(**other) > 3;
        let different = table.iter().zip(&gpu).filter(differs).count();
        let share = different * 100 / table.len();
        assert!(share < 3, "{name}, tiles of {largest}: {share} % differ");
    }
}

fn drawing(placement: Placement) -> Drawing {
    let frame = Frame {
        film: (FILM.0.into(), FILM.1.into()),
        screen: (SCREEN.0.into(), SCREEN.1.into()),
    };
    Drawing {
        size: SCREEN,
        to_screen: placement.to_screen(frame),
        shade: Shade {
            gain: 1.0 / 4095.0,
            offset: 0.0,
            logistic: false,
            inverted: false,
        },
        smooth: true,
        magnifier: None,
    }
}

#[test]
fn gpu_and_table_draw_the_same_picture() {
    let fitting = drawing(Placement::default());
    check("fitting", &fitting);
    let inverted = Drawing {
        shade: Shade {
            inverted: true,
            logistic: true,
            gain: 4.0 / 4095.0,
            offset: -2.0,
        },
        ..fitting
    };
    check("inverted by a logistic curve", &inverted);
    let turned = Placement {
        orientation: Orientation::default().turned(1).flipped_across(),
        zoom: 9.0,
        centre: Point::new(0.4, 0.6),
    };
    check("turned and enlarged", &drawing(turned));
    let coarse = Drawing {
        smooth: false,
        ..drawing(turned)
    };
    check("enlarged without smoothing", &coarse);
}

#[test]
fn a_magnifier_shows_a_part_of_the_same_picture() {
    let fitting = drawing(Placement::default());
    let magnified = Drawing {
        magnifier: Some(Magnifier {
            left: 30,
            top: 20,
            side: 40,
            to_screen: Affine {
                origin: Point::new(-200.0, -120.0),
                ..fitting.to_screen.scaled(4.0)
            },
        }),
        ..fitting
    };
    check("magnified", &magnified);
    let [plain, with] = [fitting, magnified].map(|drawing| drawn(None, &drawing));
    let inside = |at: usize| {
        let (x, y) = (at % SCREEN.0 as usize, at / SCREEN.0 as usize);
        (30..70).contains(&x) && (20..60).contains(&y)
    };
    let changed = |at: &usize| plain[*at] != with[*at];
    let changed: Vec<usize> = (0..plain.len()).filter(changed).collect();
    assert!(changed.len() > 800 && changed.into_iter().all(inside));
}
