//! The built page in headless Chromium: the viewer.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use tests::browser::{Element, SOON};
use tests::site::Site;
use tests::visit::Visit;
use tests::{containers, films, real_films};

/// How long a long list may take.
const LIMIT: Duration = Duration::from_mins(10);

/// WebDriver's code of the shift key.
const SHIFT: char = '\u{e008}';
const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

/// A page that shows a film of 12 bits with all of them.
fn viewing(site: &Site) -> Option<Visit> {
    let visit = Visit::start(site, "?engine=cpu")?;
    visit.ready();
    visit.drop_files(&[("deep.dcm", &containers::deep_dicom())]);
    visit.shown();
    drawn(&visit);
    Some(visit)
}

/// Waits until the film is drawn from its own levels.
fn drawn(visit: &Visit) {
    let drawn = "document.querySelector('.picture')?.dataset.drawn === 'true'";
    assert!(visit.browser.wait(drawn, SOON), "{}", visit.page_text());
}

fn picture(visit: &Visit) -> Element {
    visit.browser.find(".picture")
}

/// Gives the picture the focus without changing anything.
fn focus(visit: &Visit) {
    let focus = "document.querySelector('.picture').focus()";
    visit.browser.script(focus, &[]);
}

/// An attribute of the viewer that is a number.
fn number(visit: &Visit, name: &str) -> f64 {
    visit.attribute("viewer", name).parse().unwrap()
}

fn window(visit: &Visit) -> (f64, f64) {
    let [center, width] = ["data-window-center", "data-window-width"];
    (number(visit, center), number(visit, width))
}

/// The grey values of the film's canvas once they are those of the state, in a grid.
fn grey(visit: &Visit) -> Vec<f64> {
    let grid = visit.browser.promised(
        "new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => {
            const film = document.querySelector('.film-layer');
            const copy = document.createElement('canvas');
            [copy.width, copy.height] = [film.width, film.height];
            const context = copy.getContext('2d');
            context.drawImage(film, 0, 0);
            const points = [];
            for (const x of [0.35, 0.45, 0.55, 0.65])
                for (const y of [0.3, 0.4, 0.5, 0.6, 0.7])
                    points.push(context.getImageData(
                        Math.floor(x * film.width), Math.floor(y * film.height), 1, 1).data);
            resolve(points.map(([grey, , , alpha]) => alpha === 255 ? grey : -1));
        })))",
        &[],
    );
    let grid = grid.as_array().unwrap().iter();
    grid.map(|grey| grey.as_f64().unwrap()).collect()
}

fn near(one: f64, other: f64, tolerance: f64) {
    assert!((one - other).abs() <= tolerance, "{one} is not {other}");
}

