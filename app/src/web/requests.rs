//! Counts the requests of this page or worker in the browser's own records.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit};

use crate::web::clock;
use crate::web::error::WebError;
use crate::web::object::{number, text};

/// The type of timeline entry that a request leaves.
const RESOURCE: &str = "resource";

/// What the addresses of models' files have, and no others; see `static/sw.js`.
const MODELS: &str = "/model";

/// Calls `report` with the number of requests since this call, whenever it grows. Files that came from a
/// cache do not count.
///
/// # Errors
/// [`WebError::Thrown`] when the browser refuses the observer.
pub fn watch(mut report: impl FnMut(u32) + 'static) -> Result<(), WebError> {
    let start = clock::now();
    let mut count = 0_u32;
    let closure = Closure::<dyn FnMut(_)>::new(move |entries: PerformanceObserverEntryList| {
        let new = entries.get_entries().into_iter().filter(|entry| {
            // Entries are delivered late: some belong to requests made before.
            let is_new = number(entry, "startTime").is_some_and(|begun| begun >= start);
            is_new && !was_cached(entry)
        });
        count = count.saturating_add(u32::try_from(new.count()).unwrap_or(u32::MAX));
        report(count);
    });
    let observer = PerformanceObserver::new(closure.as_ref().unchecked_ref())?;
    observer.observe(&PerformanceObserverInit::new(&Array::of1(&RESOURCE.into())));
    closure.forget();
    Ok(())
}

/// Bytes that this page or worker has fetched so far, uncompressed.
pub fn fetched() -> f64 {
    let entries = clock::performance().map(|timeline| timeline.get_entries_by_type(RESOURCE));
    entries
        .iter()
        .flat_map(Array::iter)
        .filter_map(|entry| number(&entry, "decodedBodySize"))
        .sum()
}

/// Whether a file came from a cache, of the service worker or of the browser: there is a response, and nothing
/// was transferred. A response of another origin would have the status 0. Requests for models look the same
/// where the service worker has passed them on, and are never cached by it.
fn was_cached(entry: &JsValue) -> bool {
    let is = |name: &str, value: f64| {
        number(entry, name).is_some_and(|number| (number - value).abs() < 0.5)
    };
    let is_of_model = text(entry, "name").is_some_and(|address| address.contains(MODELS));
    is("transferSize", 0.0) && is("responseStatus", 200.0) && !is_of_model
}
