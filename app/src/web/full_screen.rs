//! Full screen, where the browser has it.

use web_sys::Element;

use super::error::WebError;

/// Whether elements can fill the screen.
pub fn is_possible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.fullscreen_enabled())
}

/// Whether an element fills the screen.
pub fn is_on() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.fullscreen_element().is_some())
}

/// Lets an element fill the screen, or ends that.
///
/// # Errors
/// [`WebError::Thrown`] when the browser refuses.
pub fn toggle(element: &Element) -> Result<(), WebError> {
    let document = web_sys::window().and_then(|window| window.document());
    match document {
        Some(document) if document.fullscreen_element().is_some() => {
            document.exit_fullscreen();
            Ok(())
        }
        _ => Ok(element.request_fullscreen()?),
    }
}
