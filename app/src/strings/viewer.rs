//! Text of the viewer.

use model::input::dicom::{Side, Spacing, SpacingSource, Window};
use model::input::display::Unit;

use super::NBSP;
use crate::viewing::keys::Tool;
use crate::viewing::measure::Length;
use crate::viewing::window::PresetKind;

messages! {
    "viewer";

    /// The viewer, for screen readers.
    pub fn viewer();
    /// The toolbar, for screen readers.
    pub fn toolbar();
    /// What a screen reader says of the picture beside its name.
    pub fn picture_hint();
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
}

/// The keys and what they do.
pub const KEY_ROWS: [(&str, &str); 23] = [
    ("I", "invert"),
    ("H", "flip horizontally"),
    ("V", "flip vertically"),
    ("R", "rotate right"),
    ("L", "rotate left"),
    ("+", "zoom in"),
    ("-", "zoom out"),
    ("=", "fit"),
    ("Space", "reset"),
    ("1", "window of the header, or the range in use"),
    ("2", "window for the dark half: lungs"),
    ("3", "window for the bright half: mediastinum and bones"),
    ("4", "window of the range in use"),
    ("5", "window of all values"),
    ("W, D, Z, M, O", "tool: window, pan, zoom, measure, magnify"),
    ("Arrows", "move the view"),
    ("Shift + arrows", "window: width and centre"),
    (
        "Enter",
        "begin and end a length in the middle of the picture",
    ),
    ("Delete", "remove the last length"),
    ("E", "what the network sees"),
    ("T", "smooth enlarged pixels"),
    ("F", "full screen"),
    ("?", "this sheet"),
];

/// What the mouse does.
pub const MOUSE_ROWS: [(&str, &str); 4] = [
    ("Left drag", "window width and centre, or the tool"),
    ("Middle drag", "pan"),
    ("Right drag", "zoom"),
    ("Ctrl + wheel", "zoom; in full screen the wheel alone"),
];

/// What fingers do.
pub const TOUCH_ROWS: [(&str, &str); 2] = [
    ("One finger", "window width and centre, or the tool"),
    ("Two fingers", "zoom and pan"),
];

/// A tool as a button.
pub const fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::Window => "Window width and centre",
        Tool::Pan => "Pan",
        Tool::Zoom => "Zoom",
        Tool::Measure => "Measure a length",
        Tool::Magnify => "Magnifier",
    }
}

/// A button's title with its key: "Invert (I)".
pub fn with_key(label: &str, key: &str) -> String {
    format!("{label} ({key})")
}

/// A window that is offered.
pub fn preset(kind: PresetKind) -> String {
    match kind {
        PresetKind::Header(1) => "As the file says".to_owned(),
        PresetKind::Header(number) => format!("As the file says, window {number}"),
        PresetKind::InUse => "Range in use".to_owned(),
        PresetKind::Dark => "Dark half (lungs)".to_owned(),
        PresetKind::Bright => "Bright half (mediastinum, bones)".to_owned(),
        PresetKind::Full => "All values".to_owned(),
    }
}

/// A film's name for screen readers.
pub fn picture(name: &str, caption: &str) -> String {
    format!("{name}, {caption}. {picture_hint()}")
}

/// Centre and width of a window: "C 2048, W 4096".
pub fn window(window: Window) -> String {
    let Window { center, width } = window;
    format!("C{NBSP}{}, W{NBSP}{}", number(center), number(width))
}

/// The scale: "38 % of full size".
pub fn zoom(scale: f64) -> String {
    format!("{:.0}{NBSP}% of full size", scale * 100.0)
}

/// The value below the pointer, and where it is: "1234 at 310, 205".
pub fn value(value: f64, column: u32, row: u32) -> String {
    format!("{} at {column}, {row}", number(value))
}

/// What values are.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Stored => "stored values",
        Unit::Rescaled => "rescaled values",
        Unit::Grey => "16-bit grey values, stretched to the range in use",
    }
}

/// A size: "2048 × 2500 px".
pub fn size(width: u32, height: u32) -> String {
    format!("{width}{NBSP}×{NBSP}{height}{NBSP}px")
}

/// The network's square: "The network sees 224 × 224 px".
pub fn network_size(side: u32) -> String {
    format!("The network sees {}", size(side, side))
}

/// The distance between pixels: "0.143 mm at the detector".
pub fn spacing(spacing: Spacing) -> String {
    let [rows, columns] = spacing.mm;
    let mm = if (rows - columns).abs() < 5e-4 {
        format!("{rows:.3}{NBSP}mm")
    } else {
        format!("{columns:.3}{NBSP}×{NBSP}{rows:.3}{NBSP}mm")
    };
    let place = match spacing.source {
        SpacingSource::Calibrated => "calibrated",
        SpacingSource::Stated => "as the file says",
        SpacingSource::Detector => "at the detector",
        SpacingSource::Scanned => "on the scanned film",
    };
    format!("{mm} {place}")
}

/// A length: "142.3 mm", or "310 px" where the spacing is not known.
pub fn length(length: Length) -> String {
    match length {
        Length::Millimetres(length) => format!("{length:.1}{NBSP}mm"),
        Length::Pixels(length) => format!("{length:.0}{NBSP}px"),
    }
}

/// What lengths are worth.
pub const fn length_note(source: Option<SpacingSource>) -> &'static str {
    match source {
        None => no_spacing(),
        Some(SpacingSource::Calibrated) => "Calibrated in the patient, as the file says.",
        Some(SpacingSource::Stated) => {
            "By the spacing in the file, which does not say whether it is corrected for magnification."
        }
        Some(SpacingSource::Detector) => {
            "Measured at the detector: structures in the patient are smaller."
        }
        Some(SpacingSource::Scanned) => {
            "Measured on the scanned film: structures in the patient are smaller."
        }
    }
}

/// The button that removes a length.
pub fn remove_length(length: &str) -> String {
    format!("Remove {length}")
}

/// A side of the patient at the edge of the picture, as on films: "R".
pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Right => "R",
        Side::Left => "L",
        Side::Head => "H",
        Side::Feet => "F",
    }
}

/// A value of a film: whole, or with up to two decimals.
pub fn number(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn plain(text: &str) -> String {
        text.replace(NBSP, " ")
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
