//! A network's plan on a graphics card, through wgpu: the page's kernels without the page.
//!
//! Every buffer, pipeline and binding is made once; a film is one submission.

mod adapter;

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::{Arc, Mutex, PoisonError};

use inference::fold::Folded;
use inference::wgsl::{self, Aim, Binding, Family, Kernel, Launch};
use inference::{Plan, Slot};
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::golden;
use model::input::NetworkInput;
use model::scorecard::Scorecard;
use wgpu::{
    BindGroup, BindGroupDescriptor, BindGroupEntry, BindingResource, Buffer, BufferBinding,
    BufferDescriptor, BufferUsages, CommandEncoderDescriptor, ComputePassDescriptor,
    ComputePipeline, ComputePipelineDescriptor, Device, ErrorFilter, MapMode,
    PipelineCompilationOptions, PollType, Queue, ShaderModuleDescriptor, ShaderSource,
};

use self::adapter::{Opened, now};
use crate::host::device::{DeviceChoice, DeviceError};

/// Where a uniform block may begin on every device, in bytes.
const UNIFORM_STEP: u64 = 256;

/// Bytes of a uniform block of eight words.
const UNIFORM_BYTES: Option<NonZeroU64> = NonZeroU64::new(32);

/// A network that is ready to run on a graphics card.
#[derive(Debug)]
pub struct PlanHost {
    device: Device,
    queue: Queue,
    choice: DeviceChoice,
    /// The card's own name.
    pub name: String,
    slots: Vec<Buffer>,
    /// Where results are read from; as long as the longest slot.
    landing: Buffer,
    steps: Vec<(ComputePipeline, BindGroup, [u32; 2])>,
    input: Slot,
    output: Slot,
    /// The first thing that the device complained about outside of a check.
    complaint: Arc<Mutex<Option<String>>>,
}

impl PlanHost {
    /// Opens the card that `gpu` or `gpu:N` names and makes a plan ready on it with its weights, in
    /// the kernels of a family or those that suit the card.
    ///
    /// # Errors
    /// [`DeviceError`] when there is none, or it refuses a kernel or has too little memory.
    pub fn build(
        gpu: Option<usize>,
        (plan, weights): (&Plan, &[Folded]),
        family: Option<Family>,
    ) -> Result<Self, DeviceError> {
        let Opened {
            device,
            queue,
            name,
            family: own,
        } = adapter::open(gpu)?;
        let family = family.unwrap_or(own);
        let complaint = Arc::new(Mutex::new(None));
        let note = |complaint: &Arc<Mutex<Option<String>>>, words: String| {
            let mut first = complaint.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(words);
        };
        let heard = Arc::clone(&complaint);
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
            note(&heard, error.to_string());
        }));
        let heard = Arc::clone(&complaint);
        device.set_device_lost_callback(move |_, words| note(&heard, words));
        let choice = DeviceChoice::Gpu(gpu);
        let made = checked(&device, || make(&device, &queue, (plan, weights), family));
        let Made {
            slots,
            landing,
            steps,
        } = made.map_err(|reason| failed(&choice, &reason))?;
        Ok(Self {
            device,
            queue,
            choice,
            name,
            slots,
            landing,
            steps,
            input: plan.input,
            output: plan.output,
            complaint,
        })
    }

    /// The same, and compares its golden logits with the scorecard's before it answers.
    ///
    /// # Errors
    /// As [`Self::build`], and [`DeviceError::Wrong`].
    pub fn checked(
        gpu: Option<usize>,
        (plan, weights): (&Plan, &[Folded]),
        scorecard: &Scorecard,
    ) -> Result<Self, DeviceError> {
        let host = Self::build(gpu, (plan, weights), None)?;
        let logits = host.forward(&golden::pixels(scorecard.input.side))?;
        let found = scorecard.golden.verify(Logits(PerClass(logits)));
        found.map_err(|source| DeviceError::Wrong {
            device: host.choice.clone(),
            source,
        })?;
        Ok(host)
    }

    /// The logits of films, one after another.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the card is lost.
    pub fn logits(&self, inputs: &[NetworkInput]) -> Result<Vec<[f32; Class::COUNT]>, DeviceError> {
        let film = |input: &NetworkInput| {
            let grey = input.values.as_slice();
            self.forward(&model::input::pixels::pixels([grey; 3]))
        };
        inputs.iter().map(film).collect()
    }

    fn forward(&self, pixels: &[f32]) -> Result<[f32; Class::COUNT], DeviceError> {
        let values = self.run(pixels, self.output)?;
        let logits = values.first_chunk().copied();
        logits.ok_or_else(|| failed(&self.choice, "it gave no logits"))
    }

    /// Any buffer as the last step leaves it, for an image as [`inference::pixels`] makes it.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the card is lost.
    pub fn run(&self, pixels: &[f32], output: Slot) -> Result<Vec<f32>, DeviceError> {
        let failed = |reason: &str| failed(&self.choice, reason);
        self.queue
            .write_buffer(&self.slots[self.input.0], 0, &bytes(pixels));
        let mut encoder = self
            .device
            .create_command_encoder(&CommandEncoderDescriptor::default());
        {
            let mut pass = encoder.begin_compute_pass(&ComputePassDescriptor::default());
            for (pipeline, bindings, [x, y]) in &self.steps {
                pass.set_pipeline(pipeline);
                pass.set_bind_group(0, bindings, &[]);
                pass.dispatch_workgroups(*x, *y, 1);
            }
        }
        let from = &self.slots[output.0];
        encoder.copy_buffer_to_buffer(from, 0, &self.landing, 0, from.size());
        self.queue.submit([encoder.finish()]);
        let landed = Arc::new(Mutex::new(None));
        let told = Arc::clone(&landed);
        self.landing
            .map_async(MapMode::Read, 0..from.size(), move |result| {
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            });
        let waited = self.device.poll(PollType::wait_indefinitely());
        waited.map_err(|error| failed(&error.to_string()))?;
        let complaint = self
            .complaint
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(words) = &*complaint {
            return Err(failed(words));
        }
        let landed = landed.lock().unwrap_or_else(PoisonError::into_inner).take();
        landed
            .ok_or_else(|| failed("it never answered"))?
            .map_err(|error| failed(&error.to_string()))?;
        let view = self.landing.get_mapped_range(0..from.size());
        let view = view.map_err(|error| failed(&error.to_string()))?;
        let values = view.as_chunks().0.iter();
        let values = values.map(|&chunk| f32::from_le_bytes(chunk)).collect();
        drop(view);
        self.landing.unmap();
        Ok(values)
    }
}

