//! The page's side of the service worker `static/sw.js`, which caches the page's files.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use crate::web::error::WebError;
use crate::web::object;

/// The service worker's script.
const SCRIPT: &str = "sw.js";

/// Caches the page's files and waits until that is done, which it is at once on later visits. There
/// the browser looks for a newer build by itself, shortly after the page has loaded; registering again
/// could wait for that, a second while the network is down.
///
/// # Errors
/// [`WebError`] when the browser caches no files for this page, as on every insecure origin.
pub async fn cache_page() -> Result<(), WebError> {
    if is_active() {
        return Ok(());
    }
    let container = container().ok_or(WebError::Missing("service worker"))?;
    let registration: ServiceWorkerRegistration = JsFuture::from(container.register(SCRIPT))
        .await?
        .dyn_into()
        .map_err(|_| WebError::Missing("registration of the service worker"))?;
    let cached = || registration.active().or_else(|| registration.waiting());
    if let (None, Some(worker)) = (cached(), registration.installing()) {
        installed(&worker).await;
    }
    cached()
        .map(|_| ())
        .ok_or(WebError::Missing("cached copy of the page"))
}

/// Asks the service worker for films that another app has shared; `take` receives them.
///
/// # Errors
/// [`WebError`] when the browser has no service worker, or one refuses the message.
pub fn on_shared_films(take: impl Fn(Vec<File>) + 'static) -> Result<(), WebError> {
    let container = container().ok_or(WebError::Missing("service worker"))?;
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let films = object::field(&event.data(), "films");
        let films = films.map(|films| Array::from(&films)).unwrap_or_default();
        take(
            films
                .iter()
                .filter_map(|film| film.dyn_into().ok())
                .collect(),
        );
    });
    container.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    if let Some(worker) = container.controller() {
        worker.post_message(&"shared films".into())?;
    }
    Ok(())
}

/// Whether this page's requests are served from the cached files.
pub fn is_active() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    object::field(&navigator, "serviceWorker").map(JsCast::unchecked_into)
}

/// Waits until a service worker has cached all files or failed.
async fn installed(worker: &ServiceWorker) {
    let promise = Promise::new(&mut |resolve, _| {
        let observed = worker.clone();
        let look = Closure::<dyn Fn()>::new(move || {
            if observed.state() != ServiceWorkerState::Installing {
                // A promise's own `resolve` does not throw.
                drop(resolve.call0(&JsValue::UNDEFINED));
            }
        });
        worker.set_onstatechange(Some(look.as_ref().unchecked_ref()));
        // At most once per visit.
        look.forget();
    });
    // This promise is never rejected.
    JsFuture::from(promise).await.ok();
    worker.set_onstatechange(None);
}
