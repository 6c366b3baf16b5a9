//! Text of the viewer.

use model::input::dicom::{Side, Spacing, SpacingSource, Window};
use model::input::display::Unit;

use super::whole_percent;
use crate::locale::numbers::decimal;
use crate::messages;
use crate::viewing::keys::Tool;
use crate::viewing::measure::Length;
use crate::viewing::window::PresetKind;

messages! {
    "viewer";

    /// The viewer, for screen readers.
    pub fn viewer();
    /// The toolbar, for screen readers.
    pub fn toolbar();
    /// The label of the choice of windows.
    pub fn window_label();
    /// A window that is none of those offered.
    pub fn window_custom();
    /// Exchanges black and white.
    pub fn invert();
    /// Exchanges left and right.
    pub fn flip_across();
    /// Exchanges top and bottom.
    pub fn flip_down();
    /// Turns counterclockwise.
    pub fn turn_left();
    /// Turns clockwise.
    pub fn turn_right();
    /// Makes the film smaller.
    pub fn zoom_out();
    /// Enlarges the film.
    pub fn zoom_in();
    /// Fits the film into the viewer.
    pub fn fit();
    /// Undoes all changes of the picture.
    pub fn reset();
    /// Shows what the network sees.
    pub fn network();
    /// Smooths enlarged pixels.
    pub fn smooth();
    /// Fills the screen.
    pub fn full_screen();
    /// Opens the sheet of shortcuts.
    pub fn help();
    /// Closes it.
    pub fn close();
    /// The label of the choice of a second film.
    pub fn compare();
    /// No second film.
    pub fn compare_none();
    /// Enlarges and moves both films together.
    pub fn link();
    /// While a film is decoded for the viewer.
    pub fn decoding();
    /// While the network's square is prepared.
    pub fn preparing();
    /// The heading above the reason why a picture cannot be shown.
    pub fn no_picture();
    /// Decodes the film again.
    pub fn retry();
    /// A film that is neither on the GPU nor on a canvas.
    pub fn not_drawn();
    /// The lengths that were taken, for screen readers.
    pub fn lengths();
    /// Why lengths are in pixels.
    pub fn no_spacing();
    /// The heading of the part on keys.
    pub fn keys();
    /// The heading of the part on the mouse.
    pub fn mouse();
    /// The heading of the part on fingers.
    pub fn touch();
    /// The switch in the sheet.
    pub fn keys_everywhere();
    /// The heading of the keys of the worklist.
    pub fn list_keys();
    /// A button's title with its key: "Invert (I)".
    pub fn with_key(label: &str, key: &str);
    /// A film's name for screen readers.
    pub fn picture(name: &str, caption: &str);
    /// A size: "2048 × 2500 px".
    pub fn size(width: u32, height: u32);
    /// The network's square: "The network sees 224 × 224 px".
    pub fn network_size(side: u32);
    /// The button that removes a length.
    pub fn remove_length(length: &str);
    fn left_drag();
    fn middle_drag();
    fn right_drag();
    fn ctrl_wheel();
    fn one_finger();
    fn with_two_fingers();
    fn space_key();
    fn arrow_keys();
    fn shift_arrows();
    fn enter_key();
    fn delete_key();
    fn key_invert();
    fn key_flip_across();
    fn key_flip_down();
    fn key_turn_right();
    fn key_turn_left();
    fn key_zoom_in();
    fn key_zoom_out();
    fn key_fit();
    fn key_reset();
    fn key_first_window();
    fn key_dark();
    fn key_bright();
    fn key_in_use();
    fn key_full();
    fn key_tools();
    fn key_move();
    fn key_window();
    fn key_length();
    fn key_delete();
    fn key_network();
    fn key_smooth();
    fn key_full_screen();
    fn key_help();
    fn drag_first();
    fn drag_middle();
    fn drag_right();
    fn wheel();
    fn two_fingers();
    fn tool_window();
    fn tool_pan();
    fn tool_zoom();
    fn tool_measure();
    fn tool_magnify();
    fn preset_header();
    fn preset_header_numbered(number: usize);
    fn preset_in_use();
    fn preset_dark();
    fn preset_bright();
    fn preset_full();
    fn center_and_width(center: String, width: String);
    fn of_full_size(percent: String);
    fn value_at(value: String, column: u32, row: u32);
    fn unit_stored();
    fn unit_rescaled();
    fn unit_grey();
    fn millimetres(length: String);
    fn millimetres_across_and_down(across: String, down: String);
    fn pixels(length: String);
    fn spacing_calibrated(distance: String);
    fn spacing_stated(distance: String);
    fn spacing_detector(distance: String);
    fn spacing_scanned(distance: String);
    fn note_calibrated();
    fn note_stated();
    fn note_detector();
    fn note_scanned();
    fn side_right();
    fn side_left();
    fn side_head();
    fn side_feet();
}

/// The keys and what they do.
pub fn key_rows() -> [(String, String); 23] {
    [
        ("I".to_owned(), key_invert()),
        ("H".to_owned(), key_flip_across()),
        ("V".to_owned(), key_flip_down()),
        ("R".to_owned(), key_turn_right()),
        ("L".to_owned(), key_turn_left()),
        ("+".to_owned(), key_zoom_in()),
        ("-".to_owned(), key_zoom_out()),
        ("=".to_owned(), key_fit()),
        (space_key(), key_reset()),
        ("1".to_owned(), key_first_window()),
        ("2".to_owned(), key_dark()),
        ("3".to_owned(), key_bright()),
        ("4".to_owned(), key_in_use()),
        ("5".to_owned(), key_full()),
        ("W, D, Z, M, O".to_owned(), key_tools()),
        (arrow_keys(), key_move()),
        (shift_arrows(), key_window()),
        (enter_key(), key_length()),
        (delete_key(), key_delete()),
        ("E".to_owned(), key_network()),
        ("T".to_owned(), key_smooth()),
        ("F".to_owned(), key_full_screen()),
        ("?".to_owned(), key_help()),
    ]
}

