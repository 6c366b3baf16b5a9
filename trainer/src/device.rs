//! From `--device` to a device that is there, in this build, and computes rightly.

use std::fmt;

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use clap::ValueEnum;
use model::calibration::Logits;
use model::class::PerClass;
use model::golden::{self, GoldenCheck, GoldenError, InputRule};
use model::network::Network;
use model::rule::module::fill;
use model::zoo::{Architecture, ArchitectureError};
use thiserror::Error;

/// The devices that may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeviceChoice {
    /// This computer's processor, in pure Rust (burn-flex).
    Cpu,
    /// A graphics card of any maker through Vulkan, Metal or DX12 (burn-wgpu).
    Gpu,
    /// This computer's processor through an installed `PyTorch`; about twice as fast as `cpu`.
    Libtorch,
    /// An NVIDIA card through an installed `PyTorch` with CUDA.
    LibtorchCuda,
    /// An NVIDIA card through burn's own CUDA engine; untested.
    Cuda,
}

impl fmt::Display for DeviceChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
            Self::Libtorch => "libtorch",
            Self::LibtorchCuda => "libtorch-cuda",
            Self::Cuda => "cuda",
        })
    }
}

/// A device that cannot be used.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// The build lacks the engine.
    #[error(
        "this build has no {device}; build with `cargo build --release -p trainer --features {feature}`, or use another --device"
    )]
    NotInBuild {
        /// What was asked for.
        device: DeviceChoice,
        /// The cargo feature that adds it.
        feature: &'static str,
    },
    /// No graphics card answers.
    #[error(
        "no graphics adapter was found through Vulkan, Metal or DX12 ({reason}); install the card's driver (on Linux its Vulkan driver and libvulkan1), or use --device cpu"
    )]
    NoAdapter {
        /// What the graphics interface said.
        reason: String,
    },
    /// libtorch is there but finds no card.
    #[error(
        "libtorch finds no CUDA device; install the NVIDIA driver and a PyTorch with CUDA (`nvidia-smi` and `torch.cuda.is_available()` tell which is missing), or use --device libtorch"
    )]
    NoCuda,
    /// The device computes something else than burn-flex does.
    #[error("{device} cannot be trusted: {source}; update its driver or use --device cpu")]
    Wrong {
        /// What was asked for.
        device: DeviceChoice,
        /// By how much it is wrong.
        source: GoldenError,
    },
    /// The device failed while computing.
    #[error("{device} failed while computing: {reason}; use a smaller batch or --device cpu")]
    Failed {
        /// What was asked for.
        device: DeviceChoice,
        /// What burn said.
        reason: String,
    },
    /// The network of the check cannot be built.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}

/// A device that passed its check.
#[derive(Debug, Clone)]
pub struct Engine {
    /// Where tensors live.
    pub device: Device,
    /// What was asked for.
    pub choice: DeviceChoice,
    /// The card's or engine's own name.
    pub name: String,
}

impl Engine {
    /// Opens a device and compares it with burn-flex on a tiny network.
    ///
    /// # Errors
    /// [`DeviceError`] when it is not in this build, not there, or computes wrongly.
    pub fn open(choice: DeviceChoice) -> Result<Self, DeviceError> {
        let engine = match choice {
            DeviceChoice::Cpu => Self {
                device: Device::flex(),
                choice,
                name: "burn-flex".to_owned(),
            },
            DeviceChoice::Gpu => gpu()?,
            DeviceChoice::Libtorch | DeviceChoice::LibtorchCuda => libtorch(choice)?,
            DeviceChoice::Cuda => cuda()?,
        };
        if choice != DeviceChoice::Cpu {
            engine.check()?;
        }
        Ok(engine)
    }

    /// `--device` and the name, for logs and the scorecard.
    pub fn label(&self) -> String {
        format!("{} ({})", self.choice, self.name)
    }

    fn check(&self) -> Result<(), DeviceError> {
        const SIDE: u32 = 32;
        let logits = |device: &Device| -> Result<PerClass<f32>, DeviceError> {
            let network = fill(Architecture::CoAtNetTiny.init(SIDE, device)?).valid();
            self.logits(&network, golden::input(SIDE, device))
        };
        let check = GoldenCheck {
            rule: InputRule::Noise,
            logits: logits(&Device::flex())?,
            tolerance: 1e-3,
        };
        let found = Logits(logits(&self.device)?);
        check
            .verify(found)
            .map(|_| ())
            .map_err(|source| DeviceError::Wrong {
                device: self.choice,
                source,
            })
    }

