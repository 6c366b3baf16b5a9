//! The GPU that the browser offers.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Gpu, GpuAdapter, GpuPowerPreference, GpuRequestAdapterOptions};

use crate::protocol::diagnosis::AdapterReport;
use crate::web::error::WebError;
use crate::web::object;

/// The limits of WebGPU that the engine's kernels depend on.
const LIMITS: [&str; 7] = [
    "maxBufferSize",
    "maxStorageBufferBindingSize",
    "maxStorageBuffersPerShaderStage",
    "maxComputeWorkgroupStorageSize",
    "maxComputeInvocationsPerWorkgroup",
    "maxComputeWorkgroupSizeX",
    "maxComputeWorkgroupsPerDimension",
];

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

/// What the adapter allows; `None` without one.
pub async fn report() -> Option<AdapterReport> {
    let adapter = adapter().await.ok().flatten()?;
    let described = describe(&adapter);
    let limits = object::field(&adapter, "limits").unwrap_or_default();
    let limit = |name: &str| {
        let value = object::number(&limits, name)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "limits are whole and below 2^53"
        )]
        let value = value as u64;
        Some((name.to_owned(), value))
    };
    let features = object::field(&adapter, "features");
    let features = features.map(|set| Array::from(&set)).unwrap_or_default();
    let words = [
        described.vendor,
        described.architecture,
        described.device,
        described.description,
    ];
    Some(AdapterReport {
        name: words.join(" ").trim().to_owned(),
        limits: LIMITS.into_iter().filter_map(limit).collect(),
        features: features.iter().filter_map(|it| it.as_string()).collect(),
    })
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
