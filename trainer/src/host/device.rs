//! Opens the device of `--device` and verifies that it computes correct results.

mod choice;
#[cfg(feature = "wgpu")]
mod lost_card;
#[cfg_attr(not(feature = "remote"), path = "device/no_remote.rs")]
mod remote;

use burn::module::Module;
use burn::tensor::{Device, FloatDType, Tensor};
use model::calibration::Logits;
use model::class::PerClass;
use model::golden::{GoldenCheck, GoldenError, GoldenInput};
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::zoo::{Architecture, ArchitectureError};
use networks::network::{self, Network};
use networks::synthetic::{fill, golden_input};
use thiserror::Error;

pub use self::choice::DeviceChoice;
pub(crate) use self::remote::Server;

/// The environment variable with the token of remote devices.
pub const TOKEN_VARIABLE: &str = "PNEUMOSCOPE_TOKEN";

/// Why a device cannot be used.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// The build does not support the device.
    #[error(
        "this build has no {what}; build with `cargo build --release -p trainer --features {feature}`, or use another --device"
    )]
    NotInBuild {
        /// The device or command.
        what: String,
        /// The cargo feature that adds it.
        feature: &'static str,
    },
    /// No graphics adapter was found.
    #[error(
        "no graphics adapter was found through Vulkan, Metal or DX12 ({reason}); install the driver of the card (on Linux its Vulkan driver and libvulkan1), or use --device cpu"
    )]
    NoAdapter {
        /// The error of the graphics API.
        reason: String,
    },
    /// libtorch finds no card.
    #[error(
        "libtorch finds no CUDA device; install the NVIDIA driver and a PyTorch with CUDA (`nvidia-smi` and `torch.cuda.is_available()` show which is missing), or use --device libtorch"
    )]
    NoCuda,
    /// The device computes other results than burn-flex.
    #[error("{device} computes wrong results: {source}; update its driver or use --device cpu")]
    Wrong {
        /// The device.
        device: DeviceChoice,
        /// The difference.
        source: GoldenError,
    },
    /// The device failed while computing.
    #[error("{device} failed while computing: {reason}; use a smaller batch or --device cpu")]
    Failed {
        /// The device.
        device: DeviceChoice,
        /// The error of burn.
        reason: String,
    },
    /// The graphics card was lost.
    #[error(
        "{device} was lost ({reason}); try again, with --resume to continue a training from its last checkpoint, or use --device cpu"
    )]
    CardLost {
        /// The card.
        device: DeviceChoice,
        /// The error of wgpu.
        reason: String,
    },
    /// The device does not support bfloat16.
    #[error(
        "{device} does not support bfloat16; set precision to \"f32\" in the recipe, or use a device that supports it"
    )]
    NoBfloat16 {
        /// The device.
        device: DeviceChoice,
    },
    /// No device is served at the address.
    #[error(
        "no device is served at {address} ({reason}); start `pneumoscope serve-device --listen {address}` there"
    )]
    Unreachable {
        /// `HOST:PORT`.
        address: String,
        /// The error of burn.
        reason: String,
    },
    /// The server requires another token.
    #[error(
        "the device at {address} requires a token; set the environment variable {TOKEN_VARIABLE} to the token that serve-device was started with"
    )]
    Refused {
        /// `HOST:PORT`.
        address: String,
    },
    /// The connection to the server was lost.
    #[error(
        "the device at {address} was lost ({reason}); start its serve-device again and continue from the last checkpoint with --resume, or continue with other --devices"
    )]
    Lost {
        /// `HOST:PORT`.
        address: String,
        /// The error of burn.
        reason: String,
    },
    /// The device cannot be served.
    #[error("{device} cannot be served: {reason}")]
    NotServed {
        /// The device.
        device: DeviceChoice,
        /// The error of burn.
        reason: String,
    },
    /// The network of the verification cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}

/// A message of burn or wgpu, which may have several lines.
pub(super) fn on_one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The labels of all devices of a run.
pub(crate) fn labels(main: &ComputeDevice, others: &[ComputeDevice]) -> String {
    let labels = std::iter::once(main)
        .chain(others)
        .map(ComputeDevice::label);
    labels.collect::<Vec<_>>().join(" and ")
}

/// A verified device that computes with burn.
#[derive(Debug, Clone)]
pub struct ComputeDevice {
    /// burn's device.
    pub device: Device,
    /// The device as `--device` names it.
    pub choice: DeviceChoice,
    /// The name of the card or of burn's backend.
    pub name: String,
}

