//! Counts the requests that this page or worker makes, as the browser itself records them.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit};

use crate::web::clock;
use crate::web::error::WebError;
use crate::web::object;

/// The kind of entry that a request leaves in the browser's timeline.
const RESOURCE: &str = "resource";

/// Calls `tell` with the number of requests made after this call, whenever it grows.
///
/// # Errors
/// [`WebError::Thrown`] when the browser does not observe.
pub fn watch(mut tell: impl FnMut(u32) + 'static) -> Result<(), WebError> {
    let start = clock::now();
    let mut count = 0_u32;
    let closure = Closure::<dyn FnMut(_)>::new(move |entries: PerformanceObserverEntryList| {
        let late = entries.get_entries().into_iter().filter(|entry| {
            // Entries come late: some are of requests made before.
            number(entry, "startTime").is_some_and(|begun| begun >= start)
        });
        count = count.saturating_add(u32::try_from(late.count()).unwrap_or(u32::MAX));
        tell(count);
    });
    let observer = PerformanceObserver::new(closure.as_ref().unchecked_ref())?;
    observer.observe(&PerformanceObserverInit::new(&Array::of1(&RESOURCE.into())));
    closure.forget();
    Ok(())
}

/// Bytes that this page or worker has fetched so far, unpacked.
pub fn fetched() -> f64 {
    let entries = clock::performance().map(|timeline| timeline.get_entries_by_type(RESOURCE));
    entries
        .iter()
        .flat_map(Array::iter)
        .filter_map(|entry| number(&entry, "decodedBodySize"))
        .sum()
}

fn number(entry: &JsValue, name: &str) -> Option<f64> {
    object::field(entry, name)?.as_f64()
}
