//! The devices of `--device`, as they are typed.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A device by its kind and, if there may be several, its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceChoice {
    /// This computer's processor, in pure Rust (burn-flex); `cpu:0` and `cpu:1` are the same.
    Cpu,
    /// A graphics card of any vendor through Vulkan, Metal or DX12 (burn-wgpu): the best one, or a
    /// discrete card by its index from 0.
    Gpu(Option<usize>),
    /// This computer's processor through an installed `PyTorch`; about twice as fast as `cpu`.
    Libtorch,
    /// An NVIDIA card through an installed `PyTorch` with CUDA, counted from 0.
    LibtorchCuda(usize),
    /// An NVIDIA card through burn's CUDA backend, counted from 0; untested.
    Cuda(usize),
    /// The device that `serve-device` serves at `HOST:PORT`.
    Remote(String),
}

/// A text that does not name a device.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "unknown device {0:?}; the devices are cpu, gpu, gpu:N, libtorch, libtorch-cuda:N, cuda:N and remote:HOST:PORT"
)]
pub struct UnknownDevice(String);

impl fmt::Display for DeviceChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Gpu(None) => f.write_str("gpu"),
            Self::Gpu(Some(index)) => write!(f, "gpu:{index}"),
            Self::Libtorch => f.write_str("libtorch"),
            Self::LibtorchCuda(0) => f.write_str("libtorch-cuda"),
            Self::LibtorchCuda(index) => write!(f, "libtorch-cuda:{index}"),
            Self::Cuda(0) => f.write_str("cuda"),
            Self::Cuda(index) => write!(f, "cuda:{index}"),
            Self::Remote(address) => write!(f, "remote:{address}"),
        }
    }
}

impl FromStr for DeviceChoice {
    type Err = UnknownDevice;

    fn from_str(text: &str) -> Result<Self, UnknownDevice> {
        let unknown = || UnknownDevice(text.to_owned());
        let (kind, rest) = match text.split_once(':') {
            Some((kind, rest)) => (kind, Some(rest)),
            None => (text, None),
        };
        let index: Option<usize> = match rest {
            Some(_) if kind == "remote" => None,
            Some(rest) => Some(rest.parse().map_err(|_| unknown())?),
            None => None,
        };
        match (kind, rest) {
            ("cpu", _) => Ok(Self::Cpu),
            ("gpu", _) => Ok(Self::Gpu(index)),
            ("libtorch", None) => Ok(Self::Libtorch),
            ("libtorch-cuda", _) => Ok(Self::LibtorchCuda(index.unwrap_or(0))),
            ("cuda", _) => Ok(Self::Cuda(index.unwrap_or(0))),
            ("remote", Some(address)) if is_address(address) => {
                Ok(Self::Remote(address.to_owned()))
            }
            _ => Err(unknown()),
        }
    }
}

fn is_address(text: &str) -> bool {
    text.rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

impl DeviceChoice {
    /// The first device that is named twice, which two threads would share without gain; the processor
    /// may be named any number of times.
    pub(crate) fn duplicate(choices: &[Self]) -> Option<&Self> {
        let mut rest = choices;
        while let [first, others @ ..] = rest {
            if *first != Self::Cpu && others.contains(first) {
                return Some(first);
            }
            rest = others;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_read_as_it_is_written() {
        for text in [
            "cpu",
            "gpu",
            "gpu:1",
            "libtorch",
            "libtorch-cuda",
            "libtorch-cuda:3",
            "cuda",
            "cuda:1",
            "remote:node-2:7700",
            "remote:[::1]:7700",
        ] {
            let choice: DeviceChoice = text.parse().unwrap();
            assert_eq!(choice.to_string(), text);
        }
        assert_eq!("cpu:1".parse(), Ok(DeviceChoice::Cpu));
        assert_eq!("cuda:0".parse(), Ok(DeviceChoice::Cuda(0)));
    }

    #[test]
    fn an_unknown_device_is_refused_with_the_known_ones() {
        for text in [
            "",
            "abacus",
            "gpu:",
            "gpu:one",
            "cuda:-1",
            "libtorch:0",
            "remote",
            "remote:node",
            "remote::7700",
            "remote:node:70000",
        ] {
            let error = text.parse::<DeviceChoice>().unwrap_err().to_string();
            assert!(error.contains("the devices are cpu, gpu"), "{error}");
        }
    }

    #[test]
    fn only_the_processor_may_be_named_twice() {
        let read = |text: &str| -> Vec<DeviceChoice> {
            text.split(',').map(|one| one.parse().unwrap()).collect()
        };
        assert_eq!(
            DeviceChoice::duplicate(&read("cpu:0,cpu:1,gpu,gpu:0")),
            None
        );
        let cards = read("cuda:0,cuda:1,cuda:0");
        assert_eq!(
            DeviceChoice::duplicate(&cards),
            Some(&DeviceChoice::Cuda(0))
        );
    }
}
