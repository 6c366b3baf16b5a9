//! The GPU that the browser offers.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Gpu, GpuAdapter, GpuPowerPreference, GpuRequestAdapterOptions};

use crate::web::error::WebError;
use crate::web::object;

/// The browser's description of a GPU; fields that it does not reveal are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adapter {
    /// The vendor.
    pub vendor: String,
    /// The architecture or GPU family.
    pub architecture: String,
    /// The device model.
    pub device: String,
    /// The driver's description.
    pub description: String,
    /// Whether the browser marks it as a fallback adapter.
    pub fallback: bool,
}

/// What the browser offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// No WebGPU.
    NoWebGpu,
    /// WebGPU, but no adapter.
    NoAdapter,
    /// A GPU.
    Adapter(Adapter),
}

/// The GPU that the engine would get.
///
/// # Errors
/// [`WebError::Thrown`] with the browser's message.
pub async fn offer() -> Result<Offer, WebError> {
    if webgpu().is_none() {
        return Ok(Offer::NoWebGpu);
    }
    Ok(adapter().await?.map_or(Offer::NoAdapter, |adapter| {
        Offer::Adapter(describe(&adapter))
    }))
}

fn webgpu() -> Option<Gpu> {
    let navigator = object::field(&js_sys::global(), "navigator")?;
    object::field(&navigator, "gpu").map(JsCast::unchecked_into)
}

/// The browser's adapter for that GPU.
pub(super) async fn adapter() -> Result<Option<GpuAdapter>, WebError> {
    let Some(gpu) = webgpu() else {
        return Ok(None);
    };
    let options = GpuRequestAdapterOptions::new();
    options.set_power_preference(GpuPowerPreference::HighPerformance);
    let request = gpu.request_adapter_with_options(&options);
    Ok(JsFuture::from(request).await?.into_option())
}

/// Reads fields by name: not every browser with WebGPU has all of them.
fn describe(adapter: &GpuAdapter) -> Adapter {
    let info = object::field(adapter, "info").unwrap_or_default();
    let text = |name| object::text(&info, name).unwrap_or_default();
    // The flag has moved from the adapter to its description.
    let fallback = [adapter.as_ref(), &info].into_iter().any(|object| {
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
