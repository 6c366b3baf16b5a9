//! The icons of the viewer's buttons, drawn for this page: lines in a square of 24 by 24.

use leptos::prelude::*;

use crate::viewing::keys::Tool;

/// Half a disc in a circle.
pub const INVERT: &str = "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 1 1 0 16";
/// Two triangles beside an upright line.
pub const FLIP_ACROSS: &str = "M12 3v18M9 7v10H3zM15 7v10h6z";
/// Two triangles above and below a line.
pub const FLIP_DOWN: &str = "M3 12h18M7 9h10V3zM7 15h10v6z";
/// An arrow round to the left.
pub const TURN_LEFT: &str = "M5 4v5h5M5.5 9a8 8 0 1 1-1 6";
/// An arrow round to the right.
pub const TURN_RIGHT: &str = "M19 4v5h-5M18.5 9a8 8 0 1 0 1 6";
/// A minus in a circle.
pub const ZOOM_OUT: &str = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M8 12h8";
/// A plus in a circle.
pub const ZOOM_IN: &str = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M8 12h8M12 8v8";
/// Four corners around a square.
pub const FIT: &str = "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9h6v6H9z";
/// An arrow back to the start.
pub const RESET: &str = "M4 5v6h6M4 11a8.2 8.2 0 1 1 2 7M12 8v5h4";
/// A square of coarse pixels.
pub const NETWORK: &str = "M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16";
/// A curve through the corners of steps.
pub const SMOOTH: &str = "M3 20h5v-5h5v-5h5V4M3 20C11 20 18 14 20 5";
/// Four corners that point outwards.
pub const FULL_SCREEN: &str = "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M4 4l6 6M20 20l-6-6";
/// Two links of a chain.
pub const LINK: &str = "M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1";
/// A question mark.
pub const HELP: &str = "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .6-1.5 1.2-1.5 2.6M12 18.5v.3";
/// Two crossing lines.
pub const REMOVE: &str = "M6 6l12 12M18 6L6 18";

/// The icon of a tool.
pub const fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::Window => {
            "M12 3v3M12 18v3M3 12h3M18 12h3M7.5 12a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M12 7.5v9"
        }
        Tool::Pan => "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
        Tool::Zoom => {
            "M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5L21 21M7.5 10.5h6M10.5 7.5v6"
        }
        Tool::Measure => "M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l3 3M13 6l2 2",
        Tool::Magnify => "M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5L21 21",
    }
}

/// An icon; its button has the name.
#[component]
pub fn Icon(
    /// The lines, as in the attribute `d` of an SVG path.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
