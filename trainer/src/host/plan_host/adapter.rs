//! Which graphics adapter a plan runs on, and which of its kernels are for it.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use inference::wgsl::Family;
use wgpu::{
    Adapter, Backends, Device, DeviceDescriptor, DeviceType, Instance, InstanceDescriptor,
    PowerPreference, Queue, RequestAdapterOptions,
};

use crate::console;
use crate::host::device::{DeviceChoice, DeviceError};

/// A card that is ready for work.
pub(super) struct Opened {
    pub(super) device: Device,
    pub(super) queue: Queue,
    pub(super) name: String,
    pub(super) family: Family,
}

/// Opens the best adapter, or a discrete one, counted from 0.
///
/// # Errors
/// [`DeviceError::NoAdapter`] with what the graphics interface said.
pub(super) fn open(gpu: Option<usize>) -> Result<Opened, DeviceError> {
    let no_adapter = |reason: String| DeviceError::NoAdapter { reason };
    let adapter = find(gpu).map_err(no_adapter)?;
    let info = adapter.get_info();
    // wgpu 30 does not take kernels that say `enable subgroups`, so there are none in quads.
    let family = match info.device_type {
        DeviceType::Cpu => Family::Software,
        _ => Family::Card,
    };
    if family != Family::Card {
        console::note(&format!(
            "warning: {} is a software adapter: it runs on the processor; --device cpu may be faster",
            info.name
        ));
    }
    let wanted = DeviceDescriptor {
        required_limits: adapter.limits(),
        ..DeviceDescriptor::default()
    };
    let opened = now(adapter.request_device(&wanted))
        .ok_or_else(|| no_adapter("it does not answer".to_owned()))?;
    let (device, queue) = opened.map_err(|error| DeviceError::Failed {
        device: DeviceChoice::Gpu(gpu),
        reason: error.to_string(),
    })?;
    Ok(Opened {
        device,
        queue,
        name: info.name,
        family,
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
