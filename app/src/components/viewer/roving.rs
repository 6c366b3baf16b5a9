//! One tab stop for all buttons of a toolbar, among which the arrow keys move. Source: ARIA Authoring
//! Practices Guide, "Toolbar Pattern".

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, NodeList};

use crate::locale;

/// The selector of the buttons; the first one has the attribute `tabindex="0"` at first, the others `"-1"`.
const BUTTONS: &str = "[data-roving]";

/// Moves the focus of a toolbar that an arrow key, Home or End was pressed in.
pub fn on_key(event: &KeyboardEvent) {
    let Some((buttons, focused)) = buttons_of(event) else {
        return;
    };
    let Some(here) = buttons.iter().position(|button| *button == focused) else {
        return;
    };
    let last = buttons.len() - 1;
    let is_mirrored = locale::current().is_right_to_left();
    let to = match (event.key().as_str(), is_mirrored) {
        ("ArrowRight", false) | ("ArrowLeft", true) => {
            if here == last {
                0
            } else {
                here + 1
            }
        }
        ("ArrowLeft", false) | ("ArrowRight", true) => here.checked_sub(1).unwrap_or(last),
        ("Home", _) => 0,
        ("End", _) => last,
        _ => return,
    };
    event.prevent_default();
    // The film would move, too.
    event.stop_propagation();
    // Only an element that is not in the document refuses the focus.
    drop(buttons[to].focus());
}

/// Makes the button that has got the focus the toolbar's tab stop.
pub fn on_focus(event: &Event) {
    let Some((buttons, focused)) = buttons_of(event) else {
        return;
    };
    if buttons.contains(&focused) {
        for button in &buttons {
            button.set_tab_index(if *button == focused { 0 } else { -1 });
        }
    }
}

/// The buttons of the toolbar that listens to an event, and what the event happened to.
fn buttons_of(event: &Event) -> Option<(Vec<HtmlElement>, HtmlElement)> {
    let toolbar: HtmlElement = event.current_target()?.dyn_into().ok()?;
    let found: NodeList = toolbar.query_selector_all(BUTTONS).ok()?;
    let nodes = (0..found.length()).filter_map(|index| found.item(index));
    let buttons = nodes.filter_map(|node| node.dyn_into().ok()).collect();
    Some((buttons, event.target()?.dyn_into().ok()?))
}