    /// The logits of one image.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the device does not answer with three numbers.
    pub fn logits(
        &self,
        network: &Network,
        image: Tensor<4>,
    ) -> Result<PerClass<f32>, DeviceError> {
        let rows = self.read(network.forward(image))?;
        let logits = rows.first_chunk().copied();
        logits.map(PerClass).ok_or_else(|| DeviceError::Failed {
            device: self.choice,
            reason: "it gave no logits".to_owned(),
        })
    }

    /// Reads a tensor's numbers back.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] with burn's reason: out of memory, lost device and the like.
    pub fn read<const D: usize>(&self, tensor: Tensor<D>) -> Result<Vec<f32>, DeviceError> {
        let failed = |reason: String| DeviceError::Failed {
            device: self.choice,
            reason,
        };
        let data = tensor
            .try_into_data()
            .map_err(|error| failed(error.to_string()))?;
        data.try_into_vec()
            .map_err(|error| failed(error.to_string()))
    }
}

#[cfg(feature = "wgpu")]
fn gpu() -> Result<Engine, DeviceError> {
    let no_adapter = |error: burn::tensor::wgpu::WgpuInitError| DeviceError::NoAdapter {
        reason: error.to_string(),
    };
    let device = Device::wgpu_options().init().map_err(no_adapter)?;
    let identity = device.identity();
    let name = identity
        .as_ref()
        .map_or_else(|| "unnamed adapter".to_owned(), |known| known.name.clone());
    if identity.is_some_and(|known| known.physical.is_none()) {
        crate::console::note(&format!(
            "warning: {name} is a software adapter: it runs on the processor and is slow; --device cpu is faster"
        ));
    }
    Ok(Engine {
        device,
        choice: DeviceChoice::Gpu,
        name,
    })
}

#[cfg(not(feature = "wgpu"))]
fn gpu() -> Result<Engine, DeviceError> {
    Err(DeviceError::NotInBuild {
        device: DeviceChoice::Gpu,
        feature: "wgpu",
    })
}

#[cfg(feature = "libtorch")]
#[expect(
    deprecated,
    reason = "burn's CubeCL engines, which shall replace it, do not build everywhere yet"
)]
fn libtorch(choice: DeviceChoice) -> Result<Engine, DeviceError> {
    use burn::tensor::DeviceType;

    let device = if choice == DeviceChoice::LibtorchCuda {
        let card = Device::libtorch_cuda(0);
        let mut cards = Device::enumerate(DeviceType::LibTorch).into_vec();
        cards.retain(|device| *device == card);
        cards.pop().ok_or(DeviceError::NoCuda)?
    } else {
        Device::libtorch()
    };
    Ok(Engine {
        device,
        choice,
        name: "burn-tch".to_owned(),
    })
}

#[cfg(not(feature = "libtorch"))]
fn libtorch(choice: DeviceChoice) -> Result<Engine, DeviceError> {
    Err(DeviceError::NotInBuild {
        device: choice,
        feature: "libtorch",
    })
}

#[cfg(feature = "cuda")]
fn cuda() -> Result<Engine, DeviceError> {
    Ok(Engine {
        device: Device::cuda(0),
        choice: DeviceChoice::Cuda,
        name: "burn-cuda".to_owned(),
    })
}

#[cfg(not(feature = "cuda"))]
fn cuda() -> Result<Engine, DeviceError> {
    Err(DeviceError::NotInBuild {
        device: DeviceChoice::Cuda,
        feature: "cuda",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_processor_is_always_there() {
        let engine = Engine::open(DeviceChoice::Cpu).unwrap();
        assert_eq!(engine.label(), "cpu (burn-flex)");
        engine.check().unwrap();
    }

    #[test]
    fn a_device_that_is_not_in_the_build_is_named_with_the_feature() {
        let error = DeviceError::NotInBuild {
            device: DeviceChoice::LibtorchCuda,
            feature: "libtorch",
        };
        let sentence = error.to_string();
        assert!(sentence.starts_with("this build has no libtorch-cuda; build with"));
        assert!(sentence.contains("--features libtorch"));
    }
}
