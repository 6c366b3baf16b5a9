//! What the browser says of its GPU. `web-sys` holds WebGPU only behind an unstable switch, so
//! the few fields that are needed are read by name.

use js_sys::{Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::web::error::WebError;
use crate::web::object;

/// A GPU as the browser describes it; what it keeps to itself is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adapter {
    /// Who made it.
    pub vendor: String,
    /// Its family.
    pub architecture: String,
    /// Its model.
    pub device: String,
    /// Its driver's words.
    pub description: String,
    /// Whether the browser itself calls it slow.
    pub fallback: bool,
}

/// What the browser offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// The browser does not know WebGPU, or hides it.
    NoWebGpu,
    /// It does, but has no GPU to offer.
    NoAdapter,
    /// A GPU.
    Adapter(Adapter),
}

/// Asks the browser for the GPU that the engine would get.
///
/// # Errors
/// [`WebError::Thrown`] with the browser's words.
pub async fn offer() -> Result<Offer, WebError> {
    if webgpu().is_none() {
        return Ok(Offer::NoWebGpu);
    }
    Ok(adapter().await?.map_or(Offer::NoAdapter, |adapter| {
        Offer::Adapter(describe(&adapter))
    }))
}

fn webgpu() -> Option<JsValue> {
    object::field(&object::field(&js_sys::global(), "navigator")?, "gpu")
}

/// The browser's own object for that GPU.
pub(super) async fn adapter() -> Result<Option<JsValue>, WebError> {
    let Some(gpu) = webgpu() else {
        return Ok(None);
    };
    let options = Object::new();
    object::set(&options, "powerPreference", &"high-performance".into())?;
    let promise: Promise = object::method(&gpu, "requestAdapter")?
        .call1(&gpu, &options)?
        .dyn_into()
        .map_err(|_| WebError::Missing("promise of a GPU"))?;
    let adapter = JsFuture::from(promise).await?;
    Ok((!adapter.is_null() && !adapter.is_undefined()).then_some(adapter))
}

fn describe(adapter: &JsValue) -> Adapter {
    let info = object::field(adapter, "info").unwrap_or_default();
    let text = |name| object::text(&info, name).unwrap_or_default();
    // The flag has moved from the adapter to its description.
    let fallback = [adapter, &info].into_iter().any(|object| {
        object::field(object, "isFallbackAdapter").is_some_and(|flag| flag.is_truthy())
    });
    Adapter {
        vendor: text("vendor"),
        architecture: text("architecture"),
        device: text("device"),
        description: text("description"),
        fallback,
    }
}
