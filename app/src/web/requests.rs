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

/// Calls `tell` with the number of requests made after this call, whenever it grows. Files that the
/// service worker took from its store were asked of nobody.
///
/// # Errors
/// [`WebError::Thrown`] when the browser does not observe.
pub fn watch(mut tell: impl FnMut(u32) + 'static) -> Result<(), WebError> {
    let start = clock::now();
    let mut count = 0_u32;
    let closure = Closure::<dyn FnMut(_)>::new(move |entries: PerformanceObserverEntryList| {
        let late = entries.get_entries().into_iter().filter(|entry| {
            // Entries come late: some are of requests made before.
            let late = number(entry, "startTime").is_some_and(|begun| begun >= start);
            late && !was_kept(entry)
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

/// Whether a file came from the service worker's store: it answered, and nothing was transferred.
fn was_kept(entry: &JsValue) -> bool {
    let is = |name: &str, value: f64| {
        number(entry, name).is_some_and(|number| (number - value).abs() < 0.5)
    };
    number(entry, "workerStart").is_some_and(|started| started > 0.0)
        && is("transferSize", 0.0)
        && is("responseStatus", 200.0)
}

fn number(entry: &JsValue, name: &str) -> Option<f64> {
    object::field(entry, name)?.as_f64()
}
