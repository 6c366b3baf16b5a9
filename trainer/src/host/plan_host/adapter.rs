//! Chooses the graphics adapter for a plan, and the kind of kernels for it.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use inference::wgsl::AdapterKind;
use wgpu::{
    Adapter, Backends, Device, DeviceDescriptor, DeviceType, Instance, InstanceDescriptor,
    PowerPreference, Queue, RequestAdapterOptions,
};

use crate::console;
use crate::host::device::{DeviceChoice, DeviceError};

/// An adapter with a device.
pub(super) struct OpenAdapter {
    pub(super) device: Device,
    pub(super) queue: Queue,
    pub(super) name: String,
    pub(super) kind: AdapterKind,
}

/// Opens the best adapter, or a discrete one by its index.
///
/// # Errors
/// [`DeviceError::NoAdapter`] with the message of the graphics interface.
pub(super) fn open(gpu: Option<usize>) -> Result<OpenAdapter, DeviceError> {
    let no_adapter = |reason: String| DeviceError::NoAdapter { reason };
    let adapter = find(gpu).map_err(no_adapter)?;
    let info = adapter.get_info();
    // wgpu 30 rejects `enable subgroups`, so `SoftwareQuads` is never chosen.
    let kind = match info.device_type {
        DeviceType::Cpu => AdapterKind::Software,
        _ => AdapterKind::Gpu,
    };
    if kind != AdapterKind::Gpu {
        console::note(&format!(
            "warning: {} is a software adapter: it runs on the CPU, and --device cpu may be faster",
            info.name
        ));
    }
    let descriptor = DeviceDescriptor {
        required_limits: adapter.limits(),
        ..DeviceDescriptor::default()
    };
    let opened = now(adapter.request_device(&descriptor))
        .ok_or_else(|| no_adapter("it does not answer".to_owned()))?;
    let (device, queue) = opened.map_err(|error| DeviceError::Failed {
        device: DeviceChoice::Gpu(gpu),
        reason: error.to_string(),
    })?;
    Ok(OpenAdapter {
        device,
        queue,
        name: info.name,
        kind,
    })
}

fn find(gpu: Option<usize>) -> Result<Adapter, String> {
    let instance = Instance::new(InstanceDescriptor {
        backends: Backends::PRIMARY,
        ..InstanceDescriptor::new_without_display_handle()
    });
    let no_answer = || "it does not answer".to_owned();
    let Some(index) = gpu else {
        let options = RequestAdapterOptions {
            power_preference: PowerPreference::HighPerformance,
            ..RequestAdapterOptions::default()
        };
        let found = now(instance.request_adapter(&options)).ok_or_else(no_answer)?;
        return found.map_err(|error| error.to_string());
    };
    let all = now(instance.enumerate_adapters(Backends::PRIMARY)).ok_or_else(no_answer)?;
    let discrete = |adapter: &Adapter| adapter.get_info().device_type == DeviceType::DiscreteGpu;
    let mut cards = all.into_iter().filter(discrete);
    let found = cards.nth(index);
    found.ok_or_else(|| format!("there is no discrete card {index}"))
}

/// The value of a future that is ready at once, as wgpu's are outside of browsers.
pub(super) fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