#[test]
fn a_film_is_shown_in_the_window_of_its_header_and_keys_change_it() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else {
        return;
    };
    assert_eq!(window(&visit), (476.0, 800.0), "in rescaled values");
    focus(&visit);
    let before = grey(&visit);
    assert!(before.iter().all(|&grey| grey >= 0.0), "{before:?}");
    visit.browser.press('i');
    assert_eq!(visit.attribute("viewer", "data-inverted"), "true");
    for (one, other) in before.iter().zip(grey(&visit)) {
        near(one + other, 255.0, 1.0);
    }
    visit.browser.press(' ');
    assert_eq!(visit.attribute("viewer", "data-inverted"), "false");
    assert_eq!(grey(&visit), before);
    // The keys 2 to 5 are windows; the last is that of all values, which starts at -1024.
    for (key, differs) in [
        ('2', true),
        ('3', true),
        ('4', true),
        ('5', true),
        ('1', false),
    ] {
        visit.browser.press(key);
        assert_eq!(window(&visit) != (476.0, 800.0), differs, "{key}");
    }
    visit.browser.press('5');
    assert_eq!(window(&visit), (1024.0, 4096.0));
    visit.browser.press('r');
    assert_eq!(visit.attribute("viewer", "data-rotation"), "90");
    visit.browser.press('l');
    visit.browser.press('l');
    assert_eq!(visit.attribute("viewer", "data-rotation"), "270");
    visit.browser.press(' ');
    let edges = "return [...document.querySelectorAll('.edge')].map(edge =>
        [...edge.classList].pop() + edge.textContent).sort().join(' ')";
    let seen = || visit.browser.script(edges, &[]);
    assert_eq!(seen(), "bottomF leftR rightL topH");
    visit.browser.press('h');
    assert_eq!(seen(), "bottomF leftL rightR topH");
    visit.browser.press('v');
    assert_eq!(seen(), "bottomH leftL rightR topF");
    visit.browser.press('=');
    let fitted = number(&visit, "data-zoom");
    visit.browser.press('+');
    near(number(&visit, "data-zoom"), fitted * 1.25, 1e-3);
    visit.browser.press('-');
    near(number(&visit, "data-zoom"), fitted, 1e-3);
    visit.browser.press_with(SHIFT, RIGHT);
    assert!(
        window(&visit).1 > 800.0,
        "shift and arrows widen the window"
    );
    visit.screenshot("viewer");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn buttons_and_fingers_do_what_other_viewers_do() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else {
        return;
    };
    let picture = picture(&visit);
    let (center, width) = window(&visit);
    visit.browser.drag(&picture, 0, (60, -40));
    let (lower, wider) = window(&visit);
    assert!(wider > width && lower < center, "{lower} {wider}");
    // Right and down by the same step for each pixel.
    near((wider - width) / 60.0, (center - lower) / 40.0, 0.01);
    near(number(&visit, "data-zoom"), 1.0, 1e-6);
    let before = grey(&visit);
    visit.browser.drag(&picture, 1, (70, 0));
    assert_ne!(grey(&visit), before, "the middle button moves the film");
    assert_eq!(window(&visit), (lower, wider));
    near(number(&visit, "data-zoom"), 1.0, 1e-6);
    visit.browser.drag(&picture, 2, (0, 100));
    near(number(&visit, "data-zoom"), 0.5_f64.exp(), 0.02);
    focus(&visit);
    visit.browser.press(' ');
    visit.browser.pinch(&picture, 40, 80);
    near(number(&visit, "data-zoom"), 2.0, 0.1);
    assert_eq!(
        window(&visit),
        (476.0, 800.0),
        "two fingers change no window"
    );
}

#[test]
fn lengths_are_in_mm_where_the_file_states_the_spacing_and_in_pixels_elsewhere() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else {
        return;
    };
    let length = || {
        focus(&visit);
        visit.browser.press('m');
        visit.browser.drag(&picture(&visit), 0, (80, 0));
        let text = visit.text("length");
        let (number, unit) = text.split_once('\u{a0}').unwrap();
        (number.parse::<f64>().unwrap(), unit.to_owned())
    };
    let pixels = visit.browser.script(
        "const { clientWidth: width, clientHeight: height } = document.querySelector('.picture');
        const [across, down] = document.querySelector('.film-size').textContent.match(/\\d+/g);
        return 80 / Math.min(width / across, height / down)",
        &[],
    );
    let pixels = pixels.as_f64().unwrap();
    let (mm, unit) = length();
    assert_eq!(unit, "mm");
    near(mm, pixels * containers::DETECTOR_SPACING, 0.2);
    let note = "return document.querySelector('.lengths p').textContent";
    let note = visit.browser.script(note, &[]);
    assert!(note.as_str().unwrap().contains("at the detector"), "{note}");
    let remove = "document.querySelector('[data-testid=length] button').click()";
    visit.browser.script(remove, &[]);
    assert_eq!(visit.text("length"), "");
    // With keys alone: from the middle of the picture to where it is after two steps.
    focus(&visit);
    for key in [ENTER, RIGHT, RIGHT, ENTER] {
        visit.browser.press(key);
    }
    assert!(visit.text("length").contains("mm"));
    visit.drop_files(&[("film.png", &films::film())]);
    visit.shown();
    drawn(&visit);
    assert_eq!(
        visit.text("length"),
        "",
        "the lengths were those of another film"
    );
    let (_, unit) = length();
    assert_eq!(unit, "px");
    visit.screenshot("viewer-length");
}

