//! Chooses the device: a hardware GPU if there is one.

use inference::Plan;
use inference::wgsl::AdapterKind;

use super::gpu::Compiling;
use crate::protocol::WhyCpu;
use crate::protocol::diagnosis::Comparison;
use crate::web::gpu::{self, Adapter, Offer};
use crate::web::webgpu::Gpu;

/// Substrings by which software adapters are recognised.
const SOFTWARE: [&str; 5] = [
    "swiftshader",
    "llvmpipe",
    "lavapipe",
    "microsoft basic render",
    "softpipe",
];

/// A GPU that cannot be used.
pub struct RefusedGpu {
    /// Why.
    pub why: WhyCpu,
    /// Its operations, if it computes wrongly.
    pub compared: Option<Comparison>,
}

impl From<WhyCpu> for RefusedGpu {
    fn from(why: WhyCpu) -> Self {
        Self {
            why,
            compared: None,
        }
    }
}

/// The GPU that the browser offers; a software adapter only where the user insists.
///
/// # Errors
/// [`WhyCpu`] says why there is none.
pub async fn adapter(insist: bool) -> Result<Adapter, WhyCpu> {
    let offer = gpu::offer()
        .await
        .map_err(|error| WhyCpu::NotStarted(error.to_string()))?;
    accept(offer, insist)
}

fn accept(offer: Offer, insist: bool) -> Result<Adapter, WhyCpu> {
    match offer {
        Offer::NoWebGpu => Err(WhyCpu::NoWebGpu),
        Offer::NoAdapter => Err(WhyCpu::NoAdapter),
        Offer::Adapter(adapter) if is_software(&adapter) && !insist => {
            Err(WhyCpu::Software(name(&adapter)))
        }
        Offer::Adapter(adapter) => Ok(adapter),
    }
}

fn is_software(adapter: &Adapter) -> bool {
    let words = [
        &adapter.vendor,
        &adapter.architecture,
        &adapter.device,
        &adapter.description,
    ];
    adapter.fallback
        || words.into_iter().any(|word| {
            let word = word.to_lowercase();
            SOFTWARE.iter().any(|software| word.contains(software))
        })
}

/// The most specific name that the browser reveals.
fn name(adapter: &Adapter) -> String {
    if !adapter.description.is_empty() {
        return adapter.description.clone();
    }
    let words: Vec<&str> = [&adapter.vendor, &adapter.architecture, &adapter.device]
        .into_iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A GPU that is being set up for a network.
pub struct Candidate {
    /// The name to show for it.
    pub name: String,
    /// The network.
    pub compiling: Compiling,
}

/// Opens the GPU and starts to compile a network for it.
///
/// # Errors
/// [`WhyCpu::NotStarted`] with the browser's message.
pub async fn compile(adapter: &Adapter, plan: Plan) -> Result<Candidate, WhyCpu> {
    let gpu = Gpu::open()
        .await
        .map_err(|error| WhyCpu::NotStarted(error.to_string()))?;
    let family = family(adapter, gpu.subgroups);
    Ok(Candidate {
        name: name(adapter),
        compiling: Compiling::start(gpu, plan, family),
    })
}

/// The kernels that suit an adapter.
fn family(adapter: &Adapter, subgroups: bool) -> AdapterKind {
    match (is_software(adapter), subgroups) {
        (false, _) => AdapterKind::Gpu,
        (true, true) => AdapterKind::SoftwareQuads,
        (true, false) => AdapterKind::Software,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn adapter(vendor: &str, architecture: &str, description: &str) -> Offer {
        Offer::Adapter(Adapter {
            vendor: vendor.into(),
            architecture: architecture.into(),
            description: description.into(),
            ..Adapter::default()
        })
    }

    #[test]
    fn a_hardware_gpu_is_used_and_named() {
        for (vendor, architecture, description, expected) in [
            ("nvidia", "lovelace", "", "nvidia lovelace"),
            ("intel", "gen-12", "Intel Iris Xe", "Intel Iris Xe"),
        ] {
            let card = accept(adapter(vendor, architecture, description), false).unwrap();
            assert_eq!(name(&card), expected);
            assert_eq!(family(&card, true), AdapterKind::Gpu);
        }
    }

    #[test]
    fn a_software_adapter_is_used_only_on_demand() {
        for software in [
            adapter("google", "swiftshader", ""),
            adapter("mesa", "", "llvmpipe (LLVM 15.0.6, 256 bits)"),
            adapter("microsoft", "", "Microsoft Basic Render Driver"),
            Offer::Adapter(Adapter {
                fallback: true,
                ..Adapter::default()
            }),
        ] {
            let refused = accept(software.clone(), false);
            assert!(matches!(refused, Err(WhyCpu::Software(_))));
            let taken = accept(software, true).unwrap();
            assert_eq!(family(&taken, true), AdapterKind::SoftwareQuads);
            assert_eq!(family(&taken, false), AdapterKind::Software);
        }
    }

    #[test]
    fn a_missing_gpu_is_reported() {
        assert_eq!(accept(Offer::NoWebGpu, true), Err(WhyCpu::NoWebGpu));
        assert_eq!(accept(Offer::NoAdapter, true), Err(WhyCpu::NoAdapter));
    }
}