impl ComputeDevice {
    /// Opens a device and compares its results with those of burn-flex on a tiny network.
    ///
    /// # Errors
    /// [`DeviceError`] when this build does not support it, it is missing, or its results are wrong.
    pub fn open(choice: DeviceChoice) -> Result<Self, DeviceError> {
        let engine = match choice {
            DeviceChoice::Cpu => Self {
                device: Device::flex(),
                choice: DeviceChoice::Cpu,
                name: "burn-flex".to_owned(),
            },
            DeviceChoice::Gpu(index) => gpu(index)?,
            DeviceChoice::Libtorch => libtorch(None)?,
            DeviceChoice::LibtorchCuda(index) => libtorch(Some(index))?,
            DeviceChoice::Cuda(index) => cuda(index)?,
            DeviceChoice::Remote(address) => remote::connect(&address)?,
        };
        if engine.choice != DeviceChoice::Cpu {
            engine.check()?;
        }
        Ok(engine)
    }

    /// `--device` and the name, for logs and the scorecard.
    pub(crate) fn label(&self) -> String {
        format!("{} ({})", self.choice, self.name)
    }

    /// The error of a device that failed; a remote device counts as lost.
    pub(crate) fn failed(&self, reason: impl AsRef<str>) -> DeviceError {
        let reason = on_one_line(reason.as_ref());
        match &self.choice {
            DeviceChoice::Remote(address) => DeviceError::Lost {
                address: address.clone(),
                reason,
            },
            other => DeviceError::Failed {
                device: other.clone(),
                reason,
            },
        }
    }

    /// Whether the device can still be reached; only a remote device may not.
    pub(crate) fn is_reachable(&self) -> bool {
        match &self.choice {
            DeviceChoice::Remote(address) => remote::answers(address),
            _ => true,
        }
    }

    /// Checks that the device supports mixed precision.
    ///
    /// # Errors
    /// [`DeviceError::NoBfloat16`].
    pub(crate) fn check_bfloat16(&self) -> Result<(), DeviceError> {
        if self.device.supports_dtype(FloatDType::BF16) {
            return Ok(());
        }
        Err(DeviceError::NoBfloat16 {
            device: self.choice.clone(),
        })
    }

    /// Waits until the device has computed everything.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] or [`DeviceError::Lost`] with burn's error.
    pub(crate) fn wait(&self) -> Result<(), DeviceError> {
        let waited = self.device.sync();
        waited.map_err(|error| self.failed(error.to_string()))
    }

    fn check(&self) -> Result<(), DeviceError> {
        const SIDE: u32 = 32;
        let logits = |device: &Device| -> Result<PerClass<f32>, DeviceError> {
            let network = fill(Network::new(Architecture::CoAtNetTiny, SIDE, device)?).valid();
            self.logits(&network, golden_input(SIDE, device))
        };
        let check = GoldenCheck {
            input: GoldenInput::Noise,
            logits: logits(&Device::flex())?,
            tolerance: 1e-3,
        };
        let found = Logits(logits(&self.device)?);
        check
            .verify(found)
            .map(|_| ())
            .map_err(|source| DeviceError::Wrong {
                device: self.choice.clone(),
                source,
            })
    }

    /// The logits of one image.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the device does not return three numbers.
    pub(crate) fn logits(
        &self,
        network: &Network,
        image: Tensor<4>,
    ) -> Result<PerClass<f32>, DeviceError> {
        let (logits, _) = forward(network, image);
        let rows = self.read(logits)?;
        let logits = rows.first_chunk().copied();
        let logits = logits.map(PerClass);
        logits.ok_or_else(|| self.failed("it returned no logits"))
    }

    /// The output for each film.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn classify(
        &self,
        network: &Network,
        inputs: &[NetworkInput],
    ) -> Result<Vec<NetworkOutput>, DeviceError> {
        if inputs.is_empty() {
            return Ok(Vec::new());
        }
        let (logits, features) = forward(network, network::images(inputs, &self.device));
        let values = self.read(Tensor::cat(vec![logits, features], 1))?;
        let rows = values.chunks_exact(values.len() / inputs.len());
        let outputs = rows.filter_map(|row| {
            let (&logits, features) = row.split_first_chunk()?;
            Some(NetworkOutput {
                logits: Logits(PerClass(logits)),
                features: features.to_vec(),
            })
        });
        Ok(outputs.collect())
    }

    /// Reads a tensor's numbers back.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] or [`DeviceError::Lost`] with burn's error, for example out of
    /// memory.
    pub(crate) fn read<const D: usize>(&self, tensor: Tensor<D>) -> Result<Vec<f32>, DeviceError> {
        let data = tensor
            .try_into_data()
            .map_err(|error| self.failed(error.to_string()))?;
        data.try_into_vec()
            .map_err(|error| self.failed(error.to_string()))
    }
}