#[test]
fn keys_are_taken_from_no_field_and_a_sheet_lists_them() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else {
        return;
    };
    let inverted = || visit.attribute("viewer", "data-inverted");
    let focus_on = |selector: &str| {
        let focus = "document.querySelector(arguments[0]).focus()";
        visit.browser.script(focus, &[json!(selector)]);
    };
    for field in ["[data-testid=operating-point]", "[data-testid=file-input]"] {
        focus_on(field);
        visit.browser.press('i');
        assert_eq!(inverted(), "false", "{field}");
    }
    // The space bar presses a button of the toolbar, and nothing else.
    focus_on("[aria-label=Invert]");
    visit.browser.press(' ');
    assert_eq!(inverted(), "true");
    visit.browser.script("document.activeElement.blur()", &[]);
    visit.browser.press('i');
    assert_eq!(inverted(), "false", "nothing has the focus");
    visit.browser.press('?');
    let open = "document.querySelector('.shortcuts').open";
    assert!(visit.browser.wait(open, SOON));
    visit.browser.press('i');
    assert_eq!(inverted(), "false", "the sheet is open");
    visit.screenshot("viewer-keys");
    let switch = "document.querySelector('.shortcuts input').click()";
    visit.browser.script(switch, &[]);
    visit.browser.press(ESCAPE);
    assert!(visit.browser.wait(&format!("!{open}"), SOON));
    visit.browser.script("document.activeElement.blur()", &[]);
    visit.browser.press('i');
    assert_eq!(inverted(), "false", "keys act on the film only");
}

#[test]
fn the_networks_square_and_a_second_film_are_shown_on_request() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else {
        return;
    };
    focus(&visit);
    visit.browser.press('e');
    let square = "document.querySelector('.readouts .upper').textContent.includes('network sees')";
    assert!(visit.browser.wait(square, SOON), "{}", visit.page_text());
    drawn(&visit);
    visit.screenshot("viewer-network");
    visit.browser.press('e');
    drawn(&visit);
    let film = &real_films::bundled()[1];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    visit.shown();
    drawn(&visit);
    visit.choose_value("compare", "0");
    let both = "document.querySelectorAll('.picture[data-drawn=true]').length === 2";
    assert!(visit.browser.wait(both, SOON), "{}", visit.page_text());
    focus(&visit);
    visit.browser.press('+');
    visit.browser.press('3');
    let zoom = "return [...document.querySelectorAll('.readouts .end')].map(it => it.textContent)";
    let linked = visit.browser.script(zoom, &[]);
    visit.screenshot("viewer-compare");
    let switch = "document.querySelector('[aria-label^=Link]').click()";
    visit.browser.script(switch, &[]);
    focus(&visit);
    visit.browser.press('+');
    let alone = visit.browser.script(zoom, &[]);
    assert_ne!(alone[0], linked[0]);
    assert_eq!(alone[1], linked[1], "the other film is no longer linked");
    // Only the pictures that are shown are kept.
    visit.choose_value("compare", "");
    let one = "document.querySelectorAll('.picture').length === 1";
    assert!(visit.browser.wait(one, SOON));
    assert_eq!(visit.requests(), 0);
    for width in [820, 390] {
        visit.browser.resize(width, 844);
        visit.screenshot(&format!("viewer-{width}"));
        let wide = "return document.documentElement.scrollWidth > window.innerWidth";
        assert_eq!(visit.browser.script(wide, &[]), Value::Bool(false));
    }
}