/// What is made once.
struct Made {
    slots: Vec<Buffer>,
    landing: Buffer,
    steps: Vec<(ComputePipeline, BindGroup, [u32; 2])>,
}

fn make(
    device: &Device,
    queue: &Queue,
    (plan, weights): (&Plan, &[Folded]),
    family: Family,
) -> Made {
    let launches = wgsl::launches(plan, family, Aim::Speed);
    let empty = |length: usize, usage: BufferUsages| {
        device.create_buffer(&BufferDescriptor {
            label: None,
            size: (length * size_of::<f32>()) as u64,
            usage,
            mapped_at_creation: false,
        })
    };
    let usage = BufferUsages::STORAGE | BufferUsages::COPY_SRC | BufferUsages::COPY_DST;
    let slots: Vec<Buffer> = plan.slots.iter().map(|&slot| empty(slot, usage)).collect();
    let longest = plan.slots.iter().copied().max().unwrap_or_default();
    let landing = empty(longest, BufferUsages::MAP_READ | BufferUsages::COPY_DST);
    let filled = |values: &Vec<f32>| {
        let usage = BufferUsages::STORAGE | BufferUsages::COPY_DST;
        let buffer = empty(values.len(), usage);
        queue.write_buffer(&buffer, 0, &bytes(values));
        buffer
    };
    let affines: Vec<[Buffer; 2]> = weights
        .iter()
        .map(|Folded { weights, bias }| [weights, bias].map(filled))
        .collect();
    let mut pipelines: BTreeMap<Kernel, ComputePipeline> = BTreeMap::new();
    for launch in &launches {
        let kernel = launch.kernel;
        pipelines
            .entry(kernel)
            .or_insert_with(|| compile(device, kernel));
    }
    let uniforms = uniforms(device, queue, &launches);
    let bound = |(index, launch): (usize, &Launch)| {
        let pipeline = pipelines[&launch.kernel].clone();
        let block = BindingResource::Buffer(BufferBinding {
            buffer: &uniforms,
            offset: index as u64 * UNIFORM_STEP,
            size: UNIFORM_BYTES,
        });
        let buffers = launch.bindings.iter().map(|binding| match *binding {
            Binding::Slot(slot) => slots[slot.0].as_entire_binding(),
            Binding::Weights(affine) => affines[affine.0][0].as_entire_binding(),
            Binding::Bias(affine) => affines[affine.0][1].as_entire_binding(),
        });
        let entries: Vec<BindGroupEntry<'_>> = (0..)
            .zip(std::iter::once(block).chain(buffers))
            .map(|(binding, resource)| BindGroupEntry { binding, resource })
            .collect();
        let bindings = device.create_bind_group(&BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        (pipeline, bindings, launch.workgroups)
    };
    let steps = launches.iter().enumerate().map(bound).collect();
    Made {
        slots,
        landing,
        steps,
    }
}

fn compile(device: &Device, kernel: Kernel) -> ComputePipeline {
    let module = device.create_shader_module(ShaderModuleDescriptor {
        label: None,
        source: ShaderSource::Wgsl(kernel.source().into()),
    });
    device.create_compute_pipeline(&ComputePipelineDescriptor {
        label: None,
        layout: None,
        module: &module,
        entry_point: Some("main"),
        compilation_options: PipelineCompilationOptions::default(),
        cache: None,
    })
}

/// The uniform blocks of all launches, one beside the other.
fn uniforms(device: &Device, queue: &Queue, launches: &[Launch]) -> Buffer {
    let uniforms = device.create_buffer(&BufferDescriptor {
        label: None,
        size: launches.len() as u64 * UNIFORM_STEP,
        usage: BufferUsages::UNIFORM | BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    for (index, launch) in launches.iter().enumerate() {
        let words = launch.words.iter().flat_map(|word| word.to_le_bytes());
        let words: Vec<u8> = words.collect();
        queue.write_buffer(&uniforms, index as u64 * UNIFORM_STEP, &words);
    }
    uniforms
}

/// Runs something that makes objects on the device; what the device refuses is the error.
fn checked<T>(device: &Device, work: impl FnOnce() -> T) -> Result<T, String> {
    let filters = [
        ErrorFilter::Internal,
        ErrorFilter::OutOfMemory,
        ErrorFilter::Validation,
    ];
    let scopes = filters.map(|filter| device.push_error_scope(filter));
    let done = work();
    let mut refused = None;
    for scope in scopes.into_iter().rev() {
        refused = now(scope.pop()).flatten().or(refused);
    }
    match refused {
        Some(error) => Err(error.to_string()),
        None => Ok(done),
    }
}

/// The device's own words on one line.
fn failed(choice: &DeviceChoice, reason: &str) -> DeviceError {
    DeviceError::Failed {
        device: choice.clone(),
        reason: reason.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}
