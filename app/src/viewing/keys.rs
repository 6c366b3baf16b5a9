//! What keys mean to the viewer, and where they may mean it.

/// What the pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Changes the window.
    #[default]
    Window,
    /// Moves the film.
    Pan,
    /// Enlarges it.
    Zoom,
    /// Draws lines.
    Measure,
    /// Shows a part enlarged.
    Magnify,
}

impl Tool {
    /// All tools, as in the toolbar.
    pub const ALL: [Self; 5] = [
        Self::Window,
        Self::Pan,
        Self::Zoom,
        Self::Measure,
        Self::Magnify,
    ];

    /// Its key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Window => "w",
            Self::Pan => "d",
            Self::Zoom => "z",
            Self::Measure => "m",
            Self::Magnify => "o",
        }
    }
}

/// What a key or a button asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Command {
    /// Exchange black and white.
    Invert,
    /// Exchange left and right.
    FlipAcross,
    /// Exchange top and bottom.
    FlipDown,
    /// Turn clockwise.
    TurnRight,
    /// Turn counterclockwise.
    TurnLeft,
    /// Enlarge.
    ZoomIn,
    /// Make smaller.
    ZoomOut,
    /// Fit the film into the viewer.
    Fit,
    /// Undo all of it.
    Reset,
    /// Take a window, counted from 0.
    Preset(usize),
    /// Take a tool.
    Tool(Tool),
    /// Move the film by so many steps to the right and down.
    Pan(f64, f64),
    /// Widen the window, and raise its centre, by so many steps.
    Window(f64, f64),
    /// Begin or end a line in the middle.
    Mark,
    /// Remove the last line.
    RemoveLine,
    /// Show what the network sees, or the film again.
    Network,
    /// Smooth enlarged pixels, or not.
    Smooth,
    /// Fill the screen, or leave that.
    FullScreen,
    /// Show the sheet of shortcuts.
    Help,
}

/// The keys that act wherever the viewer has the focus.
const KEYS: [(&str, Command); 25] = [
    ("i", Command::Invert),
    ("h", Command::FlipAcross),
    ("v", Command::FlipDown),
    ("r", Command::TurnRight),
    ("l", Command::TurnLeft),
    ("+", Command::ZoomIn),
    ("-", Command::ZoomOut),
    ("=", Command::Fit),
    ("1", Command::Preset(0)),
    ("2", Command::Preset(1)),
    ("3", Command::Preset(2)),
    ("4", Command::Preset(3)),
    ("5", Command::Preset(4)),
    ("w", Command::Tool(Tool::Window)),
    ("d", Command::Tool(Tool::Pan)),
    ("z", Command::Tool(Tool::Zoom)),
    ("m", Command::Tool(Tool::Measure)),
    ("o", Command::Tool(Tool::Magnify)),
    ("e", Command::Network),
    ("t", Command::Smooth),
    ("f", Command::FullScreen),
    ("?", Command::Help),
    ("Delete", Command::RemoveLine),
    ("Backspace", Command::RemoveLine),
    (" ", Command::Reset),
];

/// A step of the window by an arrow key, in pixels of a drag.
const WINDOW_STEP: f64 = 16.0;

/// Which part of the page a key is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The picture.
    Picture,
    /// A button of the viewer, which takes the space bar and the return key itself.
    Button,
    /// Nothing: no part of the page has the focus.
    Nothing,
    /// Something that may take keys: a field, or a part outside the viewer.
    Other,
}

/// The command of a key; `shift` matters for the arrows only, since it is part of other keys' names.
///
/// Where nothing has the focus, keys act only if `everywhere` is true.
pub fn command(key: &str, shift: bool, focus: Focus, everywhere: bool) -> Option<Command> {
    let acts = match focus {
        Focus::Picture => true,
        Focus::Button => key != " ",
        Focus::Nothing => everywhere,
        Focus::Other => false,
    };
    if !acts {
        return None;
    }
    if focus == Focus::Picture
        && let Some(command) = arrow(key, shift)
    {
        return Some(command);
    }
    // With caps lock, letters are upper case.
    let letter = key.len() == 1 && !shift;
    let lower = if letter {
        key.to_ascii_lowercase()
    } else {
        key.to_owned()
    };
    let found = KEYS.into_iter().find(|(name, _)| *name == lower);
    found.map(|(_, command)| command)
}

/// Keys that act on the picture only.
fn arrow(key: &str, shift: bool) -> Option<Command> {
    let (right, down) = match key {
        "ArrowRight" => (1.0, 0.0),
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowDown" => (0.0, 1.0),
        "ArrowUp" => (0.0, -1.0),
        "Enter" => return Some(Command::Mark),
        _ => return None,
    };
    Some(if shift {
        Command::Window(right * WINDOW_STEP, down * WINDOW_STEP)
    } else {
        Command::Pan(right, down)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn on_picture(key: &str) -> Option<Command> {
        command(key, false, Focus::Picture, false)
    }

    #[test]
    fn the_keys_are_those_of_other_viewers() {
        for (key, expected) in [
            ("i", Command::Invert),
            ("I", Command::Invert),
            ("h", Command::FlipAcross),
            ("v", Command::FlipDown),
            ("r", Command::TurnRight),
            ("l", Command::TurnLeft),
            ("+", Command::ZoomIn),
            ("-", Command::ZoomOut),
            ("=", Command::Fit),
            (" ", Command::Reset),
            ("1", Command::Preset(0)),
            ("5", Command::Preset(4)),
            ("ArrowLeft", Command::Pan(-1.0, 0.0)),
        ] {
            assert_eq!(on_picture(key), Some(expected), "{key}");
        }
        for key in ["6", "a", "Tab", "F5", ""] {
            assert_eq!(on_picture(key), None, "{key}");
        }
        let help = command("?", true, Focus::Picture, false);
        assert_eq!(help, Some(Command::Help));
        let wider = command("ArrowRight", true, Focus::Picture, false);
        assert_eq!(wider, Some(Command::Window(WINDOW_STEP, 0.0)));
    }

    #[test]
    fn keys_are_taken_from_nothing_that_needs_them() {
        for everywhere in [false, true] {
            assert_eq!(command("i", false, Focus::Other, everywhere), None);
            assert_eq!(command(" ", false, Focus::Button, everywhere), None);
            let arrow = command("ArrowUp", false, Focus::Nothing, everywhere);
            assert_eq!(arrow, None, "arrows scroll the page");
            let button = command("i", false, Focus::Button, everywhere);
            assert_eq!(button, Some(Command::Invert));
            let nothing = command("i", false, Focus::Nothing, everywhere);
            assert_eq!(nothing, everywhere.then_some(Command::Invert));
        }
    }

    #[test]
    fn every_tool_has_a_key() {
        for tool in Tool::ALL {
            assert_eq!(on_picture(tool.key()), Some(Command::Tool(tool)));
        }
    }
}
