//! The browser's monotonic clock and timers.

use js_sys::{Date, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;

use crate::web::object;

/// The clock and timeline of this page or worker.
pub(super) fn performance() -> Option<Performance> {
    object::field(&js_sys::global(), "performance")?
        .dyn_into()
        .ok()
}

/// Milliseconds since an arbitrary start; only differences are meaningful.
pub fn now() -> f64 {
    performance().map_or(0.0, |performance| performance.now())
}

/// Waits on the page; in a worker it returns at once.
pub async fn pause(millis: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let set = web_sys::window().map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
        });
        if !matches!(set, Some(Ok(_))) {
            // A promise's own `resolve` does not throw.
            drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED));
        }
    });
    // This promise is never rejected.
    JsFuture::from(promise).await.ok();
}

/// The local time with its zone: "2026-11-28 21:14 UTC+01:00".
pub fn local_time() -> String {
    let now = Date::new_0();
    let (date, time) = (
        format!(
            "{:04}-{:02}-{:02}",
            now.get_full_year(),
            now.get_month() + 1,
            now.get_date()
        ),
        format!("{:02}:{:02}", now.get_hours(), now.get_minutes()),
    );
    format!("{date} {time} {}", zone(now.get_timezone_offset()))
}

/// A time zone from the minutes that universal time is ahead of it: "UTC+01:00" for -60.
fn zone(behind: f64) -> String {
    let sign = if behind > 0.0 { '-' } else { '+' };
    let minutes = behind.abs();
    format!(
        "UTC{sign}{:02.0}:{:02.0}",
        (minutes / 60.0).floor(),
        minutes % 60.0
    )
}

/// Runs `work` and returns its result and its duration in milliseconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = work();
    (result, now() - start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_time_zone_is_named_by_its_distance() {
        for (behind, name) in [
            (0.0, "UTC+00:00"),
            (-60.0, "UTC+01:00"),
            (-345.0, "UTC+05:45"),
            (210.0, "UTC-03:30"),
        ] {
            assert_eq!(zone(behind), name);
        }
    }
}