/// What the mouse does.
pub fn mouse_rows() -> [(String, String); 4] {
    [
        (left_drag(), drag_first()),
        (middle_drag(), drag_middle()),
        (right_drag(), drag_right()),
        (ctrl_wheel(), wheel()),
    ]
}

/// What fingers do.
pub fn touch_rows() -> [(String, String); 2] {
    [
        (one_finger(), drag_first()),
        (with_two_fingers(), two_fingers()),
    ]
}

/// A tool as a button.
pub fn tool(tool: Tool) -> String {
    match tool {
        Tool::Window => tool_window(),
        Tool::Pan => tool_pan(),
        Tool::Zoom => tool_zoom(),
        Tool::Measure => tool_measure(),
        Tool::Magnify => tool_magnify(),
    }
}

/// A window that is offered.
pub fn preset(kind: PresetKind) -> String {
    match kind {
        PresetKind::Header(1) => preset_header(),
        PresetKind::Header(number) => preset_header_numbered(number),
        PresetKind::InUse => preset_in_use(),
        PresetKind::Dark => preset_dark(),
        PresetKind::Bright => preset_bright(),
        PresetKind::Full => preset_full(),
    }
}

/// Centre and width of a window: "C 2048, W 4096".
pub fn window(window: Window) -> String {
    center_and_width(number(window.center), number(window.width))
}

/// The scale: "38 % of full size".
pub fn zoom(scale: f64) -> String {
    of_full_size(whole_percent(scale))
}

/// The value below the pointer, and where it is: "1234 at 310, 205".
pub fn value(value: f64, column: u32, row: u32) -> String {
    value_at(number(value), column, row)
}

/// What values are.
pub fn unit(unit: Unit) -> String {
    match unit {
        Unit::Stored => unit_stored(),
        Unit::Rescaled => unit_rescaled(),
        Unit::Grey => unit_grey(),
    }
}

/// The distance between pixels: "0.143 mm at the detector".
pub fn spacing(spacing: Spacing) -> String {
    let [rows, columns] = spacing.mm;
    let distance = if (rows - columns).abs() < 5e-4 {
        millimetres(decimal(rows, 3))
    } else {
        millimetres_across_and_down(decimal(columns, 3), decimal(rows, 3))
    };
    match spacing.source {
        SpacingSource::Calibrated => spacing_calibrated(distance),
        SpacingSource::Stated => spacing_stated(distance),
        SpacingSource::Detector => spacing_detector(distance),
        SpacingSource::Scanned => spacing_scanned(distance),
    }
}

/// A length: "142.3 mm", or "310 px" where the spacing is not known.
pub fn length(length: Length) -> String {
    match length {
        Length::Millimetres(length) => millimetres(decimal(length, 1)),
        Length::Pixels(length) => pixels(decimal(length, 0)),
    }
}

/// What lengths are worth.
pub fn length_note(source: Option<SpacingSource>) -> String {
    match source {
        None => no_spacing(),
        Some(SpacingSource::Calibrated) => note_calibrated(),
        Some(SpacingSource::Stated) => note_stated(),
        Some(SpacingSource::Detector) => note_detector(),
        Some(SpacingSource::Scanned) => note_scanned(),
    }
}

/// A side of the patient at the edge of the picture, as on films: "R".
pub fn side(side: Side) -> String {
    match side {
        Side::Right => side_right(),
        Side::Left => side_left(),
        Side::Head => side_head(),
        Side::Feet => side_feet(),
    }
}

/// A value of a film: whole, or with up to two decimals.
pub fn number(number: f64) -> String {
    let longest = format!("{number:.2}");
    let places = if longest.ends_with("00") {
        0
    } else if longest.ends_with('0') {
        1
    } else {
        2
    };
    // Zero has no sign.
    let number = if longest == "-0.00" { 0.0 } else { number };
    decimal(number, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn numbers_are_as_long_as_they_must_be() {
        for (value, text) in [
            (2048.0, "2048"),
            (-0.5, "-0.5"),
            (0.001, "0"),
            (-0.001, "0"),
        ] {
            assert_eq!(number(value), text);
        }
        let window = window(Window {
            center: 2047.5,
            width: 4096.0,
        });
        assert_eq!(plain(&window), "C 2047.5, W 4096");
    }

    #[test]
    fn lengths_and_spacing_say_what_they_are() {
        assert_eq!(plain(&length(Length::Millimetres(142.26))), "142.3 mm");
        assert_eq!(plain(&length(Length::Pixels(310.4))), "310 px");
        for (mm, source, text) in [
            (
                [0.143; 2],
                SpacingSource::Detector,
                "0.143 mm at the detector",
            ),
            (
                [0.2, 0.1],
                SpacingSource::Calibrated,
                "0.100 × 0.200 mm calibrated",
            ),
        ] {
            assert_eq!(plain(&spacing(Spacing { mm, source })), text);
        }
        assert_eq!(length_note(None), no_spacing());
    }
}
