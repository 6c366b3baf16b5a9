//! Which device computes: a hardware GPU if there is one.

use burn::tensor::Device;

use crate::protocol::WhyCpu;
use crate::web::gpu::{self, Adapter, Offer};

/// Words by which GPUs that are programs on the CPU give themselves away.
const SOFTWARE: [&str; 5] = [
    "swiftshader",
    "llvmpipe",
    "lavapipe",
    "microsoft basic render",
    "softpipe",
];

/// The name of the GPU that the browser offers; a software one only where the user insists.
///
/// # Errors
/// [`WhyCpu`] says what is missing.
pub async fn adapter(insist: bool) -> Result<String, WhyCpu> {
    let offer = gpu::offer()
        .await
        .map_err(|error| WhyCpu::NotStarted(error.to_string()))?;
    judge(&offer, insist)
}

fn judge(offer: &Offer, insist: bool) -> Result<String, WhyCpu> {
    match offer {
        Offer::NoWebGpu => Err(WhyCpu::NoWebGpu),
        Offer::NoAdapter => Err(WhyCpu::NoAdapter),
        Offer::Adapter(adapter) if is_software(adapter) && !insist => {
            Err(WhyCpu::Software(name(adapter)))
        }
        Offer::Adapter(adapter) => Ok(name(adapter)),
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

/// The most telling words that the browser gives away.
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

/// Sets the GPU up. Only once in a worker's life: the runtime behind it cannot be built twice.
///
/// # Errors
/// [`WhyCpu::NotStarted`] with the runtime's words.
pub async fn gpu() -> Result<Device, WhyCpu> {
    Device::wgpu_options()
        .init_async()
        .await
        .map_err(|error| WhyCpu::NotStarted(error.to_string()))
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
    fn a_hardware_gpu_is_taken_under_the_name_it_has() {
        let card = adapter("nvidia", "lovelace", "");
        assert_eq!(judge(&card, false), Ok("nvidia lovelace".into()));
        let named = adapter("intel", "gen-12", "Intel Iris Xe");
        assert_eq!(judge(&named, false), Ok("Intel Iris Xe".into()));
    }

    #[test]
    fn a_software_gpu_is_taken_only_on_demand() {
        for software in [
            adapter("google", "swiftshader", ""),
            adapter("mesa", "", "llvmpipe (LLVM 15.0.6, 256 bits)"),
            adapter("microsoft", "", "Microsoft Basic Render Driver"),
            Offer::Adapter(Adapter {
                fallback: true,
                ..Adapter::default()
            }),
        ] {
            assert!(matches!(judge(&software, false), Err(WhyCpu::Software(_))));
            assert!(judge(&software, true).is_ok());
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(judge(&Offer::NoWebGpu, true), Err(WhyCpu::NoWebGpu));
        assert_eq!(judge(&Offer::NoAdapter, true), Err(WhyCpu::NoAdapter));
    }
}
