//! The service worker `static/sw.js`, which keeps the page's own files: the page's end of it.

use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use crate::web::error::WebError;
use crate::web::object;

/// The service worker's file.
const SCRIPT: &str = "sw.js";

/// Has the page's files kept; comes to an end when they are, which is at once on later visits. On
/// those the browser itself looks for a newer build, a moment after the page is here; to register again
/// could wait for that, a second where the network is cut.
///
/// # Errors
/// [`WebError`] when the browser keeps no files for this page: it never does for an origin that is
/// not secure.
pub async fn keep() -> Result<(), WebError> {
    if answers() {
        return Ok(());
    }
    let container = container().ok_or(WebError::Missing("service worker"))?;
    let registration: ServiceWorkerRegistration = JsFuture::from(container.register(SCRIPT))
        .await?
        .dyn_into()
        .map_err(|_| WebError::Missing("registration of the service worker"))?;
    let kept = || registration.active().or_else(|| registration.waiting());
    if let (None, Some(worker)) = (kept(), registration.installing()) {
        installed(&worker).await;
    }
    kept()
        .map(|_| ())
        .ok_or(WebError::Missing("kept copy of the page"))
}

/// Whether this page's requests are answered from the kept files.
pub fn answers() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    object::field(&navigator, "serviceWorker").map(JsCast::unchecked_into)
}

/// Waits until a service worker has all files or has given up.
async fn installed(worker: &ServiceWorker) {
    let promise = Promise::new(&mut |resolve, _| {
        let observed = worker.clone();
        let look = Closure::<dyn Fn()>::new(move || {
            if observed.state() != ServiceWorkerState::Installing {
                // Nothing is left to be done where a promise cannot be kept.
                drop(resolve.call0(&JsValue::UNDEFINED));
            }
        });
        worker.set_onstatechange(Some(look.as_ref().unchecked_ref()));
        // Once a visit at most.
        look.forget();
    });
    // This promise is never broken.
    JsFuture::from(promise).await.ok();
    worker.set_onstatechange(None);
}