#[test]
fn a_lost_gpu_is_restored_or_replaced() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    // A software renderer is not used by itself.
    let source = "WebGL2RenderingContext.prototype.getExtension = (get => function (name) {
            return name === 'WEBGL_debug_renderer_info' ? null : get.call(this, name);
        })(WebGL2RenderingContext.prototype.getExtension);
        WebGL2RenderingContext.prototype.getParameter = (get => function (name) {
            return name === this.RENDERER ? 'a graphics card' : get.call(this, name);
        })(WebGL2RenderingContext.prototype.getParameter);";
    let command = "Page.addScriptToEvaluateOnNewDocument";
    visit
        .browser
        .devtools(command, &json!({ "source": source }));
    visit.browser.reload();
    visit.ready();
    visit.drop_files(&[("deep.dcm", &containers::deep_dicom())]);
    visit.shown();
    drawn(&visit);
    let before = grey(&visit);
    let gpu = "document.querySelector('.film-layer').getContext('webgl2')";
    let lose = format!(
        "window.loss = {gpu}.getExtension('WEBGL_lose_context');
        window.loss.loseContext()"
    );
    visit.browser.script(&lose, &[]);
    let waiting = "document.querySelector('.picture').dataset.drawn === 'false'";
    assert!(visit.browser.wait(waiting, SOON));
    visit.browser.script("window.loss.restoreContext()", &[]);
    drawn(&visit);
    assert_eq!(grey(&visit), before);
    visit.browser.script(&lose, &[]);
    assert!(visit.browser.wait(waiting, SOON));
    drawn(&visit);
    let gone = visit.browser.script(&format!("return {gpu} === null"), &[]);
    assert_eq!(gone, true, "the film is drawn without the GPU");
    for (one, other) in before.iter().zip(grey(&visit)) {
        near(*one, other, 2.0);
    }
    focus(&visit);
    visit.browser.press('i');
    for (one, other) in before.iter().zip(grey(&visit)) {
        near(one + other, 255.0, 2.0);
    }
}

#[test]
fn the_toolbar_is_one_tab_stop_with_arrow_keys_in_it() {
    let site = Site::shipped();
    let Some(visit) = viewing(&site) else { return };
    let stops =
        "return document.querySelectorAll('.viewer-tools [data-roving][tabindex=\"0\"]').length";
    assert_eq!(visit.browser.script(stops, &[]), 1);
    visit
        .browser
        .script("document.querySelector('[data-roving]').focus()", &[]);
    let focused = || {
        let script = "const all = [...document.querySelectorAll('[data-roving]')];
            return [all.indexOf(document.activeElement), all.length]";
        let found = visit.browser.script(script, &[]);
        (found[0].as_i64().unwrap(), found[1].as_i64().unwrap())
    };
    let (first, count) = focused();
    assert_eq!(first, 0);
    visit.browser.press(RIGHT);
    assert_eq!(focused().0, 1);
    visit.browser.press(LEFT);
    visit.browser.press(LEFT);
    assert_eq!(focused().0, count - 1, "the first one follows the last");
    assert_eq!(visit.browser.script(stops, &[]), 1);
}

/// The page joins the files of finished films in one blob, of which one file may be gone later.
#[test]
fn films_of_a_long_list_are_shown_again_and_one_that_was_deleted_says_so() {
    let site = Site::shipped();
    let folder = tempfile::tempdir().unwrap();
    let film = real_films::bundled()[0].bytes();
    let count = 52;
    for number in 0..count {
        fs::write(folder.path().join(format!("{number:02}.jpg")), &film).unwrap();
    }
    let Some(visit) = Visit::start(&site, "?engine=cpu&model=light") else {
        return;
    };
    visit.ready();
    visit.drop_paths(&[folder.path()]);
    visit.films(count, LIMIT);
    fs::remove_file(folder.path().join("02.jpg")).unwrap();
    visit.select(1);
    drawn(&visit);
    visit.select(2);
    let says_so = "document.querySelector('[data-testid=viewer]').innerText.includes('cannot read this file')";
    assert!(visit.browser.wait(says_so, SOON), "{}", visit.page_text());
    visit.select(3);
    drawn(&visit);
}