/// The logits and features of images, in f32: by burn, or on libtorch by its own kernels.
fn forward(network: &Network, images: Tensor<4>) -> (Tensor<2>, Tensor<2>) {
    #[cfg(feature = "libtorch")]
    if let Some(pass) = networks::libtorch::Pass::forward(network, images.clone(), false) {
        return (pass.logits(), pass.features());
    }
    let features = network.features(images);
    (network.classify(features.clone()), features)
}

#[cfg(feature = "wgpu")]
fn gpu(index: Option<usize>) -> Result<ComputeDevice, DeviceError> {
    use burn::tensor::DeviceKind;

    let no_adapter = |error: burn::tensor::wgpu::WgpuInitError| DeviceError::NoAdapter {
        reason: error.to_string(),
    };
    let kind = index.map_or(DeviceKind::DefaultDevice, DeviceKind::DiscreteGpu);
    let options = Device::wgpu_options().device_kind(kind);
    let device = options.init().map_err(no_adapter)?;
    let choice = DeviceChoice::Gpu(index);
    lost_card::end_program_if_lost(&choice);
    let identity = device.identity();
    let name = identity
        .as_ref()
        .map_or_else(|| "unnamed adapter".to_owned(), |known| known.name.clone());
    if identity.is_some_and(|known| known.physical.is_none()) {
        crate::console::note(&format!(
            "warning: {name} is a software adapter, which runs on the processor; --device cpu is faster"
        ));
    }
    Ok(ComputeDevice {
        device,
        choice,
        name,
    })
}

#[cfg(not(feature = "wgpu"))]
fn gpu(index: Option<usize>) -> Result<ComputeDevice, DeviceError> {
    Err(DeviceError::NotInBuild {
        what: DeviceChoice::Gpu(index).to_string(),
        feature: "wgpu",
    })
}

fn libtorch_choice(card: Option<usize>) -> DeviceChoice {
    card.map_or(DeviceChoice::Libtorch, DeviceChoice::LibtorchCuda)
}

#[cfg(feature = "libtorch")]
#[expect(
    deprecated,
    reason = "burn's CubeCL backends, which will replace it, do not build everywhere yet"
)]
fn libtorch(card: Option<usize>) -> Result<ComputeDevice, DeviceError> {
    use burn::tensor::DeviceType;

    let device = if let Some(index) = card {
        let card = Device::libtorch_cuda(index);
        let mut cards = Device::enumerate(DeviceType::LibTorch).into_vec();
        cards.retain(|device| *device == card);
        cards.pop().ok_or(DeviceError::NoCuda)?
    } else {
        Device::libtorch()
    };
    Ok(ComputeDevice {
        device,
        choice: libtorch_choice(card),
        name: "burn-tch".to_owned(),
    })
}

#[cfg(not(feature = "libtorch"))]
fn libtorch(card: Option<usize>) -> Result<ComputeDevice, DeviceError> {
    Err(DeviceError::NotInBuild {
        what: libtorch_choice(card).to_string(),
        feature: "libtorch",
    })
}

#[cfg(feature = "cuda")]
fn cuda(index: usize) -> Result<ComputeDevice, DeviceError> {
    Ok(ComputeDevice {
        device: Device::cuda(index),
        choice: DeviceChoice::Cuda(index),
        name: "burn-cuda".to_owned(),
    })
}

#[cfg(not(feature = "cuda"))]
fn cuda(index: usize) -> Result<ComputeDevice, DeviceError> {
    Err(DeviceError::NotInBuild {
        what: DeviceChoice::Cuda(index).to_string(),
        feature: "cuda",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_always_available() {
        let engine = ComputeDevice::open(DeviceChoice::Cpu).unwrap();
        assert_eq!(engine.label(), "cpu (burn-flex)");
        engine.check().unwrap();
    }

    #[test]
    fn the_error_of_an_unsupported_device_names_the_feature() {
        let error = DeviceError::NotInBuild {
            what: DeviceChoice::LibtorchCuda(0).to_string(),
            feature: "libtorch",
        };
        let sentence = error.to_string();
        assert!(sentence.starts_with("this build has no libtorch-cuda; build with"));
        assert!(sentence.contains("--features libtorch"));
    }
}
