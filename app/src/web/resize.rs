//! Follows the size of an element.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

use super::error::WebError;

/// Ends when it is dropped.
pub struct Resizing {
    observer: ResizeObserver,
    // Called by the observer.
    _changed: Closure<dyn FnMut()>,
}

/// Calls `changed` with width and height of an element's content, in CSS pixels, now and whenever they
/// change.
///
/// # Errors
/// [`WebError::Thrown`] where the browser cannot do it.
pub fn follow(
    element: &Element,
    changed: impl Fn((f64, f64)) + 'static,
) -> Result<Resizing, WebError> {
    let target = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        changed((target.client_width().into(), target.client_height().into()));
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref())?;
    observer.observe(element);
    Ok(Resizing {
        observer,
        _changed: closure,
    })
}

impl Drop for Resizing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
